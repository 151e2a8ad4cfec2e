"""Reading a table of text: which encoding, which delimiter, which column is which, and no row lost."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO, TextIOWrapper
from operator import itemgetter

from evenkeel.model import Found, Note, Reject, Skip
from evenkeel.sources.base import Export

DELIMITERS = ",;\t"
Row = tuple[int, tuple[str, ...]]

# The csv module's own limit, 128 KiB, is shorter than some blog posts.
csv.field_size_limit(16 << 20)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file whose header has been read; `header` is trimmed, as written."""

    export: Export
    encoding: str
    delimiter: str
    preamble: int
    padded: bool
    header: tuple[str, ...]

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

    def rows(self, columns: Iterable[int]) -> Iterator[Row | Skip | Reject]:
        """Yield the line number and the cells of these columns (-1: empty), or why a row has none."""
        pick = itemgetter(*columns)
        width = len(self.header)
        with self.export.open() as stream:
            text = TextIOWrapper(stream, self.encoding, errors="replace", newline="")
            reader = csv.reader(_without_nul(text) if self.padded else text, delimiter=self.delimiter, strict=True)
            for _ in range(self.preamble):
                next(reader)
            line = reader.line_num + 1
            while True:
                try:
                    for row in reader:
                        if len(row) == width and any(row):
                            row.append("")  # what the column -1 reads
                            yield line, pick(row)
                        elif row:
                            yield self._uneven(line, row) or (line, pick([*row[:width], ""]))
                        line = reader.line_num + 1
                    return
                except csv.Error as error:
                    yield Reject(f"line {line}", _why(error, reader.line_num - line))
                    line = reader.line_num + 1

    def _uneven(self, line: int, row: list[str]) -> Skip | Reject | None:
        """Say why a row of the wrong length is not read; None if it is only padded with empty cells."""
        width = len(self.header)
        if not any(cell.strip() for cell in row):
            return Skip("empty row")
        if len(row) > width and not any(row[width:]):
            return None
        return Reject(f"line {line}", f"has {len(row)} cells where the header has {width}")


def open_table(export: Export) -> Table | None:
    """Read the header of a CSV file, or None where it has none; all bytes are looked at for the encoding."""
    return _table(export, *_encoding(export))


def header(export: Export) -> frozenset[str]:
    """Return the column names at the head of a file in lower case, empty if it is no table."""
    head = export.head()
    table = None if b"\0" in head and not _utf16(head) else _table(export, *_encoding_of_head(head))
    return frozenset(name.casefold() for name in table.header) if table else frozenset()


def mapped(export: Export, required: frozenset[str], mapping: Mapping[str, str]) -> bool:
    """Tell whether a mapping names columns of this file such that all required fields can be read."""
    if not required & mapping.keys():
        return False
    names = header(export)
    return all(mapping.get(field, field).strip().casefold() in names for field in required)


def encoding_note(table: Table) -> Iterator[Found]:
    """Note that a file was not UTF-8 and what it has been taken for."""
    if table.encoding == "cp1252":
        yield Note("The file is not UTF-8; it was read as Windows-1252. Look whether accents are right.")


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


def _table(export: Export, encoding: str, padded: bool) -> Table | None:
    text = export.head().decode(encoding, "replace").lstrip("\ufeff").replace("\0", "")
    line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))
    if line.casefold().startswith("sep=") and line[4:5] in ",;\t|":  # Excel's own way to name the delimiter
        delimiter = line[4:5] or delimiter
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if any(cell.strip() for cell in row) and not row[0].casefold().startswith("sep="):
                return Table(export, encoding, delimiter, number, padded, tuple(cell.strip() for cell in row))
    except csv.Error:
        return None
    return None


def _encoding(export: Export) -> tuple[str, bool]:
    """Decide by all bytes (one stray byte at the end is enough for it not to be UTF-8), and look for NUL."""
    if _utf16(export.head()):
        return "utf-16", True
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, padded = "utf-8-sig", False
    with export.open() as stream:
        while chunk := stream.read(1 << 20):
            padded = padded or b"\0" in chunk
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return "cp1252", True
    return ("cp1252", True) if decoder.getstate()[0] else (encoding, padded)


def _encoding_of_head(head: bytes) -> tuple[str, bool]:
    return ("utf-16" if _utf16(head) else "utf-8-sig"), True


def _utf16(head: bytes) -> bool:
    return head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """Drop NUL characters, which some exports pad cells with and no cell means."""
    for line in lines:
        yield line.replace("\0", "") if "\0" in line else line


def _why(error: csv.Error, lines: int) -> str:
    if "unexpected end" in str(error):
        return f"opens a quotation mark that is never closed; the {lines + 1} lines from here on are not read"
    if "expected after" in str(error):
        return "has a quotation mark inside a quoted cell; it must be doubled"
    return f"cannot be read as CSV ({error})"
