"""From a file to the record: recognise, extract, say whose it is, keep; one file, one transaction.

The flow of one file, as a paragraph: its source yields what it found; every act and time entry gets the accounts of
whoever it names (new accounts are matched against the roster at once); rows are kept in chunks by their identity;
skips, rejects and notes are counted; at the end the file's coverage and its report are kept and all is committed.
Anything that goes wrong on the way rolls the whole file back.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b

from evenkeel.errors import EvenkeelError, ExportRefused
from evenkeel.intake.filing import Filing, Progress
from evenkeel.intake.registrar import Registrar
from evenkeel.intake.report import LoadReport
from evenkeel.model import Found
from evenkeel.sources.base import Context, Export, Source
from evenkeel.store import loads
from evenkeel.store.record import transaction

__all__ = ["LoadReport", "Progress", "Registrar", "digest", "load"]


def load(
    record: sqlite3.Connection,
    export: Export,
    source: Source,
    context: Context,
    progress: Progress | None = None,
) -> LoadReport:
    """Take one file into the record, all of it or nothing, and say what became of it."""
    report = LoadReport(export.path, source.name, source.label)
    try:
        with transaction(record):
            Filing(record, source, context, report, progress).take(_read(export, source, context))
            loads.keep(record, export.path, source.name, digest(export), context.now, report.as_json())
    except ExportRefused as refusal:
        return LoadReport(export.path, source.name, source.label, refused=str(refusal))
    return report


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
