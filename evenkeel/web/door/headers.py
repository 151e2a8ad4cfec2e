"""What every answer carries: nothing from elsewhere, no code from text, no frame around it, no trace to others."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from evenkeel.web.door.settings import door

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


def _inline_scripts() -> str:
    """Name the scripts that stand in Streamlit's own page, by what they are: no other may stand there."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    digests = [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in _INLINE.findall(page)]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# Streamlit sets styles from script, draws charts as SVG with embedded pictures, and talks over one websocket.
POLICY = "; ".join((
    "default-src 'none'",
    f"script-src 'self' {_inline_scripts()}".rstrip(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
))  # fmt: skip
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}
_HTTPS = "max-age=31536000"


class SafeHeaders:
    """ASGI middleware that adds them; it stands before all else, so that refusals carry them too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, add)


def _add(headers: MutableHeaders, path: str) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    if door().secure:
        headers["strict-transport-security"] = _HTTPS
    # What may be about somebody stays in no cache; the app's own files carry what Streamlit says of them.
    if not path.startswith("/static/"):
        headers["cache-control"] = "no-store"
