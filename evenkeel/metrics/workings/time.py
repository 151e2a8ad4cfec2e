"""Minutes worked out: stretch by stretch, with their evidence, and the entries without a time of day."""

from collections.abc import Iterable
from itertools import groupby

from evenkeel import words
from evenkeel.metrics.workings.ground import Ground, Loose, Stretch
from evenkeel.metrics.workings.saying import named
from evenkeel.metrics.workings.touching import judged, rests_on
from evenkeel.metrics.workings.values import Line, Part, Told, added, num
from evenkeel.metrics.workings.waiting import Waits, waits, windows_part
from evenkeel.model import MINUTE, Evidence, Purpose, State

SHARE, DUE = "coursework_share", "procrastination_minutes"
METRICS = ("procrastination_minutes", "leisure_minutes", "coursework_minutes", "social_minutes", SHARE)
_KINDS = tuple(str(kind) for kind in Evidence)
_KNOWN = {"unplaced": "self-reported, no time of day", "estimated": "estimated from posting times"}


def minutes(ground: Ground, metric: str, week: int) -> Told:
    """Work out minutes of one kind, by their evidence. METRICS 2, rules 25-40."""
    waiting = waits(ground)
    lines = _counted(ground, metric, week, waiting)
    parts = [Part(_heading(kind), "minutes", tuple(found)) for kind, found in lines.items() if found]
    if metric == DUE:
        parts.append(windows_part(ground, week))
    basis = rests_on(ground, week)
    parts += basis
    evidence = tuple((kind, sum(line.amount or 0.0 for line in lines[kind])) for kind in _KINDS)
    value, n = sum(amount for _, amount in evidence), sum(len(part.lines) for part in basis)
    why = _why(ground, metric, week, n)
    state = State.NO_DATA if why else State.OK
    steps = (*_sums(lines), _total(evidence))
    return Told(tuple(part for part in parts if part.lines), steps, value, n, state, why, evidence)


def _why(ground: Ground, metric: str, week: int, n: int) -> str:
    if not n:
        return f"No tracker, no diary and no act has a part in {named(week)}: not known, not zero."
    if metric == DUE and not judged(ground, week):
        return f"Nothing was due in {named(week)}, no study hours were planned, and nobody labelled a stretch."
    return ""


def _sums(lines: dict[str, list[Line]]) -> tuple[str, ...]:
    return tuple(
        f"{_KNOWN.get(kind, kind)}: {added([line.amount for line in found if line.amount])} min"
        for kind, found in lines.items()
        if found
    )


def _total(evidence: Iterable[tuple[str, float]]) -> str:
    known = [amount for _, amount in evidence if amount]
    total = num(sum(known))
    written = f"{' + '.join(map(num, known))} = {total}" if len(known) > 1 else total
    return f"all together: {written} min, which is {words.hours(sum(known))}"


def share(ground: Ground, week: int) -> Told:
    """Work out coursework / (coursework + leisure) of all minutes, unless too many have no label. Rule 25."""
    held = {purpose: _counted(ground, f"{purpose}_minutes", week, waits(ground)) for purpose in map(str, Purpose)}
    parts = [
        Part(f"{_PURPOSES[purpose]}, {_heading(kind).lower()}", "minutes", tuple(found))
        for purpose, lines in held.items()
        for kind, found in lines.items()
        if found
    ]
    basis = rests_on(ground, week)
    parts += basis
    course, leisure, unknown = (
        sum(line.amount or 0.0 for found in lines.values() for line in found) for lines in held.values()
    )
    n = sum(len(part.lines) for part in basis)
    state, why = _share_state(ground, week, n, (course, leisure, unknown))
    value = course / (course + leisure) if course + leisure else None
    steps = _share_steps(course, leisure, unknown)
    return Told(tuple(part for part in parts if part.lines), steps, value, n, state, why)


_PURPOSES = {"coursework": "Coursework", "leisure": "Leisure", "unknown": "Without a label"}


def _share_steps(course: float, leisure: float, unknown: float) -> tuple[str, ...]:
    together, everything = course + leisure, course + leisure + unknown
    steps = [f"coursework {num(course)} min, leisure {num(leisure)} min, without a label {num(unknown)} min"]
    if everything:
        steps.append(f"without a label: {num(unknown)} ÷ {num(everything)} = {num(unknown / everything)}")
    if together:
        steps.append(f"{num(course)} ÷ ({num(course)} + {num(leisure)}) = {num(course / together)}")
    return tuple(steps)


def _share_state(ground: Ground, week: int, n: int, summed: tuple[float, float, float]) -> tuple[State, str]:
    limit, everything = ground.course.settings.unknown_share_limit, sum(summed)
    if not n:
        return State.NO_DATA, _why(ground, SHARE, week, n)
    if not everything:
        return State.NO_DATA, f"What has a part in {named(week)} adds up to no minutes."
    if summed[2] / everything > limit + 1e-9:
        return State.TOO_LITTLE, f"Not enough is labelled: more than {limit:.0%} of the minutes have no label."
    if not summed[0] + summed[1]:
        return State.NO_DATA, "No minute has a label, so there is nothing to divide by."
    return State.OK, ""


def _heading(kind: str) -> str:
    known = _KNOWN.get(kind, kind)
    return known[:1].upper() + known[1:]


def _counted(ground: Ground, metric: str, week: int, waiting: Waits) -> dict[str, list[Line]]:
    """Return the lines that count, by evidence: stretches, and what entries without a place add."""
    found: dict[str, list[Line]] = {kind: [] for kind in _KINDS}
    for stretch in ground.stretches:
        if week in (0, stretch.week) and (line := _stretch(stretch, metric, waiting)):
            found[stretch.evidence].append(line)
    for evidence, line in _loose(ground, metric, week, waiting):
        found[evidence].append(line)
    return found


def _stretch(stretch: Stretch, metric: str, waiting: Waits) -> Line | None:
    length = stretch.ends - stretch.starts
    counted, said = length, _what(stretch)
    if metric == DUE:
        counted, said = _due(stretch, waiting)
    elif metric == "social_minutes":
        counted = length if stretch.social else 0
    elif metric != f"{stretch.purpose}_minutes":
        counted = 0
    if not counted:
        return None
    return Line(_label(stretch.purpose), counted / MINUTE, said, stretch.starts, stretch.ends)


def _label(purpose: str) -> str:
    return "purpose unknown" if purpose == Purpose.UNKNOWN else purpose


def _what(stretch: Stretch | Loose) -> str:
    said = ["labelled “I meant to be working”"] * stretch.meant + ["marked by the student"] * stretch.marked
    return ", ".join(said)


def _due(stretch: Stretch, waiting: Waits) -> tuple[int, str]:
    length = stretch.ends - stretch.starts
    if stretch.meant:
        return length, f"{_what(stretch)}: all {num(length / MINUTE)} min count"
    if stretch.purpose != Purpose.LEISURE:
        return 0, ""
    overlap = waiting.overlap(stretch.starts, stretch.ends)
    said = f"of {num(length / MINUTE)} min, {num(overlap / MINUTE)} while work waited"
    return overlap, f"{said}; {_what(stretch)}" if stretch.marked else said


def _loose(ground: Ground, metric: str, week: int, waiting: Waits) -> Iterable[tuple[str, Line]]:
    """Share out what each day's entries without a place add to it: their room, in proportion. Rules 32, 33."""
    placed: dict[int, int] = {}
    for stretch in ground.stretches:
        placed[stretch.day] = placed.get(stretch.day, 0) + stretch.ends - stretch.starts
    for day, rows in groupby(ground.loose, key=lambda row: row.day):
        entries = list(rows)
        if week not in (0, entries[0].week):
            continue
        on_day = placed.get(day, 0) / MINUTE
        measured = [row for row in entries if row.evidence == Evidence.MEASURED]
        told = [row for row in entries if row.evidence != Evidence.MEASURED]
        first = max(0.0, sum(row.minutes for row in measured) - on_day)
        second = max(0.0, sum(row.minutes for row in told) - on_day - first)
        yield from _shared("measured", measured, on_day, first, metric, waiting)
        yield from _shared("unplaced", told, on_day + first, second, metric, waiting)


def _shared(
    evidence: str, rows: list[Loose], taken: float, room: float, metric: str, waiting: Waits
) -> Iterable[tuple[str, Line]]:
    reported = sum(row.minutes for row in rows)
    for row in rows:
        amount = room * row.minutes / reported if row.minutes else 0.0
        if not (amount and _row_counts(row, metric, waiting)):
            continue
        said = (
            f"{num(reported)} min told of the day − {num(taken)} placed already = {num(room)} min of room"
            if room
            else "no room in its day"
        )
        if len(rows) > 1:
            said += f"; its part: {num(room)} × {num(row.minutes)} ÷ {num(reported)}"
        meant = f"; {_what(row)}" if row.meant or row.marked else ""
        yield evidence, Line(f"{_label(row.purpose)}, no time of day", amount, said + meant, row.starts)


def _row_counts(row: Loose, metric: str, waiting: Waits) -> bool:
    if metric == DUE:
        return row.meant or (row.purpose == Purpose.LEISURE and waiting.holds(row.starts, row.ends))
    return row.social if metric == "social_minutes" else metric == f"{row.purpose}_minutes"
