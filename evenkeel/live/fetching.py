"""Asking for one address, politely: in measured time and size, again where that may help, and never as somebody else.

A fetch returns an `Answer` or a `Failure` and raises nothing: one dead blog never stops the class.
"""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import cache

import httpcore
import httpx

from evenkeel import __version__, words
from evenkeel.live.answers import NO_MARKS, Answer, Clock, Failure, Limits, Marks
from evenkeel.live.bodies import Broken, body
from evenkeel.live.safety import Connections, Gate, Refused

_HEADERS = {
    "User-Agent": f"Evenkeel/{__version__} (a class's dashboard; reads public feeds)",
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/json, text/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_MOVES = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_BUSY = frozenset({429, 503})
_SAID = {
    401: "it wants a password",
    403: "it does not let us read it",
    404: "there is nothing at this address",
    410: "it is gone for good",
    429: "it asks for fewer requests",
    451: "it may not be shown where this computer is",
}
_STOPPED, _CERTIFICATE = "the fetch was stopped", "its certificate is not valid"
# How long an etag may be to be kept, and the seconds to wait where a busy host names none, or too many.
_MARK = 500
_UNSAID_WAIT, _LONGEST_WAIT = 300, 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class _Moved:
    """An answer that sends on, for now or for good."""

    to: str
    for_good: bool


@dataclass(slots=True)
class _Host:
    """A host: one request at a time, not too soon after the last, none before it wants to be asked again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: float = float("-inf")
    opens: float = float("-inf")


class _Budget:
    """The time left for an address, which runs only while it is asked and not while it waits for its turn."""

    def __init__(self, seconds: float, ticks: Callable[[], float]) -> None:
        self._seconds, self._ticks, self._since = seconds, ticks, 0.0
        self._runs = False

    def left(self) -> float:
        return self._seconds - (self._ticks() - self._since if self._runs else 0)

    @contextmanager
    def running(self) -> Iterator[None]:
        self._since, self._runs = self._ticks(), True
        try:
            yield
        finally:
            self._seconds, self._runs = self.left(), False


class Fetcher:
    """Fetches addresses, from several threads at once; `stop` ends whatever waits."""

    def __init__(
        self,
        gate: Gate | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.gate, self.limits, self.clock = gate or Gate(), limits or Limits(), clock or Clock()
        self._tls = tls
        self._stopped = threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    def stop(self) -> None:
        """Ask nothing more; whatever is asked from now on fails."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether it was stopped."""
        return self._stopped.is_set()

    def get(self, address: str, marks: Marks = NO_MARKS) -> Answer | Failure:
        """Ask for an address, again after a while where the trouble may pass."""
        budget = _Budget(self.limits.total, self.clock.ticks)
        found = self._follow(address, marks, budget)
        for attempt in range(self.limits.retries):
            if isinstance(found, Answer) or not found.again or found.wait > self.limits.wait or budget.left() <= 0:
                break
            self._sleep(found.wait or 2**attempt * (1 + self.clock.jitter()))
            found = self._follow(address, marks, budget)
        return found

    def _sleep(self, seconds: float) -> None:
        """Sleep in short pieces, so that a stop is heard."""
        while seconds > 0 and not self.stopped:
            self.clock.sleep(min(seconds, 0.5))
            seconds -= 0.5

    def _follow(self, address: str, marks: Marks, budget: _Budget) -> Answer | Failure:
        """Ask, and go where the answer sends: each step is checked like the first."""
        at: httpx.URL | None = None
        to, moved, for_good = address, "", True
        for _ in range(self.limits.redirects + 1):
            try:
                url = _step(self.gate, at, to)
                found = self._ask(address, url, marks, budget)
            except Refused as refusal:
                sent = f"it sends on to {_shown(to)}, which {refusal}" if at else f"it {refusal}"
                return Failure(address, sent, reached=at is not None)
            moved = str(url) if at and for_good else moved
            if not isinstance(found, _Moved):
                return replace(found, moved=moved) if isinstance(found, Answer) else found
            at, to, for_good = url, found.to, for_good and found.for_good
        return Failure(address, f"it sends on more than {self.limits.redirects} times")

    def _ask(self, address: str, url: httpx.URL, marks: Marks, budget: _Budget) -> Answer | Failure | _Moved:
        """Ask one host once, in its turn."""
        host = self._host(url.raw_host.decode("ascii"))
        with host.lock:
            wait = host.opens - self.clock.ticks()
            if wait > self.limits.wait:
                return Failure(address, _SAID[429], 429, wait)
            self._sleep(max(wait, host.asked + self.limits.pause - self.clock.ticks()))
            if self.stopped:
                return Failure(address, _STOPPED)
            with budget.running():
                found = self._exchange(address, url, marks, budget)
            host.asked = self.clock.ticks()
            if isinstance(found, Failure) and found.wait:
                host.opens = host.asked + found.wait
            return found

    def _host(self, name: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(name, _Host())

    def _exchange(self, address: str, url: httpx.URL, marks: Marks, budget: _Budget) -> Answer | Failure | _Moved:
        """Send the request and read the answer; whatever goes wrong on the wire is a failure."""
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        limits = dict.fromkeys(("read", "write"), self.limits.read) | {"connect": self.limits.connect}
        headers: list[tuple[bytes | str, bytes | str]] = [*(_HEADERS | marks.headers()).items()]
        try:
            with (
                # A connection of its own for each request: nothing is kept of one that could serve another.
                httpcore.ConnectionPool(
                    ssl_context=self._tls or _certificates(),
                    max_keepalive_connections=0,
                    network_backend=Connections(self.gate, budget.left),
                ) as pool,
                pool.stream("GET", target, headers=headers, extensions={"timeout": limits}) as response,
            ):
                return self._read(address, url, marks, response)
        except httpcore.TimeoutException:
            over = budget.left() <= 0
            most = f"it takes longer than {words.number(round(self.limits.total))} seconds"
            return Failure(address, most if over else "it does not answer in time", again=not over, reached=False)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as problem:
            said = _wire_words(problem)
            return Failure(address, said, again=said != _CERTIFICATE, reached=False)
        except Broken as problem:
            return Failure(address, str(problem))

    def _read(
        self, address: str, url: httpx.URL, marks: Marks, response: httpcore.Response
    ) -> Answer | Failure | _Moved:
        head = httpx.Headers(response.headers)
        if response.status in _MOVES and head.get("location"):
            return _Moved(head["location"], response.status in _FOR_GOOD)
        if response.status == 304 and marks.headers():
            return Answer(address, str(url), marks=marks, unchanged=True)
        if response.status != 200:
            return self._status(address, response.status, head)
        content = body(response, head, self.limits.size)
        if not content.strip():
            return Failure(address, "it answers with nothing")
        given = Marks(head.get("etag", "")[:_MARK], head.get("last-modified", "")[:_MARK])
        return Answer(address, str(url), content, given, link=head.get("link", ""))

    def _status(self, address: str, status: int, head: httpx.Headers) -> Failure:
        said = _SAID.get(status) or ("it has trouble of its own" if status >= 500 else "it answers oddly")
        wait = _retry_after(head.get("retry-after", ""), self.clock.now()) if status in _BUSY else 0
        if status == 429:
            wait = wait or _UNSAID_WAIT
        return Failure(address, f"{said} ({status})", status, wait, again=status >= 500 or status == 429)


@cache
def _certificates() -> ssl.SSLContext:
    """Load the certificates that are trusted, once; nothing of the environment changes them."""
    return httpx.create_ssl_context(trust_env=False)


def _step(gate: Gate, at: httpx.URL | None, to: str) -> httpx.URL:
    """Check where to go next. Raises `Refused`, also for a step from https back to http."""
    url = gate.address(to, at)
    if at is not None and (at.scheme, url.scheme) == ("https", "http"):
        raise Refused("leaves https, so that anybody on the way could change what is read")
    return url


def _wire_words(problem: Exception) -> str:
    said = str(problem)
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return _CERTIFICATE
    if "no such host" in said:
        return "there is no such host"
    if isinstance(problem, httpcore.ConnectError):
        return "it cannot be reached"
    return "the connection broke off"


def _retry_after(written: str, now: float) -> float:
    """Read for how many seconds a host wants to be left alone: a number or a date, else 0."""
    try:
        if written.strip().isdecimal():
            return float(min(int(written), _LONGEST_WAIT))
        return min(max(parsedate_to_datetime(written).timestamp() - now, 0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return 0


def _shown(address: str) -> str:
    """Write an address that a stranger gave so that it can be shown anywhere."""
    return "".join(letter if letter.isprintable() else "?" for letter in address[:120])
