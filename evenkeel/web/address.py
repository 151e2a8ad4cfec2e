"""Whom the app may be served to: until there is sign-in, the person at this computer and nobody else.

Three locks, since each alone can be walked around: the start is refused unless the configured address is this
computer's own; every request is refused that came from elsewhere, whatever the server was bound to; and each
page asks again before it shows anything.
"""

from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

ELSEWHERE = "Evenkeel has no sign-in yet, so it shows a class only on the computer it runs on."
# What a proxy or tunnel adds: behind one, the sender's address is the proxy's and says nothing.
_FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"}


def is_this_computer(address: str | None) -> bool:
    """Tell whether an address can be reached from this computer only; a missing one cannot be trusted."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def refusal() -> str:
    """Say why the configured address is refused, or nothing where it is this computer's own."""
    address = config.get_option("server.address")
    if is_this_computer(address):
        return ""
    found = f"server.address is {address}" if address else "server.address is not set, which means everybody"
    return (
        f"{ELSEWHERE} Found: {found}. Expected: 127.0.0.1 or localhost, as .streamlit/config.toml has it. "
        "Nothing is being served."
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
