"""What a tracker's activity is: an app, a phone's app by its bundle id, or a website by its host."""

import re
from functools import lru_cache
from typing import NamedTuple

from evenkeel.sources.reading.platforms import of_address, of_app

WEBSITE = "website"
# com.example.app is a bundle id, app.example.com a host; photo.exe and Photo.app are neither.
_HOST = re.compile(
    r"(?!(?:com|org|net|edu|io|co|de|me|tv|us|uk|xyz|ai|jp|cn)\.)(?:[\w-]+\.)+(?!exe$|app$|dmg$)[a-z]{2,24}"
)
_BROWSER = re.compile(
    r"firefox|librewolf|chromium|chrome|msedge|duckduckgo|samsung internet|"
    r"(?<![a-z])(?:edge|brave|opera|vivaldi|safari|arc)(?![a-z])"
)
# These run another browser's extension, whose bucket bears the other's name.
_SAME_TABS = {"librewolf": "firefox", "chromium": "chrome", "arc": "chrome", "msedge": "edge"}
_BUNDLES = {
    "com.atebits.tweetie2": "x",
    "com.twitter.android": "x",
    "com.twitter.android.lite": "x",
    "com.twitter.twitter-mac": "x",
    "com.google.ios.youtube": "youtube",
    "com.google.android.youtube": "youtube",
    "com.google.ios.youtubemusic": "youtube",
    "com.google.android.apps.youtube.music": "youtube",
    "com.burbn.instagram": "instagram",
    "com.instagram.android": "instagram",
    "com.instagram.lite": "instagram",
    "com.burbn.barcelona": "threads",
    "com.instagram.barcelona": "threads",
    "com.facebook.facebook": "facebook",
    "com.facebook.katana": "facebook",
    "com.facebook.lite": "facebook",
    "com.zhiliaoapp.musically": "tiktok",
    "com.zhiliaoapp.musically.go": "tiktok",
    "com.ss.android.ugc.trill": "tiktok",
    "com.reddit.reddit": "reddit",
    "com.reddit.frontpage": "reddit",
    "com.linkedin.linkedin": "linkedin",
    "com.linkedin.android": "linkedin",
    "xyz.blueskyweb.app": "bluesky",
    "org.joinmastodon.app": "mastodon",
    "org.joinmastodon.android": "mastodon",
    "com.keylesspalace.tusky": "mastodon",
    "com.toyopagroup.picaboo": "snapchat",
    "com.snapchat.android": "snapchat",
    "com.tumblr.tumblr": "tumblr",
    "com.tumblr": "tumblr",
    "pinterest": "pinterest",
    "com.pinterest": "pinterest",
    "tv.twitch": "twitch",
    "tv.twitch.android.app": "twitch",
    "com.hammerandchisel.discord": "discord",
    "com.discord": "discord",
    "org.wordpress": "wordpress",
    "org.wordpress.android": "wordpress",
}


class Activity(NamedTuple):
    """What time was spent on: a platform (empty for none), and a label that may be kept."""

    platform: str
    label: str


@lru_cache(maxsize=8192)
def activity(name: str) -> Activity:
    """Say what an activity is; of a website only its platform is kept, as of the addresses in any browser."""
    plain = name.strip()
    if is_host(plain):
        platform = of_address(f"https://{plain}/")
        return Activity(platform, platform or WEBSITE)
    return Activity(of_app(plain) or _BUNDLES.get(plain.casefold(), ""), plain)


def is_host(name: str) -> bool:
    """Tell whether an activity is a website by its host."""
    return _HOST.fullmatch(name.strip().casefold()) is not None


@lru_cache(maxsize=4096)
def browser(name: str) -> str:
    """Name the browser that an app or a bucket is of; empty for none."""
    found = _BROWSER.search(name.casefold())
    return _SAME_TABS.get(found[0], found[0]) if found else ""
