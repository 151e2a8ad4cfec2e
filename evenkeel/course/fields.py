"""Reading the values of a YAML file: each what its key needs, or a problem that says what was expected."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time

from evenkeel.course.calendar import WEEKDAYS
from evenkeel.course.values import Weekly
from evenkeel.course.yaml_lines import Problem, Value

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_WEEKLY = re.compile(r"([^\W\d]+)\.?,?(?:\s+(\S+))?")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_DAYS_END = re.compile(r"^(.*\S)[T\s]+24:00$")
_YES = frozenset({"true", "yes", "on", "y"})
_NO = frozenset({"false", "no", "off", "n"})
_YEARS = range(1970, 2101)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, or nothing."""
    close = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


class Reading:
    """One file being read: hands out its values typed, and collects every problem on the way.

    Each method returns None (or nothing in a list) where it has noted a problem.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, value: Value, text: str, *, stops: bool = True) -> None:
        """Note a problem at a value."""
        self.problems.append(Problem(self.file, value.line, value.key, text, stops))

    def entries(self, value: Value, known: Collection[str], needed: Collection[str] = ()) -> Mapping[str, Value]:
        """Return what a group of `key: value` holds; say which keys are unknown and which are missing."""
        held = self._group(value)
        if held is None:
            return {}
        for name, entry in held.items():
            if name not in known:
                # A slip loses what was meant, so it stops; a key of somebody else's is only said.
                meant = did_you_mean(name, known)
                here = f" is not read; known here: {', '.join(known)}"
                self.wrong(entry, f"unknown key{meant or here}", stops=bool(meant))
        filled = {name: entry for name, entry in held.items() if name in known and not entry.blank}
        for name in needed:
            if name not in filled:
                at = held.get(name, value)
                key = f"{value.key}.{name}" if value.key else name
                self.problems.append(Problem(self.file, at.line, key, "missing, and needed here"))
        return filled

    def pairs(self, value: Value) -> Mapping[str, Value]:
        """Return a group whose keys are the file's own words."""
        return self._group(value) or {}

    def _group(self, value: Value) -> Mapping[str, Value] | None:
        if isinstance(value.content, Mapping):
            return value.content
        if not value.blank:
            self.wrong(value, f"expected `key: value` lines, found {_shown(value)}")
        return {} if value.blank else None

    def items(self, value: Value) -> tuple[Value, ...]:
        """Return a list's values; one value without brackets is a list of one."""
        if isinstance(value.content, tuple):
            return value.content
        if isinstance(value.content, str) and "," in value.content:
            self.wrong(value, f"expected a list in brackets: [{value.content}]")
            return ()
        return () if value.blank else (value,)

    def text(self, value: Value) -> str | None:
        """Read a text that is not empty."""
        if isinstance(value.content, str) and value.content.strip() and not value.blank:
            return " ".join(value.content.split())
        self.wrong(value, f"expected a text, found {_shown(value)}")
        return None

    def number(self, value: Value, low: float | None = None, high: float | None = None) -> float | None:
        """Read a number between `low` and `high`, both allowed."""
        written = value.content.strip() if isinstance(value.content, str) else ""
        if not _NUMBER.fullmatch(written):
            hint = ", with a point and no unit: 5.5" if written[:1].isdigit() else ""
            self.wrong(value, f"expected a number{hint}, found {_shown(value)}")
            return None
        number = float(written)
        if (low is not None and number < low) or (high is not None and number > high):
            self.wrong(value, f"expected a number {between(low, high)}, found {written}")
            return None
        return number

    def whole(self, value: Value, low: int, high: int | None = None) -> int | None:
        """Read a whole number between `low` and `high`, both allowed."""
        written = value.content.strip() if isinstance(value.content, str) else ""
        if re.fullmatch(r"\d{1,9}", written) and low <= int(written) and (high is None or int(written) <= high):
            return int(written)
        self.wrong(value, f"expected a whole number {between(low, high)}, found {_shown(value)}")
        return None

    def yes_or_no(self, value: Value) -> bool | None:
        """Read true or false."""
        written = value.content.casefold() if isinstance(value.content, str) else ""
        if written in _YES or written in _NO:
            return written in _YES
        self.wrong(value, f"expected true or false, found {_shown(value)}")
        return None

    def one_of(self, value: Value, words: Collection[str]) -> str | None:
        """Read one of a few words, whatever its case."""
        written = value.content.strip().casefold() if isinstance(value.content, str) else ""
        if written in words:
            return written
        self.wrong(value, f"expected {' or '.join(words)}, found {_shown(value)}{did_you_mean(written, words)}")
        return None

    def week_numbers(self, value: Value, last: int | None) -> frozenset[int]:
        """Read week numbers 1 to `last` (not known yet: any), one by one or as `2-6`."""
        found: set[int] = set()
        for item in self.items(value):
            span = _RANGE.fullmatch(item.content.strip()) if isinstance(item.content, str) else None
            if span and 1 <= int(span[1]) <= int(span[2]) <= (last or 999):
                found.update(range(int(span[1]), int(span[2]) + 1))
            elif span:
                self.wrong(item, f"expected weeks {between(1, last)}, found {_shown(item)}")
            elif number := self.whole(item, 1, last):
                found.add(number)
        return frozenset(found)

    def day(self, value: Value) -> date | None:
        """Read a date, 2026-03-09."""
        found = _date(value.content.strip()) if isinstance(value.content, str) else None
        if found is None:
            self.wrong(value, f"expected a date like 2026-03-09, found {_shown(value)}")
        return found

    def dated(self, value: Value, *, ends: bool) -> date | datetime | None:
        """Read a date, or a date with a time; as an end, 24:00 is the whole day."""
        written = _whole_day(value) if ends else value.content
        found = _dated(written.strip()) if isinstance(written, str) else None
        if found is None:
            self.wrong(value, f"expected a date like 2026-03-09 or 2026-03-09 23:59, found {_shown(value)}")
        return found

    def weekly(self, value: Value, *, ends: bool) -> Weekly | None:
        """Read a weekday, or a weekday with a time; as an end, 24:00 is the whole day."""
        written = _whole_day(value) if ends else value.content
        parts = _WEEKLY.fullmatch(written.strip()) if isinstance(written, str) else None
        weekday = _weekday(parts[1]) if parts else None
        clock = _clock(parts[2]) if parts and parts[2] else None
        if parts is None or weekday is None or (parts[2] and clock is None):
            self.wrong(value, f"expected a weekday with or without a time, like Fri 23:59, found {_shown(value)}")
            return None
        return Weekly(weekday, clock)

    def weekday(self, value: Value) -> int | None:
        """Read a weekday, 0 (Monday) to 6, from its name or its first letters."""
        found = _weekday(value.content) if isinstance(value.content, str) else None
        if found is None:
            self.wrong(value, f"expected a weekday like Tue, found {_shown(value)}")
        return found

    def clock(self, value: Value, *, ends: bool = False) -> time | None:
        """Read a time of day, 10:00; as an end, 24:00 is midnight."""
        written = value.content.strip() if isinstance(value.content, str) else ""
        found = time() if ends and written == "24:00" else _clock(written)
        if found is None:
            self.wrong(value, f"expected a time like 10:00 or 23:59, found {_shown(value)}")
        return found


def between(low: float | None, high: float | None) -> str:
    """Say a range: "from 1 to 15", "of at least 1", "of at most 1"."""
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    return f"of at least {low:g}" if low is not None else f"of at most {high:g}"


def _shown(value: Value) -> str:
    if isinstance(value.content, str):
        return f'"{value.content[:60]}"' if value.content else "nothing"
    return "a list" if isinstance(value.content, tuple) else "a group of `key: value`"


def _whole_day(value: Value) -> object:
    if isinstance(value.content, str) and (found := _DAYS_END.match(value.content.strip())):
        return found[1]
    return value.content


def _date(text: str) -> date | None:
    # Only the form with dashes: fromisoformat alone would also take 20260309 and 2026-W11.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _dated(text: str) -> date | datetime | None:
    if len(text) == len("2026-03-09"):
        return _date(text)
    if _date(text[:10]) is None:
        return None
    try:
        return datetime.fromisoformat(re.sub(r"\s+", " ", text))
    except ValueError:
        return None


def _weekday(text: str) -> int | None:
    start = text.strip().casefold()
    matching = [n for n, name in enumerate(WEEKDAYS) if len(start) > 2 and name.casefold().startswith(start)]
    return matching[0] if matching else None


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))
