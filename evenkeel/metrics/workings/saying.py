"""What the workings of all families say alike."""

from evenkeel import words
from evenkeel.metrics.workings.ground import Ground

KINDS = {"post": "post", "comment": "comment", "tweet": "short post", "repost": "repost"}


def days(number: float) -> str:
    """Say days: `7 days`, `1 day`."""
    return f"{number:g} {'day' if number == 1 else 'days'}"


def named(week: int) -> str:
    """Name a week, or the term (0)."""
    return words.week(week) if week else "the term"


def each_of(share: float, counted: int) -> str:
    """Say how an act is shared out: one of 3 addressees counts 1/3; nothing where there is one alone."""
    k = round(1 / share)
    return "" if k == 1 else f"{counted} of {k} addressees, 1/{k} each"


def covered_why(ground: Ground, week: int, kind: str = "") -> str:
    """Say that no source would show acts (of a kind) of a week, or nothing where one would."""
    span = ground.span(week)
    if kind in span.kinds if kind else span.covered:
        return ""
    if not ground.wrote_any:
        return "No file holds anything that this student wrote, so nothing can be said: no data is not zero."
    what = f"{KINDS[kind]}s" if kind else "acts"
    if not week:
        return f"No source shows this student's {what} in any week so far."
    if not span.in_data:
        return f"The data end before {named(week)} begins."
    dark = [one.number for one in ground.weeks if not (kind in one.kinds if kind else one.covered)]
    return (
        f"No source shows this student's {what} in {named(week)} (no source in {_listed(dark)}): not known, not zero."
    )


def _listed(weeks: list[int]) -> str:
    if len(weeks) == 1:
        return words.week(weeks[0])
    return f"weeks {words.together([str(week) for week in weeks])}"
