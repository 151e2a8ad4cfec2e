"""Time that other programs write down: Toggl's report, and what YouTube remembers of an evening."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from evenkeel.sample.bank import PLACES
from evenkeel.sample.files import as_json, local, zipped, zulu
from evenkeel.sample.nouns import Hours, Person, Stretch, Written
from evenkeel.sample.plan import Plan
from evenkeel.sample.story import ClassStory

TOGGL = (
    *("User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time"),
    *("End date", "End time", "Duration", "Tags", "Amount ()"),
)
HISTORY = "Takeout/YouTube and YouTube Music/history/watch-history.json"
FILMS = ("How {} built its harbour", "{} in four minutes", "A slow walk through {}", "Street food of {}", "{} by night")
EVENINGS = ((1, 21.0), (4, 22.0), (6, 16.0))


def write_histories(story: ClassStory) -> list[Written]:
    """One report for every student with Toggl, one history for everybody whose part has evenings with YouTube."""
    toggl = [_toggl(story, one) for one in story.students if one.part.hours is Hours.TOGGL]
    watchers = [one for one in story.students if one.part.films]
    watched = [_history(story, one, packed=bool(at % 2)) for at, one in enumerate(watchers)]
    return [*toggl, *watched]


def in_toggl(stretch: Stretch) -> bool:
    """Whether a stretch has a clock time, which a stopwatch gives everything."""
    return stretch.end is not None


def _toggl(story: ClassStory, owner: Person) -> Written:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TOGGL)
    for stretch in story.stretches:
        if stretch.student == owner.email and stretch.end:
            writer.writerow(_line(owner, stretch, stretch.end))
    return Written(f"inbox/{owner.email}/Toggl_time_entries.csv", b"\xef\xbb\xbf" + out.getvalue().encode())


def _line(owner: Person, stretch: Stretch, end: datetime) -> list[str]:
    start, end = local(stretch.start), local(end)
    minutes = round(stretch.minutes)
    tag = stretch.purpose if stretch.purpose in ("coursework", "leisure") else ""
    return [
        *(owner.name, owner.email, "", stretch.platform, "", stretch.activity, "No"),
        *(f"{start:%Y-%m-%d}", f"{start:%H:%M:%S}", f"{end:%Y-%m-%d}", f"{end:%H:%M:%S}"),
        *(f"{minutes // 60:02}:{minutes % 60:02}:00", tag, ""),
    ]


def _history(story: ClassStory, owner: Person, *, packed: bool) -> Written:
    seen = sorted(_watched(story, owner), key=lambda record: str(record["time"]), reverse=True)
    advertised = sum("details" in record for record in seen)
    folder, data = f"inbox/{owner.email}", as_json(seen)
    if not packed:
        return Written(f"{folder}/{HISTORY}", data, {"advertisement": advertised})
    return Written(f"{folder}/takeout-20260427T130000Z-001.zip", zipped({HISTORY: data}), {"advertisement": advertised})


def _watched(story: ClassStory, owner: Person) -> Iterator[dict[str, object]]:
    plan = Plan(story.term, story.cast, len(owner.slug))
    for week in range(1, story.term.weeks + 1):
        rng = plan.dice("films", owner.email, week)
        for day, hour in EVENINGS:
            at = plan.at(week, day, hour + rng.random(), rng)
            for _ in range(rng.randrange(owner.part.films)):
                title = rng.choice(FILMS).format(rng.choice(PLACES))
                yield _film(at, title, rng.randrange(10**6), removed=rng.random() < 0.03, advert=rng.random() < 0.1)
                at += timedelta(seconds=rng.randrange(90, 1500))


def _film(at: datetime, title: str, number: int, *, removed: bool, advert: bool) -> dict[str, object]:
    record: dict[str, object] = {"header": "YouTube", "title": f"Watched {title}", "time": zulu(at)}
    if removed:
        record["title"] = "Watched a video that has been removed"
    else:
        record["titleUrl"] = f"https://www.youtube.com/watch?v=example{number:06}"
    if advert:
        record["details"] = [{"name": "From Google Ads"}]
    return {**record, "products": ["YouTube"], "activityControls": ["YouTube watch history"]}
