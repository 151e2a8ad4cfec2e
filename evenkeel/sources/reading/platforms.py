"""Which social platform a web address or an app belongs to: the one table of it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

# A host counts for all hosts below it: youtube.com also says what music.youtube.com is.
_HOSTS = {
    "x.com": "x",
    "twitter.com": "x",
    "t.co": "x",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "tiktok.com": "tiktok",
    "reddit.com": "reddit",
    "linkedin.com": "linkedin",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "wordpress.com": "wordpress",
    "blogger.com": "blogger",
    "tumblr.com": "tumblr",
    "medium.com": "medium",
    "substack.com": "substack",
    "pinterest.com": "pinterest",
    "snapchat.com": "snapchat",
    "twitch.tv": "twitch",
    "discord.com": "discord",
} | dict.fromkeys(
    ("mastodon.social", "mastodon.online", "mastodon.world", "mstdn.social", "mas.to", "fosstodon.org",
     "hachyderm.io", "infosec.exchange", "techhub.social", "scholar.social", "journa.host", "newsie.social"),
    "mastodon",
)  # fmt: skip
_APPS = frozenset(
    ["twitter", "x", "youtube", "instagram", "facebook", "tiktok", "reddit", "linkedin", "threads", "bluesky",
     "mastodon", "tusky", "wordpress", "blogger", "tumblr", "medium", "substack", "pinterest", "snapchat",
     "twitch", "discord"]
)  # fmt: skip
_OTHER_NAMES = {"twitter": "x", "tusky": "mastodon"}


def of_address(url: str, fediverse: Iterable[str] = ()) -> str:
    """Name the platform of a web address, empty for any other; `fediverse` are more hosts of Mastodon."""
    try:
        host = (urlsplit(url).hostname or "").casefold().rstrip(".")
    except ValueError:
        return ""
    if host in fediverse:
        return "mastodon"
    labels = host.split(".")
    if "blogspot" in labels[-3:]:  # blogspot.com, blogspot.de, blogspot.co.uk, …
        return "blogger"
    parents = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((_HOSTS[parent] for parent in parents if parent in _HOSTS), "")


def of_app(name: str) -> str:
    """Name the platform whose own app this is, empty for any other."""
    plain = name.casefold().removesuffix(".exe").removesuffix(" lite").strip()
    return _OTHER_NAMES.get(plain, plain) if plain in _APPS else ""
