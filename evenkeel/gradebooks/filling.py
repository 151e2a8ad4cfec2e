"""Grades written into a gradebook's column: which cells change, who was not found, and the file as it goes back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evenkeel import words
from evenkeel.errors import ExportRefused
from evenkeel.gradebooks.cells import Cell, spelt, writable, write
from evenkeel.gradebooks.knowing import TAKES_COMMENTS, TAKES_NEW, Gradebook, Row, Somebody, System, people

_WITH_COMMA, _WITH_POINT = re.compile(r"-?\d+,\d+"), re.compile(r"-?\d+\.\d+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_POINTS_ROW = "points possible"


class Given(NamedTuple):
    """What one student gets: points, and words about them."""

    points: float
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Into:
    """Which columns are written: that of the grades, and that of the comments (empty: none); `most` points of a new
    column."""

    column: str
    comments: str = ""
    most: float | None = None


class Change(NamedTuple):
    """One cell that changes: whose, in which column, what stood there, and what will."""

    student: str
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The file as it goes back, and what became of everybody.

    `kept`: students whose grade stood there already. `unknown`: rows that are nobody of the class. `twice`: rows that
    are one student more than once, none of which was written. `absent`: students with a grade and no row.
    """

    data: bytes
    changes: tuple[Change, ...]
    kept: tuple[str, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    absent: tuple[str, ...]


def fill(book: Gradebook, given: Mapping[str, Given], everybody: Iterable[Somebody], into: Into) -> Filled:
    """Write grades by student (address) into a column; nothing else of the file changes. Raises `ExportRefused`."""
    _require(book, into)
    rows = people(book, everybody)
    times = Counter(row.student for row in rows if row.student)
    once = [row for row in rows if row.student in given and times[row.student] == 1]
    grades = _Column(book, into.column, into.most)
    told = {row.place: grades.number(row, given[row.student].points) for row in once}
    edits, changes = grades.edits({place: said for place, said in told.items() if said is not None}, once)
    if into.comments:
        comments = _Column(book, into.comments, None)
        words_of = {row.place: neutral(given[row.student].comment) for row in once if given[row.student].comment}
        more, also = comments.edits(words_of, once)
        # Two new columns at one place: the first one's letters go before the second's.
        edits, changes = _joined(edits, more), (*changes, *also)
    return Filled(
        write(book.sheet, edits),
        changes,
        tuple(row.student for row in once if told[row.place] is None),
        tuple(row.name for row in rows if not row.student),
        tuple(sorted({row.name for row in rows if times[row.student] > 1})),
        tuple(sorted(set(given) - set(times))),
    )


def neutral(said: str) -> str:
    """Give words in one line that no spreadsheet takes for a formula."""
    line = " ".join(said.split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _require(book: Gradebook, into: Into) -> None:
    named = into.column.strip()
    if not named:
        raise ExportRefused("Say which column the grades go into.")
    if named not in book.header and book.system not in TAKES_NEW:
        raise ExportRefused(
            f"The file has no column “{named}”. {book.system} takes grades only into a column it knows: "
            f"make it there first, and download the file again."
        )
    if named in book.header and named not in book.grades:
        raise ExportRefused(f"The column “{named}” takes no grades. These do: {words.together(list(book.grades))}.")
    if into.comments and book.system not in TAKES_COMMENTS:
        raise ExportRefused(f"{book.system} reads no comments from this file.")
    if into.comments in book.header and into.comments not in book.comments:
        raise ExportRefused(f"The column “{into.comments}” is not one for comments.")


class _Column:
    """One column of a gradebook, there already or new at the end of each row."""

    def __init__(self, book: Gradebook, name: str, most: float | None) -> None:
        self._book = book
        self._name = name
        self._most = most
        self._place = book.header.index(name) if name in book.header else -1

    def number(self, row: Row, points: float) -> str | None:
        """Write points as the file writes numbers; None where the cell says as much already."""
        said = f"{points:.4f}".rstrip("0").rstrip(".")
        cell = self._cell(row.place)
        if cell is not None and _amount(cell.value) == _amount(said):
            return None
        return said.replace(".", ",") if _comma(self._book) else said

    def edits(
        self, told: Mapping[int, str], rows: Iterable[Row]
    ) -> tuple[list[tuple[int, int, str]], tuple[Change, ...]]:
        """Return what stands where instead, and the cells that change, for words by row."""
        by_place = {row.place: row for row in rows}
        changes, edits = [], list(self._new_cells(told)) if self._place < 0 else []
        for place, words_ in told.items():
            row, cell = by_place[place], self._cell(place)
            said = writable(words_, self._book.sheet)
            before = cell.value if cell else ""
            if before == said:
                continue
            changes.append(Change(row.student, row.name, self._name, before, said))
            if self._place >= 0:
                edits.append(self._edit(place, cell, said))
        return edits, tuple(changes)

    def _cell(self, place: int) -> Cell | None:
        row = self._book.rows[place]
        return row[self._place] if 0 <= self._place < len(row) else None

    def _edit(self, place: int, cell: Cell | None, said: str) -> tuple[int, int, str]:
        sheet, row = self._book.sheet, self._book.rows[place]
        if cell is not None:
            quoted = cell.quoted or _all_quoted(row)
            return cell.start, cell.end, spelt(said, sheet, quoted=quoted)
        # A row that ends early: the cells between are empty ones.
        between = sheet.delimiter * (self._place - len(row) + 1)
        return row[-1].end, row[-1].end, between + spelt(said, sheet, quoted=_all_quoted(row))

    def _new_cells(self, told: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
        """Yield a cell for the end of every row, empty ones too, so that no row is shorter than the header."""
        book, sheet = self._book, self._book.sheet
        rows = [(-1, sheet.rows[book.head]), *enumerate(book.rows)]
        for place, row in rows:
            if not any(cell.value.strip() for cell in row):
                continue
            said = neutral(self._name) if place < 0 else told.get(place, self._points(row))
            missing = len(sheet.rows[book.head]) - len(row) if len(row) < len(sheet.rows[book.head]) else 0
            cell = spelt(writable(said, sheet), sheet, quoted=_all_quoted(row))
            yield row[-1].end, row[-1].end, sheet.delimiter * (missing + 1) + cell

    def _points(self, row: tuple[Cell, ...]) -> str:
        """Say how many points the new column can have, in the row where Canvas keeps that."""
        canvas = self._book.system is System.CANVAS
        if not canvas or self._most is None or _POINTS_ROW not in row[0].value.casefold():
            return ""
        said = f"{self._most:.4f}".rstrip("0").rstrip(".")
        return said.replace(".", ",") if _comma(self._book) else said


def _joined(first: list[tuple[int, int, str]], second: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Put two columns' edits together; at one place between two cells the first one's come first."""
    added = {start: said for start, end, said in first if start == end}
    both = [(start, end, added.pop(start, "") + said if start == end else said) for start, end, said in second]
    return [*both, *(edit for edit in first if edit[0] != edit[1] or edit[0] in added)]


def _all_quoted(row: tuple[Cell, ...]) -> bool:
    said = [cell for cell in row if cell.start != cell.end]
    return bool(said) and all(cell.quoted for cell in said)


def _amount(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _comma(book: Gradebook) -> bool:
    """Tell whether the file's numbers have a decimal comma: by its numbers, else by what parts its cells."""
    values = [cell.value.strip() for row in book.rows for cell in row]
    if any(map(_WITH_POINT.fullmatch, values)):
        return False
    return any(map(_WITH_COMMA.fullmatch, values)) or book.sheet.delimiter == ";"
