"""Reading a table, whatever it was saved as: CSV, tabs, UTF-16 or a spreadsheet; which column is which."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from evenkeel.errors import ExportRefused
from evenkeel.model import Note
from evenkeel.sources.base import Export
from evenkeel.sources.reading import csv_text, spreadsheets
from evenkeel.sources.reading.csv_text import CsvText
from evenkeel.sources.reading.rows import Read, Row

__all__ = ["Identity", "Row", "Table", "encoding_note", "header", "mapped", "open_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header has been read; `body` is what it was saved as."""

    body: CsvText | spreadsheets.Sheet

    @property
    def header(self) -> tuple[str, ...]:
        """The column names, trimmed, as written."""
        return self.body.header

    def columns(self, fields: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
        """Say in which column each field stands: the mapped one, else the one of its own name, else -1.

        A field mapped to nothing (`kind=`) is not read.
        """
        places: dict[str, int] = {}
        for number, name in enumerate(self.header):
            places.setdefault(name.casefold(), number)
        found = {}
        for field in fields:
            wanted = mapping.get(field, field).strip().casefold()
            found[field] = places.get(wanted, places.get(field, -1)) if wanted else -1
        return found

    def missing(self, fields: Sequence[str], mapping: Mapping[str, str]) -> Iterator[Note]:
        """Note the mapped columns that this file does not have."""
        names = {name.casefold() for name in self.header}
        for field in fields:
            wanted = mapping.get(field, "").strip()
            if wanted and wanted.casefold() not in names:
                yield Note(f"There is no column “{wanted}” to read “{field}” from.")

    def rows(self, columns: Iterable[int]) -> Iterator[Read]:
        """Yield the line number and the cells of these columns (-1: empty), or why a row has none.

        Two columns at least, for then the cells are always a tuple.
        """
        return self.body.rows(columns)


def open_table(export: Export, sheet: str = "") -> Table | None:
    """Read the header of a table, or None where it has none; of a workbook the first sheet with one, or `sheet`."""
    body = spreadsheets.headed(export, sheet) if spreadsheets.is_workbook(export) else csv_text.whole(export)
    return Table(body) if body else None


def header(export: Export) -> frozenset[str]:
    """Return the column names at the head of a file in lower case, empty if it is no table."""
    return export.once("header", _names)


def mapped(export: Export, required: frozenset[str], mapping: Mapping[str, str]) -> bool:
    """Tell whether a mapping names columns of this file such that all required fields can be read."""
    if not required & mapping.keys():
        return False
    names = header(export)
    return all(_stands(mapping.get(field, field).strip().casefold(), names) for field in required)


def _stands(column: str, names: frozenset[str]) -> bool:
    """Tell whether a column is there, or all of those that are joined by a plus."""
    return column in names or all(part.strip() in names for part in column.split(" + "))


def encoding_note(table: Table) -> Iterator[Note]:
    """Note what was taken for granted in reading the file: an encoding that is not UTF-8, sheets left unread."""
    yield from map(Note, table.body.odd())


class Identity:
    """Names rows without an id by their content and their occurrence: the second of two twins is another."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: dict[bytes, int] = {}

    def of(self, cells: Iterable[str]) -> str:
        """Return the `ref` of the row with these cells."""
        content = "\x1f".join(cells).encode("utf-8", "surrogatepass")
        key = blake2b(content, digest_size=16).digest()
        self._seen[key] = occurrence = self._seen.get(key, 0) + 1
        return f"{self._prefix}:{key.hex()}:{occurrence}"


def _names(export: Export) -> frozenset[str]:
    try:
        body = spreadsheets.headed(export) if spreadsheets.is_workbook(export) else csv_text.beginning(export)
    except ExportRefused:
        return frozenset()
    return frozenset(name.casefold() for name in body.header) if body else frozenset()
