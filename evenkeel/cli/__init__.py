"""The command line: exit 0 done, 1 finished with rejects or findings, 2 wrong use."""

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import pandas as pd

from evenkeel import __version__, inbox, layouts, printing, words
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli.asking import (
    DONE,
    FINDINGS,
    FOLDER,
    as_json_option,
    clock,
    course_option,
    format_option,
    moment_of,
    now_option,
    open_course,
    stop,
    told,
)
from evenkeel.cli.beginning import new
from evenkeel.cli.digest import digest
from evenkeel.cli.flagging import cards, mark
from evenkeel.cli.grading import grades
from evenkeel.cli.inviting import invite
from evenkeel.cli.labs import lab, line_of
from evenkeel.cli.leaving import erase, expire, export
from evenkeel.cli.past import loads, undo
from evenkeel.cli.rules import preview, rules
from evenkeel.cli.who import match
from evenkeel.desk import Desk
from evenkeel.exercises.check import check as find_problems
from evenkeel.intake import LoadReport
from evenkeel.metrics import exports
from evenkeel.metrics.registry import BOUNDS
from evenkeel.refresh import Refreshed
from evenkeel.sample import write_sample

_TIES: dict[str, Callable[[pd.DataFrame, pd.DataFrame], str]] = {
    ".csv": lambda nodes, ties: exports.ties_csv(ties),
    ".graphml": exports.graphml,
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="evenkeel")
def main() -> None:
    """Engagement balance against procrastination time, for a public-relations class."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams, whatever the locale


@main.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--students", default=24, show_default=True)
@click.option("--weeks", default=15, show_default=True)
@click.option("--seed", default=7, show_default=True)
@told
def sample(target: Path, students: int, weeks: int, seed: int) -> None:
    """Write a class of invented people as raw exports, and truth.json."""
    write_sample(target, students=students, weeks=weeks, seed=seed)
    click.echo(f"{target}: {students} students over {weeks} weeks. Next: evenkeel load --course {target}")


@main.command()
@course_option
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--student", default="", metavar="WHO", help="Whose files these are, where they do not say it.")
@click.option("--format", "form", default="", metavar="F", help="Read as this format, whatever the file looks like.")
@click.option(
    "--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Our field and their column name; remembered."
)
@as_json_option
@told
def load(folder: Path, paths: Sequence[Path], student: str, form: str, pairs: Sequence[str], as_json: bool) -> None:
    """Load files or folders (default: the course's inbox) into the record, each file for itself."""
    mapping = dict(_pair(pair) for pair in pairs)
    desk = open_course(folder)
    asked = inbox.Asked(clock(), student, form, mapping)
    reports = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder, paths), asked)
    if desk.roster_report is not None:
        reports.insert(0, desk.roster_report)
    if as_json:
        click.echo(json.dumps([printing.as_object(report) for report in reports], ensure_ascii=False))
    else:
        for report in reports:
            click.echo(printing.in_words(report, desk.course.zone))
        click.echo(printing.total(reports))
    for line in _suggestions(desk, folder, paths, {report.path for report in reports if report.refused}):
        click.echo(line, err=as_json)
    files = [] if paths else desk.load_lab_files(LOCAL_INSTRUCTOR, clock())
    for file in files:
        click.echo(line_of(file), err=as_json)
    found = any(_has_findings(report) for report in reports) or any(file.refused for file in files)
    sys.exit(FINDINGS if found else DONE)


@main.command()
@course_option
@click.option("--student", default="", metavar="WHO", help="Ask for the accounts of this student alone.")
@as_json_option
@told
def refresh(folder: Path, student: str, as_json: bool) -> None:
    """Fetch what the roster's blogs, Mastodon and Bluesky accounts have published since, and load it."""
    desk = open_course(folder)
    found = desk.refresh(LOCAL_INSTRUCTOR, clock(), _said_to_a_terminal, student)
    if as_json:
        click.echo(json.dumps(printing.fetched_objects(found), ensure_ascii=False))
    else:
        click.echo(printing.fetched_in_words(found, desk.course.zone))
    sys.exit(FINDINGS if any(outcome.finding for outcome in found.outcomes) else DONE)


def _said_to_a_terminal(told: Refreshed) -> None:
    """Say on the side how far a refresh is, if somebody looks on."""
    if sys.stderr.isatty():
        said = f"\r{told.done} of {words.count(told.total, 'account')} asked"
        click.echo(said, nl=told.done == told.total, err=True)


def _suggestions(desk: Desk, folder: Path, paths: Sequence[Path], refused: set[str]) -> Iterator[str]:
    """Yield, for each refused table that can be mapped, the command that would read it by the best guess."""
    offered = (item for item in inbox.waiting(folder, paths) if getattr(item, "path", "") in refused) if refused else ()
    for found in desk.tables.unknown(LOCAL_INSTRUCTOR, offered):
        path = next((one for one in paths if one.name == found.sheet.path), folder / found.sheet.path)
        mapping = layouts.suggested(found.sheet)
        what = " (dmy: the day comes first, mdy: the month)" if "date_order" in mapping else ""
        pairs = " ".join(f"--map {_quoted(f'{name}={column}')}" for name, column in mapping.items())
        yield f"\nTo load {found.sheet.path}, check this guess and run{what}:"
        yield f"  python -m evenkeel load --course {_quoted(str(folder))} {_quoted(str(path))} {pairs}"


def _quoted(text: str) -> str:
    """Quote an argument for the usual shells, where it needs it."""
    if re.fullmatch(r"[\w@%+=:,./\\-]+", text):
        return text
    return f'"{text}"' if not set(text) & set('"$`!\\') else shlex.quote(text)


def _has_findings(report: LoadReport) -> bool:
    return bool(report.refused or report.rejected)


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = (part.strip() for part in text.partition("="))
    if not equals or not field:
        stop(f"--map takes FIELD=COLUMN, such as --map author=User; found {text!r}.")
    if field.casefold() not in inbox.FIELDS:
        stop(f"--map: there is no field {field!r}; there are {', '.join(inbox.FIELDS)}.")
    choices = inbox.CHOICES.get(field.casefold(), ())
    if choices and column.casefold() not in choices:
        stop(f"--map {field} is {' or '.join(choices)}; found {column!r}.")
    return field.casefold(), column.casefold() if choices else column


@main.command()
@course_option
@click.option("--week", type=int, help="Only this course week.")
@click.option("--term", is_flag=True, help="Only the term as a whole.")
@now_option
@format_option
@told
def metrics(folder: Path, week: int | None, term: bool, now: str, form: str) -> None:
    """Print student, week, metric, value, n, state and evidence."""
    if term and week is not None:
        stop("Give either --week or --term, not both.")
    desk = open_course(folder)
    week = _existing(week, desk)
    frame = desk.measures(LOCAL_INSTRUCTOR, moment_of(now, desk))
    if term or week is not None:
        frame = frame[frame["week"] == (0 if term else week)]
    click.echo(printing.measures(frame, form), nl=False)


@main.command()
@course_option
@click.option("--week", type=int, help="The window of this week (default: the term).")
@now_option
@click.option("--ties", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write them: .csv or .graphml.")
@as_json_option
@told
def network(folder: Path, week: int | None, now: str, file: Path | None, as_json: bool) -> None:
    """Describe who addresses whom: ties, how much is returned, who is on the edge."""
    if file is not None and file.suffix.casefold() not in _TIES:
        stop(f"--ties takes a file that ends in {' or '.join(_TIES)}, found {file.name!r}.")
    desk = open_course(folder)
    asked = LOCAL_INSTRUCTOR, moment_of(now, desk), _existing(week, desk) or 0
    found = desk.network(*asked)
    if file is not None:
        file.write_text(_TIES[file.suffix.casefold()](desk.nodes(*asked), desk.ties(*asked)), "utf-8")
    lines = (f"{name}: {'-' if value is None else value}" for name, value in found.items())
    click.echo(json.dumps(found) if as_json else "\n".join(lines))


@main.command()
@course_option
@now_option
@format_option
@told
def flags(folder: Path, now: str, form: str) -> None:
    """Print who crossed a line in force: student, rule, metric, week, state, values and reason."""
    desk = open_course(folder)
    raised = desk.flags(LOCAL_INSTRUCTOR, moment_of(now, desk))
    click.echo(printing.flags(raised, lambda flag: desk.reason(LOCAL_INSTRUCTOR, flag), form), nl=False)


@main.command()
@click.option("--course", "folder", type=FOLDER, help="The course folder (default: the exercises alone).")
@told
def check(folder: Path | None) -> None:
    """List every problem of the YAML files and the roster's header, with file, line and key."""
    problems = find_problems(folder, BOUNDS, datetime.fromtimestamp(clock() / 1e6, UTC).date())
    for problem in problems:
        click.echo(problem.sentence())
    if not problems:
        click.echo("No problem found.")
    sys.exit(FINDINGS if problems else DONE)


def _existing(week: int | None, desk: Desk) -> int | None:
    if week is not None and not 1 <= week <= desk.course.weeks:
        stop(f"--week: the course has weeks 1 to {desk.course.weeks}, found {week}.")
    return week


for each in (loads, undo, match, preview, rules, digest, cards, mark, invite, new, erase, expire, export, lab, grades):
    main.add_command(each)
