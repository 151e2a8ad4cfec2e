"""Files that a session made or was given: only the one whose session it is may fetch or replace them.

Streamlit serves `/media/<hash>` to whoever knows the hash, and makes a file at a click for whoever knows the number of
the button. Which session a file belongs to is told by private parts of Streamlit, which is pinned for it; where they
are not as expected, nobody gets anything.
"""

import json
from collections import deque
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_expose_tokens_config
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.web.server.starlette import starlette_websocket as sockets
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from evenkeel.web.door.settings import Door, Way

_MEDIA, _UPLOADS = "/media/", "/_stcore/upload_file/"
# What was made at a click, and for which session: Streamlit itself does not keep that.
_made: deque[tuple[str, str]] = deque(maxlen=2000)


class OwnFiles(DeferredFileHandler):
    """Makes a file at a click for the session whose page offers it, and for no other."""

    async def handle(self, request: BackendOperationRequest, session_id: str) -> BackendOperationResponse:
        """Make the file, and remember whose it is."""
        offered = Runtime.instance().media_file_mgr._deferred_callables.get(request.deferred_file.file_id)
        if offered is None or offered["session_id"] != session_id:
            return BackendOperationResponse(request_id=request.request_id, error_msg="This file is not offered here.")
        answer = await super().handle(request, session_id)
        if answer.deferred_file.url:
            _made.append((_file_of(answer.deferred_file.url), session_id))
        return answer


def take_over() -> None:
    """Have sessions make files at a click by `OwnFiles`; before the first of them begins."""
    vars(app_session)["DeferredFileHandler"] = OwnFiles


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
    file = _file_of(path)
    held = Runtime.instance().media_file_mgr._files_by_session_and_coord
    shown = [session for session, files in list(held.items()) if file in list(files.values())]
    return shown + [session for made, session in list(_made) if made == file]


def _file_of(path: str) -> str:
    return path.rpartition("/")[2].split(".", 1)[0]


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
