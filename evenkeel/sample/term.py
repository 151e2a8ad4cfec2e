"""The term: its weeks, its clock and what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "America/New_York"
FIRST_DAY = date(2026, 1, 12)
BREAK_WEEK = 9
PENDING_BEFORE = timedelta(hours=72)
PENDING_AFTER = timedelta(hours=48)
STUDY_DAYS = {1: "Tue", 3: "Thu"}
STUDY_FROM, STUDY_TO = time(10, 0), time(11, 15)

WEEKLY_POST = "weekly-blog-post"
WEEKLY_COMMENT = "comments-on-classmates"
LOCAL_NEWS = "local-news-item"
VIDEO = "video"
# The field's exercises in the order of the term, one due at the end of each week from the second on.
ASKED = (
    "reading-notes",
    "topic-of-the-week",
    "listening-diary",
    "credibility-check",
    "relationship-stairway",
    "own-balance",
    "live-tweeting",
    "social-media-release",
    "response-audit",
    "engagement-ladder",
    "crisis-response",
    "social-customers",
    "oversaturation",
)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing asked for: `until` is the next release of the same exercise."""

    exercise: str
    release: datetime
    due: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Term:
    """A run of calendar weeks from a Monday, breaks included."""

    weeks: int

    @property
    def breaks(self) -> tuple[int, ...]:
        """Break weeks: none in a short term."""
        return (BREAK_WEEK,) if self.weeks >= 10 else ()

    @property
    def course_weeks(self) -> tuple[int, ...]:
        """The numbers of the weeks that count."""
        return tuple(week for week in range(1, self.weeks + 1) if week not in self.breaks)

    def moment(self, week: int, day: int, hour: float) -> datetime:
        """A local clock time (Monday is day 0), zone-aware."""
        minutes = round(hour * 60)
        whole = datetime.combine(self.day(week, day), time(0), ZoneInfo(ZONE))
        return whole + timedelta(minutes=minutes)

    def day(self, week: int, day: int) -> date:
        """The date of a weekday of a week."""
        return FIRST_DAY + timedelta(days=7 * (week - 1) + day)

    def week_of(self, at: datetime) -> int:
        """The calendar week of the term in which a moment lies; below 1 or above `weeks` outside the term."""
        return (at.astimezone(ZoneInfo(ZONE)).date() - FIRST_DAY).days // 7 + 1

    def week_span(self, week: int) -> Span:
        """Monday 00:00 to the next Monday 00:00, in UTC, so that lengths are elapsed time."""
        return utc(self.moment(week, 0, 0)), utc(self.moment(week + 1, 0, 0))

    @property
    def as_of(self) -> datetime:
        """The moment from which the expectations look back: the Monday noon after the last week."""
        return utc(self.moment(self.weeks + 1, 0, 12))

    def tasks(self) -> list[Task]:
        """Everything the schedule asks for, in course.yaml's order."""
        far = utc(self.moment(self.weeks + 60, 0, 0))
        every = [*self._weekly(WEEKLY_POST, 4, far), *self._weekly(WEEKLY_COMMENT, 6, far)]
        dated = [Task(name, utc(release), utc(due), far) for name, release, due in self.dated()]
        return [*every, *dated, *self.asked()]

    def asked(self) -> list[Task]:
        """The field's exercises, each from a Monday two weeks before (early in the term, one) to a Friday."""
        weeks, far = self.course_weeks, utc(self.moment(self.weeks + 60, 0, 0))
        return [
            Task(name, utc(self.moment(before, 0, 9)), utc(self.moment(week, 4, 23 + 59 / 60)), far)
            for name, before, week in zip(ASKED, (weeks[0], *weeks), weeks[1:], strict=False)
        ]

    def _weekly(self, exercise: str, day: int, far: datetime) -> list[Task]:
        releases = [utc(self.moment(week, 0, 9)) for week in self.course_weeks]
        ends = [*releases[1:], far]
        dues = [utc(self.moment(week, day, 23 + 59 / 60)) for week in self.course_weeks]
        return [Task(exercise, release, due, until) for release, due, until in zip(releases, dues, ends, strict=True)]

    def dated(self) -> list[tuple[str, datetime, datetime]]:
        """The two dated exercises: name, release and due, local."""
        weeks = self.course_weeks
        starts = ((LOCAL_NEWS, len(weeks) // 4), (VIDEO, 2 * len(weeks) // 3))
        return [
            (
                name,
                self.moment(weeks[at], 0, 9),
                self.moment(weeks[min(at + 1, len(weeks) - 1)], 4, 23 + 59 / 60),
            )
            for name, at in starts
        ]

    def study_blocks(self) -> list[Span]:
        """The planned study time of every course week, in UTC."""
        hours = [clock.hour + clock.minute / 60 for clock in (STUDY_FROM, STUDY_TO)]
        return [
            (utc(self.moment(week, day, hours[0])), utc(self.moment(week, day, hours[1])))
            for week in self.course_weeks
            for day in STUDY_DAYS
        ]


def utc(at: datetime) -> datetime:
    """The same moment in UTC, where differences are elapsed time."""
    return at.astimezone(ZoneInfo("UTC"))
