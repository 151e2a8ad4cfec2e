"""The rules in force as YAML, setting them, and whom any other rule would have flagged."""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from evenkeel import printing
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import (
    as_json_option,
    clock,
    course_option,
    moment_of,
    now_option,
    open_course,
    stop,
    told,
)
from evenkeel.course.calendar import local
from evenkeel.course.fields import between
from evenkeel.course.rule_reading import rules_from
from evenkeel.course.rules import EXPECTED, how_often, rules_yaml
from evenkeel.course.values import SPREADS, Against, Condition, Rule
from evenkeel.desk import Desk
from evenkeel.metrics.registry import BOUNDS, METRICS

_RELATIVE = (Against.CLASS, Against.OWN)
_A_CONDITION = '--and takes a number, a side and a line, such as "engagement_balance below 0.25"'
_STDIN = "-"


# Trying a rule


@click.command()
@course_option
@click.option("--metric", required=True, metavar="M")
@click.option("--above", metavar="X", help="A number; or class or own: unusually high for the class, for the student.")
@click.option("--below", metavar="X", help="The same on the other side.")
@click.option("--spreads", type=float, metavar="N", help="With class or own: how far from the middle (default: 3).")
@click.option("--and", "also", default="", metavar="CONDITION", help='A second one: "engagement_balance below 0.25".')
@click.option("--rule", default="2 of 3", show_default=True)
@click.option("--section", default="", metavar="S", help="Look at this section alone.")
@click.option("--student", default="", metavar="WHO", help="Look at this student alone.")
@click.option("--from", "since", type=int, default=1, metavar="WEEK", help="Look from this course week on.")
@now_option
@as_json_option
@told
def preview(
    folder: Path,
    metric: str,
    above: str | None,
    below: str | None,
    spreads: float | None,
    also: str,
    rule: str,
    section: str,
    student: str,
    since: int,
    now: str,
    as_json: bool,
) -> None:
    """Print whom a rule would have flagged, and when."""
    own = _own(metric, above, below, spreads)
    second = _second(also) if also else None
    if section and student:
        stop("Give either --section or --student, not both.")
    k, m = _often(rule)
    desk = open_course(folder)
    if not 1 <= since <= desk.course.weeks:
        stop(f"--from: the course has weeks 1 to {desk.course.weeks}, found {since}.")
    asked = Rule(own.metric, own.line, own.above, k, m, own.against, second, section, student, since)
    raised = desk.preview(LOCAL_INSTRUCTOR, moment_of(now, desk), asked)
    if nobody := desk.nobody(LOCAL_INSTRUCTOR, asked):
        click.echo(nobody, err=True)
    form = "json" if as_json else "csv"
    click.echo(printing.flags(raised, lambda flag: desk.reason(LOCAL_INSTRUCTOR, flag), form), nl=False)


def _own(metric: str, above: str | None, below: str | None, spreads: float | None) -> Condition:
    known = _known(metric)
    if (above is None) == (below is None):
        stop("Give either --above or --below, with a number.")
    side, written = ("above", above) if above is not None else ("below", below)
    return _condition(known, side, written or "", spreads, f"--{side}")


def _second(text: str) -> Condition:
    """Read "words above 300", or "words above class by 2 spreads", as records write it."""
    match text.split():
        case [metric, "above" | "below" as side, written]:
            return _condition(_known(metric), side, written, None, "--and")
        case [metric, "above" | "below" as side, written, "by", spreads, "spreads"] if _number(spreads) is not None:
            return _condition(_known(metric), side, written, _number(spreads), "--and")
    stop(f"{_A_CONDITION}; found {text!r}.")


def _known(metric: str) -> str:
    if metric not in METRICS:
        stop(f"No metric is called {metric!r}; there are {', '.join(METRICS)}.")
    return metric


def _condition(metric: str, side: str, written: str, spreads: float | None, option: str) -> Condition:
    above = side == "above"
    against = next((each for each in _RELATIVE if each == written.strip().casefold()), Against.LINE)
    if against is not Against.LINE:
        return Condition(metric, _spreads(spreads), above, against)
    if spreads is not None:
        stop("Spreads go only with class or own.")
    line = _number(written)
    if line is None:
        stop(f"{option} takes a number, class or own; found {written!r}.")
    low, high = BOUNDS[metric]
    if not math.isfinite(line) or (low is not None and line < low) or (high is not None and line > high):
        stop(f"{metric} is a number {between(low, high)}; a line at {line:g} could never be crossed.")
    return Condition(metric, line, above)


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _spreads(spreads: float | None) -> float:
    found = SPREADS if spreads is None else spreads
    if not 0.1 <= found <= 20:
        stop(f"Spreads are a number {between(0.1, 20)}, found {found:g}.")
    return found


def _often(text: str) -> tuple[int, int]:
    often = how_often(text)
    if often is None:
        stop(f"--rule: {EXPECTED}, found {text!r}.")
    return often


# The rules in force


@click.command()
@course_option
@click.option("--set", "file", metavar="FILE", help="Put the rules of this YAML file in force (-: standard input).")
@click.option("--why", default="", metavar="TEXT", help="Why, in a few words; kept in the history.")
@told
def rules(folder: Path, file: str | None, why: str) -> None:
    """Print the rules in force as YAML, each with its sentence; or put others in force."""
    if file is not None and not why.strip():
        stop("Say why with --why: whoever looks at the history later will want to know.")
    desk = open_course(folder)
    if file is not None:
        _set(desk, file, why.strip())
    for line in _in_force(desk):
        click.echo(line)


def _set(desk: Desk, file: str, why: str) -> None:
    text = sys.stdin.read() if file == _STDIN else Path(file).read_text("utf-8-sig", errors="replace")
    name = "standard input" if file == _STDIN else Path(file).name
    found, problems = rules_from(text, BOUNDS, desk.course.weeks, name)
    if problems:
        stop("\n".join(problem.sentence() for problem in problems))
    new = tuple(dict.fromkeys(found))
    if new == desk.rules(LOCAL_INSTRUCTOR):
        click.echo("These rules are in force as they stand: nothing was changed.", err=True)
        return
    desk.set_rules(LOCAL_INSTRUCTOR, new, clock(), why)


def _in_force(desk: Desk) -> Iterator[str]:
    yield f"# {_origin(desk)}"
    found = desk.rules(LOCAL_INSTRUCTOR)
    yield "rules:" if found else "rules: []"
    for rule in found:
        yield f"  # {desk.sentence(rule)}"
        if nobody := desk.nobody(LOCAL_INSTRUCTOR, rule):
            yield f"  # {nobody}"
        yield f"  {rules_yaml([rule]).rstrip()}"


def _origin(desk: Desk) -> str:
    history = desk.rule_history(LOCAL_INSTRUCTOR)
    if not history:
        return "Set in course.yaml." if desk.course.rules is not None else "The default of the exercises' folder."
    newest = history[0]
    day = f"{local(newest.set_at, desk.course.zone):%Y-%m-%d}"
    return f"Version {newest.number}, set on {day} by {newest.set_by}: {' '.join(newest.why.split())}"
