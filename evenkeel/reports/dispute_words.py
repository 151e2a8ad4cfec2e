"""A dispute in words: what it is about, what is claimed, what became of it; the same on pages and in files."""

from datetime import date

from evenkeel import words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.desk.disputing import Claim, Dispute, Ruling, Thing
from evenkeel.model import Purpose
from evenkeel.reports import flag_words
from evenkeel.reports.flag_words import Naming

_CLAIM = {
    Claim.COURSEWORK: "this was coursework",
    Claim.LEISURE: "this was leisure",
    Claim.NOT_MINE: "this is not mine",
}
_KIND = {"tweet": "short post"}
_RULED = {Ruling.ACCEPTED: "accepted", Ruling.DECLINED: "not accepted", Ruling.TAKEN_BACK: "taken back by the student"}
GONE = "something whose file has been taken back"
_BEGINNING = 80


def about(thing: Thing | None, course: Course) -> str:
    """Say what a dispute is about: "short post on x, Tue 14 April, 10:05", or a stretch of time."""
    if thing is None:
        return GONE
    where = f" on {thing.platform}" if thing.platform else ""
    if thing.starts is None:
        lasting = words.hours(thing.minutes or 0)
        return f"{lasting}{where} on {_day(date.fromordinal(thing.day or 1))} ({thing.kind})"
    begin = local(thing.starts, course.zone)
    when = f"{_day(begin.date())}, {begin:%H:%M}"
    if thing.ends is None:
        return f"{_KIND.get(thing.kind, thing.kind)}{where}, {when}"
    return f"time{where}, {when}–{local(thing.ends, course.zone):%H:%M} ({thing.kind})"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def claim(one: Dispute, course: Course) -> str:
    """Say a dispute: what it is about, and “this is not mine”."""
    return f"{words.sentence(about(one.thing, course))}: “{_CLAIM[one.claim]}”"


def beginning(thing: Thing | None) -> str:
    """Give how what was written begins."""
    said = " ".join(thing.said.split()) if thing else ""
    return said if len(said) <= _BEGINNING else f"{said[:_BEGINNING].rsplit(' ', 1)[0]} …"


def counted_as(thing: Thing | None) -> str:
    """Say which purpose the file itself gives, where it gives one."""
    return f"its file says {thing.purpose}" if thing and thing.purpose not in ("", Purpose.UNKNOWN) else ""


def outcome(one: Dispute, course: Course, naming: Naming) -> str:
    """Say what became of a dispute, by whom and why."""
    made = f"Said on {flag_words.day(one.at, course)}"
    if one.open:
        return f"{made}; waits for a word. Until then nothing changes."
    why = f": “{naming.free(one.why)}”" if one.why else ""
    by = "" if one.ruling is Ruling.TAKEN_BACK else f" by {naming.by(one.ruled_by)}"
    return f"{made}; {_RULED[one.ruling]} on {flag_words.day(one.ruled_at, course)}{by}{why}."
