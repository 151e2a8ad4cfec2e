"""A number worked out by hand: what enters it, the steps, and the result, as values that any page can write."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from evenkeel.model import State

# Whom a line names where it is nobody on the roster.
OUTSIDE = "somebody outside the class"
# A longer sum says no more when it is written out.
_WRITTEN_OUT = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that enters a number, or that was left out of it.

    `what`: what it is, with a word like "to" before `whom`: addresses of people on the roster, or `OUTSIDE`, in whose
    place a page puts names, or none. `amount`: what it adds, in the unit of its part; None where it adds nothing.
    `at`, `until`: moments, where it has any. `act`: the act's number in the record.
    """

    what: str
    amount: float | None = None
    said: str = ""
    at: int | None = None
    until: int | None = None
    whom: tuple[str, ...] = ()
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that enter a number in the same way. `unit`: what their amounts are: acts, minutes, hours, words, share."""

    heading: str
    unit: str
    lines: tuple[Line, ...]
    told: str = ""

    @property
    def total(self) -> float:
        """The sum of the amounts."""
        return sum(line.amount for line in self.lines if line.amount is not None)


@dataclass(frozen=True, slots=True)
class Result:
    """What the arithmetic comes to: as a row of `measure` has it. `evidence`: minutes by kind, of minutes alone."""

    value: float | None
    n: int
    state: State
    evidence: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Working:
    """One number of one student in one week (0: the term), worked out.

    `why`: in words, why there is no number, or that it is only so far; empty where it stands.
    """

    metric: str
    week: int
    parts: tuple[Part, ...]
    steps: tuple[str, ...]
    result: Result
    why: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all parts."""
        return tuple(line for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Told:
    """What a family of numbers finds before the week's own state is laid over it (see `workings.working`)."""

    parts: tuple[Part, ...]
    steps: tuple[str, ...]
    value: float | None
    n: int
    state: State
    why: str = ""
    evidence: tuple[tuple[str, float], ...] = field(default=())


def num(value: float) -> str:
    """Write a number of the arithmetic: at most three decimals, none that say nothing, a true minus sign."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.replace("-", "−") if text != "-0" else "0"


def added(amounts: Iterable[float]) -> str:
    """Write a sum: `2 × 1 + 0.5 = 2.5`; nothing is `0`, and of many different amounts only how many there are."""
    found = list(amounts)
    if not found:
        return "0"
    runs: list[tuple[float, int]] = []
    for amount in sorted(found, reverse=True):
        if runs and abs(runs[-1][0] - amount) < 1e-12:
            runs[-1] = (amount, runs[-1][1] + 1)
        else:
            runs.append((amount, 1))
    terms = [num(amount) if times == 1 else f"{times} × {num(amount)}" for amount, times in runs]
    total = num(sum(found))
    if len(terms) > _WRITTEN_OUT:
        return f"the sum of {len(found):,} lines = {total}"
    return total if terms == [total] else f"{' + '.join(terms)} = {total}"
