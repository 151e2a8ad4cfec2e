"""How a name, address or handle is spelt when two spellings are to be compared."""

import re
from urllib.parse import urlsplit

ALIASES = {"twitter": "x", "e-mail": "email", "mail": "email", "website": "blog", "site": "blog", "url": "blog"}
_MASTODON_URL = re.compile(r"^https?://([^/]+)/(?:users/|@)([^/@]+)/?$", re.IGNORECASE)


def column(name: str) -> str:
    """Name a roster column or platform: lower case, without @ or #, with `twitter` as `x`."""
    plain = name.strip().lstrip("@#").casefold()
    return ALIASES.get(plain, plain)


def platform(name: str) -> str:
    """Name a platform as acts, minutes and the course's purposes are compared by it."""
    plain = folded(name.strip().lstrip("#"))
    return "x" if plain == "twitter" else plain


def tag(name: str) -> str:
    """Spell a tag, category or hashtag for comparison: no case, no leading # or @."""
    return " ".join(name.strip().lstrip("#@").split()).casefold()


def folded(value: str) -> str:
    """Fold case and blanks and drop a leading @: the spelling under which anything is compared."""
    return " ".join(value.split()).removeprefix("@").casefold()


def blog(address: str) -> str:
    """Reduce a blog's address to host and path: no scheme, no `www.`, no trailing slash, no feed suffix."""
    text = address.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:  # no address at all, such as "http://["
        return folded(text)
    path = re.sub(r"/(feed|rss|atom)(/.*)?$|/feeds/.*$", "", parts.path).rstrip("/")
    return (parts.netloc.casefold().removeprefix("www.") + path.casefold()).strip("/")


def mastodon(value: str) -> str:
    """Write a fediverse account as `user@host` in lower case, from a handle or an address."""
    found = _MASTODON_URL.match(value.strip())
    if found:
        return f"{found[2]}@{found[1]}".casefold()
    return folded(value)


def spelling(platform: str, value: str) -> str:
    """Return the canonical spelling of a handle on a platform (a roster column)."""
    if platform == "blog":
        return blog(value)
    if platform == "mastodon":
        return mastodon(value)
    if value.strip().casefold().startswith(("http://", "https://")):
        return folded(value.strip().split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1])
    return folded(value)
