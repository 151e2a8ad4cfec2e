"""Beginning a course folder: for a class, or for one person alone."""

import os
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import click

from evenkeel import inbox
from evenkeel.cli.asking import stop, told
from evenkeel.course.reading import FILE, course_from
from evenkeel.course.writing import course_yaml
from evenkeel.metrics.registry import BOUNDS

_ROSTER = "name,email,role,section,blog,x,mastodon\n"
# Nobody is written to in a class of one, and the address is a name only.
_ONE = "name,email,role,blog,x,mastodon,bluesky\nMe,me@alone.invalid,student,,,,\n"
_WEEKS_BACK, _WEEKS_ALONE = 12, 40


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the course is called (default: the folder's name).")
@click.option("--timezone", "zone", default="", help="Default: America/New_York; with --alone this computer's.")
@click.option("--starts-on", default="", metavar="DATE", help="The Monday of week 1, like 2026-09-07.")
@click.option("--weeks", type=int, help="How many weeks (default: 15).")
@click.option("--alone", is_flag=True, help="A folder for one person alone, with no class; it begins 12 weeks ago.")
@told
def new(target: Path, title: str, zone: str, starts_on: str, weeks: int | None, alone: bool) -> None:
    """Begin a course folder: a course.yaml that explains itself, a roster to fill in, an empty inbox."""
    if (target / FILE).exists():
        stop(f"{target / FILE} is there already; nothing was changed.")
    text = _own(title, zone, weeks) if alone else _of_class(target, title, zone, starts_on, weeks)
    wrong = [problem.sentence() for problem in course_from(text, BOUNDS)[1] if problem.stops]
    if wrong:
        stop("\n".join(wrong))
    (target / "inbox").mkdir(parents=True, exist_ok=True)
    (target / FILE).write_text(text, "utf-8")
    if not (target / inbox.ROSTER).exists():
        (target / inbox.ROSTER).write_text(_ONE if alone else _ROSTER, "utf-8")
    if alone:
        click.echo(f"{target}: python3 run.py --self --course {target}")
    else:
        click.echo(f"{target}: fill in {inbox.ROSTER}, put exports into inbox/, then: evenkeel load --course {target}")


def _of_class(target: Path, title: str, zone: str, starts_on: str, weeks: int | None) -> str:
    if not starts_on:
        raise click.MissingParameter(param_type="option", param_hint="'--starts-on'")
    try:
        begins = date.fromisoformat(starts_on)
    except ValueError:
        stop(f"--starts-on takes a date like 2026-09-07, found {starts_on!r}.")
    return course_yaml(
        title or target.resolve().name, zone or "America/New_York", begins, 15 if weeks is None else weeks
    )


def _own(title: str, zone: str, weeks: int | None) -> str:
    today = date.today()  # noqa: DTZ011 - the day on this computer's own clock
    monday = today - timedelta(days=today.weekday(), weeks=_WEEKS_BACK)
    return course_yaml(
        title or "My own weeks", zone or own_zone(), monday, _WEEKS_ALONE if weeks is None else weeks, weekly=()
    )


def own_zone() -> str:
    """Return the time zone that this computer is set to, UTC where it does not say."""
    told = os.environ.get("TZ", "").lstrip(":")
    linked = os.path.realpath("/etc/localtime").rpartition("/zoneinfo/")[2]
    return next((name for name in (told, linked) if name in available_timezones()), "UTC")
