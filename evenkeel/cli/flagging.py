"""What became of flags, as rows, and a step taken from the command line."""

import re
from pathlib import Path

import click

from evenkeel import printing, words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import course_option, format_option, moment_of, now_option, open_course, stop, told
from evenkeel.flags.life import OF_STUDENTS, Step

_STEPS = {step.value.replace(" ", "-"): step for step in Step if step not in OF_STUDENTS}
_WEEKS = re.compile(r"\d{1,3}(\s*,\s*\d{1,3})*")


@click.command()
@course_option
@now_option
@format_option
@told
def cards(folder: Path, now: str, form: str) -> None:
    """Print every flag that was ever raised, with what became of it; `mark` takes the numbers."""
    desk = open_course(folder)
    at = moment_of(now, desk)
    desk.keep(at)
    found = desk.cards(LOCAL_INSTRUCTOR, at)
    click.echo(printing.cards(found, lambda flag: desk.reason(LOCAL_INSTRUCTOR, flag), form), nl=False)


@click.command()
@course_option
@click.argument("number", type=int)
@click.argument("step", metavar="STEP", type=click.Choice(list(_STEPS)))
@click.option("--words", "said", default="", help="A few words on it, kept in the history.")
@click.option("--weeks", default="", metavar="3,4", help="With excused: the weeks that are not to be looked at.")
@now_option
@told
def mark(folder: Path, number: int, step: str, said: str, weeks: str, now: str) -> None:
    """Take a step about flag NUMBER (see `cards`); it enters the history."""
    taken = _STEPS[step]
    desk = open_course(folder)
    excused = _weeks(weeks, taken, [week.number for week in desk.weeks()])
    at = moment_of(now, desk)
    desk.keep(at)
    desk.mark(LOCAL_INSTRUCTOR, number, taken, at, said, excused)
    card = next(one for one in desk.cards(LOCAL_INSTRUCTOR, at) if one.id == number)
    click.echo(f"Flag {number} ({card.flag.student}, {words.week(card.flag.week)}) is {card.status.value} now.")


def _weeks(text: str, step: Step, known: list[int]) -> list[int]:
    """Read --weeks, which an excuse needs and nothing else takes."""
    if step is not Step.EXCUSED:
        if text:
            stop("--weeks goes with excused alone.")
        return []
    if not _WEEKS.fullmatch(text.strip()):
        stop(f"excused takes --weeks with week numbers such as 3,4; found {text!r}.")
    weeks = sorted({int(week) for week in text.split(",")})
    if wrong := [str(week) for week in weeks if week not in known]:
        stop(f"--weeks: the course has no week {words.together(wrong)} (breaks are none).")
    return weeks
