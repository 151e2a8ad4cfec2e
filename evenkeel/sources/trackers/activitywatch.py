"""ActivityWatch exports: the time somebody was at the computer, by app, and by platform in a browser.

Its buckets overlap, so that adding them up counts the same minute three times. What counts is the time a
window was in front and the person not away; tabs only say where in a browser that was. Titles, addresses
and the app of a private window are dropped here and go nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import blake2b
from typing import Any, NamedTuple

from evenkeel.model import DAY, MINUTE, SECOND, Evidence, Found, Note, Reject, Skip, TimeEntry, TrackerSpan, Visit, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.platforms import of_address
from evenkeel.sources.trackers.activitywatch_buckets import (
    Bucket,
    buckets,
    holds_buckets,
    holds_categories,
    parts,
)
from evenkeel.sources.trackers.activitywatch_rules import Rules
from evenkeel.sources.trackers.apps import activity, browser
from evenkeel.sources.trackers.intervals import Piece, days_apart, flat, joined, overlaid
from evenkeel.sources.trackers.whose import owner

_LONGEST = 31 * DAY
_KINDS = ("currentwindow", "afkstatus", "web.tab.current")


class _Tab(NamedTuple):
    platform: str
    private: bool


class _Window(NamedTuple):
    app: str
    platform: str
    purpose: str


_PRIVATE = _Window("", "", "")


class _Host:
    """What the buckets of one computer or phone hold, in any order and with any overlap."""

    def __init__(self) -> None:
        self.windows: list[Piece[_Window]] = []
        self.states: list[Piece[bool]] = []  # not away?
        self.tabs: dict[str, list[Piece[_Tab]]] = defaultdict(list)  # by browser, empty where it is not known

    def present(self) -> list[Piece[_Window]]:
        """Return the windows in front of somebody who was there."""
        windows = flat(self.windows)
        if not self.states:
            return windows
        there = [piece for piece in flat(self.states) if piece.what]
        return [Piece(start, end, window) for start, end, window, on in overlaid(windows, there) if on]

    def placed(self, others: "_Host") -> list[Piece[_Window]]:
        """Return the windows with their platforms; `others` holds tabs of browsers that name no computer."""
        windows: dict[str, list[Piece[_Window]]] = defaultdict(list)
        for piece in self.present():
            windows[browser(piece.what.app)].append(piece)
        found = []
        for of, pieces in windows.items():
            names = (of, "") if of else ()
            tabs = flat(tab for name in names for host in (others, self) for tab in host.tabs[name])
            for start, end, window, tab in overlaid(pieces, tabs):
                found.append(Piece(start, end, _behind(window, tab)))
        return sorted(found)

    def watched(self) -> list[Piece[None]]:
        """Return when the tracker was watching: whenever it knew a state, else while it saw a window."""
        seen: Iterable[Piece[Any]] = (self.states or self.windows) if self.windows else ()
        return [Piece(piece.start, piece.end, None) for piece in seen]


def identify(export: Export) -> bool:
    """Tell buckets by their one key or a CSV's columns; a folder, where nothing else lies in it."""
    return bool(parts(export)) if export.members else holds_buckets(export) or holds_categories(export)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's entries and the spans in which the tracker was watching."""
    whose, rules = owner(export, context), Rules()
    files = parts(export) or (export,)
    if not any(map(holds_buckets, files)):
        raise export.refuse(
            "holds the rules of categories, and no time to count. Put it and aw-buckets-export.json, without other "
            "files, into one folder or zip."
        )
    for file in filter(holds_categories, files):
        yield from rules.learn(file)
    hosts: dict[str, _Host] = defaultdict(_Host)
    for file in filter(holds_buckets, files):
        for bucket in buckets(file):
            yield from _sort(bucket, hosts, _fediverse(whose), rules) if isinstance(bucket, Bucket) else (bucket,)
    if any(host.windows for host in hosts.values()):
        yield from _minutes(hosts, whose, context)
    elif any(host.tabs for host in hosts.values()):
        yield from _visits(hosts, whose)
    else:
        raise export.refuse("holds no windows and no tabs, so that there is no time to count. Export all buckets.")


def _minutes(hosts: dict[str, _Host], whose: Who, context: Context) -> Iterator[Found]:
    stray = _Host()
    for host in hosts.values():
        if not host.windows:  # tabs of a browser that did not know its computer
            for of, tabs in host.tabs.items():
                stray.tabs[of] += tabs
    for name, host in hosts.items():
        if host.windows and not host.states:
            yield Note(f"“{name}” has no record of being away: a window in front counts as time spent.")
        for entry in joined(host.placed(stray), SECOND):
            yield from _entries(entry, name, whose, context)
    # Between two of its states the tracker looks away for seconds.
    for span in joined(flat(piece for host in hosts.values() for piece in host.watched()), MINUTE):
        yield TrackerSpan(whose, span.start, span.end)


def _entries(entry: Piece[_Window], host: str, whose: Who, context: Context) -> Iterator[TimeEntry]:
    for start, end, (app, platform, purpose) in days_apart(entry, context.zone):
        ref = f"activitywatch:{_computer(host)}:{start}:{app}"
        yield TimeEntry(ref, whose, start, end, None, None, Evidence.MEASURED, purpose, platform, app)


def _visits(hosts: dict[str, _Host], whose: Who) -> Iterator[Found]:
    """Take tabs without windows for moments only: a tab stays open while nobody looks at it."""
    yield Note("Tabs alone do not show whether anybody looked: they count as visits. Export all buckets for minutes.")
    for name, host in hosts.items():
        away = [piece for piece in flat(host.states) if not piece.what]
        tabs = flat(tab for tabs in host.tabs.values() for tab in tabs)
        for start, _, tab, gone in overlaid(tabs, away):
            if tab.private or not tab.platform or gone is False:
                yield Skip(
                    "private tab" if tab.private else "tab while away" if gone is False else "page of no platform"
                )
            else:
                yield Visit(f"activitywatch:{_computer(name)}:{start}:{tab.platform}", whose, start, tab.platform)


def _computer(name: str) -> str:
    """Tell computers apart without keeping their names, which often are people's."""
    return blake2b(name.encode(), digest_size=6).hexdigest()


def _behind(window: _Window, tab: _Tab | None) -> _Window:
    """Say what was in front, seen through the tab of a browser; nothing of a private one."""
    if tab is None:
        return window
    return _PRIVATE if tab.private else window._replace(platform=tab.platform)


def _sort(bucket: Bucket, hosts: dict[str, _Host], fediverse: Iterable[str], rules: Rules) -> Iterator[Found]:
    """Put a bucket's events where they belong; yield what is no event."""
    if bucket.kind not in _KINDS:
        yield Skip(f"{bucket.kind} bucket")
        return
    host, of = hosts[bucket.host], browser(f"{bucket.name} {bucket.client}")
    clock = Clock(UTC)
    for number, event in enumerate(bucket.events, 1):
        try:
            start, end, data = _event(event, clock)
            if bucket.kind == "currentwindow":
                host.windows.append(Piece(start, end, _window(data, rules)))
            elif bucket.kind == "afkstatus":
                host.states.append(Piece(start, end, data["status"] == "not-afk"))
            else:
                private = data.get("incognito") in (True, "true", "True")
                tab = _Tab(of_address(str(data.get("url") or ""), fediverse), private)
                host.tabs[of].append(Piece(start, end, tab))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            yield Reject(f"{bucket.name}, event {number}", _why(error))


def _event(event: dict[str, Any], clock: Clock) -> tuple[int, int, dict[str, Any]]:
    lasting = float(event["duration"])
    if not 0 <= lasting * SECOND <= _LONGEST:
        raise ValueError(f"a duration of {lasting} seconds")
    start = clock.moment(event["timestamp"])
    return start, start + round(lasting * SECOND), event["data"]


def _window(data: dict[str, Any], rules: Rules) -> _Window:
    app = str(data.get("app") or "")
    platform = activity(app).platform or activity(str(data.get("package") or "")).platform
    return _Window(app, platform, rules.purpose(app, str(data.get("title") or "")))


def _why(error: Exception) -> str:
    return f"cannot be read (no {error})" if isinstance(error, KeyError) else f"cannot be read ({error})"


def _fediverse(owner: Who) -> frozenset[str]:
    """Know the owner's own server as Mastodon, whatever it is called."""
    host = owner.handle.rpartition("@")[2] if owner.platform == "mastodon" else ""
    return frozenset({host} if host else ())


SOURCE = Source("activitywatch", "ActivityWatch export", identify, extract)
