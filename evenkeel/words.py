"""Numbers as people say them; pages, charts and reports write the same words."""

from math import floor


def hours(minutes: float) -> str:
    """Say minutes as `5 h 20 min`, `5 h`, `20 min`; to the minute, halves up."""
    whole, rest = divmod(floor(abs(minutes) + 0.5), 60)
    sign = "-" if minutes < 0 and (whole or rest) else ""
    if not whole:
        return f"{sign}{rest} min"
    return f"{sign}{whole} h {rest} min" if rest else f"{sign}{whole} h"


def score(share: float) -> str:
    """Say a share between 0 and 1 as a whole number between 0 and 100, halves up."""
    return str(floor(share * 100 + 0.5))


def number(value: float) -> str:
    """Say a number without needless decimals: `3`, `0.25`, `1,204`."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(n: int, one: str, many: str = "") -> str:
    """Say how many: `1 student`, `4 students`, `no students`."""
    noun = one if n == 1 else many or f"{one}s"
    return f"{n:,} {noun}" if n else f"no {noun}"


def week(number_of: int) -> str:
    """Name a course week."""
    return f"week {number_of}"


def together(words: list[str]) -> str:
    """Join words as in speech: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(text: str) -> str:
    """Start a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
