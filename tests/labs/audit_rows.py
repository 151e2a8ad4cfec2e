"""Rows of a response audit, invented."""

from zoneinfo import ZoneInfo

from evenkeel.labs.shape import Row, Standpoint
from evenkeel.model import DAY, HOUR

UTC = ZoneInfo("UTC")
BEGIN = 1_770_000_000_000_000  # 2 February 2026, 02:40 UTC


def attempt(outcome: str, hours: float | None = None, *, day: float = 0, channel: str = "X", **rest: object) -> Row:
    """One attempt, begun so many days after BEGIN and answered so many hours later."""
    asked = BEGIN + int(day * DAY)
    answered = None if hours is None else asked + int(hours * HOUR)
    return Row(
        {"organisation": "Blue Heron Coffee", "channel": channel, "asked_at": asked, "outcome": outcome}
        | {"answered_at": answered}
        | rest
    )


def at(days: float, floor: int = 0) -> Standpoint:
    """Look from so many days after BEGIN."""
    return Standpoint(BEGIN + int(days * DAY), UTC, floor)
