"""What was loaded, as a list, and taking a load back."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import as_json_option, course_option, open_course, told
from evenkeel.course.calendar import local
from evenkeel.desk import Desk
from evenkeel.intake.history import Entry

_COUNTS = ("new", "known", "changed", "acts", "entries", "visits", "roster")


@click.command()
@course_option
@as_json_option
@told
def loads(folder: Path, as_json: bool) -> None:
    """List what was loaded and what could not be, newest first; `undo` takes the numbers."""
    desk = open_course(folder)
    found = desk.loads(LOCAL_INSTRUCTOR)
    if as_json:
        click.echo(json.dumps([_as_object(entry) for entry in found], ensure_ascii=False))
        return
    for entry in found:
        click.echo(_in_words(entry, desk))
    if not found:
        click.echo("Nothing was loaded yet.")


def _as_object(entry: Entry) -> dict[str, Any]:
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=entry.at)
    counts = {name: entry.report.get(name, 0) for name in _COUNTS}
    return {
        "number": entry.number,
        "when": when.isoformat(),
        "path": entry.path,
        "format": entry.format,
        **counts,
        "skipped": entry.report.get("skipped", {}),
        "rejects": _rejects(entry.report),
        "undoable": entry.undoable,
        "refused": entry.refused,
    }


def _rejects(report: Mapping[str, Any]) -> int:
    return int(report.get("rejects", len(report.get("rejected", ()))))


def _in_words(entry: Entry, desk: Desk) -> str:
    day = f"{local(entry.at, desk.course.zone):%Y-%m-%d}" if entry.at else " " * 10
    if entry.refused:
        return f"   –  {day}  {entry.path}: not loaded. {entry.refused}"
    new, known, changed = (entry.report.get(name, 0) for name in _COUNTS[:3])
    said = f"{new:,} new, {known:,} known, {changed:,} changed"
    unread = f", {rejects:,} not read" if (rejects := _rejects(entry.report)) else ""
    bound = "" if entry.undoable else " (by an older version: cannot be undone)"
    label = entry.report.get("label") or entry.format
    return f"{entry.number:>4}  {day}  {entry.path}: {label}, {said}{unread}{bound}"


@click.command()
@course_option
@click.argument("load", type=int, required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would leave.")
@told
def undo(folder: Path, load: int | None, dry_run: bool) -> None:
    """Take back LOAD (its number in `loads`): what it alone brought leaves, what others hold too stays."""
    if load is None:
        raise click.MissingParameter(param_type="argument", param_hint="'LOAD'")
    desk = open_course(folder)
    path = next((entry.path for entry in desk.loads(LOCAL_INSTRUCTOR) if entry.number == load), "")
    found = (desk.outlook if dry_run else desk.undo)(LOCAL_INSTRUCTOR, load)
    click.echo(f"{path}: {found.left} {'would leave' if dry_run else 'left the record'}. {found.kept}".rstrip())
    if not dry_run and path and (folder / path).exists():
        click.echo("The file itself still lies there, and the next `load` takes it again.")
