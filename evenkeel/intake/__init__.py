"""From a file to the record: recognise, extract, say whose it is, keep; one file, one transaction.

The flow of one file, as a paragraph: its source yields what it found; whoever left the class, or
withdrew their consent, is turned away; every act and time entry gets the accounts of
whoever it names (new accounts are matched against the roster at once); rows are kept in chunks by their identity;
skips, rejects and notes are counted; at the end the file's coverage and its report are kept and all is committed.
Anything that goes wrong on the way rolls the whole file back.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b

from evenkeel.errors import EvenkeelError, ExportRefused
from evenkeel.intake.filing import Filing, Progress
from evenkeel.intake.registrar import Registrar
from evenkeel.intake.report import LoadReport
from evenkeel.intake.turned_away import LEFT, Gate, Own, departed
from evenkeel.model import Found
from evenkeel.sources.base import Context, Export, Source
from evenkeel.store import loads
from evenkeel.store.record import transaction

__all__ = ["LoadReport", "Progress", "Registrar", "digest", "load", "refuse"]


def load(
    record: sqlite3.Connection,
    export: Export,
    source: Source,
    context: Context,
    progress: Progress | None = None,
    own: Own | None = None,
) -> LoadReport:
    """Take one file into the record, all of it or nothing, and say what became of it; `own` as `Gate` has it."""
    report = LoadReport(export.path, source.name, source.label)
    gate = Gate(record, export, own)
    if gate.lies_in_a_folder_of_old():
        report.skipped[LEFT] += 1
        return report
    try:
        with suppress(_NothingNew), transaction(record):
            _take(record, export, source, context, report, progress, gate)
    except ExportRefused as refusal:
        refuse(record, export.path, context.now, str(refusal))
        return LoadReport(export.path, source.name, source.label, refused=str(refusal))
    return report


class _NothingNew(Exception):
    """The very file was loaded before, and brings nothing now: the record stays as it is, to the byte."""


def _take(
    record: sqlite3.Connection,
    export: Export,
    source: Source,
    context: Context,
    report: LoadReport,
    progress: Progress | None,
    gate: Gate,
) -> None:
    number, print_ = loads.next_number(record), digest(export)
    earlier = loads.before(record, export.path, source.name, print_)
    filing = Filing(record, number, source, context, report, progress, again=earlier is not None)
    filing.take(gate.let_in(_read(export, source, context), filing.registrar))
    if earlier and filing.changes_nothing() and not loads.says_more(record, number, earlier):
        report.known, report.changed = report.known + report.changed, 0
        raise _NothingNew
    loads.keep(record, number, export.path, source.name, print_, context.now, report.as_json())


def refuse(record: sqlite3.Connection, path: str, now: int, sentence: str) -> None:
    """Remember, for the list of what was loaded, that a file could not be taken; of who left it names nothing."""
    unnamed = departed(record).scrubbed
    with transaction(record):
        loads.refuse(record, unnamed(path), now, unnamed(sentence))


def _read(export: Export, source: Source, context: Context) -> Iterator[Found]:
    """Yield what a source finds; an importer that stumbles refuses its file instead of stopping all others."""
    try:
        yield from source.extract(export, context)
    except EvenkeelError:
        raise
    except Exception as error:
        raise export.refuse(
            f"reading it as {source.label} failed ({type(error).__name__}: {error}). Nothing of it was taken; "
            "if the file is as the site gave it, please report this."
        ) from error


def digest(export: Export) -> str:
    """Return a fingerprint of a file's bytes; of a bundle, of its members' names, sizes and beginnings."""
    seen = blake2b(digest_size=16)
    if export.members:
        for member in export.members:
            seen.update(f"{member.path}\0{member.size}\0".encode())
    else:
        with export.open() as stream:
            while chunk := stream.read(1 << 20):
                seen.update(chunk)
    return seen.hexdigest()
