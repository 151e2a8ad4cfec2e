"""The week in one letter for the instructor: who is worth a look, what came in, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from evenkeel import words
from evenkeel.access import Role, Viewer, require_instructor
from evenkeel.course import calendar
from evenkeel.course.calendar import Week, WeekState, date_words, local, week_state
from evenkeel.course.values import Rule
from evenkeel.desk import Desk
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import DONE, Status
from evenkeel.flags.standing import Standing, headline, standing
from evenkeel.reports import news

# How the table of what came in is headed; see `news.came_in_rows`.
HEADINGS = ("Kind", "This week", "Usual week", "Students")
NOTHING_MISSING = "Nothing: every student has an export and time data for this week."
CAUTION = (
    "“Worth a look” is a question and not a verdict: the numbers come from what was loaded, and know no reasons. "
    "The line is yours."
)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A student worth a look: the name, the week since when, the flags' reasons, and what was done about them."""

    name: str
    since: int
    reasons: tuple[str, ...]
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that is not there: what it is, the names it concerns, what that means."""

    what: str
    names: tuple[str, ...]
    means: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A completed week; names stand in the order of the alphabet, so that no place says anything.

    `until` is the moment the week ended, `notes` are sentences on what holds for the whole letter, `rows` have the
    columns of `HEADINGS`, `link` leads to the page of the week where there is an address for it.
    """

    course: str
    week: int
    dates: str
    until: int
    headline: str
    notes: tuple[str, ...]
    new: tuple[Noticed, ...]
    still: tuple[Noticed, ...]
    calm: tuple[str, ...]
    came_in: str
    rows: tuple[tuple[str, ...], ...]
    missing: tuple[Lacking, ...]
    unmatched: str
    as_of: str
    link: str = ""

    @property
    def subject(self) -> str:
        """The line that a mail program shows, without a name."""
        return f"{self.course}: {self.headline[:1].lower()}{self.headline[1:]}"


@dataclass(frozen=True, slots=True)
class NotYet:
    """There is no completed week to tell of; the sentence says why."""

    sentence: str


def digest(desk: Desk, viewer: Viewer, now: int, week: int | None = None, url: str = "") -> Digest | NotYet:
    """Tell of a week, the last completed one unless asked; a running week is never told of. Raises `NotAllowed`.

    `url` is where the app answers.
    """
    require_instructor(viewer)
    completed = [each for each in desk.weeks() if week_state(each, now) is WeekState.COMPLETED]
    found = next((each for each in reversed(completed) if week in (None, each.number)), None)
    if found is None:
        return NotYet(_too_early(desk, now, week))
    return _of_week(desk, viewer, now, found, completed, url)


def _too_early(desk: Desk, now: int, week: int | None) -> str:
    every = desk.weeks()
    asked = next((each for each in every if week in (None, each.number)), None)
    if asked is None:
        there_are = f"the course has weeks 1 to {desk.course.weeks}"
        return f"There is no week {week} to tell of: {'it is a break' if week in desk.course.breaks else there_are}."
    state = "is still running" if week_state(asked, now) is WeekState.RUNNING else "has not begun"
    last = local(asked.end - 1, desk.course.zone).date()
    return (
        f"{words.sentence(words.week(asked.number))} {state}; it can be told of when it has ended, after "
        f"{date_words(last)}."
    )


def _of_week(desk: Desk, viewer: Viewer, now: int, week: Week, completed: Sequence[Week], url: str) -> Digest:
    names = _names(desk, viewer)
    stands = standing(desk.flags(viewer, now), week.number, names)
    came = _came_in(desk, viewer, now, week.number, [each.number for each in completed], list(names))
    done = {(card.flag.student, card.flag.rule, card.flag.week): card.status for card in desk.cards(viewer, now)}
    noticed = {student: _noticed(desk, viewer, names[student], student, stands, done) for student in stands.students}
    return Digest(
        course=desk.course.title,
        week=week.number,
        dates=calendar.week_dates(desk.course, week.number),
        until=week.end,
        headline=headline(stands, len(names)) if names else "Nobody is on the roster yet",
        notes=() if desk.rules(viewer) else ("No rule is in force, so nobody can be flagged.",),
        new=_by_name(noticed[student] for student in noticed if student in stands.newly),
        still=_by_name(noticed[student] for student in noticed if student not in stands.newly),
        calm=tuple(sorted({names[f.student] for f in stands.calm if f.student not in noticed}, key=str.casefold)),
        came_in=news.came_in_sentence(came, week.number, running=False),
        rows=tuple(news.came_in_rows(came, len(names))),
        missing=tuple(_missing(desk, viewer, now, week.number, names)),
        unmatched=news.unmatched_sentence(desk.unmatched(viewer)),
        as_of=_moment_words(desk, now),
        link=f"{url.rstrip('/')}/?week={week.number}" if url else "",
    )


def _names(desk: Desk, viewer: Viewer) -> dict[str, str]:
    """Return the students' names by their addresses, in the order of the names."""
    students = [person for person in desk.people(viewer) if person.role == Role.STUDENT]
    return {p.email: p.name or p.email for p in sorted(students, key=lambda p: (p.name.casefold(), p.email))}


def _noticed(
    desk: Desk,
    viewer: Viewer,
    name: str,
    student: str,
    stands: Standing,
    done: Mapping[tuple[str, Rule, int], Status],
) -> Noticed:
    theirs: list[Flag] = [flag for flag in stands.on if flag.student == student]
    reasons = tuple(desk.reason(viewer, flag) for flag in theirs)
    statuses = (DONE[done.get((student, flag.rule, flag.week), Status.NEW)] for flag in theirs)
    return Noticed(name, min(flag.week for flag in theirs), reasons, tuple(dict.fromkeys(filter(None, statuses))))


def _by_name(found: Iterable[Noticed]) -> tuple[Noticed, ...]:
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _came_in(
    desk: Desk, viewer: Viewer, now: int, week: int, completed: Sequence[int], among: Sequence[str]
) -> list[news.CameIn]:
    measures = desk.measures(viewer, now)
    counts: dict[str, pd.DataFrame] = {kind: measures[measures["metric"] == kind] for kind in news.KINDS}
    cut = news.cut_kinds(desk.coverage(viewer, now), week, among)
    return news.came_in(counts, week, completed, among, cut)


def _missing(desk: Desk, viewer: Viewer, now: int, week: int, names: dict[str, str]) -> list[Lacking]:
    coverage, entries = desk.coverage(viewer, now), desk.entries(viewer, now)
    ever = set(coverage["student"]) | set(entries.loc[entries["rows"] > 0, "student"])
    found = news.missing(list(names), coverage, entries, week, ever)
    return [Lacking(each.what, tuple(names[who] for who in each.who), each.means) for each in found]


def _moment_words(desk: Desk, now: int) -> str:
    """Say a moment on the course's clock: "27 April 2026, 10:00"."""
    at = local(now, desk.course.zone)
    return f"{date_words(at.date())} {at:%Y}, {at:%H:%M}"
