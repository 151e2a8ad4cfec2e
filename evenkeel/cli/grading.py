"""Grades as rows, and into the file that a gradebook gave."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from evenkeel import accounts, words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import DONE, FINDINGS, course_option, format_option, open_course, stop, told
from evenkeel.desk import Desk
from evenkeel.exercises.grading import newest
from evenkeel.gradebooks.filling import Filled, Into, neutral

_FILE = click.Path(path_type=Path, dir_okay=False)
_COLUMNS = ("student", "exercise", "occasion", "points", "levels", "comment", "at", "by")


@click.command()
@course_option
@format_option
@click.option("--into", "book", type=_FILE, metavar="FILE", help="A gradebook of Canvas, Moodle or Blackboard.")
@click.option("--exercise", default="", metavar="ID", help="Whose points go into it.")
@click.option("--week", type=int, help="Of a weekly exercise only this week's (default: added up over the term).")
@click.option("--column", default="", metavar="NAME", help="The column they go into (default: the exercise's title).")
@click.option("--comments", default="", metavar="NAME", help="The column for comments, where the gradebook reads one.")
@click.option("-o", "out", type=_FILE, metavar="FILE", help="Where the filled gradebook is written.")
@told
def grades(
    folder: Path, form: str, book: Path | None, exercise: str, week: int | None, column: str, comments: str,
    out: Path | None,
) -> None:  # fmt: skip
    """Print the grades that hold; or, --into a gradebook's file, write an exercise's points into it."""
    if book is None:
        if exercise or week is not None or column or comments or out:
            stop("--exercise, --week, --column, --comments and -o go with --into FILE.")
        click.echo(_printed(open_course(folder), form), nl=False)
        return
    if not exercise or out is None:
        stop("--into FILE needs --exercise ID and -o FILE.")
    desk = open_course(folder)
    id_ = accounts.tag(exercise)
    known = desk.exercises.get(id_)
    into = Into(column or (known.title if known else id_), comments)
    filled = desk.fill_gradebook(LOCAL_INSTRUCTOR, book.read_bytes(), id_, _occasion(desk, id_, week), into)
    out.write_bytes(filled.data)
    for line in in_words(filled, into.column):
        click.echo(line)
    sys.exit(FINDINGS if filled.absent or filled.twice else DONE)


def _occasion(desk: Desk, exercise: str, week: int | None) -> str:
    if week is not None:
        return f"week {week}"
    asked = desk.occasions().get(exercise, ())
    return asked[0] if len(asked) == 1 else ""


def in_words(filled: Filled, column: str) -> Iterator[str]:
    """Yield what became of everybody in a gradebook, one sentence a line."""
    grades_of = [change for change in filled.changes if change.column == column]
    yield f"{words.count(len(grades_of), 'grade')} written into “{column}”; nothing else of the file changed."
    if filled.kept:
        yield f"{words.count(len(filled.kept), 'grade')} stood there already."
    if filled.absent:
        yield f"Not in the file, but graded here: {words.together(list(filled.absent))}."
    if filled.twice:
        yield f"In more than one row, and written in none: {words.together(list(filled.twice))}."
    if filled.unknown:
        yield f"Nobody of this class, and left alone: {words.together(list(filled.unknown))}."


def _printed(desk: Desk, form: str) -> str:
    held = sorted(newest(desk.grades(LOCAL_INSTRUCTOR)).values(), key=lambda g: (g.student, g.exercise, g.occasion))
    rows: list[dict[str, object]] = [
        {name: getattr(grade, name) for name in _COLUMNS} | {"levels": dict(grade.levels)} for grade in held
    ]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False) + "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        comment = neutral(str(row["comment"]))
        writer.writerow(row | {"levels": json.dumps(row["levels"], ensure_ascii=False), "comment": comment})
    return out.getvalue()
