"""How long all rules of a class of 50 take to decide, on numbers that are there already.

    python -m benchmarks.rules [--acts N] [--students N] [--entries N] [--runs N] [--course DIR]

One rule for every weekly metric and every kind of rule: above and below, a line, the class and one's own past, any
week, k of m, k in a row, two numbers, a section, one student, from a week on. They are put in force, and `Desk.flags`
is asked for their flags as a page asks: rules and roster read, weeks left out, every student held to every rule. The
first time after the numbers were counted stands apart, for it also sorts them by metric and student.
"""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks import big_class
from benchmarks.measuring import Measured, apart, machine, median, peak, timed, told, verdict
from benchmarks.numbers import after_term, load

SECONDS = 0.2
KINDS = 24


class Decided(NamedTuple):
    """What deciding took: the first time, and again; and how many rules and flags there were."""

    first: Measured
    again: Measured
    rules: int


def rules() -> tuple:
    """Give one rule for every weekly metric, the kinds taking turns, and one for each kind that is left."""
    from evenkeel.course.values import Against, Condition, Rule
    from evenkeel.metrics.registry import METRICS

    low = Condition("engagement_balance", 0.25, above=False)
    kinds = (
        {},
        {"k": 1, "m": 1},
        {"k": 3, "m": 3},
        {"against": Against.CLASS, "line": 3.0},
        {"against": Against.OWN, "line": 3.0},
        {"also": low},
        {"section": "A"},
        {"student": "student3@example.org", "since": 4},
    )
    weekly = [metric for metric in METRICS.values() if metric.weekly]
    found = []
    for place in range(KINDS):
        metric, kind = weekly[place % len(weekly)], kinds[place % len(kinds)]
        above = place % 2 == 0 if place < len(weekly) else place % 2 == 1
        middle = {"share": 0.5, "signed": 0.0, "minutes": 300.0, "hours": 24.0}.get(metric.unit, 10.0)
        found.append(replace(Rule(metric.id, middle, above), **kind))
    return tuple(dict.fromkeys(found))


def decide(folder: Path, runs: int) -> Decided:
    """Put the rules in force, count the numbers, and ask for the flags: once, and some times more."""
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk

    with closing(Desk(folder)) as desk:
        now = after_term(desk.course.zone)
        desk.set_rules(LOCAL_INSTRUCTOR, rules(), now, "to measure")
        asked = len(desk.rules(LOCAL_INSTRUCTOR))
    with closing(Desk(folder)) as desk:
        desk.measures(LOCAL_INSTRUCTOR, now)
        took = []
        for _ in range(runs + 1):
            with timed() as time:
                flags = desk.flags(LOCAL_INSTRUCTOR, now)
            took.append(time)
    first, *again = took
    return Decided(Measured([first], peak(), len(flags)), Measured(again, peak(), len(flags)), asked)


def main() -> None:
    """Measure and print."""
    parser = big_class.options()
    parser.set_defaults(acts=25_000, students=50, entries=1_500)
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="how often the flags are asked for")
    parser.add_argument("--course", type=Path, metavar="DIR", help="make the class here, and keep it")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = big_class.made(chosen, Path(scratch))
        apart(load, folder)
        found = apart(decide, folder, chosen.runs)
    said = f"{found.rules} rules, {chosen.students} students, {found.again.rows} flags"
    told("all rules, the first time", found.first.runs[0], said)
    told("all rules, again", median(found.again.runs), f"{found.again.memory:5.0f} MiB")
    verdict("all rules, the first time", found.first.runs[0].wall * 1000, SECONDS * 1000, "ms")
    verdict("all rules, again", median(found.again.runs).wall * 1000, SECONDS * 1000, "ms")
    print(machine())


if __name__ == "__main__":
    main()
