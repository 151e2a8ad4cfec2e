"""What each metric means, in words that a page can show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Description:
    """One metric in words: its formula, what it shows, what it does not show, the source, and the settings behind it."""

    formula: str
    shows: str
    not_shown: str
    source: str
    settings: tuple[str, ...] = ()


DESCRIPTIONS: dict[str, Description] = {}
