"""How a rule would have stood, week by week: whose flag goes on, whose is on, who is calm, who has no number. Pure.

It shows what `decide.flags` gives and decides nothing itself: what is previewed is what is raised.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag, flags_of
from evenkeel.flags.judging import Judged, Values, judge_class


@dataclass(frozen=True, slots=True)
class Stand:
    """A student in one week; `judged` is None where the rule has no number to go by, which is not calm."""

    student: str
    week: int
    judged: Judged | None
    on: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """A rule over the weeks that have ended: its flags, and how every student that it looks at stood in each week."""

    rule: Rule
    weeks: tuple[int, ...]
    flags: tuple[Flag, ...]
    stands: tuple[Stand, ...]

    def among(self, students: Collection[str]) -> "Replay":
        """Keep some of the students."""
        flags = tuple(flag for flag in self.flags if flag.student in students)
        return Replay(self.rule, self.weeks, flags, tuple(s for s in self.stands if s.student in students))

    @property
    def past(self) -> tuple[int, int]:
        """How many student-weeks lie past the line, and how many have a number."""
        judged = [stand.judged for stand in self.stands if stand.judged]
        return sum(each.over for each in judged), len(judged)


@dataclass(frozen=True, slots=True)
class Tally:
    """One week in numbers: with a number, on and new among them; without one, and on among these."""

    week: int
    numbers: int
    on: int
    new: int
    without: int
    on_without: int


def replay(
    rule: Rule,
    students: Sequence[str],
    values: Values,
    bounds: Mapping[str, Bounds],
    settings: Settings,
    weeks: Iterable[int],
) -> Replay:
    """Go through the weeks that have ended, from the rule's first one on."""
    looked_at = tuple(week for week in weeks if week >= rule.since)
    flags: list[Flag] = []
    stands: list[Stand] = []
    for student, judged in judge_class(rule, students, values, bounds, settings).items():
        theirs = flags_of(student, rule, judged, settings)
        flags += theirs
        by_week = {each.week: each for each in judged}
        stands += (_stand(student, week, by_week.get(week), theirs) for week in looked_at)
    return Replay(rule, looked_at, tuple(flags), tuple(stands))


def _stand(student: str, week: int, judged: Judged | None, flags: Iterable[Flag]) -> Stand:
    on = [flag for flag in flags if flag.week <= week and (flag.off_week is None or week < flag.off_week)]
    return Stand(student, week, judged, bool(on), any(flag.week == week for flag in on))


def tallies(found: Replay) -> list[Tally]:
    """Count each week: how many of those with a number are on, and how many have none."""
    by_week: dict[int, list[Stand]] = {week: [] for week in found.weeks}
    for stand in found.stands:
        by_week[stand.week].append(stand)
    return [_tally(week, stands) for week, stands in by_week.items()]


def _tally(week: int, stands: Sequence[Stand]) -> Tally:
    numbers = [stand for stand in stands if stand.judged]
    without = [stand for stand in stands if not stand.judged]
    on, new = sum(stand.on for stand in numbers), sum(stand.new for stand in numbers)
    return Tally(week, len(numbers), on, new, len(without), sum(stand.on for stand in without))


def tally_words(tally: Tally) -> str:
    """Say a week: "3 of 22 with a number are on, 1 new; 2 have no number"; where nobody has one, "no data"."""
    if not tally.numbers:
        return "no data" + _still_on(tally, "; ")
    on = f"{tally.on or 'none'} of {tally.numbers} with a number {'is' if tally.on == 1 else 'are'} on"
    new = f", {tally.new or 'none'} new" if tally.on else ""
    if not tally.without:
        return on + new
    return f"{on}{new}; {tally.without} {'has' if tally.without == 1 else 'have'} no number{_still_on(tally, ', ')}"


def _still_on(tally: Tally, joint: str) -> str:
    return f"{joint}{tally.on_without} of them still on" if tally.on_without else ""
