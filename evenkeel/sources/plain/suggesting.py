"""Which column is which, in a table that nobody recognises: guessed by its header and by what stands in its cells.

A guess is only ever offered, with its reason; a person or `--map` decides.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from evenkeel.sources.plain import acts, roster, ties, time
from evenkeel.sources.plain.column_words import FIRST_NAME, HOURS, LAST_NAME, SECONDS
from evenkeel.sources.plain.fitting import MOMENTS, MOSTLY, fit, of_cells, of_name
from evenkeel.sources.plain.looks import Column, together

ACTS, TIME, ROSTER, TIES = acts.SOURCE.name, time.SOURCE.name, roster.SOURCE.name, ties.SOURCE.name
KINDS: dict[str, tuple[str, ...]] = {
    ACTS: acts.FIELDS,
    TIME: time.FIELDS,
    ROSTER: (*roster.FIELDS, *roster.ACCOUNTS),
    TIES: ties.FIELDS,
}
# A guess below this is none; a field that is needed is content with less.
_ENOUGH, _ENOUGH_FOR_NEEDED = 2.0, 0.9
_NEEDED = {"author", "at", "student", "start", "email", "sender", "receiver", "time"}
_WHO = ("author", "student", "name", "sender")


class Guess(NamedTuple):
    """The column that a field most likely stands in, and why."""

    column: str
    why: str


class Likely(NamedTuple):
    """What a table most likely holds, and why."""

    kind: str
    why: str


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> tuple[Column, ...]:
    """Take a table's first rows apart into columns; `known` tells a name or address of the roster.

    Of two columns of one name the first is the one that can be mapped.
    """
    places = {name: place for place, name in reversed([*enumerate(header)]) if name}
    return tuple(
        Column(name, tuple(row[place].strip() for row in rows), known)
        for name, place in sorted(places.items(), key=lambda pair: pair[1])
    )


def guesses(kind: str, held: Sequence[Column]) -> dict[str, Guess]:
    """Guess a column for each field of a kind of table; no column stands for two."""
    offers = sorted(_offers(kind, held), key=lambda offer: -offer[0])
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for score, field, column, why in offers:
        names = {part.name for part in column.parts} or {column.name}
        enough = _ENOUGH_FOR_NEEDED if field in _NEEDED else _ENOUGH
        if score >= enough and field not in found and not names & taken:
            found[field] = Guess(column.name, why)
            taken |= names
    if kind == ACTS:
        _mend_ids(found, held)
        _mend_parents(found, held)
    return {field: found[field] for field in KINDS[kind] if field in found}


def likely(held: Sequence[Column]) -> Likely:
    """Tell what a table most likely holds."""
    time_, acts_, people = guesses(TIME, held), guesses(ACTS, held), guesses(ROSTER, held)
    lasting = next((time_[field].column for field in ("minutes", "end") if field in time_), "")
    if "email" in people and "at" not in acts_ and _one_a_row(people["email"].column, held):
        return Likely(ROSTER, f"every row has another e-mail address (“{people['email'].column}”), and none a date")
    if lasting and not ({"text", "in_reply_to"} <= acts_.keys()):
        return Likely(TIME, f"“{lasting}” says how long something was")
    tied = guesses(TIES, held)
    if tied.keys() >= ties.REQUIRED and not acts_.keys() & {"text", "id", "in_reply_to"}:
        ends = f"“{tied['sender'].column}” and “{tied['receiver'].column}”"
        return Likely(TIES, f"{ends} are both people, and nothing holds what was said")
    if "text" in acts_:
        return Likely(ACTS, f"“{acts_['text'].column}” holds what was said")
    return Likely(ACTS, "nothing in it says that it is anything else")


def unit(column: Column) -> str:
    """Guess what bare numbers in a column of durations count: minutes, hours or seconds."""
    words = set(column.words)
    if words & SECONDS or column.most > 1440:
        return "seconds"
    return "hours" if words & HOURS else "minutes"


def _one_a_row(name: str, held: Sequence[Column]) -> bool:
    column = next(column for column in held if column.name == name)
    return column.looks.distinct == column.looks.filled


def _offers(kind: str, held: Sequence[Column]) -> Iterator[tuple[float, str, Column, str]]:
    dated = [*_moments(held, kind)]
    named = [*_full_names(held)]
    for field in KINDS[kind]:
        further = dated if field in MOMENTS else named if field in _WHO else []
        for column in (*held, *further):
            said = of_cells(field, column)
            if said is None:
                continue
            name = of_name(field, kind, column)
            yield name + said[0], field, column, _why(column, name, said[1])


def _why(column: Column, name: float, cells: str) -> str:
    if column.parts:
        return f"{cells}, in two columns"
    called = f"called “{column.name}”" if name >= 1 else ""
    return ", ".join(filter(None, [called, cells])) or "the best fit"


def _moments(held: Sequence[Column], kind: str) -> Iterator[Column]:
    """Yield dates read together with a time of day that stands in a column of its own."""
    days = [column for column in held if column.looks.dates > MOSTLY and column.looks.clocked < 0.2]
    clocks = [one for one in held if one.looks.clocks > MOSTLY and of_name("minutes", TIME, one) < 1]
    for day in days:
        for clock in clocks:
            if kind == ACTS or _one_end(day, clock):
                yield together(day, clock)


def _one_end(day: Column, clock: Column) -> bool:
    """Tell whether a day and a time are both of a beginning, or both of an end."""
    ending = [of_name("end", TIME, column) >= 1 for column in (day, clock)]
    return ending[0] == ending[1]


def _full_names(held: Sequence[Column]) -> Iterator[Column]:
    for first, last in permutations(held, 2):
        if any(fit(first.words, word) == 3 for word in FIRST_NAME) and any(
            fit(last.words, word) == 3 for word in LAST_NAME
        ):
            yield together(first, last)


def _mend_ids(found: dict[str, Guess], held: Sequence[Column]) -> None:
    """Take for the id what other rows say they answer, whatever its name."""
    named = found["in_reply_to"].column if "in_reply_to" in found else ""
    parent = next((column for column in held if column.name == named), None)
    if parent is None or "id" in found:
        return
    taken = {guess.column for guess in found.values()}
    for column in held:
        if column.name not in taken and of_cells("id", column) and _answers(parent, set(column.filled)):
            found["id"] = Guess(column.name, f"its values stand in “{parent.name}”")
            return


def _mend_parents(found: dict[str, Guess], held: Sequence[Column]) -> None:
    """Prefer for what an answer answers a column whose values are ids of this table."""
    ids = next((column for column in held if "id" in found and column.name == found["id"].column), None)
    taken = {guess.column for field, guess in found.items() if field != "in_reply_to"}
    fitting = [column for column in held if ids and column.name not in taken and _answers(column, set(ids.filled))]
    if not ids or not fitting:
        return
    best = max(fitting, key=lambda column: (of_name("in_reply_to", ACTS, column), "0" in column.filled))
    zero = "; 0 where it answers nothing" if "0" in best.filled else ""
    found["in_reply_to"] = Guess(best.name, f"its values are ids of “{ids.name}”{zero}")


def _answers(column: Column, known: set[str]) -> bool:
    answered = [cell for cell in column.filled if cell != "0"]
    return bool(answered) and sum(cell in known for cell in answered) > 0.6 * len(answered)
