"""Columns that only together say what a field needs: `Start date + Start time`, `First name + Last name`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenkeel.model import Reject, Skip
from evenkeel.sources.reading.tables import Row, Table

PLUS = " + "


def parts(column: str) -> list[str]:
    """Name the columns that a mapping joins; a single one is itself."""
    return [name.strip() for name in column.split(PLUS)]


def joined(table: Table | None, mapping: Mapping[str, str]) -> Table | None:
    """Give a table the joined columns that a mapping names, as if they stood in it."""
    if table is None:
        return None
    places = {name.casefold(): place for place, name in reversed([*enumerate(table.header)])}
    found = {}
    for column in mapping.values():
        names = [name.casefold() for name in parts(column)]
        if len(names) > 1 and column.strip().casefold() not in places and all(name in places for name in names):
            found[column.strip()] = tuple(places[name] for name in names)
    return _Joined(table.body, tuple(found), tuple(found.values())) if found else table


def cells(table: Table, places: Iterable[int]) -> Iterator[str]:
    """Yield every text that stands in these columns."""
    wanted = [place for place in places if place >= 0]
    for row in table.rows((*wanted, -1, -1)):
        if not isinstance(row, (Skip, Reject)):
            yield from row[1][: len(wanted)]


@dataclass(frozen=True, slots=True)
class _Joined(Table):
    """A table with further columns, each the cells of several others with blanks between them."""

    names: tuple[str, ...]
    sums: tuple[tuple[int, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        return (*self.body.header, *self.names)

    def rows(self, columns: Iterable[int]) -> Iterator[Row | Skip | Reject]:
        own = len(self.body.header)
        wanted: Sequence[tuple[int, ...]] = [self.sums[at - own] if at >= own else (at,) for at in columns]
        flat = [place for places in wanted for place in places]
        for row in self.body.rows((*flat, -1, -1)):
            yield row if isinstance(row, (Skip, Reject)) else (row[0], _together(row[1], wanted))


def _together(texts: tuple[str, ...], wanted: Sequence[tuple[int, ...]]) -> tuple[str, ...]:
    found, first = [], 0
    for places in wanted:
        last = first + len(places)
        found.append(texts[first] if len(places) == 1 else " ".join(filter(None, map(str.strip, texts[first:last]))))
        first = last
    return tuple(found)
