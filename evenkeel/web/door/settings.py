"""How this app is opened, by its environment: at one computer, alone, by personal links, by a university's sign-in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

SIGN_IN, URL, ALONE = "EVENKEEL_SIGN_IN", "EVENKEEL_URL", "EVENKEEL_ALONE"


class Way(StrEnum):
    """How somebody gets to see anything."""

    HERE = "here"  # whoever sits at this computer is the instructor
    ALONE = "alone"  # whoever sits at this computer is the one student there is
    LINKS = "links"
    UNIVERSITY = "university"


@dataclass(frozen=True, slots=True)
class Door:
    """The way in, the app's own address (`https://evenkeel.example.org`; empty: this computer's), and what is wrong."""

    way: Way
    url: str = ""
    wrong: str = ""

    @property
    def signs_in(self) -> bool:
        """Whether one has to sign in."""
        return self.way in (Way.LINKS, Way.UNIVERSITY)

    @property
    def secure(self) -> bool:
        """Whether it is reached by https, so that cookies must be."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """The name in the app's own address."""
        return urlsplit(self.url).hostname or ""


def door(environ: Mapping[str, str] | None = None) -> Door:
    """Read how the app is opened; `wrong` is the sentence that says why it cannot be."""
    said = os.environ if environ is None else environ
    named, url = said.get(SIGN_IN, "").strip().casefold(), said.get(URL, "").strip().rstrip("/")
    if not named:
        return Door(Way.ALONE if said.get(ALONE) else Way.HERE)
    if named not in (Way.LINKS, Way.UNIVERSITY):
        return Door(Way.HERE, wrong=f"{SIGN_IN} is {named}. Expected: links or university, or nothing at all.")
    return Door(Way(named), url, _wrong(url))


def _wrong(url: str) -> str:
    parts = urlsplit(url)
    expected = f"Expected: {URL}=https://evenkeel.example.org, the address that people open."
    if not url:
        return f"{SIGN_IN} is set, but the app's own address is not. {expected}"
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        return f"{URL} is {url}, which is no plain address. {expected}"
    if parts.scheme == "http" and not is_this_computer(parts.hostname):
        return f"{URL} is {url}: without https anybody on the way could read what is sent. {expected}"
    return ""


def is_this_computer(address: str | None) -> bool:
    """Tell whether an address can be reached from this computer only; a missing one cannot be trusted."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
