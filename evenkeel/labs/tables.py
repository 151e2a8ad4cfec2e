"""The rows of a lab as CSV: the fields are the columns, and `by` says whose a row is."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel.errors import ExportRefused
from evenkeel.labs.reading import checked, written
from evenkeel.labs.shape import Content, Lab, Row

BY = "by"
# A class's labs are small tables; beyond this a file is another thing.
MOST_ROWS = 20_000
_DELIMITERS = ",;\t"
# What makes a cell a formula in some spreadsheet; an apostrophe before it is taken off when the file is read.
_FORMULA = ("=", "+", "-", "@")


class Entered(NamedTuple):
    """A row that a file brings: where it stands, whose it is (as the file says it), and its values."""

    line: int
    by: str
    content: Content


class Refused(NamedTuple):
    """A row that is not kept: where it stands, and why."""

    line: int
    why: str


def to_csv(lab: Lab, rows: Iterable[Row], zone: ZoneInfo, *, with_by: bool = True) -> str:
    """Write a lab's rows; without any it is an empty table to fill in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*([BY] if with_by else []), *(field.name for field in lab.fields)])
    for row in rows:
        cells = [written(field, row.content.get(field.name), zone) for field in lab.fields]
        writer.writerow([_harmless(cell) for cell in ([row.author, *cells] if with_by else cells)])
    return out.getvalue()


def from_csv(lab: Lab, data: bytes, zone: ZoneInfo) -> tuple[list[Entered], list[Refused]]:
    """Read a lab's rows, each kept or refused with its line; raises `ExportRefused` for a file of something else."""
    text = _decoded(data)
    header, rows = _table(text)
    _require_columns(lab, header)
    kept: list[Entered] = []
    refused: list[Refused] = []
    for line, cells in rows:
        given = dict(zip(header, (_bare(cell) for cell in cells), strict=False))
        content, problems = checked(lab, given, zone)
        if problems:
            refused.append(Refused(line, " ".join(problems)))
        else:
            kept.append(Entered(line, given.get(BY, "").strip(), content))
    return kept, refused


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExportRefused("The file is no text; expected a CSV in UTF-8.")


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count))
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip().casefold() for cell in cells]
            elif len(rows) >= MOST_ROWS:
                raise ExportRefused(f"The file has more than {MOST_ROWS:,} rows; a lab's table has fewer.")
            else:
                rows.append((reader.line_num, cells))
    except csv.Error as problem:
        raise ExportRefused(f"Line {reader.line_num} cannot be read as CSV ({problem}).") from problem
    return header, rows


def _require_columns(lab: Lab, header: Sequence[str]) -> None:
    missing = [field.name for field in lab.fields if field.required and field.name not in header]
    if missing:
        raise ExportRefused(
            f"For {lab.title} the first line must name the columns; missing: {', '.join(missing)}. "
            f"Found: {(', '.join(header) or 'nothing')[:200]}."
        )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
