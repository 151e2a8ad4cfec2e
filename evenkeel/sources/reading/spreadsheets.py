"""Reading spreadsheets, .xlsx and old .xls, told by their content: cells as values, or as the text they show."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from operator import itemgetter
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

import xlrd
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from evenkeel.errors import EvenkeelError, ExportRefused
from evenkeel.model import Skip
from evenkeel.sources.base import Export
from evenkeel.sources.opening.limits import Limits, Spent
from evenkeel.sources.reading.rows import Read

Value = str | int | float | bool | datetime | date | time | timedelta | None
_Values = tuple[Value, ...]
_Book = dict[str, Callable[[], Iterator[_Values]]]

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_LIMITS = Limits(members=20_000, file=1 << 29, total=1 << 30, ratio=150)
# As many rows as a sheet can have, and more cells than any class fills: a sheet of blanks must come to an end.
_MOST_ROWS, _MOST_CELLS = 1 << 20, 1 << 26
_CSV = "Save the sheet as .xlsx or CSV (UTF-8) and load that."
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]')

# What a workbook holds besides cells (styles, checks, charts) and openpyxl leaves out is not asked for.
warnings.filterwarnings("ignore", module=r"openpyxl\..*")


def is_workbook(export: Export) -> bool:
    """Tell whether a file is a spreadsheet that can be read here."""
    return export.once("workbook", _kind) in (".xlsx", ".xls")


def fault(export: Export) -> str:
    """Say why an Office file is no spreadsheet that can be read; empty if it is one, or no Office file."""
    kind = export.once("workbook", _kind)
    if not kind:
        return ""
    if kind in (".xlsx", ".xls"):
        try:
            names(export)
        except ExportRefused as refusal:
            return str(refusal).removeprefix(f"{export.path}: ")
        return ""
    return _FAULTS[kind]


def names(export: Export) -> tuple[str, ...]:
    """List the sheets of a workbook. Raises ExportRefused for one that is locked or broken."""
    return tuple(sheet for sheet, _, _ in export.once("sheets", _heads))


def sheets(export: Export) -> list[tuple[str, list[_Values]]]:
    """Return every sheet's name and rows, cells as values (None where blank). Raises ExportRefused."""
    with _book(export) as book:
        return [(name, list(_bounded(export, rows()))) for name, rows in book.items()]


def values(export: Export, name: str) -> Iterator[_Values]:
    """Yield the rows of one sheet, cells as values. Raises ExportRefused."""
    with _book(export) as book:
        yield from _bounded(export, book[name]())


def shown(value: Value) -> str:
    """Return a cell's value as text: dates as ISO 8601, whole numbers without a point, durations as h:mm:ss."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value) if isinstance(value, int) else value.isoformat()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose header has been found in row `top`; `others` are the sheets left unread."""

    export: Export
    name: str
    top: int
    header: tuple[str, ...]
    others: tuple[str, ...]

    def rows(self, columns: Iterable[int]) -> Iterator[Read]:
        """Yield the row's number and the cells of these columns (-1: empty); blank rows are none."""
        pick = itemgetter(*columns)
        width = len(self.header)
        for number, row in enumerate(values(self.export, self.name), 1):
            if number <= self.top:
                continue
            cells = [shown(value) for value in row[:width]]
            if any(cell and not cell.isspace() for cell in cells):
                cells += [""] * (width + 1 - len(cells))  # the last one is what the column -1 reads
                yield number, pick(cells)
            elif any(shown(value).strip() for value in row[width:]):
                yield Skip("cells beside the table")

    def odd(self) -> Iterator[str]:
        """Say what of the reading a person should look at."""
        if self.others:
            left = ", ".join(f"“{name}”" for name in self.others[:5])
            yield f"Only the sheet “{self.name}” was read; the workbook also holds {left}."


def headed(export: Export, name: str = "") -> Sheet | None:
    """Find the first sheet with a header, or the one of this name; None where there is none."""
    found = [(sheet, top, header) for sheet, top, header in export.once("sheets", _heads) if header]
    wanted = [one for one in found if not name or one[0].casefold() == name.casefold()]
    if not wanted:
        return None
    sheet, top, header = wanted[0]
    return Sheet(export, sheet, top, header, tuple(other for other, _, _ in found if other != sheet))


def _heads(export: Export) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """List the sheets, each with the row of its header and the header; 0 and nothing where it has none."""
    with _book(export) as book:
        return tuple((name, *_header(_bounded(export, rows()))) for name, rows in book.items())


def _header(rows: Iterable[_Values]) -> tuple[int, tuple[str, ...]]:
    """Find the row with the column names: the first with two filled cells, so that a title above it is none."""
    for number, row in enumerate(rows, 1):
        cells = [shown(value).strip() for value in row]
        if sum(map(bool, cells)) > 1:
            while not cells[-1]:
                cells.pop()
            return number, tuple(cells)
    return 0, ()


def _kind(export: Export) -> str:
    """Tell what an Office file is by what lies in it: .xlsx, .xls, or a key of `_FAULTS`; empty: no Office file."""
    head = export.head()
    if head.startswith(OLE):
        return _kind_of_ole(export)
    if not head.startswith(ZIP):
        return ""
    try:
        with export.open() as stream, ZipFile(_seekable(stream)) as archive:
            inside = {name.casefold() for name in archive.namelist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "broken"
    if "xl/workbook.bin" in inside:
        return ".xlsb"
    if "[content_types].xml" in inside:
        return ".xlsx" if any(name.startswith("xl/") for name in inside) else "other"
    return "open document" if "mimetype" in inside else "other"


def _kind_of_ole(export: Export) -> str:
    content = export.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "locked"
    entries = (f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
    return ".xls" if any(entry in content for entry in entries) else "old"


_FAULTS = {
    "locked": "the workbook is locked with a password. Save it without one and load that.",
    "broken": "this is an Office file or an archive that is broken. Download it again.",
    ".xlsb": f"this is a binary workbook (.xlsb). {_CSV}",
    "open document": f"this is an OpenDocument file (.ods). {_CSV} Or choose CSV where it came from.",
    "old": "this is an old Office file that holds no sheets (.doc, .ppt), or one cut off. Download it again.",
    "other": f"this is an Office file (.docx, .pptx) or a program, which holds no table. {_CSV}",
}


@contextmanager
def _book(export: Export) -> Iterator[_Book]:
    """Open a workbook; whatever fails in it while it is open is said in a sentence."""
    kind = export.once("workbook", _kind)
    if kind not in _READERS:
        raise export.refuse(_FAULTS.get(kind, "this is no spreadsheet"))
    try:
        with export.open() as stream, _READERS[kind](export, stream) as book:
            yield book
    except EvenkeelError:
        raise
    except Exception as error:  # both libraries let a broken file fail in whatever way it does
        if "encrypted" in str(error):
            raise export.refuse(_FAULTS["locked"]) from error
        raise export.refuse(f"is a broken workbook ({type(error).__name__}: {str(error)[:80]}). {_CSV}") from error


@contextmanager
def _xlsx(export: Export, stream: BinaryIO) -> Iterator[_Book]:
    source = _seekable(stream)
    spent = Spent()
    for info in ZipFile(source).infolist():
        spent.add(export, info.filename, info.file_size, info.compress_size, _LIMITS)
    source.seek(0)
    book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
    try:
        yield {sheet.title: lambda sheet=sheet: _of_xlsx(sheet) for sheet in book.worksheets}  # type: ignore[misc]
    finally:
        book.close()


@contextmanager
def _xls(export: Export, stream: BinaryIO) -> Iterator[_Book]:
    book = xlrd.open_workbook(
        file_contents=stream.read(), logfile=StringIO(), use_mmap=False, on_demand=True, ragged_rows=True
    )
    try:
        yield {name: lambda name=name: _of_xls(book, name) for name in book.sheet_names()}  # type: ignore[misc]
    finally:
        book.release_resources()


_READERS: dict[str, Callable[[Export, BinaryIO], AbstractContextManager[_Book]]] = {".xlsx": _xlsx, ".xls": _xls}


def _of_xlsx(sheet: Any) -> Iterator[_Values]:
    sheet.reset_dimensions()  # some platforms write a size of one cell
    for row in sheet.iter_rows():
        yield tuple(_cell(cell) for cell in row)


def _cell(cell: Any) -> Value:
    """Return a cell's value; a date without a clock and a number shown with leading zeros by their format."""
    value: Value = cell.value
    if type(value) is int:
        shape = cell.number_format
        return str(value).zfill(len(shape)) if shape and not shape.strip("0") else value
    if type(value) is datetime and value.time() == time():
        return value if re.search(r"[hs]", _QUOTED.sub("", cell.number_format or ""), re.IGNORECASE) else value.date()
    return value


def _of_xls(book: Any, name: str) -> Iterator[_Values]:
    sheet = book.sheet_by_name(name)
    for number in range(sheet.nrows):
        kinds, cells = sheet.row_types(number), sheet.row_values(number)
        yield tuple(_old_cell(kind, value, book.datemode) for kind, value in zip(kinds, cells, strict=True))


def _old_cell(kind: int, value: Any, datemode: int) -> Value:
    if kind == xlrd.XL_CELL_DATE:
        if 0 <= value < 1:
            return (datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=round(value * 86_400))).time()
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
        return moment.date() if moment.time() == time() else moment
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_NUMBER:
        return int(value) if float(value).is_integer() else float(value)
    return str(value) or None


def _bounded(export: Export, rows: Iterator[_Values]) -> Iterator[_Values]:
    cells = 0
    for row in islice(rows, _MOST_ROWS):
        cells += len(row)
        if cells > _MOST_CELLS:
            break
        yield row
    else:
        if next(rows, None) is None:
            return
    raise export.refuse(f"a sheet holds more cells than is safe to read. {_CSV}")


def _seekable(stream: BinaryIO) -> BinaryIO:
    return stream if stream.seekable() else BytesIO(stream.read())


__all__: Sequence[str] = ["Sheet", "Value", "fault", "headed", "is_workbook", "names", "sheets", "shown", "values"]
