"""Which course folder the app is for, and what time it is there."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from evenkeel.course import calendar
from evenkeel.course.reading import load_course
from evenkeel.errors import EvenkeelError
from evenkeel.metrics.registry import BOUNDS
from evenkeel.model import MINUTE

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def folder() -> Path:
    """Return the course folder: EVENKEEL_COURSE, or the sample class beside the app."""
    named = os.environ.get("EVENKEEL_COURSE")
    return Path(named).expanduser().resolve() if named else SAMPLE


def clock(zone: ZoneInfo) -> int:
    """Return the moment it is, to the minute; EVENKEEL_NOW (an ISO time) fixes it for tests and pictures."""
    fixed = os.environ.get("EVENKEEL_NOW")
    when = calendar.moment(datetime.fromisoformat(fixed) if fixed else datetime.now(zone), zone)
    return when - when % MINUTE


def title() -> str:
    """Return what the course is called; empty where its course.yaml cannot be read."""
    try:
        return load_course(folder(), BOUNDS)[0].title
    except (EvenkeelError, OSError):
        return ""
