"""The cookie of a personal link's sign-in: a random token, signed, unreadable for scripts, sent to this app alone."""

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from evenkeel.model import DAY, SECOND
from evenkeel.web.door.settings import Door

_SECONDS = 30 * DAY // SECOND


def name(door: Door) -> str:
    """Return the cookie's name; a browser takes one that begins with __Host- by https from this very host alone."""
    return "__Host-evenkeel" if door.secure else "evenkeel"


def token(scope: Scope, door: Door, secret: str) -> str:
    """Return the token that a request carries; empty where there is none or it was altered."""
    written = HTTPConnection(scope).cookies.get(name(door), "")
    try:
        return str(_signer(secret).loads(written)) if written else ""
    except BadSignature:
        return ""


def give(response: Response, door: Door, secret: str, held: str) -> None:
    """Put a token into the browser."""
    response.set_cookie(
        name(door),
        str(_signer(secret).dumps(held)),
        max_age=_SECONDS,
        path="/",
        secure=door.secure,
        httponly=True,
        samesite="lax",
    )


def take(response: Response, door: Door) -> None:
    """Take the token out of the browser."""
    response.delete_cookie(name(door), path="/", secure=door.secure, httponly=True, samesite="lax")


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="evenkeel sign-in")
