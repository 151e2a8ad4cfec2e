"""Chrome's history (Google Takeout): when a page of a social platform was opened, and no other page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from evenkeel.model import Found, Reject, Skip, Visit
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.json_stream import elements
from evenkeel.sources.reading.platforms import of_address
from evenkeel.sources.trackers.whose import key, owner

_HISTORY = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:Browser History|Typed Url)"\s*:\s*\[')
_PAGES = "Browser History"
# Frames and start pages open by themselves; a reload is also what a browser does with all its tabs when it starts.
_UNASKED = {
    "AUTO_SUBFRAME": "frame inside a page",
    "MANUAL_SUBFRAME": "frame inside a page",
    "AUTO_TOPLEVEL": "page opened by the browser",
    "START_PAGE": "page opened by the browser",
    "RELOAD": "page loaded again",
}
_LAST = 7_258_118_400_000_000  # the year 2199


def identify(export: Export) -> bool:
    """Recognise the list of pages, or that of typed addresses before it."""
    return bool(_HISTORY.match(export.head()))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield a visit for each page of a social platform; addresses and titles are looked at and never kept."""
    whose = owner(export, context)
    prefix = f"chrome:{key(whose)}"
    for number, page in enumerate(elements(export, _PAGES, lacking="holds no list “Browser History”"), 1):
        try:
            at, address, how = page["time_usec"], page["url"], page.get("page_transition")
            platform = _of_site("/".join(address.split("/", 3)[:3]))
            if type(at) is not int or not 0 < at <= _LAST:
                raise ValueError
        except (KeyError, TypeError, AttributeError, ValueError):
            yield Reject(f"page {number}", "has no address or time that can be read")
            continue
        if not platform:
            yield Skip("page of no platform")
        elif _of_text(how) in _UNASKED:
            yield Skip(_UNASKED[how])
        else:
            what = blake2b(address.encode("utf-8", "replace"), digest_size=8).hexdigest()
            yield Visit(f"{prefix}:{at}:{what}", whose, at, platform)


@lru_cache(maxsize=8192)
def _of_site(origin: str) -> str:
    return of_address(origin)


def _of_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


SOURCE = Source("chrome-history", "Chrome history (Google Takeout)", identify, extract)
