"""How long something was, as people and programs write it: 90, 1:30, 0:45:10, 1h 30m, 1,5 hours, PT1H30M."""

import re

UNITS = {"minutes": 1.0, "hours": 60.0, "seconds": 1 / 60}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d*)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?", re.ASCII)
# English, German, French, Spanish, Dutch.
_HOURS = r"(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|uur|uren|u)"
_MINUTES = r"(?:m|min\.?|mins\.?|minutes?|minuten?|minutos?|minuut)"
_SECONDS = r"(?:s|secs?\.?|seconds?|sek\.?|sekunden?|secondes?|segundos?|seconden)"
_PART = r"(\d+(?:[.,]\d+)?)\s*"
_WORDED = re.compile(
    rf"(?:pt)?(?:{_PART}{_HOURS}(?![^\W\d_])[\s,]*)?(?:{_PART}{_MINUTES}(?![^\W\d_])[\s,]*)?(?:{_PART}{_SECONDS})?",
    re.IGNORECASE | re.ASCII,
)
_SHORT = re.compile(rf"(\d{{1,4}})\s*{_HOURS}\s*([0-5]?\d)", re.IGNORECASE | re.ASCII)


def minutes(text: str, unit: str = "minutes") -> float:
    """Read a duration as minutes; `unit` is what a bare number counts, a key of UNITS. ValueError where it is none."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return _float(text) * UNITS[unit]
    if found := _CLOCK.fullmatch(text):
        hours, whole, seconds = found.groups()
        return int(hours) * 60 + int(whole) + _float(seconds) / 60
    if found := _SHORT.fullmatch(text):
        return float(int(found[1]) * 60 + int(found[2]))
    found = _WORDED.fullmatch(text)
    if not found or not any(found.groups()):
        raise ValueError(f"“{text[:40]}” is not a duration; expected one like 90, 1:30 or 1h 30m")
    hours, whole, seconds = found.groups()
    return _float(hours) * 60 + _float(whole) + _float(seconds) / 60


def _float(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0
