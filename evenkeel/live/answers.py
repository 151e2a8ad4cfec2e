"""What a fetch is told, and what it brings back."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) and how much (bytes, after unpacking) a fetch may take, and how often it is tried."""

    connect: float = 10
    read: float = 15
    total: float = 60
    size: int = 20 * 1024 * 1024
    redirects: int = 5
    retries: int = 2
    # Between two requests to one host, and the longest that is waited because a host asks for it.
    pause: float = 0.5
    wait: float = 30


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a fetch needs it, so that a test need not wait. `now` is seconds since 1970; `jitter` is 0 to 1."""

    now: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server gave with its last answer, to be told “only if it has changed since”."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Write them as a request does."""
        held = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in held.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `unchanged`: nothing new since the marks; `moved`: its address from now on, else empty."""

    address: str
    origin: str
    body: bytes = b""
    marks: Marks = Marks()
    moved: str = ""
    link: str = ""
    unchanged: bool = False

    @property
    def status(self) -> int:
        """The status it came with."""
        return 304 if self.unchanged else 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came back: the sentence goes on after the address.

    `status` is 0 where no server answered; `wait` the seconds that the host asked for; `again` tells whether another
    try may help, `reached` whether the host was there at all.
    """

    address: str
    sentence: str
    status: int = 0
    wait: float = 0
    again: bool = False
    reached: bool = True


NO_MARKS = Marks()
