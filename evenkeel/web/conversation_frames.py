"""The conversation as frames for charts and tables: who is drawn, which ties, how a large class is folded."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from evenkeel import words
from evenkeel.charts.network import ALONE, TIED, UNANSWERED
from evenkeel.charts.theme import records
from evenkeel.model import Role

# A class of more people than this shows its heaviest ties alone, and so many of them.
FEW_PEOPLE, MOST_TIES = 60, 160
# The matrix folds all but the busiest into one row and column; the table of ties ends here, the CSV does not.
MATRIX, LISTED = 30, 200
_ROLE = {Role.INSTRUCTOR: "Instructor", Role.ASSISTANT: "Assistant"}


def class_names(nodes: pd.DataFrame, students: Mapping[str, str], *, shown: bool) -> dict[str, str]:
    """Return what to call everybody, by address: students as given, staff by name or by what they are."""
    named, counted = dict(students), dict.fromkeys(_ROLE, 0)
    for person, name, role in nodes[["person", "name", "role"]].itertuples(index=False):
        if person not in named:
            counted[Role(role)] += 1
            which = f" {counted[Role(role)]}" if counted[Role(role)] > 1 else ""
            named[person] = name if shown else f"{_ROLE[Role(role)]}{which}"
    shared = Counter(named.values())
    return {who: name if shared[name] == 1 else f"{name} ({who.split('@')[0]})" for who, name in named.items()}


def drawn_ties(ties: pd.DataFrame, people: int, of: str = "") -> pd.DataFrame:
    """Return the ties worth an arrow: all of a small class, the heaviest of a large one, one person's where asked."""
    if of:
        ties = ties[(ties["giver"] == of) | (ties["taker"] == of)]
    if people <= FEW_PEOPLE:
        return ties
    heaviest = ties.sort_values(["weight", "giver", "taker"], ascending=[False, True, True])
    return heaviest.head(MOST_TIES)


def left_out(drawn: int, ties: int, shown: int, people: int) -> str:
    """Say what a picture of a large class leaves out, or nothing."""
    if drawn == ties and shown == people:
        return ""
    return (
        f"The class is large: drawn are the {drawn:,} heaviest of {ties:,} ties, and the {shown:,} of {people:,} "
        "people between whom they lead. The tables and files below have more."
    )


def people_drawn(
    nodes: pd.DataFrame, places: pd.DataFrame, ties: pd.DataFrame, short: Mapping[str, str]
) -> pd.DataFrame:
    """Return the marks of `charts.network`; of a large class only who has a drawn tie."""
    frame = nodes.merge(places, on="person")
    if len(frame) > FEW_PEOPLE:
        frame = frame[frame["person"].isin({*ties["giver"], *ties["taker"]})]
    return frame.assign(
        name=frame["person"].map(short),
        kind=[_kind(*row) for row in frame[["in_degree", "out_degree", "answered"]].itertuples(index=False)],
        staff=frame["role"] == Role.INSTRUCTOR,
        said=[_said(row) for row in records(frame)],
    )


def _kind(in_degree: int, out_degree: int, answered: int) -> str:
    if not in_degree + out_degree:
        return ALONE
    return UNANSWERED if out_degree and not answered else TIED


def _said(node: Mapping[str, object]) -> str:
    out, back, into = (int(str(node[name])) for name in ("out_degree", "answered", "in_degree"))
    if not out + into:
        return "no tie in this window" if node["wrote"] else "no data"
    addressed = f"addressed {out}" + (f", of whom {back} addressed back" if out else "")
    return f"{addressed}; addressed by {into}"


def ties_drawn(ties: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the arrows of `charts.network`, each with its sentence."""
    return ties.assign(said=[tie_said(*row, names) for row in _rows(ties)])


def tie_said(giver: str, taker: str, weight: float, acts: int, names: Mapping[str, str]) -> str:
    """Say a tie: "Ada to Ben: 3 acts, weight 2.5"."""
    apart = "" if abs(weight - acts) < 1e-9 else f", weight {words.number(weight)}"
    return f"{names[giver]} to {names[taker]}: {words.count(acts, 'act')}{apart}"


def _rows(ties: pd.DataFrame) -> Sequence[tuple[str, str, float, int]]:
    return list(ties[["giver", "taker", "weight", "acts"]].itertuples(index=False, name=None))


def matrix(ties: pd.DataFrame, nodes: pd.DataFrame, names: Mapping[str, str]) -> tuple[pd.DataFrame, list[str], str]:
    """Return the cells of `charts.matrix`, the order of its names, and what stands for the folded rest (or nothing).

    Teachers first, then whoever gives and receives most; a large class has the rest in one row and column.
    """
    ordered = nodes.assign(staff=nodes["role"] != Role.INSTRUCTOR, volume=-(nodes["given"] + nodes["received"]))
    people = list(ordered.sort_values(["staff", "volume", "person"])["person"])
    kept = people if len(people) <= MATRIX + 1 else people[:MATRIX]
    rest = f"the other {len(people) - len(kept):,}" if len(kept) < len(people) else ""
    labels = {person: names[person] for person in kept}
    folded = ties.assign(giver=ties["giver"].map(labels).fillna(rest), taker=ties["taker"].map(labels).fillna(rest))
    cells = folded.groupby(["giver", "taker"], as_index=False)[["weight", "acts"]].sum()
    order = [*labels.values(), *([rest] if rest else [])]
    said = [tie_said(*row, dict(zip(order, order, strict=True))) for row in _rows(cells)]
    return cells.assign(said=said), order, rest


def tie_rows(ties: pd.DataFrame, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the heaviest ties as the rows of a table: gives, receives, acts, weight, weight back."""
    back = {(giver, taker): weight for giver, taker, weight, _ in _rows(ties)}
    heaviest = ties.sort_values(["weight", "giver", "taker"], ascending=[False, True, True]).head(LISTED)
    return [
        (names[giver], names[taker], str(acts), words.number(weight), words.number(back.get((taker, giver), 0)))
        for giver, taker, weight, acts in _rows(heaviest)
    ]


def _share(share: float) -> str:
    return f"{share:.0%}" if share == share else "none"  # without a tie there is no share


def node_rows(nodes: pd.DataFrame, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return people as the rows of a table: degrees, weights, answered, reciprocity, betweenness.

    By name; of a large class only so many, those with the fewest ties first.
    """
    rows: list[tuple[str, ...]] = []
    named = nodes.assign(
        ties=nodes["in_degree"] + nodes["out_degree"], folded=nodes["person"].map(names).str.casefold()
    )
    many = len(nodes) > LISTED
    for node in records(named.sort_values(["ties", "folded"] if many else ["folded", "person"]).head(LISTED)):
        rows.append(
            (
                names[node["person"]],
                str(node["out_degree"]),
                str(node["in_degree"]),
                words.number(node["given"]),
                words.number(node["received"]),
                str(node["answered"]),
                _share(node["reciprocity"]),
                f"{node['betweenness']:.3f}",
            )
        )
    return rows
