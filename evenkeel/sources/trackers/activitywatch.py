"""ActivityWatch exports: the time somebody was at the computer, by app, and by platform in a browser.

Its buckets overlap, so that adding them up counts the same minute three times. What counts is the time a
window was in front and the person not away; tabs only say where in a browser that was. Titles, addresses
and the app of a private window are dropped here and go nowhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from evenkeel.model import (
    DAY,
    MINUTE,
    SECOND,
    Evidence,
    Found,
    Note,
    Reject,
    Skip,
    TimeEntry,
    TrackerSpan,
    Who,
)
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.platforms import of_address, of_app
from evenkeel.sources.trackers.intervals import Piece, days_apart, flat, joined, overlaid

_EXPORT = re.compile(rb'\s*\{\s*"buckets"\s*:\s*[\[{]')
_BROWSER = re.compile(
    r"firefox|librewolf|chromium|chrome|msedge|(?<![a-z])(?:edge|brave|opera|vivaldi|safari|arc)(?![a-z])"
)
# These run another browser's extension, whose bucket bears the other's name.
_SAME_TABS = {"librewolf": "firefox", "chromium": "chrome", "arc": "chrome", "msedge": "edge"}
_LONGEST = 31 * DAY


class _Tab(NamedTuple):
    platform: str
    private: bool


class _Activity(NamedTuple):
    app: str
    platform: str


class _Host:
    """What the buckets of one computer or phone hold, in any order and with any overlap."""

    def __init__(self) -> None:
        self.windows: list[Piece[str]] = []
        self.states: list[Piece[bool]] = []  # not away?
        self.tabs: dict[str, list[Piece[_Tab]]] = defaultdict(list)  # by browser, empty where it is not known

    def present(self) -> list[Piece[str]]:
        """Return the windows in front of somebody who was there."""
        windows = flat(self.windows)
        if not self.states:
            return windows
        there = [piece for piece in flat(self.states) if piece.what]
        return [Piece(start, end, app) for start, end, app, on in overlaid(windows, there) if on]

    def placed(self, others: "_Host") -> list[Piece[_Activity]]:
        """Return the windows as apps and platforms; `others` holds tabs of browsers that name no computer."""
        windows: dict[str, list[Piece[str]]] = defaultdict(list)
        for piece in self.present():
            windows[_browser(piece.what)].append(piece)
        found = []
        for browser, pieces in windows.items():
            names = (browser, "") if browser else ()
            tabs = flat(tab for name in names for host in (others, self) for tab in host.tabs[name])
            for start, end, app, tab in overlaid(pieces, tabs):
                found.append(Piece(start, end, _activity(app, tab)))
        return sorted(found)

    def watched(self) -> list[Piece[None]]:
        """Return when the tracker was watching: whenever it knew a state, else while it saw a window."""
        return [Piece(piece.start, piece.end, None) for piece in (self.states or self.windows)]


def identify(export: Export) -> bool:
    """Tell an export by its one key, `buckets`."""
    return bool(_EXPORT.match(export.head()))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's entries and the spans in which the tracker was watching."""
    owner = context.owner
    if owner is None:
        raise export.refuse(
            "does not say whose time it holds. Put it into inbox/<e-mail address>/, or name the student with --student."
        )
    hosts: dict[str, _Host] = defaultdict(_Host)
    for bucket in _buckets(export):
        yield from _sort(bucket, hosts, _fediverse(owner))
    stray = _Host()
    for host in hosts.values():
        if not host.windows:  # tabs of a browser that did not know its computer
            for browser, tabs in host.tabs.items():
                stray.tabs[browser] += tabs
    for name, host in hosts.items():
        if host.windows and not host.states:
            yield Note(f"“{name}” has no record of being away: a window in front counts as time spent.")
        for entry in joined(host.placed(stray), SECOND):
            yield from _entries(entry, name, owner, context)
    # Between two of its states the tracker looks away for seconds.
    for span in joined(flat(piece for host in hosts.values() for piece in host.watched()), MINUTE):
        yield TrackerSpan(owner, span.start, span.end)


def _entries(entry: Piece[_Activity], host: str, owner: Who, context: Context) -> Iterator[TimeEntry]:
    for start, end, (app, platform) in days_apart(entry, context.zone):
        ref = f"activitywatch:{_computer(host)}:{start}:{app}"
        yield TimeEntry(ref, owner, start, end, None, None, Evidence.MEASURED, "", platform, app)


def _computer(name: str) -> str:
    """Tell computers apart without keeping their names, which often are people's."""
    return blake2b(name.encode(), digest_size=6).hexdigest()


def _activity(app: str, tab: _Tab | None) -> _Activity:
    if tab is None:
        return _Activity(app, of_app(app))
    return _Activity("", "") if tab.private else _Activity(app, tab.platform)


def _buckets(export: Export) -> list[Any]:
    found = parsed(export)
    buckets = found.get("buckets") if isinstance(found, dict) else None
    if isinstance(buckets, dict):
        return list(buckets.values())
    if isinstance(buckets, list):
        return buckets
    raise export.refuse("holds no buckets. Export with Raw Data > Export all buckets as JSON.")


def _sort(bucket: Any, hosts: dict[str, _Host], fediverse: Iterable[str]) -> Iterator[Found]:
    """Put a bucket's events where they belong; yield what is no event."""
    if not isinstance(bucket, dict) or not isinstance(bucket.get("events"), list):
        yield Reject("bucket", "holds no events")
        return
    name, kind = str(bucket.get("id", "")), bucket.get("type")
    if kind not in ("currentwindow", "afkstatus", "web.tab.current"):
        yield Skip(f"{kind} bucket")
        return
    host, browser = (
        hosts[str(bucket.get("hostname") or "unknown")],
        _browser(f"{name} {bucket.get('client')}"),
    )
    clock = Clock(UTC)
    for number, event in enumerate(bucket["events"], 1):
        try:
            start, end, data = _event(event, clock)
            if kind == "currentwindow":
                host.windows.append(Piece(start, end, str(data.get("app") or "")))
            elif kind == "afkstatus":
                host.states.append(Piece(start, end, data["status"] == "not-afk"))
            else:
                tab = _Tab(of_address(str(data.get("url") or ""), fediverse), bool(data.get("incognito")))
                host.tabs[browser].append(Piece(start, end, tab))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            yield Reject(f"{name}, event {number}", _why(error))


def _event(event: dict[str, Any], clock: Clock) -> tuple[int, int, dict[str, Any]]:
    lasting = float(event["duration"])
    if not 0 <= lasting * SECOND <= _LONGEST:
        raise ValueError(f"a duration of {lasting} seconds")
    start = clock.moment(event["timestamp"])
    return start, start + round(lasting * SECOND), event["data"]


def _why(error: Exception) -> str:
    return f"cannot be read (no {error})" if isinstance(error, KeyError) else f"cannot be read ({error})"


@lru_cache(maxsize=4096)
def _browser(name: str) -> str:
    """Name the browser that an app or a bucket is of; empty for none."""
    found = _BROWSER.search(name.casefold())
    return _SAME_TABS.get(found[0], found[0]) if found else ""


def _fediverse(owner: Who) -> frozenset[str]:
    """Know the owner's own server as Mastodon, whatever it is called."""
    host = owner.handle.rpartition("@")[2] if owner.platform == "mastodon" else ""
    return frozenset({host} if host else ())


SOURCE = Source("activitywatch", "ActivityWatch export", identify, extract)
