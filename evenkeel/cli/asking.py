"""What commands share: their options, how they open a course folder, and how they say what is wrong."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from evenkeel.course.calendar import moment
from evenkeel.desk import Desk
from evenkeel.errors import EvenkeelError
from evenkeel.sample import SampleRefused

DONE, FINDINGS, WRONG_USE = 0, 1, 2
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

course_option = click.option("--course", "folder", type=FOLDER, required=True, help="The course folder.")
now_option = click.option("--now", "now", default="", metavar="ISO", help="The moment to look from (default: now).")
format_option = click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Turn an error that the user can mend into its sentence and exit 2."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except (EvenkeelError, SampleRefused, OSError) as error:
            stop(str(error))

    return run


def stop(sentence: str) -> NoReturn:
    """End as wrong use, with a sentence."""
    click.echo(sentence, err=True)
    sys.exit(WRONG_USE)


def open_course(folder: Path, *, expired: bool = False) -> Desk:
    """Open a course folder; what is odd in its course.yaml, but stops nothing, is said on the side.

    `expired`: also where the day is over up to which data about people may be kept.
    """
    desk = Desk(folder)
    click.get_current_context().call_on_close(desk.close)
    for notice in desk.notices:
        click.echo(notice, err=True)
    if not expired:
        desk.refuse_expired(clock())
    return desk


def clock() -> int:
    """Return the moment it is, in microseconds."""
    return time.time_ns() // 1000


def moment_of(text: str, desk: Desk) -> int:
    """Read --now; without an offset it is the course's clock."""
    if not text:
        return clock()
    try:
        return moment(datetime.fromisoformat(text), desk.course.zone)
    except (ValueError, OverflowError):  # the second for a time at the very ends of the calendar
        stop(f"--now takes a time like 2026-03-02T09:00, found {text!r}.")
