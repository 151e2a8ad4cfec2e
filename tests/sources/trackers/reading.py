"""What the tests of trackers share: an owner, a clock, and what was found in words."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from evenkeel.model import Found, Note, Reject, Skip, TimeEntry, Visit, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, Source, in_memory

ADA = Who(handle="ada@example.org")
ZONE = ZoneInfo("America/Chicago")
HERS = Context(ZONE, ADA)


def load(source: Source, content: str | bytes, context: Context = HERS, name: str = "export.csv") -> list[Found]:
    """Let an importer read a file, once it alone has recognised it."""
    export = in_memory(name, content.encode() if isinstance(content, str) else content)
    assert recognise(export) is source
    return list(source.extract(export, context))


def clock(moment: int | None) -> str:
    """Say a moment on the course's clock, to the second."""
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment or 0)
    return when.astimezone(ZONE).strftime("%m-%d %H:%M:%S").removesuffix(":00")


def spent(found: Iterable[Found]) -> list[tuple[str, ...]]:
    """Say of each entry from when to when (or on which day, how many minutes), what, where and what for."""
    return [
        (
            f"{clock(one.start)} – {clock(one.end)}"
            if one.day is None
            else f"{date.fromordinal(one.day):%m-%d}: {one.minutes:g}",
            one.activity,
            one.platform,
            one.purpose,
        )
        for one in found
        if isinstance(one, TimeEntry)
    ]


def visits(found: Iterable[Found]) -> list[tuple[str, str]]:
    """Say when and where each visit was."""
    return [(clock(one.moment), one.platform) for one in found if isinstance(one, Visit)]


def skipped(found: Iterable[Found]) -> dict[str, int]:
    """Count what was left out by its reason."""
    return dict(Counter(one.reason for one in found if isinstance(one, Skip)))


def rejected(found: Iterable[Found]) -> list[tuple[str, str]]:
    """List what could not be read."""
    return [(one.where, one.why) for one in found if isinstance(one, Reject)]


def notes(found: Iterable[Found]) -> str:
    """Return all notes."""
    return " ".join(one.text for one in found if isinstance(one, Note))
