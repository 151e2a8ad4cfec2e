"""A course as values: what course.yaml says, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from evenkeel.model import Purpose


@dataclass(frozen=True, slots=True)
class Weekly:
    """A time in a week: weekday 0 (Monday) to 6 and the course's clock; without a clock, the whole day."""

    weekday: int
    clock: time | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the schedule: an exercise with one date, or one due in many weeks.

    Dated: `release` and `due` are a date (a whole day) or a datetime (naive: the course's clock).
    `every_week`: both are `Weekly`; `weeks` None means all course weeks.
    """

    exercise: str
    due: date | datetime | Weekly
    release: date | datetime | Weekly | None = None
    every_week: bool = False
    weeks: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class StudyBlock:
    """Hours of each course week planned for work: weekdays 0-6 and the course's clock.

    An end that is not after the start is on the next day.
    """

    weekdays: frozenset[int]
    start: time
    end: time


class Against(StrEnum):
    """What a number is held against: a line, the class in the same week, or the student's own earlier weeks."""

    LINE = "line"
    CLASS = "class"
    OWN = "own"


# From the middle of the class, or of one's own past: where control charts and the robust rule draw the line.
SPREADS = 3.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A side of a line on a metric; against the class or one's own past, `line` counts spreads from the middle."""

    metric: str
    line: float
    above: bool = True
    against: Against = Against.LINE


@dataclass(frozen=True, slots=True)
class Rule:
    """A line on a metric, crossed above or below, and in how many weeks: k of the last m.

    `any week` is 1 of 1; `k in a row` is k of k. `also`: a second condition that the same weeks must meet.
    `section` and `student` (as written) say whom it looks at, `since` from which week on.
    """

    metric: str
    line: float
    above: bool = True
    k: int = 2
    m: int = 3
    against: Against = Against.LINE
    also: Condition | None = None
    section: str = ""
    student: str = ""
    since: int = 1

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What a week must meet, the rule's own number first."""
        own = Condition(self.metric, self.line, self.above, self.against)
        return (own, self.also) if self.also else (own,)


@dataclass(frozen=True, slots=True)
class Excused:
    """Weeks in which a student is not looked at, and why; `student` as written."""

    student: str
    weeks: frozenset[int]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Our own cut-offs ([P] in the metrics' descriptions): no published value exists, so each can be set."""

    answer_within_days: float = 7
    session_gap_minutes: float = 60
    session_lead_seconds: float = 430
    window_weeks: int = 4
    min_acts: int = 5
    window_opens_hours_before_due: float = 72
    window_closes_hours_after_due: float = 48
    unknown_share_limit: float = 0.30
    calm_share: float = 0.8
    calm_weeks: int = 2
    grace_weeks: int = 1
    peers: str = "all"
    stairway_champion_received: float = 3
    stairway_champion_weeks: int = 4
    stairway_champion_reposts: int = 2
    stairway_casual_below: float = 4
    stairway_casual_weeks: int = 1
    stairway_words: int = 5
    stairway_lean_share: float = 1 / 3


@dataclass(frozen=True, slots=True)
class Course:
    """A course folder's course.yaml, checked; purposes by platform and tags are folded to lower case.

    `rules` None: course.yaml names none, and the exercises' defaults hold; empty: it wants no flags.
    `personal_data_until`: the last day on which data about people may be kept; None: no day is set.
    """

    title: str
    zone: ZoneInfo
    starts_on: date
    weeks: int
    breaks: frozenset[int] = frozenset()
    class_tags: frozenset[str] = frozenset()
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    schedule: tuple[Asked, ...] = ()
    study_blocks: tuple[StudyBlock, ...] = ()
    rules: tuple[Rule, ...] | None = None
    settings: Settings = Settings()
    excused: tuple[Excused, ...] = ()
    personal_data_until: date | None = None
