"""The JSON that Ning's archiver writes, which is broken in ways it is known for; these are mended, and no other.

The whole in brackets `( … )`, no comma between two objects, `]` or `[` in the middle of a list of objects, and one
`]` too many at the end. All of it outside of texts, and only in a file that cannot be read as it is.
"""

import json
import re
from bisect import bisect_left
from typing import Any, NamedTuple

from evenkeel.sources.base import Export
from evenkeel.sources.reading.json_text import HALVES, whole

_BRACKETS = re.compile(r"(\s*)\((.*)\)(\s*)", re.DOTALL)
_SLIPS = re.compile(r'"(?:[^"\\]++|\\.)*+"|(\}\s*+)(\[?)(\s*+\{)|(\])(\s*+\{)', re.DOTALL)
_ONE_TOO_MANY = re.compile(r"(?<=\])(\s*)\](\s*)\Z")


class Mended(NamedTuple):
    """What a file holds, and in how many places it had to be mended."""

    value: Any
    places: int


def read(export: Export) -> Mended:
    """Return what a file of the archive holds. Raises ExportRefused with the place that nobody can mend."""
    content = export.read()
    try:
        written = content.decode("utf-8-sig")
        value, places = _loaded(export, written)
    except UnicodeDecodeError as error:
        raise export.refuse("is not UTF-8. Take it as the archiver wrote it.", f"byte {error.start + 1:,}") from error
    except RecursionError as error:
        raise export.refuse("is nested too deep to be Ning's.") from error
    return Mended(whole(value) if HALVES.search(content) else value, places)


def _loaded(export: Export, written: str) -> tuple[Any, int]:
    held = _BRACKETS.sub(r"\1 \2 \3", written, count=1) if _BRACKETS.fullmatch(written) else written
    try:
        return json.loads(held), 0
    except json.JSONDecodeError:
        mended, added, count = _mended(held)
    try:
        return json.loads(mended), count
    except json.JSONDecodeError as error:
        # What was put in before the place moved it on.
        at = error.pos - bisect_left(added, error.pos)
        line, column = written.count("\n", 0, at) + 1, at - written.rfind("\n", 0, at)
        why = f"is broken ({error.msg[:1].lower()}{error.msg[1:]}) in a way that Ning's files are not known for. "
        raise export.refuse(why + "Run the archiver again.", f"line {line}, column {column}") from error
    except ValueError as error:
        raise export.refuse("holds a number that no file of Ning's has.") from error


def _mended(written: str) -> tuple[str, list[int], int]:
    """Return the text mended, where a character was put in, and how many places were mended."""
    pieces: list[str] = []
    added: list[int] = []
    done = length = count = 0
    for found in _SLIPS.finditer(written):
        closing, opening, after, end, rest = found.groups()
        if closing is None and end is None:
            continue  # a text
        piece = f",{rest}" if end else f"{closing},{after}"
        pieces += (written[done : found.start()], piece)
        length += found.start() - done
        if closing is not None and not opening:
            added.append(length + len(closing))
        length, done, count = length + len(piece), found.end(), count + 1
    mended = "".join((*pieces, written[done:]))
    closed, extra = _ONE_TOO_MANY.subn(r"\1 \2", mended)
    return closed, added, count + extra
