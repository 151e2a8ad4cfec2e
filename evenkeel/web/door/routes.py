"""Signing in by a personal link or a short code, and out again.

Opening a link changes nothing: programs that look at links before people do would use it up. Only the button on the
page it opens signs in, as a POST that must come from this app's own page.
"""

import time
from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from evenkeel.desk.signing import Doorkeeper
from evenkeel.web import course_folder
from evenkeel.web.door import cookies, keeper, pages
from evenkeel.web.door.limits import Attempts
from evenkeel.web.door.settings import Door, Way, door, is_this_computer

_MOST_BYTES = 4096
_WRONG = "This address and code do not go together, or the code has run out. Your instructor can give you a new one."
_NO_LINK = "This link has run out, was taken back, or was never one. Your instructor can give you a new one."
_WAIT = "That was tried too often. Please wait a quarter of an hour, or ask your instructor for a new link."
_NOT_OURS = "This form was not sent by this app. Open the link again."
_attempts = Attempts()

Handler = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """List the pages of the door; there are none where nobody signs in here."""
    if door().way is not Way.LINKS:
        return []
    return [
        Route("/door.css", pages.style),
        Route("/sign-in", _ask, methods=["GET"]),
        Route("/sign-in", _own(_by_code), methods=["POST"]),
        Route("/in/{key}", _offer, methods=["GET"]),
        Route("/in/{key}", _own(_by_link), methods=["POST"]),
        Route("/sign-out", _leaving, methods=["GET"]),
        Route("/sign-out", _own(_sign_out), methods=["POST"]),
    ]


async def _ask(_request: Request) -> Response:
    return pages.sign_in(_course())


async def _leaving(_request: Request) -> Response:
    return pages.sign_out(_course())


async def _offer(request: Request) -> Response:
    place = _place(request)
    if _attempts.too_many(place, "", time.monotonic()):
        return pages.refused(_course(), _WAIT, 429)
    name = await run_in_threadpool(keeper.keeper().name_on_link, request.path_params["key"], keeper.now())
    if name:
        return pages.by_link(_course(), name)
    _attempts.wrong(place, "", time.monotonic())
    return pages.refused(_course(), _NO_LINK, 404)


async def _by_link(request: Request) -> Response:
    place, at_door = _place(request), keeper.keeper()
    if _attempts.too_many(place, "", time.monotonic()):
        return pages.refused(_course(), _WAIT, 429)
    token = await run_in_threadpool(at_door.sign_in_by_key, request.path_params["key"], keeper.now())
    if token:
        return _in(at_door, token)
    _attempts.wrong(place, "", time.monotonic())
    return pages.refused(_course(), _NO_LINK, 404)


async def _by_code(request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=4, max_part_size=_MOST_BYTES)
    email, code = str(form.get("email", "")).strip().casefold(), str(form.get("code", ""))
    place, at_door = _place(request), keeper.keeper()
    if _attempts.too_many(place, email, time.monotonic()):
        return pages.sign_in(_course(), _WAIT, email, 429)
    token = await run_in_threadpool(at_door.sign_in_by_code, email, code, keeper.now())
    if token:
        return _in(at_door, token)
    _attempts.wrong(place, email, time.monotonic())
    return pages.sign_in(_course(), _WRONG, email, 403)


async def _sign_out(request: Request) -> Response:
    at_door = keeper.keeper()
    if token := cookies.token(request.scope, door(), at_door.cookie_secret()):
        await run_in_threadpool(at_door.sign_out, token, keeper.now())
    answer = RedirectResponse("/sign-in", status_code=303)
    cookies.take(answer, door())
    return answer


def _in(at_door: Doorkeeper, token: str) -> Response:
    answer = RedirectResponse("/", status_code=303)
    cookies.give(answer, door(), at_door.cookie_secret(), token)
    return answer


def _own(handler: Handler) -> Handler:
    """Take a form only from this app's own pages, and only a small one."""

    @wraps(handler)
    async def taken(request: Request) -> Response:
        if int(request.headers.get("content-length", _MOST_BYTES + 1)) > _MOST_BYTES:
            return pages.refused(_course(), _NOT_OURS, 413)
        if not _from_here(request, door()):
            return pages.refused(_course(), _NOT_OURS, 403)
        return await handler(request)

    return taken


def _from_here(request: Request, opened: Door) -> bool:
    origin = request.headers.get("origin")
    # At this computer it goes by several names.
    return origin == opened.url or (not opened.secure and origin == f"http://{request.headers.get('host', '')}")


def _place(request: Request) -> str:
    """Return where a request comes from; behind a proxy on this computer, what that proxy says."""
    straight = request.client.host if request.client else ""
    said = request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip()
    return said if said and is_this_computer(straight) else straight


def _course() -> str:
    return course_folder.title()
