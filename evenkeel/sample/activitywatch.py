"""ActivityWatch exports: buckets that overlap, of which only window within not-away is time spent."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample.files import as_json
from evenkeel.sample.nouns import Person, Stretch, Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import utc

HOSTS = {
    "instagram": "www.instagram.com",
    "youtube": "www.youtube.com",
    "x": "x.com",
    "reddit": "www.reddit.com",
    "tiktok": "www.tiktok.com",
    "wordpress": "wordpress.com",
    "blogger": "www.blogger.com",
}
BROWSER, DESK = "Firefox", ("Microsoft Word", "Slack", "Finder")
TYPES = {"window": "currentwindow", "afk": "afkstatus", "web": "web.tab.current"}
NIGHT_WEEKS = 4

Event = dict[str, object]
Events = dict[str, list[Event]]


def write_activitywatch(story: ClassStory) -> list[Written]:
    """One export for everybody whose time is measured."""
    measured: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in story.stretches:
        if stretch.measured:
            measured[stretch.student].append(stretch)
    return [_export(story, one, measured[one.email]) for one in story.students if measured[one.email]]


def _export(story: ClassStory, owner: Person, stretches: list[Stretch]) -> Written:
    rng = Random(f"aw:{owner.email}")
    events: Events = {"window": [], "afk": [], "web": []}
    for stretch in stretches:
        _record(events, stretch, rng)
    weeks = sorted({story.term.week_of(one.start) for one in stretches})
    for week in weeks[:: max(1, len(weeks) // NIGHT_WEEKS)]:
        _left_running(events, utc(story.term.moment(week, 3, 23.25)))
        _incognito(events, utc(story.term.moment(week, 0, 19)))
    host = f"{owner.slug.split('.')[0]}-laptop"
    buckets = {
        f"aw-watcher-{name}{'-firefox' if name == 'web' else ''}_{host}": _bucket(name, host, found)
        for name, found in events.items()
    }
    return Written(f"inbox/{owner.email}/aw-buckets-export.json", _compact({"buckets": buckets}))


def _compact(value: object) -> bytes:
    # One event a line keeps the file readable and half as long.
    return as_json(value).replace(b"\n     ", b"").replace(b"\n    }", b"}")


def _bucket(name: str, host: str, events: list[Event]) -> dict[str, object]:
    newest_first = sorted(events, key=lambda event: str(event["timestamp"]), reverse=True)
    return {
        "id": f"aw-watcher-{name}{'-firefox' if name == 'web' else ''}_{host}",
        "type": TYPES[name],
        "client": f"aw-watcher-{name}",
        "hostname": host,
        "created": "2026-01-10T09:00:00.000000+00:00",
        "events": newest_first,
    }


def _event(start: datetime, end: datetime, **data: object) -> Event:
    stamp = utc(start).isoformat(timespec="microseconds")
    return {"timestamp": stamp, "duration": (end - start).total_seconds(), "data": data}


def _record(events: Events, stretch: Stretch, rng: Random) -> None:
    """One stretch: at the keyboard exactly from start to end, the window open a little longer."""
    start, end = stretch.start, stretch.end or stretch.start
    left_open = end + timedelta(seconds=rng.randrange(60, 300))
    app = BROWSER if stretch.platform else rng.choice(DESK)
    middle = start + (end - start) * rng.choice((0.25, 0.5, 0.75))
    middle = middle.replace(microsecond=rng.randrange(1000) * 1000)
    events["afk"] += [_event(start, end, status="not-afk"), _event(end, left_open, status="afk")]
    # Titles say one thing and addresses another: only the application and the address count.
    title = rng.choice(("Untitled", "Instagram tips for PR students", "YouTube script draft", "Weekly post"))
    if rng.random() < 0.4:
        events["window"].append(_event(start, start, app=app, title=""))
    events["window"] += [
        _event(start, middle, app=app, title=title),
        _event(middle, left_open, app=app, title=f"{title} (2)"),
    ]
    if stretch.platform:
        events["web"].append(_tab(start, left_open, HOSTS[stretch.platform]))
    elif rng.random() < 0.5:
        # The tab behind a document goes on counting in the browser's own bucket.
        events["web"].append(_tab(start, left_open, HOSTS["youtube"]))


def _tab(start: datetime, end: datetime, host: str, incognito: bool = False) -> Event:
    return _event(start, end, url=f"https://{host}/", title="", audible=False, incognito=incognito, tabCount=6)


def _left_running(events: Events, start: datetime) -> None:
    """A video left running in an empty room."""
    end = start + timedelta(hours=3)
    events["afk"].append(_event(start, end, status="afk"))
    events["window"].append(_event(start, end, app=BROWSER, title="Autoplay"))
    events["web"].append(_tab(start, end, HOSTS["youtube"]))


def _incognito(events: Events, start: datetime) -> None:
    """Ten minutes in a private window, which nobody may see."""
    end = start + timedelta(minutes=10)
    events["afk"].append(_event(start, end, status="not-afk"))
    events["window"].append(_event(start, end, app=BROWSER, title=""))
    events["web"].append(_tab(start, end, HOSTS["reddit"], incognito=True))
