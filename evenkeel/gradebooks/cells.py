"""Delimited text as cells that know where they stand, so that one can be replaced and all else stays as it is."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evenkeel.errors import ExportRefused

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOM = "\ufeff"


class Cell(NamedTuple):
    """One cell: where it stands in the text, quotation marks included, and what it says."""

    start: int
    end: int
    value: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's text and its rows of cells; `encoding` writes the text back as the bytes that came."""

    text: str
    encoding: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]


def read(data: bytes) -> Sheet:
    """Read delimited text of any usual encoding; `write` of it gives the same bytes. Raises `ExportRefused`."""
    if data.startswith(_SPREADSHEETS):
        raise ExportRefused(
            "This is a spreadsheet. Grades go back into the text that the gradebook offers: download it as CSV "
            "(Moodle: “Plain text file”)."
        )
    encoding = _encoding(data)
    text = data.decode(encoding)
    if text.encode(encoding) != data:
        raise ExportRefused("The file's letters could not be kept as they are. Download it anew from the gradebook.")
    delimiter = _delimiter(text)
    return Sheet(text, encoding, delimiter, tuple(_rows(text, delimiter)))


def write(sheet: Sheet, instead: Iterable[tuple[int, int, str]]) -> bytes:
    """Write a sheet with some stretches of its text replaced: (start, end, what stands there instead)."""
    parts, at = [], 0
    for start, end, said in sorted(instead):
        parts += [sheet.text[at:start], said]
        at = end
    return "".join([*parts, sheet.text[at:]]).encode(sheet.encoding)


def writable(words: str, sheet: Sheet) -> str:
    """Give words as the file's letters can write them; what they cannot is a question mark."""
    return words.encode(sheet.encoding, "replace").decode(sheet.encoding)


def spelt(words: str, sheet: Sheet, *, quoted: bool) -> str:
    """Spell a cell, between quotation marks where the cells beside it are or where it needs them."""
    needs = quoted or any(mark in words for mark in (sheet.delimiter, '"', "\n", "\r"))
    doubled = words.replace('"', '""')
    return f'"{doubled}"' if needs else words


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if len(data) > 3 and data[1] == data[3] == 0:
        return "utf-16-le"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _delimiter(text: str) -> str:
    """Return the mark that parts the first line into most cells."""
    line = next((line for line in text.splitlines() if line.strip(_BOM + " \t")), "")
    return max(",;\t:|", key=lambda mark: len(next(_rows(line, mark), ())))


def _rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    at = len(_BOM) if text.startswith(_BOM) else 0
    row: list[Cell] = []
    while at < len(text):
        cell = _cell(text, at, delimiter)
        row.append(cell)
        at = cell.end
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text):
                continue
            row.append(Cell(at, at, "", False))
        yield tuple(row)
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
    if row:
        yield tuple(row)


def _cell(text: str, start: int, delimiter: str) -> Cell:
    at, value = start, ""
    quoted = text[at : at + 1] == '"'
    if quoted:
        value, at = _between_marks(text, start)
    end = at
    while end < len(text) and text[end] not in (delimiter, "\n", "\r"):
        end += 1
    return Cell(start, end, value + text[at:end], quoted)


def _between_marks(text: str, start: int) -> tuple[str, int]:
    """Return what stands between quotation marks, doubled ones as one, and where it ends."""
    at = start + 1
    parts = []
    while (close := text.find('"', at)) >= 0:
        parts.append(text[at:close])
        if text[close + 1 : close + 2] != '"':
            return '"'.join(parts), close + 1
        at = close + 2
    raise ExportRefused("A quotation mark of the file is never closed. Download it anew from the gradebook.")
