"""What became of one file, as values."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from evenkeel.store.acts import Tally


@dataclass(slots=True)
class LoadReport:
    """What became of one file; nothing in it vanishes without being counted here.

    `new`, `known`, `changed` count acts, time entries, visits and roster rows; `elsewhere` of the known are acts that
    another source told of; `period` is from when to when its rows are; `coverage` is (how many people, since,
    until, cut short); `refused` is the sentence where nothing was taken.
    """

    path: str
    format: str = ""
    label: str = ""
    new: int = 0
    known: int = 0
    changed: int = 0
    acts: int = 0
    entries: int = 0
    visits: int = 0
    roster: int = 0
    elsewhere: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: list[dict[str, str]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    period: tuple[int, int] | None = None
    coverage: dict[str, object] = field(default_factory=dict)
    refused: str = ""

    def add(self, tally: Tally) -> None:
        """Add what a chunk brought."""
        self.new += tally.new
        self.known += tally.known
        self.changed += tally.changed

    def as_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {**asdict(self), "skipped": dict(sorted(self.skipped.items()))}
