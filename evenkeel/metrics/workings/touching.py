"""What minutes rest on: the time entries, acts and visits that have a part in a week. Rules 26, 34, 40."""

from evenkeel import words
from evenkeel.metrics.workings.ground import Entry, Ground, Slice, Span
from evenkeel.metrics.workings.values import Line, Part


def rests_on(ground: Ground, week: int) -> list[Part]:
    """List the entries, and the acts and visits, with a part in a week (0: the term)."""
    spans = [span for span in ground.weeks if week in (0, span.number)]
    placed = [Line("time entry", None, "", e.starts, e.ends) for e in ground.entries if _touches(e, spans)]
    loose = [
        Line("time entry, no time of day", None, f"{row.minutes:g} min", row.starts)
        for row in ground.loose
        if week in (0, row.week)
    ]
    owned = [_owned(one) for one in ground.slices if any(_has_part(one, span) for span in spans)]
    counted = words.count(len(placed) + len(loose), "entry", "entries")
    told = "Each act owns the time since the one before it in its session, and the first one the lead."
    return [
        Part("Time entries that it rests on", "minutes", tuple(placed + loose), f"{words.sentence(counted)}."),
        Part("Acts and visits that estimates come from", "minutes", tuple(owned), told),
    ]


def _owned(one: Slice) -> Line:
    visit = one.act < 0
    return Line("visit" if visit else "act", None, "", one.starts, one.ends, act=None if visit else one.act)


def _touches(entry: Entry, spans: list[Span]) -> bool:
    moment = entry.starts == entry.ends
    return any(
        entry.starts < span.ends and (entry.ends > span.starts or (moment and entry.starts >= span.starts))
        for span in spans
    )


def _has_part(one: Slice, span: Span) -> bool:
    return one.week == span.number or (one.starts < span.ends and one.ends > span.starts)


def judged(ground: Ground, week: int) -> bool:
    """Tell whether a window, study hours or a labelled entry has a part in a week (0: the term)."""
    spans = [span for span in ground.weeks if week in (0, span.number)]
    if any(w.starts < span.ends and w.ends > span.starts for w in ground.windows for span in spans):
        return True
    labelled = [entry for entry in ground.entries if entry.meant and entry.starts < entry.ends]
    return any(_touches(entry, spans) for entry in labelled) or any(
        row.meant and row.minutes > 0 for row in ground.loose if week in (0, row.week)
    )
