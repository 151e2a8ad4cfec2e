"""When a week's numbers are lower bounds: a source left some of it out, and no other makes up for it."""

from collections.abc import Iterable, Mapping

import pandas as pd

from evenkeel.metrics.measures import TERM

# The kinds of act that a count counts; what is addressed to a student is shown by others' sources.
_EVERY = frozenset({"post", "comment", "tweet", "repost"})
_COUNTED = {
    **{f"{kind}s": frozenset({kind}) for kind in _EVERY},
    **dict.fromkeys(("acts", "words", "outreach"), _EVERY),
}
# The kinds cut short in each week (0: the term).
Short = Mapping[int, frozenset[str]]
NOTHING: Short = {}


def kinds_cut(sources: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Return the kinds of act that cut sources alone show, from (kinds, cut short) of a student's week.

    A table that speaks for everything ("any") does not make up for a blog's own feed.
    """
    whole: dict[str, bool] = {}
    for kinds, cut in sources:
        for kind in kinds.split(",") if kinds != "any" else ():
            whole[kind] = whole.get(kind, False) or not cut
    return frozenset(kind for kind, is_whole in whole.items() if not is_whole)


def is_cut_short(sources: Iterable[tuple[str, bool]]) -> bool:
    """Tell whether some kind of act is shown by cut sources alone."""
    return bool(kinds_cut(sources))


def short(coverage: pd.DataFrame) -> Short:
    """Return what is cut short of one student week by week, and of the term; columns as `metrics.readings.coverage`."""
    held: dict[int, list[tuple[str, bool]]] = {}
    for week, kinds, cut in coverage[["week", "kinds", "cut_short"]].itertuples(index=False, name=None):
        held.setdefault(int(week), []).append((str(kinds), bool(cut)))
    found = {week: kinds for week, sources in held.items() if (kinds := kinds_cut(sources))}
    return {**found, TERM: frozenset().union(*found.values())} if found else {}


def is_at_least(metric: str, week: int, cut: Short) -> bool:
    """Tell whether a count of a week is a lower bound: some of what it counts was left out by a source."""
    return bool(_COUNTED.get(metric, frozenset()) & cut.get(week, frozenset()))
