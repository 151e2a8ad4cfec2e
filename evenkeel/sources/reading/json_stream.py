"""Reading a long JSON list element by element, so that an archive of any length takes no more memory than one piece."""

import json
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import HEAD, Export
from evenkeel.sources.reading.json_text import HALVES, whole

_PIECE = 1 << 20
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(HALVES.pattern.decode("latin-1").partition("|")[0])
# The longest element that may have to be held at once, in characters.
_LONGEST = 64 << 20


def elements(export: Export, key: str = "", after: str = "", lacking: str = "holds no list") -> Iterator[Any]:
    """Yield the elements of a file's list, or of the list under one key of its object.

    `after`: the text before the JSON ends with it (`window.YTD… =`). Raises ExportRefused where the JSON breaks off
    or there is no such list (`lacking` says so), possibly after some elements have been yielded.
    """
    with export.open() as stream:
        text = TextIOWrapper(stream, json.detect_encoding(export.head()[:4]), newline="")
        reader = _Reader(export, text)
        try:
            if after:
                reader.skip_past(after)
            if not (reader.enters(key) if key else reader.takes("[")):
                raise export.refuse(lacking)
            yield from reader.listed()
        except (UnicodeDecodeError, RecursionError) as error:
            raise export.refuse("is broken. Download it again.", reader.where()) from error


class _Reader:
    """A place in a text that is read piece by piece; what lies before the place is let go."""

    def __init__(self, export: Export, text: TextIOWrapper) -> None:
        self._export, self._text = export, text
        self._held, self._at, self._ended = "", 0, False
        self._decode = json.JSONDecoder().raw_decode
        self._halves = False
        self._line, self._column = 1, 1  # of the first character held

    def skip_past(self, mark: str) -> None:
        """Go on behind the first `mark`, which stands near the beginning."""
        while mark not in self._held and len(self._held) < HEAD and self._more():
            pass
        self._at = self._held.find(mark) + len(mark)

    def takes(self, mark: str) -> bool:
        """Go past a mark, if it is what comes next."""
        if self._next() != mark:
            return False
        self._at += 1
        return True

    def enters(self, key: str) -> bool:
        """Go to the first element of the list under a key of an object; False where there is none."""
        if not self.takes("{"):
            return False
        while self._next() == '"':
            name = self._value()
            if not self.takes(":"):
                raise self._broken("a colon is missing")
            if name == key and self.takes("["):
                return True
            self._value()
            if not self.takes(","):
                break
        return False

    def listed(self) -> Iterator[Any]:
        """Yield the elements of the list that has just been entered."""
        if self.takes("]"):
            return
        while True:
            yield self._value()
            if self.takes("]"):
                return
            if not self.takes(","):
                raise self._broken("a comma or the list's end is missing" if self._next() else "it ends in the middle")

    def _next(self) -> str:
        """Return the next character that is no blank; nothing at the end."""
        while True:
            self._at = _BLANK.match(self._held, self._at).end()  # type: ignore[union-attr]  # matches anything
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                ended = error.pos >= len(self._held.rstrip())
                raise self._broken("it ends in the middle" if ended else error.msg, error.pos) from error
            # A number at the end of a piece may go on in the next (12 and .5, or 1 and e-7).
            if isinstance(value, str | list | dict) or len(self._held) - end > 2 or not self._more():
                self._at = end
                return whole(value) if self._halves else value

    def _more(self) -> bool:
        """Hold one more piece, and as much again as is held, so that a long element is not read over and over."""
        left = len(self._held) - self._at
        if left > _LONGEST:
            raise self._broken("one element is longer than any export's")
        piece = self._text.read(max(_PIECE, left)) if not self._ended else ""
        if not piece:
            self._ended = True
            return False
        self._line, self._column = self._position(self._at)
        self._held = (self._held[self._at :] + piece).removeprefix("\ufeff" if not self._at else "")
        self._at = 0
        self._halves = _HALF.search(self._held) is not None
        return True

    def where(self, place: int | None = None) -> str:
        """Say where in the file a place of what is held stands: here, where none is given."""
        line, column = self._position(self._at if place is None else place)
        return f"line {line}, column {column}"

    def _position(self, place: int) -> tuple[int, int]:
        lines = self._held.count("\n", 0, place)
        column = place - self._held.rfind("\n", 0, place) if lines else self._column + place
        return self._line + lines, column

    def _broken(self, why: str, place: int | None = None) -> ExportRefused:
        return self._export.refuse(f"is broken ({why[:1].lower()}{why[1:]}). Download it again.", self.where(place))
