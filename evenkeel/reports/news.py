"""What came in during a week and what is missing from it, counted and said in plain words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from evenkeel import words
from evenkeel.metrics.cut_short import kinds_cut

KINDS = ("posts", "comments", "tweets", "reposts")
_NAMES = {
    "posts": ("post", "posts"),
    "comments": ("comment", "comments"),
    "tweets": ("short post", "short posts"),
    "reposts": ("repost", "reposts"),
}
# A usual week needs so many completed ones beside the week looked at.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class CameIn:
    """One kind of act in a week: how many, by how many students, and how many in the class's usual week.

    `lower_bound`: a source left some of somebody's week out, so there are at least so many.
    """

    kind: str
    n: int
    students: int
    usual: float | None
    lower_bound: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there for a week: what it is, whom it concerns, and what that means for the page."""

    what: str
    who: tuple[str, ...]
    means: str


def came_in(
    counts: Mapping[str, pd.DataFrame],
    week: int,
    completed: Collection[int],
    among: Collection[str],
    cut: Collection[str] = (),
) -> list[CameIn]:
    """Count each kind of act in a week; `counts` are the rows of each kind's metric, `cut` the kinds cut short.

    The usual week is the median of the other completed weeks' sums.
    """
    found = []
    for kind in KINDS:
        frame = counts[kind]
        frame = frame[frame["student"].isin(among) & (frame["week"] > 0)]
        sums = frame.groupby("week")["value"].sum()
        others = [float(sums.get(number, 0)) for number in completed if number != week]
        of_week = frame[frame["week"] == week]
        wrote = int((of_week["value"] > 0).sum())
        usual = median(others) if len(others) >= _ENOUGH else None
        found.append(CameIn(kind, int(of_week["value"].sum()), wrote, usual, kind.removesuffix("s") in cut))
    return found


def came_in_sentence(found: Sequence[CameIn], week: int, running: bool) -> str:
    """Say what came in beside the usual week: "97 acts in week 6, about as many as in a usual week (95)"."""
    total = sum(each.n for each in found)
    so_far = "so far " if running else ""
    known = "at least " if any(each.lower_bound for each in found) and total else ""
    said = f"{words.sentence(known + words.count(total, 'act'))} {so_far}in {words.week(week)}"
    usual = [each.usual for each in found]
    if running or any(x is None for x in usual):
        return f"{said}."
    about = sum(x for x in usual if x is not None)
    return f"{said}, {_beside(total, about)} ({words.number(round(about))})."


def _beside(total: float, usual: float) -> str:
    if total > usual * 1.2:
        return "more than in a usual week"
    return "fewer than in a usual week" if total < usual * 0.8 else "about as many as in a usual week"


def came_in_rows(found: Iterable[CameIn], of: int) -> list[tuple[str, ...]]:
    """Give the table of what came in: kind, number, usual week, how many students wrote any."""
    return [
        (
            words.sentence(_NAMES[each.kind][1]),
            f"{'at least ' if each.lower_bound else ''}{words.number(each.n)}",
            "–" if each.usual is None else words.number(round(each.usual)),
            f"{each.students} of {of}",
        )
        for each in found
        if each.n or each.usual
    ]


def missing(
    students: Sequence[str], coverage: pd.DataFrame, entries: pd.DataFrame, week: int, ever: Collection[str]
) -> list[Missing]:
    """Tell what is not there for a week, each student in one place only for acts and one for time.

    `coverage` and `entries` are the reads of these names; `ever`: who has anything loaded, in any week.
    """
    of_week = coverage[coverage["week"] == week]
    covered = set(of_week["student"])
    timed = set(entries.loc[(entries["week"] == week) & (entries["rows"] > 0), "student"])
    nothing = tuple(s for s in students if s not in ever)
    rest = [s for s in students if s in ever]
    found = [
        Missing("Nothing has been loaded", nothing, "No number of theirs can be shown, and no flag can rise."),
        Missing(
            "No export shows this week",
            tuple(s for s in rest if s not in covered),
            "What they wrote is unknown, not nothing.",
        ),
        Missing(
            "Cut short in this week", _cut_short(of_week, rest), "A source left items out: their counts are “at least”."
        ),
        Missing(
            "No tracker or diary data",
            tuple(s for s in rest if s not in timed),
            "Minutes are estimated from posting times and never flag.",
        ),
    ]
    return [each for each in found if each.who]


def cut_kinds(coverage: pd.DataFrame, week: int, among: Collection[str]) -> frozenset[str]:
    """Return the kinds of act of which a source left some out in a week, of any of these students."""
    held = _sources(coverage[coverage["week"] == week])
    return frozenset().union(*(kinds_cut(sources) for student, sources in held.items() if student in among))


def _cut_short(of_week: pd.DataFrame, students: Sequence[str]) -> tuple[str, ...]:
    """Name those of whom some kind of act is shown by cut sources alone."""
    held = _sources(of_week)
    return tuple(student for student in students if kinds_cut(held.get(student, ())))


def _sources(of_week: pd.DataFrame) -> dict[str, list[tuple[str, bool]]]:
    held: dict[str, list[tuple[str, bool]]] = {}
    for student, kinds, cut in of_week[["student", "kinds", "cut_short"]].itertuples(index=False, name=None):
        held.setdefault(student, []).append((kinds, cut))
    return held


def unmatched_sentence(unmatched: pd.DataFrame) -> str:
    """Say how much was loaded that nobody on the roster stands behind; empty where all is matched."""
    if unmatched.empty:
        return ""
    acts, entries = int(unmatched["acts"].sum()), int(unmatched["entries"].sum())
    parts = [words.count(acts, "act")] if acts else []
    parts += [words.count(entries, "time entry", "time entries")] if entries else []
    accounts = words.sentence(words.count(len(unmatched), "account"))
    fit, are = ("fits", "is") if len(unmatched) == 1 else ("fit", "are")
    return f"{accounts} with {words.together(parts)} {fit} nobody on the roster, and {are} counted for nobody."
