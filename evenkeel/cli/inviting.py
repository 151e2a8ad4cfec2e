"""Personal links for signing in: made, listed, taken back."""

import csv
import io
import os
from pathlib import Path

import click

from evenkeel import words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import clock, course_option, open_course, stop, told
from evenkeel.course.calendar import date_words, local
from evenkeel.desk import Desk
from evenkeel.desk.signing import LINK_DAYS, Made, Standing

_HEADINGS = ("name", "email", "link", "code", "good until")


@click.command()
@course_option
@click.option("--student", "who", default="", metavar="WHO", help="Whom the link is for: anybody on the roster.")
@click.option("--all", "everybody", is_flag=True, help="A link for everybody who has none that is still good.")
@click.option("--days", default=LINK_DAYS, show_default=True, type=click.IntRange(1, 366), help="How long it is good.")
@click.option("--revoke", is_flag=True, help="Take the link of WHO back, and sign them out everywhere.")
@click.option("--url", default="", metavar="URL", help="The app's address (default: EVENKEEL_URL).")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the links as CSV.")
@told
def invite(folder: Path, who: str, everybody: bool, days: int, revoke: bool, url: str, output: Path | None) -> None:
    """Make personal links and short codes for signing in; each is shown this once.

    Without --student and --all: who has one, and since when it was used.
    """
    desk = open_course(folder)
    if revoke:
        email = _found(desk, who)
        desk.revoke(LOCAL_INSTRUCTOR, email, clock())
        click.echo(f"{email}: the link is taken back, and they are signed out everywhere.")
    elif who or everybody:
        emails = [_found(desk, who)] if who else _without(desk)
        made = desk.invite(LOCAL_INSTRUCTOR, emails, clock(), days)
        _tell(desk, made, (url or os.environ.get("EVENKEEL_URL", "") or "http://localhost:8501").rstrip("/"), output)
    else:
        _list(desk)


def _found(desk: Desk, who: str) -> str:
    if not who:
        stop("--revoke needs --student WHO: whose link?")
    return desk.person(LOCAL_INSTRUCTOR, who).email


def _without(desk: Desk) -> list[str]:
    now = clock()
    return [one.email for one in desk.standings(LOCAL_INSTRUCTOR) if one.ended or one.expires_at <= now]


def _tell(desk: Desk, made: list[Made], url: str, output: Path | None) -> None:
    rows = [(m.name, m.email, f"{url}/in/{m.key}", m.code, _day(desk, m.expires_at)) for m in made]
    if output is None:
        for name, email, link, code, until in rows:
            click.echo(f"{name} <{email}>, good until {until}\n  {link}\n  code {code}")
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([_HEADINGS, *rows])
        output.touch(mode=0o600)
        output.write_text(text.getvalue(), "utf-8")
    where = f" in {output}" if output else ""
    click.echo(f"{words.sentence(words.count(len(made), 'link'))}{where}. Nobody can see them again, you included.")


def _list(desk: Desk) -> None:
    for one in desk.standings(LOCAL_INSTRUCTOR):
        click.echo(f"{one.email}  {one.name} ({one.role}): {_said(desk, one)}")


def _said(desk: Desk, one: Standing) -> str:
    if not one.made_at:
        return "no link"
    used = f"last used {_day(desk, one.used_at)}" if one.used_at else "not used yet"
    if one.ended or one.expires_at <= clock():
        return f"the link is no longer good, {used}"
    return f"a link good until {_day(desk, one.expires_at)}, {used}"


def _day(desk: Desk, moment: int) -> str:
    return date_words(local(moment, desk.course.zone).date())
