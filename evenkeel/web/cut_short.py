"""When a week's numbers are lower bounds: a source left some of it out, and no other makes up for it."""

from collections.abc import Iterable


def is_cut_short(sources: Iterable[tuple[str, bool]]) -> bool:
    """Tell whether some kind of act is shown by cut sources alone, from (kinds, cut short) of a student's week.

    A table that speaks for everything ("any") does not make up for a blog's own feed.
    """
    whole: dict[str, bool] = {}
    for kinds, cut in sources:
        for kind in kinds.split(",") if kinds != "any" else ():
            whole[kind] = whole.get(kind, False) or not cut
    return not all(whole.values())
