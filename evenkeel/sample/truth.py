"""What a reader of the files must find, counted from the plan alone and without the package's metrics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from evenkeel.sample.course import LINE, METRIC, RULE
from evenkeel.sample.feeds import in_feed
from evenkeel.sample.files import as_json, zulu
from evenkeel.sample.nouns import Act, Blog, Kind, Person, Story, Stretch, Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.windows import procrastination, shown_by

FIELDS = {Kind.POST: "posts", Kind.COMMENT: "comments", Kind.TWEET: "tweets", Kind.REPOST: "reposts"}
CALM = 0.8


def write_truth(story: ClassStory, files: Iterable[Written]) -> Written:
    """truth.json."""
    shown = visible(story)
    minutes = weekly_minutes(story, shown)
    value = {
        "as_of": zulu(story.term.as_of),
        "acts": _acts(story, shown),
        "flags": [flag for email in sorted(minutes) for flag in flags(email, minutes[email])],
        "minutes": {email: {str(week): round(x, 2) for week, x in weeks.items()} for email, weeks in minutes.items()},
        "minutes_at_most": _at_most(story),
        "unmatched": _unmatched(story, shown),
        "skipped": {file.path: dict(file.skipped) for file in files if file.skipped},
        "stories": {one.email: one.part.story.value for one in story.students},
        "notes": _notes(story),
    }
    return Written("truth.json", as_json(value))


def visible(story: ClassStory) -> list[Act]:
    """The acts that some file shows, each once; a feed that is cut short hides the rest."""
    cut = {one.email: one for one in story.students if one.part.blog is Blog.CUT_RSS}
    kept = {
        act.key for owner in cut.values() for kind in (Kind.POST, Kind.COMMENT) for act in in_feed(story, owner, kind)
    }
    return [act for act in story.acts if act.venue not in cut or act.key in kept]


def _acts(story: ClassStory, shown: list[Act]) -> dict[str, dict[str, dict[str, int]]]:
    """Acts per student and course week, those under an unmatched nickname left out."""
    counts: Counter[tuple[str, int, Kind]] = Counter(
        (act.author, story.term.week_of(act.at), act.kind) for act in shown if not act.alias
    )
    return {
        one.email: {
            str(week): {name: counts[one.email, week, kind] for kind, name in FIELDS.items()}
            for week in story.term.course_weeks
        }
        for one in story.students
    }


def weekly_minutes(story: ClassStory, shown: list[Act]) -> dict[str, dict[int, float]]:
    """Procrastination minutes per student and course week with a time record, estimated sessions left out."""
    found = shown_by(story, shown)
    by_student: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in story.stretches:
        by_student[stretch.student].append(stretch)
    return {email: procrastination(found, email, mine) for email, mine in sorted(by_student.items())}


def _at_most(story: ClassStory) -> dict[str, list[int]]:
    """The weeks with a row that gives a day and minutes alone: estimated sessions may take some of it."""
    weeks: dict[str, list[int]] = defaultdict(list)
    for stretch in story.stretches:
        if stretch.end is None:
            weeks[stretch.student].append(story.term.week_of(stretch.start))
    return weeks


def flags(email: str, minutes: dict[int, float]) -> list[dict[str, object]]:
    """On: over the line in this and another of the last three weeks on record; off: calm twice in a row."""
    series = sorted(minutes.items())
    found: list[dict[str, object]] = []
    on, calm = False, 0
    for at, (week, x) in enumerate(series):
        recent = [value > LINE for _, value in series[max(0, at - 2) : at + 1]]
        calm = calm + 1 if x <= CALM * LINE else 0
        if not on and x > LINE and sum(recent) >= 2:
            on, calm = True, 0
            found.append({"student": email, "metric": METRIC, "rule": RULE, "week": week, "state": "on"})
        elif on and calm == 2:
            on = False
            found[-1]["state"] = "off"
    return found


def _unmatched(story: ClassStory, shown: list[Act]) -> list[dict[str, object]]:
    """Names in the files that nobody on the roster bears, who it is if anybody, and what they wrote."""
    names = Counter(act.alias or act.author for act in shown if act.alias or story.person(act.author) is None)
    nicknames = {one.nickname: one for one in story.students if one.nickname}
    return [_stranger(story, shown, name, count, nicknames.get(name)) for name, count in sorted(names.items())]


def _stranger(story: ClassStory, shown: list[Act], name: str, count: int, person: Person | None) -> dict[str, object]:
    entry: dict[str, object] = {"name": name, "is": person.email if person else None, "acts": count}
    if person:
        weeks = Counter(story.term.week_of(act.at) for act in shown if act.alias == name)
        entry["comments"] = {str(week): weeks[week] for week in story.term.course_weeks if weeks[week]}
    return entry


def _notes(story: ClassStory) -> dict[str, object]:
    feed = {one.part.story: one.email for one in story.students}
    pairs = [one.email for one in story.students if one.part.blog is Blog.PAIR]
    return {
        "acts": "public acts, once each; break weeks and days outside the term are not counted",
        "minutes": "measured and self-reported, exact but for the weeks named in minutes_at_most",
        "flags": "as of as_of; week is the week in which the flag went on",
        "cut_short": feed.get(Story.CUT_FEED),
        "told_by_two_sources": pairs,
        "break_weeks": list(story.term.breaks),
        "ends": zulu(story.term.week_span(story.term.weeks)[1] - timedelta(seconds=1)),
    }
