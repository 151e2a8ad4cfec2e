"""What a student's week was like, said to the student: what they did first, then what others did."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import pandas as pd

from evenkeel import words
from evenkeel.flags.wording import amount
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.quartiles import Quartiles, of_values
from evenkeel.metrics.registry import METRICS
from evenkeel.model import Evidence, Kind, State
from evenkeel.web.student_numbers import USUAL_WEEKS, Found, Reading, at_least, in_words

OUTSIDE = "somebody outside the class"
# What is in one's own hands, and what others have a part in.
OWN = ("reply_back_rate", "acts", "procrastination_minutes", "leisure_minutes", "coursework_minutes")
OF_OTHERS = ("engagement_balance", "received")


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said to a student and by them in a week or the term: how many people wrote, and how many got an answer.

    People outside the class are not told apart, so they count in `outside` alone. `waiting`: the newest act of each
    who has no answer yet, the newest first, as `Desk.acts` has it.
    """

    wrote: int
    to_people: int
    people: int
    answered: int
    outside: int
    waiting: pd.DataFrame


def talk(acts: pd.DataFrame, week: int) -> Talk:
    """Read a week (0: the term) off a student's acts (see `Desk.acts`)."""
    held = acts[acts["week"] == week] if week else acts
    own, said = held[held["wrote"]], held[~held["wrote"] & (held["kind"] != Kind.REPOST)]
    inside = said[said["with_whom"] != OUTSIDE].sort_values("moment", ascending=False, kind="stable")
    newest = inside.drop_duplicates("with_whom")
    waiting = newest[newest["answered"].isna()]
    replies = own["addressed"].astype(bool) & (own["kind"] != Kind.REPOST)
    return Talk(len(own), int(replies.sum()), len(newest), len(newest) - len(waiting), len(said) - len(inside), waiting)


def finding(said: Talk, did: Reading | None, when: str) -> str:
    """Say the week in one sentence; `did`: the acts of the week, `when`: "In week 9", "This week, so far,"."""
    if did is None or did.value is None or (did.lower_bound and not said.wrote):
        return f"{when} nothing is known of what you wrote"
    if not said.people and not said.wrote:
        return f"{when} you wrote nothing, and nobody of the class wrote to you"
    if not said.people:
        known = "at least " if did.lower_bound else ""
        return f"{when} you wrote {known}{words.count(said.wrote, 'thing')}, {_to_whom(said)}"
    if did.lower_bound and said.answered < said.people:
        return f"{when} at least {said.answered} of {said.people} people who wrote to you had an answer"
    if said.people == 1:
        done = "answered" if said.answered else "have not yet answered"
        return f"{when} you {done} the one person who wrote to you"
    of = f"all {said.people}" if said.answered == said.people else f"{said.answered or 'none'} of {said.people}"
    return f"{when} you answered {of} people who wrote to you"


def _to_whom(said: Talk) -> str:
    if not said.to_people:
        return "to nobody in particular"
    return "all to somebody" if said.to_people == said.wrote else f"{said.to_people} of them to somebody"


def own_part(said: Talk, found: Found, week: int) -> str:
    """Say what the student did: what they wrote, and leisure while work was due."""
    did, due = found.get(("acts", week)), found.get(("procrastination_minutes", week))
    parts = []
    # Where nobody wrote, the sentence above has said this already.
    if did is not None and did.value is not None and said.wrote and said.people:
        known = "at least " if did.lower_bound else ""
        parts.append(f"You wrote {known}{words.count(said.wrote, 'thing')}, {_to_whom(said)}.")
    if due is not None and due.value is not None:
        spent = spent_words(due) if due.minutes else "no time"
        parts.append(f"You spent {spent} on leisure while work was due.")
    else:
        nothing_due = due is not None and due.n > 0
        parts.append(
            "No work was due, so no leisure counts as put off." if nothing_due else "Nothing is known of your time."
        )
    return " ".join(parts)


def others_part(said: Talk, found: Found, week: int) -> str:
    """Say what others did: who wrote, and how two-way it was."""
    who = words.count(said.people, "person", "people") if said.people else "Nobody"
    wrote = f"{who} of the class wrote to you"
    outside = f", and {words.count(said.outside, 'message')} came from outside" if said.outside else ""
    balance = found.get(("engagement_balance", week))
    both = "" if balance is None or balance.value is None else f" Your engagement balance is {balance.said}."
    return f"{wrote}{outside}.{both}"


def spent_words(reading: Reading) -> str:
    """Say minutes shortly: "6 h (measured)", or "at least 5 h, up to 6 h 20 min," where some are known less surely."""
    if len(reading.minutes) < 2 or reading.value is None:
        spent, _, evidence = at_least(dict(reading.minutes)).partition(", ")
        return f"{spent} ({evidence})"
    return f"at least {words.hours(reading.minutes[0][1])}, up to {words.hours(reading.value)},"


# The own past


@dataclass(frozen=True, slots=True)
class Usual:
    """A student's own usual range of a number: quartiles over earlier completed weeks, from `known` of `weeks`."""

    range: Quartiles
    known: int
    weeks: int


def usual(found: Found, metric: str, before: int) -> Usual | None:
    """Return the own usual range before a week (0: over all weeks); None: too few completed weeks have a number."""
    past = [
        reading
        for (name, week), reading in found.items()
        if name == metric and TERM < week < (before or inf) and reading.state is not State.PENDING
    ]
    good = [one.firm for one in past if one.state is State.OK and one.firm is not None and not one.lower_bound]
    step = 1.0 if METRICS[metric].unit == "count" else 0.0
    return Usual(of_values(good, step), len(good), len(past)) if len(good) >= USUAL_WEEKS else None


def usual_words(found: Found, metric: str, before: int) -> str:
    """Say the own usual range: "6, mostly 4 to 8 (9 of 11 weeks; no data in the others)"."""
    held = usual(found, metric, before)
    if held is None:
        return "too early to say"
    kind, span = METRICS[metric], held.range
    ends = f", mostly {amount(span.low, kind.unit)} to {amount(span.high, kind.unit)}" if span.low < span.high else ""
    gaps = f"{held.known} of {held.weeks} weeks; no data in the others" if held.known < held.weeks else ""
    return f"{in_words(kind, span.middle)}{ends} ({gaps or words.count(held.known, 'week')})"


def known(metrics: Iterable[str], found: Found, week: int) -> list[Reading]:
    """Keep the numbers of a week (0: the term) that there is a row for, in their order."""
    return [reading for name in metrics if (reading := found.get((name, week)))]


def only_estimated(reading: Reading) -> bool:
    """Tell whether minutes are known by posting times alone."""
    return bool(reading.minutes) and all(kind == Evidence.ESTIMATED for kind, _ in reading.minutes)
