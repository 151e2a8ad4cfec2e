"""A worked number in words and tables: the sentence with its result, and its lines with names, times and links."""

from collections.abc import Mapping
from html import escape
from math import sqrt
from typing import NamedTuple

from evenkeel import accounts, words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.metrics.intervals import Z_95
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.workings.values import OUTSIDE, Line, Part, Working, num
from evenkeel.model import DAY, Role, State
from evenkeel.web import number_reads
from evenkeel.web.listing import Html, link
from evenkeel.web.student_acts import clock
from evenkeel.web.student_numbers import in_words
from evenkeel.web.student_view import SOMEBODY, Person

_UNITS = {"minutes": "min", "hours": "h"}
_COUNTS = {"minutes": "Minutes", "hours": "Hours", "words": "Words", "answers": "Median answers"}
_BEGINNING = 70


class Said(NamedTuple):
    """How an act begins, and where it stands."""

    beginning: str
    url: str


Acts = Mapping[int, Said]


def acts_of(person: Person) -> Acts:
    """Give how each act begins and its address; nothing while names are hidden, for a text may name anybody."""
    frame = person.acts
    found = {}
    for act, title, text, url in frame[["act", "title", "text", "url"]].itertuples(index=False):
        found[int(act)] = Said(_beginning(str(title) or str(text)), str(url))
    return found


def _beginning(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= _BEGINNING else f"{first[:_BEGINNING].rsplit(' ', 1)[0]} …"


def result(worked: Working, name: str) -> str:
    """Say the result of a metric in a sentence or two."""
    metric, found, name = METRICS[worked.metric], worked.result, words.sentence(name)
    when = words.week(worked.week) if worked.week else "the term"
    title = metric.title[:1].lower() + metric.title[1:]
    if found.value is None:
        state = "not reached" if found.state is State.OK else str(found.state)
        return f"{name}, {when}: {title} has no number ({state}). {worked.why}"
    running = f" {worked.why}" if worked.why else ""
    so_far = " so far" if found.state is State.PENDING else ""
    return f"{name}, {when}: {title} is {in_words(metric, found.value)}{so_far}, from {_basis(worked)}.{running}"


def _basis(worked: Working) -> str:
    n, metric = worked.result.n, METRICS[worked.metric]
    if metric.of_time:
        return words.count(n, "entry, act or visit", "entries, acts and visits")
    if worked.metric in ("reply_back_rate", "answer_time"):
        return words.count(n, "comment or mention", "comments and mentions")
    return words.count(n, {"steadiness": "week", "lateness": "task", "burstiness": "gap"}.get(metric.id, "act"))


def goes_with(worked: Working, name: str) -> str:
    """Say what the answers of a student go with, and never that one causes the other."""
    rho, n, name = worked.result.value, words.count(worked.result.n, "week"), words.sentence(name)
    if rho is None:
        return f"{name}: {worked.result.state}. {worked.why}"
    said = num(round(rho, 2))
    # Without any tie ρ has the standard deviation 1/√(n − 1) (Kendall 1948).
    if abs(rho) * sqrt(worked.result.n - 1) < Z_95:
        return f"{name}: no clear tie between posts a week and answers; chance may do as much (ρ = {said}, from {n})."
    side = "more" if rho > 0 else "fewer"
    return f"{name}: weeks with more posts go with {side} answers to each (ρ = {said}, from {n})."


def heading(part: Part) -> str:
    """Name a part with how many lines it has."""
    return f"{part.heading}: {len(part.lines):,}"


def table(part: Part, person: Person, acts: Acts) -> tuple[list[str], list[tuple[str, ...]]]:
    """Write a part as a table; a column that would be empty is left out."""
    rows = [
        (_what(line, person, acts), _when(line, person.course), _amount(line, part.unit), line.said)
        for line in part.lines
    ]
    headings = ["What", "When", _COUNTS.get(part.unit, "Counts"), "How"]
    kept = [n for n in range(len(headings)) if n == 0 or any(row[n] for row in rows)]
    return [headings[n] for n in kept], [tuple(row[n] for n in kept) for row in rows]


def _what(line: Line, person: Person, acts: Acts) -> str:
    whom = words.together(list(dict.fromkeys(_name(one, person) for one in line.whom)))
    head = f"{words.sentence(_titled(line.what, person))} {whom}".strip()
    said = acts.get(line.act) if line.act is not None else None
    if said is None or not (said.beginning or said.url):
        return head
    beginning = f'<br><span class="ek-quiet">{escape(said.beginning)}</span>' if said.beginning else ""
    opened = f" {link(said.url, 'open')}" if link(said.url, "open") != "open" else ""
    return Html(f"{escape(head)}{opened}{beginning}")


def _titled(what: str, person: Person) -> str:
    """Put an exercise's title in the place of its id: `weekly-blog-post, week 3`."""
    first, comma, rest = what.partition(", ")
    titles = {accounts.tag(name): exercise.title for name, exercise in person.look.desk.exercises.items()}
    return f"{titles.get(first, first)}{comma}{rest}"


def _name(who: str, person: Person) -> str:
    if who == OUTSIDE:
        return OUTSIDE
    if who in person.chosen.names:
        return person.chosen.name(who)
    if person.look.viewer.role is Role.STUDENT:
        return who
    return number_reads.staff(person.look).get(who, SOMEBODY) if person.chosen.names_shown else SOMEBODY


def _amount(line: Line, unit: str) -> str:
    if line.amount is None:
        return ""
    return f"{num(line.amount)} {_UNITS[unit]}" if unit in _UNITS else num(line.amount)


def _when(line: Line, course: Course) -> str:
    if line.at is None:
        return ""
    begin = local(line.at, course.zone)
    if line.what.endswith("no time of day"):
        return f"{WEEKDAYS[begin.weekday()][:3]} {date_words(begin.date())}"
    if line.until is None:
        return clock(begin)
    end = local(line.until, course.zone)
    if begin.date() == end.date() and line.until - line.at < DAY:
        return f"{clock(begin)}–{end:%H:%M}"
    return f"{clock(begin)} – {clock(end)}"
