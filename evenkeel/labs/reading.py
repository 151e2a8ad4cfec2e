"""A row as a form or a CSV has it, in; its checked values, or every sentence about what is wrong with it, out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from evenkeel.course.calendar import local, moment
from evenkeel.labs.shape import Content, Field, Kind, Lab, Value

_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
LONGEST = {Kind.LONG: 20_000}
_LONGEST = 500


class Checked(NamedTuple):
    """The values of a row, and what is wrong with it in sentences: nothing is kept of a row with problems."""

    content: Content
    problems: tuple[str, ...]


def checked(lab: Lab, given: Mapping[str, str], zone: ZoneInfo) -> Checked:
    """Read a row of a lab from texts by field name; times without an offset are on the course's clock."""
    content: dict[str, Value] = {}
    problems: list[str] = []
    for field in lab.fields:
        try:
            content[field.name] = _value(field, given.get(field.name, "").strip(), zone)
        except ValueError as problem:
            problems.append(f"{field.name}: {problem}")
    if not problems:
        problems.extend(lab.odd(content))
    return Checked(content, tuple(problems))


def _value(field: Field, text: str, zone: ZoneInfo) -> Value:
    if not text:
        if field.required:
            raise ValueError(f"is empty; {_expected(field)} is needed.")
        return None
    longest = LONGEST.get(field.kind, _LONGEST)
    if len(text) > longest:
        raise ValueError(f"has {len(text):,} characters; at most {longest:,} are kept.")
    return _READERS[field.kind](field, text, zone)


def _expected(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return f"one of {', '.join(field.choices)}"
    return {
        Kind.NUMBER: "a number",
        Kind.MOMENT: "a time like 2026-03-02T14:05",
        Kind.YES_NO: "yes or no",
        Kind.LINK: "a web address that begins with https:// or http://",
    }.get(field.kind, "a text")


def _wrong(field: Field, text: str) -> ValueError:
    return ValueError(f"“{text[:40]}” is not what is expected: {_expected(field)}.")


def _text(field: Field, text: str, zone: ZoneInfo) -> Value:
    return text


def _choice(field: Field, text: str, zone: ZoneInfo) -> Value:
    for choice in field.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise _wrong(field, text)


def _number(field: Field, text: str, zone: ZoneInfo) -> Value:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        raise _wrong(field, text) from None
    if not isfinite(number) or (field.whole and not number.is_integer()):
        raise _wrong(field, text)
    if number < field.least:
        raise ValueError(f"“{text[:40]}” is less than {field.least:g}, the least that can be.")
    return int(number) if field.whole else number


def _moment(field: Field, text: str, zone: ZoneInfo) -> Value:
    try:
        return moment(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        raise _wrong(field, text) from None


def _yes_no(field: Field, text: str, zone: ZoneInfo) -> Value:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise _wrong(field, text)


def _link(field: Field, text: str, zone: ZoneInfo) -> Value:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _wrong(field, text) from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise _wrong(field, text)
    return text


_READERS: dict[Kind, Callable[[Field, str, ZoneInfo], Value]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.PERSON: _text,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.MOMENT: _moment,
    Kind.YES_NO: _yes_no,
    Kind.LINK: _link,
}


def written(field: Field, value: Value, zone: ZoneInfo) -> str:
    """Write a value as a form or a CSV has it, so that `checked` reads the same back."""
    if value is None:
        return ""
    if field.kind is Kind.MOMENT:
        return local(int(value), zone).isoformat(timespec="minutes")
    if field.kind is Kind.YES_NO:
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
