"""What every request passes: no sign-in comes in by a header from outside, and who is not signed in gets nothing.

The cookie's token never reaches a page: the gate checks it and hands on only which sign-in it is, as the header that
`trustedUserHeaders` of .streamlit/config.toml names. Streamlit keeps that with the session, and gives a session back
only to the very same sign-in. Whether the sign-in still holds, and as what, is asked again at every run of a page.
"""

import logging
import sqlite3

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from evenkeel.desk.signing import session_of
from evenkeel.errors import EvenkeelError
from evenkeel.web.door import cookies, downloads, keeper
from evenkeel.web.door.settings import Door, Way, door, is_this_computer

SESSION = "x-evenkeel-session"
SIGN_IN = "/sign-in"
# What somebody needs who has not signed in yet, and a machine that asks whether the app is up.
_HEALTH = "/_stcore/health"
_OPEN = ("/sign-in", "/sign-out", "/door.css", _HEALTH)
_log = logging.getLogger(__name__)
_NEVER = ("/_stcore/metrics", "/_stcore/script-health-check")


class Gate:
    """ASGI middleware in front of everything that Streamlit serves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as whose it is, or answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        opened = door()
        try:
            session = _session(scope, opened)
            # Before anything else looks at it: what a client says of its sign-in is never believed.
            scope = _with_session(scope, session)
            answer = _refusal(scope, opened, session)
        except (EvenkeelError, sqlite3.Error, OSError) as problem:
            answer = _unreadable(problem)
        if answer is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "Please sign in."})
        else:
            await answer(scope, receive, send)


def _session(scope: Scope, opened: Door) -> str:
    """Name the sign-in that a request belongs to; empty: none that holds."""
    # Whether the app is up does not hang on who asks, nor on the record.
    if opened.way is not Way.LINKS or scope["path"] == _HEALTH:
        return ""
    token = cookies.token(scope, opened, keeper.keeper().cookie_secret())
    session = session_of(token) if token else ""
    return session if keeper.who(session) else ""


def _with_session(scope: Scope, session: str) -> Scope:
    """Replace whatever a client says that its sign-in is."""
    name = SESSION.encode()
    headers = [(key, value) for key, value in scope["headers"] if key.lower().replace(b"_", b"-") != name]
    return {**scope, "headers": [*headers, (name, session.encode())] if session else headers}


def _refusal(scope: Scope, opened: Door, session: str) -> Response | None:
    path = scope["path"]
    if opened.signs_in and not _asked_by_name(scope, opened):
        return PlainTextResponse("This is not the address of this app.", status_code=421)
    if path in _NEVER:
        return PlainTextResponse("Not here.", status_code=404)
    if opened.way is Way.LINKS and not session and path not in _OPEN and not path.startswith("/in/"):
        return _sign_in_first(scope)
    if scope["type"] == "http" and downloads.guarded(path) and not downloads.may_reach(scope, path, opened):
        return PlainTextResponse("This file is not yours, or is no longer there.", status_code=404)
    return None


def _asked_by_name(scope: Scope, opened: Door) -> bool:
    """Tell whether a request asks for the app by its own name: another name may lead here, and must not be trusted."""
    host = (Headers(scope=scope).get("host") or "").rsplit(":", 1)[0].strip("[]")
    return host == opened.host or is_this_computer(host)


def _unreadable(problem: Exception) -> Response:
    """Say that nobody can be let in, and what an instructor can do; who asks is not known, so no more is said."""
    _log.error("The record cannot be read, so nobody can sign in: %s", problem)
    sentence = "The class's record cannot be read at the moment. Nothing is lost; please tell your instructor."
    return PlainTextResponse(sentence, status_code=503)


def _sign_in_first(scope: Scope) -> Response:
    if scope["type"] == "http" and "text/html" in (Headers(scope=scope).get("accept") or ""):
        return RedirectResponse(SIGN_IN, status_code=303)
    return PlainTextResponse("Please sign in.", status_code=401)
