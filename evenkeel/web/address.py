"""Whom the app may be served to: without sign-in, the person at this computer and nobody else.

Three locks, since each alone can be walked around: the start is refused unless the configured address is this
computer's own; every request is refused that came from elsewhere, whatever the server was bound to; and each
page asks again before it shows anything.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from evenkeel.web.door.settings import SIGN_IN, URL, Door, Way, door, is_this_computer

__all__ = ["ELSEWHERE", "ThisComputerOnly", "is_this_computer", "refusal"]

ELSEWHERE = "Without sign-in Evenkeel shows a class only on the computer it runs on."
# What a proxy or tunnel adds: behind one, the sender's address is the proxy's and says nothing.
_FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"}


def refusal() -> str:
    """Say why the app is not served as it is set up, or nothing where it may be."""
    found = door()
    if found.wrong:
        return f"{found.wrong} Nothing is being served."
    return _without_provider(found) if found.signs_in else _elsewhere()


def _elsewhere() -> str:
    address = config.get_option("server.address")
    if is_this_computer(address):
        return ""
    found = f"server.address is {address}" if address else "server.address is not set, which means everybody"
    return (
        f"{ELSEWHERE} Found: {found}. Expected: 127.0.0.1 or localhost, as .streamlit/config.toml has it, or a way to "
        f"sign in ({SIGN_IN} and {URL}, see docs/deployment.md). Nothing is being served."
    )


def _without_provider(found: Door) -> str:
    if found.way is not Way.UNIVERSITY:
        return ""
    # Not imported above: Streamlit reads its secrets when it is first asked.
    from streamlit.runtime.secrets import secrets_singleton

    if secrets_singleton.load_if_toml_exists() and "auth" in secrets_singleton:
        return ""
    return (
        f"{SIGN_IN} is university, but .streamlit/secrets.toml has no section [auth]. Expected: redirect_uri, "
        "cookie_secret, client_id, client_secret and server_metadata_url, see docs/deployment.md. Nothing is served."
    )


class ThisComputerOnly:
    """ASGI middleware that answers 403 to whoever is not at this computer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what came straight from this computer, and refuse all else before anything reads it."""
        if scope["type"] == "lifespan" or _came_straight_from_here(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ELSEWHERE})
        else:
            await PlainTextResponse(ELSEWHERE, status_code=403)(scope, receive, send)


def _came_straight_from_here(scope: Scope) -> bool:
    client = scope.get("client")
    named = {name for name, _ in scope["headers"]}
    return client is not None and is_this_computer(client[0]) and not named & _FORWARDED
