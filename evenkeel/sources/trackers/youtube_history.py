"""Google's histories (Takeout as JSON): YouTube's watch history, and My Activity of YouTube, Chrome and Android.

Each record is a moment, and nobody knows for how long: a visit. Records are told by their shape, since titles and the
names of files are in the user's language; addresses and titles are looked at and never kept. Advertisements and
searches are no visits; a film that has been removed since was watched all the same.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs, urlsplit

from evenkeel.model import Found, Reject, Skip, Visit, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.json_stream import elements
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.platforms import of_address
from evenkeel.sources.trackers.apps import activity
from evenkeel.sources.trackers.whose import key, owner

_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_KEYS = (b'"header"', b'"title"', b'"time"', b'"products"')
# “From Google Ads”, as some languages have it.
_ADS = re.compile(r"\bads?\b|anzeige|anunci|annonce|annunc|advert|reklam|реклам|広告|광고|广告|廣告", re.IGNORECASE)
_YOUTUBE = "YouTube"


def identify(export: Export) -> bool:
    """Recognise a list of records with a header, a title, a time and products."""
    first = export.head()[:16_384]
    return bool(_LIST.match(first)) and all(one in first for one in _KEYS)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield a visit for each record of a social platform."""
    whose = owner(export, context)
    prefix, moment = f"google:{key(whose)}", Clock(UTC).moment
    for number, record in enumerate(elements(export, lacking="holds no list of activities"), 1):
        try:
            reason, platform = _sorted(record)
            yield _visit(record, prefix, whose, moment(record["time"]), platform) if platform else Skip(reason)
        except (KeyError, TypeError, AttributeError, ValueError):
            yield Reject(f"record {number}", "has no time, title or product that can be read")


def _visit(record: dict[str, Any], prefix: str, whose: Who, at: int, platform: str) -> Visit:
    # The same record stands in the watch history and in My Activity; its address is only compared.
    what = blake2b(str(record.get("titleUrl") or "").encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Visit(f"{prefix}:{at}:{what}", whose, at, platform)


def _sorted(record: dict[str, Any]) -> tuple[str, str]:
    """Say on which platform a record was, or (with an empty platform) why it is left out."""
    products, address = record["products"], record.get("titleUrl") or ""
    if not isinstance(record["title"], str) or not isinstance(address, str) or not isinstance(products, list):
        raise TypeError
    if any(isinstance(product, str) and product.startswith(_YOUTUBE) for product in products):
        if any(_ADS.search(str(detail["name"])) for detail in record.get("details") or () if detail.get("name")):
            return "advertisement", ""
        return ("search", "") if _is_search(address) else ("", "youtube")
    if "Android" in products and "id=" in address:  # “Used Instagram”, with the app's place in the store
        return "activity on no platform", activity(address.partition("id=")[2].partition("&")[0]).platform
    return "activity on no platform", of_address(_target(address))


def _is_search(address: str) -> bool:
    return "/results?" in address or "/search?" in address


def _target(address: str) -> str:
    """Return where an address of Google's leads that only counts the click."""
    if "google." not in address or "/url?" not in address:
        return address
    asked = parse_qs(urlsplit(address).query)
    return next(iter(asked.get("q") or asked.get("url") or [address]))


SOURCE = Source("youtube-history", "YouTube history (Google Takeout)", identify, extract)
