"""What the rows of a lab amount to: a finding, sentences, pictures as frames, tables; pages and commands show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from evenkeel.metrics.groups import printable
from evenkeel.metrics.intervals import wilson


class PictureKind(StrEnum):
    """How a frame is drawn (see `charts/`)."""

    SHARES = "shares"
    WAITING = "waiting"
    POINTS = "points"
    TIMELINE = "timeline"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame to draw: its kind says how, `title` and `how` are its finding and how it is read.

    `lines` are published shares to set beside it, each with a short name; `how` says their source.
    """

    kind: PictureKind
    frame: pd.DataFrame
    title: str
    how: str
    across: str = ""
    up: str = ""
    until: float = 0
    lines: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under headings; the columns of `numbers` stand to the right."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What a lab's rows say: the finding first; `note` is how it was counted, with every choice of ours.

    `worth` are single rows that a person should look at again.
    """

    finding: str
    sentences: tuple[str, ...] = ()
    note: str = ""
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    worth: tuple[str, ...] = ()


class Share(NamedTuple):
    """How many of how many; `hits` is None where the group is too small to be printed."""

    label: str
    hits: int | None
    n: int

    @property
    def said(self) -> str:
        """Say the share with its interval: `12 of 30, 40 % (25 to 58)`."""
        if self.hits is None:
            return "hidden: too few"
        if not self.n:
            return "no data"
        low, high = wilson(self.hits, self.n)
        return f"{self.hits} of {self.n}, {percent(self.hits / self.n)} ({low * 100:.0f} to {high * 100:.0f})"


def percent(share: float) -> str:
    """Say a share between 0 and 1 in whole percent."""
    return f"{share * 100:.0f} %"


def shares_by(groups: Sequence[tuple[str, bool]], floor: int = 0) -> list[Share]:
    """Return how often something holds in each group, the largest first, from (group, whether it holds).

    With a floor small groups are hidden, and what subtraction would reveal with them (see `metrics.groups`).
    """
    sizes = {label: sum(one == label for one, _ in groups) for label in dict.fromkeys(label for label, _ in groups)}
    shown = printable(sizes, floor) if floor else sizes
    found = [
        Share(label, None if shown[label] is None else sum(hit for one, hit in groups if one == label), size)
        for label, size in sizes.items()
    ]
    return sorted(found, key=lambda share: (share.hits is None, -share.n, share.label))


def share_frame(shares: Sequence[Share]) -> pd.DataFrame:
    """Return shares that may be printed as a frame to draw: label, share, low, high (0 to 1), said."""
    rows = [
        (share.label, share.hits / share.n, *wilson(share.hits, share.n), share.said)
        for share in shares
        if share.hits is not None and share.n
    ]
    return pd.DataFrame(rows, columns=["label", "share", "low", "high", "said"])


def share_table(caption: str, heading: str, shares: Sequence[Share]) -> Table:
    """Return shares as a table, hidden ones by name."""
    rows = tuple((share.label, share.said) for share in shares)
    return Table(caption, (heading, "How many (95 % interval)"), rows)
