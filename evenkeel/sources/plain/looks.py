"""What a column looks like: its name as words, and what stands in its first cells."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from evenkeel.sources.plain.columns import PLUS
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.platforms import of_address, of_app
from evenkeel.sources.reading.written_dates import is_date, iso_clock

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_UNIX = re.compile(r"1\d{9}(?:\.\d+)?", re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
_CLOCK = re.compile(r"\d{1,2}[:h]\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?|uhr)?", re.IGNORECASE | re.ASCII)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Looks(NamedTuple):
    """Which share of a column's filled cells is what (0 to 1); `words` is their mean number of words."""

    filled: int
    distinct: int
    dates: float
    clocked: float
    unix: float
    clocks: float
    spans: float
    numbers: float
    emails: float
    known: float
    urls: float
    platforms: float
    handles: float
    words: float


@dataclass(frozen=True)
class Column:
    """A column, or several that are read as one: its name, its cells, and who is known by name."""

    name: str
    cells: tuple[str, ...]
    known: Callable[[str], bool]
    parts: tuple["Column", ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its name, in lower case and without accents."""
        return tuple(spelt(self.name).split())

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The cells in which something stands."""
        return tuple(cell for cell in self.cells if cell)

    @cached_property
    def looks(self) -> Looks:
        """What stands in the filled cells."""
        cells = self.filled

        def share(test: Callable[[str], object]) -> float:
            return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0

        return Looks(
            filled=len(cells),
            distinct=len(set(cells)),
            dates=share(lambda cell: not _NUMBER.fullmatch(cell) and is_date(cell)),
            clocked=share(lambda cell: ":" in cell or re.search(r"\d[hH]\d\d", cell)),
            unix=share(_UNIX.fullmatch),
            clocks=share(_is_clock),
            spans=share(lambda cell: not _NUMBER.fullmatch(cell) and _is_span(cell)),
            numbers=share(_NUMBER.fullmatch),
            emails=share(_EMAIL.fullmatch),
            known=share(lambda cell: all(self.known(part) for part in cell.split(";") if part.strip())),
            urls=share(lambda cell: cell.casefold().startswith(("http://", "https://"))),
            platforms=share(of_app),
            handles=share(lambda cell: cell.startswith("@") and " " not in cell),
            words=sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0,
        )

    @property
    def most(self) -> float:
        """The largest number in it."""
        return max((float(cell.replace(",", ".")) for cell in self.filled if _NUMBER.fullmatch(cell)), default=0.0)

    def within(self, vocabulary: Sequence[str]) -> bool:
        """Tell whether only these words stand in it, and one of them does."""
        return bool(self.filled) and all(cell.casefold() in vocabulary for cell in self.filled)

    def at_host(self, platform: str) -> float:
        """Return the share of cells that are addresses of a platform."""
        return sum(of_address(cell) == platform for cell in self.filled) / (len(self.filled) or 1)


def together(first: Column, second: Column) -> Column:
    """Read two columns as one, a blank between their cells."""
    cells = (" ".join(filter(None, pair)) for pair in zip(first.cells, second.cells, strict=True))
    return Column(f"{first.name}{PLUS}{second.name}", tuple(cells), first.known, (first, second))


def spelt(name: str) -> str:
    """Spell a column's name for comparison: words in lower case, without accents and marks."""
    bare = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def _is_clock(cell: str) -> bool:
    try:
        return bool(_CLOCK.fullmatch(cell) and iso_clock(cell))
    except ValueError:
        return False


def _is_span(cell: str) -> bool:
    try:
        return durations.minutes(cell) >= 0
    except ValueError:
        return False
