"""The acts behind a number: which count, as a list that can be read, and as the timeline of the term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import pandas as pd

from evenkeel import words
from evenkeel.charts.acts import WeekStart
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.model import DAY, HOUR, MINUTE, Kind
from evenkeel.web.listing import Line

BALANCE = frozenset({"engagement_balance", "addressed_share", "matched_share", "direction"})
_ANSWERS = frozenset({"reply_back_rate", "answer_time"})
_KIND_OF = {"posts": Kind.POST, "comments": Kind.COMMENT, "tweets": Kind.TWEET, "reposts": Kind.REPOST}
_SAID_KIND = {"post": "post", "comment": "comment", "tweet": "short post", "repost": "repost"}
# What a student's other names for platforms are; all others are called as the files call them.
_PLATFORM = {
    "x": "X",
    "mastodon": "Mastodon",
    "wordpress": "WordPress",
    "blogger": "Blogger",
    "forum": "the forum",
}


class Begins(Protocol):
    """A week, as far as the axis needs it."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def start(self) -> int:
        """Its first moment."""


@dataclass(frozen=True, slots=True)
class Part:
    """Acts that enter a number in the same way, newest first, and the words for it."""

    words: str
    acts: pd.DataFrame


def choices() -> list[Metric]:
    """List the numbers that acts stand behind; minutes rest on stretches of time, lateness on tasks."""
    return [metric for metric in METRICS.values() if not metric.of_time and metric.id != "lateness"]


def behind(acts: pd.DataFrame, metric: str, week: int, course: Course) -> list[Part]:
    """Return the acts that a number of a week (0: the term) is made of, in the parts that it is made of.

    `acts` as `metrics.readings.acts` gives them, of one student. Together the parts but the last of a balance
    ("too new") hold as many acts as the number's n.
    """
    if metric in BALANCE:
        return _balance(_within(acts, week, course.settings.window_weeks), course)
    if metric in _ANSWERS:
        return _answers(_within(acts, week, course.settings.window_weeks), metric, course)
    own = _within(acts, week, 1)
    if metric == "received":
        return [Part("received", own[~own["wrote"]])]
    if metric == "outreach":
        return [Part("addressed to people outside the class", own[own["wrote"] & own["outside"]])]
    if metric == "words":
        return [Part("written (a repost has no words of one's own)", own[own["wrote"]])]
    if metric in _KIND_OF:
        return [Part("written", own[own["wrote"] & (own["kind"] == _KIND_OF[metric])])]
    return [Part("written", own[own["wrote"]])]


def _within(acts: pd.DataFrame, week: int, weeks: int) -> pd.DataFrame:
    if week == TERM:
        return acts
    return acts[(acts["week"] > week - weeks) & (acts["week"] <= week)]


def _balance(acts: pd.DataFrame, course: Course) -> list[Part]:
    days = f"{course.settings.answer_within_days:g} days"
    return [
        Part("said to people of the class", acts[acts["wrote"] & acts["exchange"]]),
        Part("received from people of the class", acts[~acts["wrote"] & acts["exchange"]]),
        Part(f"said to nobody in particular, without an answer within {days}", acts[acts["fate"] == "silent"]),
        Part(f"too new to tell (not yet {days} old), left out", acts[acts["fate"] == "young"]),
    ]


def _answers(acts: pd.DataFrame, metric: str, course: Course) -> list[Part]:
    inbound = acts[~acts["wrote"] & (acts["kind"] != Kind.REPOST)]
    if metric == "answer_time":
        return [Part("received", inbound)]
    within = round(course.settings.answer_within_days * DAY)
    ripe = inbound[inbound["ripe"]]
    in_time = (ripe["answered"] - ripe["moment"]).le(within).fillna(False).astype(bool)
    days = f"{course.settings.answer_within_days:g} days"
    return [
        Part(f"received and answered within {days}", ripe[in_time]),
        Part(f"received and not answered within {days}", ripe[~in_time]),
        Part(f"too new to tell (not yet {days} old), left out", inbound[~inbound["ripe"]]),
    ]


def window_words(metric: str, week: int, course: Course) -> str:
    """Say which weeks a number of a week looks at."""
    if week == TERM:
        return "the term so far"
    weeks = course.settings.window_weeks
    first = max(1, week - weeks + 1)
    if metric not in BALANCE | _ANSWERS or first == week:
        return words.week(week)
    breaks = " (the break left out)" if any(first <= b <= week for b in course.breaks) else ""
    return f"weeks {first} to {week}{breaks}"


def made_of(parts: Sequence[Part]) -> str:
    """Say how many acts each part has: `12 said to people of the class, 3 received …`."""
    return words.together([f"{len(part.acts):,} {part.words}" for part in parts if len(part.acts)])


def lines(acts: pd.DataFrame, course: Course) -> list[Line]:
    """Write acts as the entries of a list: what, to or from whom, when, the text, what became of it."""
    return [_line(act, course) for act in acts.itertuples(index=False)]


def _line(act: object, course: Course) -> Line:
    said = _SAID_KIND.get(str(_of(act, "kind")), str(_of(act, "kind")))
    who = str(_of(act, "with_whom"))
    person = f" {'to' if _of(act, 'wrote') else 'from'} {who}" if who else ""
    when = clock(local(int(_of(act, "moment")), course.zone))
    head = f"{when} · {said}{person}{on_platform(str(_of(act, 'platform')))}"
    return Line(head, str(_of(act, "title")), str(_of(act, "text")), _fate(act, course), str(_of(act, "url")))


def _of(row: object, column: str) -> "str | int | float | bool":
    value: str | int | float | bool = getattr(row, column)
    return value


def on_platform(platform: str) -> str:
    """Say where something was written, as a part of a sentence."""
    return f" on {_PLATFORM.get(platform, platform)}" if platform else ""


def clock(when: datetime) -> str:
    """Write a moment on the course's clock: `Tue 14 April, 09:21`."""
    return f"{WEEKDAYS[when.weekday()][:3]} {date_words(when.date())}, {when:%H:%M}"


def _fate(act: object, course: Course) -> str:
    """Say what became of an act, and what it was for."""
    days = f"{course.settings.answer_within_days:g} days"
    fates = {
        "drawn": f"somebody answered within {days}",
        "silent": f"nobody answered within {days}",
        "young": f"not yet {days} old",
    }
    found = [fates.get(str(_of(act, "fate")), "")]
    if not _of(act, "wrote") and _of(act, "kind") != Kind.REPOST:
        found.append(_answered(act))
    purpose = str(_of(act, "purpose"))
    found.append("purpose unknown" if purpose == "unknown" else purpose)
    return " · ".join(words.sentence(part) for part in found if part)


def _answered(act: object) -> str:
    answered = getattr(act, "answered", None)
    if answered is None or pd.isna(answered):
        return "not answered" if _of(act, "ripe") else "not answered yet"
    return f"answered after {duration(int(answered) - int(_of(act, 'moment')))}"


def duration(microseconds: int) -> str:
    """Say how long something took: `35 min`, `5 h`, `3 days`."""
    if microseconds < HOUR:
        return f"{max(1, round(microseconds / MINUTE))} min"
    if microseconds < 2 * DAY:
        return f"{round(microseconds / HOUR)} h"
    return words.count(round(microseconds / DAY), "day")


def marks(acts: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """Give a student's acts as `charts.acts.chart` reads them."""
    at = clocks(acts["moment"], zone)
    said = [_mark(a, t) for a, t in zip(acts.itertuples(index=False), at, strict=True)]
    held = acts[["kind", "wrote", "addressed"]].assign(at=at, said=said)
    return held[held["kind"].isin([str(kind) for kind in Kind])]


def clocks(moments: pd.Series, zone: ZoneInfo) -> pd.Series:
    """Turn moments into the course's clock, as naive timestamps."""
    found: pd.Series = pd.to_datetime(moments, unit="us", utc=True).dt.tz_convert(zone).dt.tz_localize(None)
    return found


def _mark(act: object, at: pd.Timestamp) -> str:
    did = "wrote a" if _of(act, "wrote") else "received a"
    who = str(_of(act, "with_whom"))
    person = f" {'to' if _of(act, 'wrote') else 'from'} {who}" if who else " to nobody in particular"
    said = _SAID_KIND.get(str(_of(act, "kind")), str(_of(act, "kind")))
    return f"{clock(at.to_pydatetime())}: {did} {said}{person}"


def week_starts(weeks: Iterable[Begins], zone: ZoneInfo) -> list[WeekStart]:
    """Give where each week begins on the axis of the acts."""
    return [WeekStart(week.number, naive(local(week.start, zone))) for week in weeks]


def naive(when: datetime) -> pd.Timestamp:
    """Give a clock time without its zone, as charts draw it."""
    return pd.Timestamp(when.replace(tzinfo=None))
