"""Files that a session made or was given: only the one whose session it is may fetch or replace them.

Streamlit serves `/media/<hash>` to whoever knows the hash. Which session a file belongs to is told by private parts of
Streamlit, which is pinned for it; where they are not as expected, nobody gets anything.
"""

import json
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_expose_tokens_config
from streamlit.runtime import Runtime
from streamlit.web.server.starlette import starlette_websocket as sockets
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from evenkeel.web.door.settings import Door, Way

_MEDIA, _UPLOADS = "/media/", "/_stcore/upload_file/"


def guarded(path: str) -> bool:
    """Tell whether a path leads to such a file."""
    return path.startswith((_MEDIA, _UPLOADS))


def may_reach(scope: Scope, path: str, opened: Door) -> bool:
    """Tell whether a request comes from the one whose session a file belongs to."""
    if not Runtime.exists():
        return False
    user = _user(scope, opened)
    return any(_is_of(session, user) for session in _sessions(path))


def _sessions(path: str) -> list[str]:
    if path.startswith(_UPLOADS):
        return [path.removeprefix(_UPLOADS).split("/", 1)[0]]
    file = path.removeprefix(_MEDIA).split(".", 1)[0]
    held = Runtime.instance().media_file_mgr._files_by_session_and_coord
    return [session for session, files in list(held.items()) if file in list(files.values())]


def _is_of(session: str, user: dict[str, Any]) -> bool:
    found = Runtime.instance()._session_mgr.get_session_info(session)
    return found is not None and found.session.matches_user_info(user)


def _user(scope: Scope, opened: Door) -> dict[str, Any]:
    """Say who asks, exactly as Streamlit does when a page connects."""
    user: dict[str, Any] = {}
    if opened.way is Way.UNIVERSITY:
        cookies = HTTPConnection(scope).cookies
        signed = sockets._get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
        if signed:
            user.update(sockets._parse_decoded_user_cookie(signed, opened.url))
            if raw := sockets._get_signed_cookie_with_chunks(cookies, TOKENS_COOKIE_NAME):
                wanted = get_expose_tokens_config()
                held = json.loads(raw)
                user["tokens"] = {one: held[f"{one}_token"] for one in wanted if f"{one}_token" in held}
    user.update(sockets.gather_user_info(Headers(scope=scope)))
    return user
