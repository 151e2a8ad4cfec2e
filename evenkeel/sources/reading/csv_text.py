"""Reading CSV and its kin: which encoding, which delimiter, where the header stands, and no row lost."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from operator import itemgetter

from evenkeel.model import Reject, Skip
from evenkeel.sources.base import Export
from evenkeel.sources.reading.rows import Read

DELIMITERS = ",;\t"
# What few platforms use and any prose holds: only where nothing else parts the first line, and this does so often.
_RARE = ":|"
_RARE_LEAST = 4

# The csv module's own limit, 128 KiB, is shorter than some blog posts.
csv.field_size_limit(16 << 20)


@dataclass(frozen=True, slots=True)
class CsvText:
    """A file of delimited text whose header has been read; `header` is trimmed, as written."""

    export: Export
    encoding: str
    delimiter: str
    preamble: int
    padded: bool
    header: tuple[str, ...]

    def rows(self, columns: Iterable[int]) -> Iterator[Read]:
        """Yield the line number and the cells of these columns (-1: empty), or why a row has none."""
        pick = itemgetter(*columns)
        width = len(self.header)
        with self.export.open() as stream:
            text = TextIOWrapper(stream, self.encoding, errors="replace", newline="")
            lines = _without_nul(text) if self.padded else text
            # The header has been read as it is, quotation marks and all; below it each mark must have its fellow.
            above = csv.reader(lines, delimiter=self.delimiter)
            for _ in range(self.preamble):
                next(above, None)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            before = above.line_num + 1
            line = before
            while True:
                try:
                    for row in reader:
                        if len(row) == width and any(row):
                            row.append("")  # what the column -1 reads
                            yield line, pick(row)
                        elif row:
                            yield self._uneven(line, row) or (line, pick([*row[:width], ""]))
                        line = before + reader.line_num
                    return
                except csv.Error as error:
                    yield Reject(f"line {line}", _why(error, before + reader.line_num - 1 - line))
                    line = before + reader.line_num

    def odd(self) -> Iterator[str]:
        """Say what of the reading a person should look at."""
        if self.encoding == "cp1252":
            yield "The file is not UTF-8; it was read as Windows-1252. Look whether accents are right."

    def _uneven(self, line: int, row: list[str]) -> Skip | Reject | None:
        """Say why a row of the wrong length is not read; None if it is only padded with empty cells."""
        width = len(self.header)
        if not any(cell.strip() for cell in row):
            return Skip("empty row")
        if len(row) > width and not any(row[width:]):
            return None
        return Reject(f"line {line}", f"has {len(row)} cells where the header has {width}")


def whole(export: Export) -> CsvText | None:
    """Read the header; all bytes are looked at for the encoding. None where there is none."""
    return _headed(export, *_encoding(export))


def beginning(export: Export) -> CsvText | None:
    """Read the header by the file's first bytes alone, which is enough to recognise it."""
    head = export.head()
    return None if b"\0" in head and not _utf16(head) else _headed(export, *_encoding_of_head(head))


def _headed(export: Export, encoding: str, padded: bool) -> CsvText | None:
    text = export.head().decode(encoding, "replace").lstrip("\ufeff").replace("\0", "")
    delimiter = _delimiter(next((line for line in text.splitlines() if line.strip()), ""))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if any(cell.strip() for cell in row) and not row[0].casefold().startswith("sep="):
                return CsvText(export, encoding, delimiter, number, padded, tuple(cell.strip() for cell in row))
    except csv.Error:
        return None
    return None


def _delimiter(line: str) -> str:
    """Return the mark that parts the first line into most cells, or the one that Excel's `sep=` names."""
    if line.casefold().startswith("sep=") and line[4:5] in (*DELIMITERS, *_RARE):
        return line[4:5]
    cells = {mark: _cells(line, mark) for mark in DELIMITERS}
    if max(cells.values()) < 2:
        cells |= {mark: found for mark in _RARE if (found := _cells(line, mark)) >= _RARE_LEAST}
    return max(cells, key=cells.__getitem__)


def _cells(line: str, mark: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=mark), []))
    except csv.Error:
        return 0


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
