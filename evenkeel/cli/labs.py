"""The labs at the command line: read what a class entered, bring rows from a CSV, take them along."""

from pathlib import Path

import click

from evenkeel import words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import DONE, FINDINGS, clock, course_option, moment_of, now_option, open_course, told
from evenkeel.desk.lab_work import LabFile
from evenkeel.labs import LABS
from evenkeel.labs.telling import Told


@click.command()
@click.argument("name", metavar="LAB", type=click.Choice(list(LABS)))
@course_option
@click.option("--csv", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Bring rows first.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows as CSV.")
@now_option
@told
def lab(name: str, folder: Path, table: Path | None, output: Path | None, now: str) -> None:
    """Say what the class's rows of a lab amount to."""
    desk = open_course(folder)
    loaded = desk.load_lab(LOCAL_INSTRUCTOR, name, table.read_bytes(), clock(), table.name) if table else None
    if loaded:
        click.echo(line_of(loaded))
    moment = moment_of(now, desk)
    found = desk.lab_told(LOCAL_INSTRUCTOR, name, moment).told
    click.echo("\n".join(_said(found)) if found else "Too few people have entered anything to show what it amounts to.")
    if output:
        output.write_text(desk.lab_csv(LOCAL_INSTRUCTOR, name, moment), "utf-8")
    click.get_current_context().exit(FINDINGS if loaded and loaded.refused else DONE)


def _said(found: Told) -> list[str]:
    lines = [
        f"{found.finding}.",
        *found.sentences,
        *([found.note] if found.note else []),
        *(f"Worth a look: {one}" for one in found.worth),
    ]
    for table in found.tables:
        lines += ["", table.caption, *("  " + " | ".join(row) for row in table.rows)]
    return lines


def line_of(file: LabFile) -> str:
    """Say what became of a CSV of a lab."""
    noun = LABS[file.lab].row, LABS[file.lab].rows
    refused = [f"    line {one.line}: {one.why}" for one in file.refused]
    counts = f"{words.count(file.new, f'new {noun[0]}', f'new {noun[1]}')}, {file.known} known, {len(refused)} refused"
    return "\n".join([f"{file.path}: {LABS[file.lab].title}, {counts}", *refused])
