"""What was said of a header, used for the next file that has it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from evenkeel.layouts.sheets import NEEDED, WHO, dates_unclear, fingerprint_of
from evenkeel.model import Found, Note
from evenkeel.sources import OPTIONS
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import parts
from evenkeel.sources.plain.suggesting import KINDS
from evenkeel.sources.reading.tables import header, open_table
from evenkeel.sources.reading.written_dates import ORDERS


def columns(export: Export) -> tuple[str, ...]:
    """Return a table's column names, as they were written."""
    table = open_table(export)
    return table.header if table else ()


def named_here(export: Export, mapping: Mapping[str, str]) -> bool:
    """Tell whether a mapping names a column of this file."""
    wanted = [column for name, column in mapping.items() if column and name not in OPTIONS]
    return bool(wanted) and any(_stands(column, header(export)) for column in wanted)


def used(export: Export, source: Source, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a mapping that this file is read by; empty where it is no table or has no such column."""
    fields = {name: column for name, column in mapping.items() if name in (*KINDS.get(source.name, ()), *OPTIONS)}
    if not fingerprint_of(export) or not fields:
        return {}
    return fields if named_here(export, fields) or dates_unclear(export, source) else {}


def kind_without_who(export: Export, mapping: Mapping[str, str]) -> str:
    """Name the kind of table that a mapping makes of a file whose owner is known, and which names nobody itself."""
    names = header(export)
    fitting = (kind for kind in WHO if all(mapping.get(name) for name in NEEDED[kind]))
    return next((kind for kind in fitting if all(_stands(mapping[name], names) for name in NEEDED[kind])), "")


def _stands(column: str, names: Container[str]) -> bool:
    return all(part.casefold() in names for part in parts(column)) or column.strip().casefold() in names


def telling(source: Source, mapping: Mapping[str, str]) -> Source:
    """Let an importer say first that it reads by what was remembered of the header."""
    read = [f"{name} from “{column}”" for name, column in mapping.items() if column and name not in OPTIONS]
    read += [f"dates with the {ORDERS[mapping['date_order']]}"] if mapping.get("date_order") in ORDERS else []
    note = Note(
        f"Read as somebody said before of tables with these columns: {', '.join(read)}. To change that, forget it "
        "under “Remembered tables” on the page Load, or name the columns anew."
    )

    def extract(export: Export, context: Context) -> Iterator[Found]:
        yield note
        yield from source.extract(export, context)

    return replace(source, extract=extract)
