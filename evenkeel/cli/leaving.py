"""Somebody leaves, or takes along what is held about them."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from evenkeel import words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import DONE, FINDINGS, clock, course_option, moment_of, now_option, open_course, told
from evenkeel.desk.looking import What
from evenkeel.leaving import Erased
from evenkeel.reports.takeaway import packed

_STILL_OPEN = "Another program has the record open. Close it, and open the course once, to empty its log."
# What may not stand in the name of a file.
_NO_NAME = re.compile(r"[^\w@.+-]")
_who_option = click.option("--student", "who", required=True, metavar="WHO", help="An address, name or handle.")


@click.command()
@course_option
@_who_option
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--shared-files", "shared", is_flag=True, help="Remove files of several people that name them, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--lift", is_flag=True, help="Let files bring somebody again who left.")
@told
def erase(folder: Path, who: str, dry_run: bool, shared: bool, yes: bool, lift: bool) -> None:
    """Take somebody out of record and course folder for good: all that is theirs, and their name in all else.

    Exit 1: something is left that names them, and is listed.
    """
    desk = open_course(folder, expired=True)
    if lift:
        found = desk.readmit(LOCAL_INSTRUCTOR, who)
        click.echo("Files may bring them again." if found else "Nobody so named has left.")
        sys.exit(DONE if found else FINDINGS)
    outlook = desk.erasing(LOCAL_INSTRUCTOR, who)
    person = desk.somebody(LOCAL_INSTRUCTOR, who)
    if dry_run:
        _tell(f"{person.name} ({person.email}) would leave", outlook, dry=True)
        return
    if not yes and sys.stdin.isatty():
        _tell(f"{person.name} ({person.email}) would leave", outlook, dry=True)
        click.confirm("Nothing of this can be brought back. Go on?", abort=True)
    erased = desk.erase(LOCAL_INSTRUCTOR, who, clock(), shared=shared)
    _tell("They left", erased, dry=False)
    sys.exit(DONE if erased.finished else FINDINGS)


@click.command()
@course_option
@now_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@told
def expire(folder: Path, now: str, yes: bool) -> None:
    """Erase everybody once personal_data_until of course.yaml is over: record, roster.csv and inbox."""
    desk = open_course(folder, expired=True)
    if not yes and sys.stdin.isatty():
        click.confirm("The record, roster.csv and all of inbox/ go, for everybody and for good. Go on?", abort=True)
    clean = desk.expire(LOCAL_INSTRUCTOR, moment_of(now, desk))
    click.echo("All data about people are erased. course.yaml stays: take names out of it by hand, if it has any.")
    if not clean:
        click.echo(_STILL_OPEN)
    sys.exit(DONE if clean else FINDINGS)


@click.command()
@course_option
@_who_option
@click.option("-o", "file", metavar="FILE", type=click.Path(path_type=Path), help="Where to (default: ADDRESS.zip).")
@now_option
@told
def export(folder: Path, who: str, file: Path | None, now: str) -> None:
    """Write all that is held about somebody into a zip archive: tables, JSON, and a page that explains them."""
    desk = open_course(folder, expired=True)
    moment = moment_of(now, desk)
    person = desk.somebody(LOCAL_INSTRUCTOR, who)
    desk.looked(LOCAL_INSTRUCTOR, person.email, What.EXPORT, moment)
    found = desk.everything_about(LOCAL_INSTRUCTOR, who, moment)
    target = file or Path(f"{_NO_NAME.sub('_', person.email)}.zip")
    target.write_bytes(packed(found))
    rows = sum(len(part.rows) for part in found.parts)
    click.echo(f"{target}: {words.count(rows, 'row')} about {person.name}. What is private to them is left out.")


def _tell(said: str, erased: Erased, *, dry: bool) -> None:
    click.echo(f"{said}: {held_in_words(erased)}.")
    for line in _files_in_words(erased, dry=dry):
        click.echo(line)


def held_in_words(erased: Erased) -> str:
    """Say what the record held: `12 acts, 3 time entries and 1 flag`."""
    held = erased.held
    parts = (
        (held.acts, "act", "acts"),
        (held.entries, "time entry", "time entries"),
        (held.visits, "visit", "visits"),
        (held.accounts, "account", "accounts"),
        (held.flags, "flag", "flags"),
    )
    return words.together([words.count(n, one, many) for n, one, many in parts if n]) or "nothing but their name"


def _files_in_words(erased: Erased, *, dry: bool) -> Iterator[str]:
    files, would = erased.files, "would be " if dry else ""
    for name in files.removed:
        yield f"  {name}/: {would}removed."
    for name, rows in files.cut.items():
        said = f"{words.count(rows, 'row')} of theirs {would}cut" if rows else f"their name {would}taken out"
        yield f"  {name}: {said}."
    for name in files.shared:
        yield f"  {name}: holds several people and names them. Export it anew, or add --shared-files to remove it."
    if files.course:
        yield "  course.yaml: names them. Please take that line out by hand."
    if files.others:
        count = words.count(len(files.others), "file of another student names", "files of other students name")
        yield f"  {words.sentence(count)} them; what others wrote is theirs, and stays."
    for name in erased.elsewhere:
        yield f"  {name}: was loaded from another place, which is not touched."
    if not erased.clean:
        yield f"  {_STILL_OPEN}"
