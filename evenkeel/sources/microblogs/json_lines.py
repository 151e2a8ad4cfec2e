"""Reading JSON that may be one value or one a line, as programs that collect from a network write it."""

from collections.abc import Iterator
from itertools import islice
from json import JSONDecodeError
from typing import Any, NamedTuple

from evenkeel.errors import ExportRefused
from evenkeel.model import Reject
from evenkeel.sources.base import Export
from evenkeel.sources.reading.json_text import parsed

# What reading a value's parts raises where they are not what they should be.
ODD = (ValueError, KeyError, TypeError, AttributeError)


class Value(NamedTuple):
    """One JSON value of a file; `where` is its line, empty where the file is one value."""

    where: str
    held: Any

    def place(self, inside: str) -> str:
        """Say where something inside the value stands."""
        return f"{self.where}, {inside}" if self.where else inside


def values(export: Export) -> Iterator[Value | Reject]:
    """Yield the value of each line, and a reject for each broken line; or the one value of the file.

    Raises ExportRefused where not one line can be read.
    """
    refusal = None
    if not _by_line(export):
        try:
            yield Value("", parsed(export))
            return
        except ExportRefused as error:
            refusal = error
    sound = False
    with export.open() as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                found = _line(export, line, f"line {number:,}")
                sound = sound or isinstance(found, Value)
                yield found
    if refusal and not sound:
        raise refusal


def unreadable(where: str, error: Exception) -> Reject:
    """Reject what one of `ODD` was raised for."""
    why = f"no {error}" if isinstance(error, KeyError) else str(error)
    return Reject(where, f"cannot be read ({why})")


def _by_line(export: Export) -> bool:
    """Tell by the first of several lines whether each is a value of its own."""
    with export.open() as stream:
        first = list(islice((line for line in stream if line.strip()), 2))
    return len(first) > 1 and isinstance(_line(export, first[0], ""), Value)


def _line(export: Export, line: bytes, where: str) -> Value | Reject:
    try:
        return Value(where, parsed(export, line))
    except ExportRefused as error:
        cause = error.__cause__
        what = f"column {cause.colno}: {cause.msg}" if isinstance(cause, JSONDecodeError) else str(cause)
        return Reject(where, f"is no whole JSON ({what})")
