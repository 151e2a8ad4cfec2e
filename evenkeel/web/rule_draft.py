"""A rule being written: what its fields hold, and what it would have done in the weeks so far, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evenkeel import words
from evenkeel.course.values import Rule
from evenkeel.flags.chance import ORDINARY, ordinary_students_flagged
from evenkeel.flags.decide import Flag
from evenkeel.flags.suggest import Suggestion
from evenkeel.flags.wording import amount
from evenkeel.metrics.registry import METRICS, Metric

CUSTOM = "k of the last m weeks"
HOW_OFTEN = {"in any week": (1, 1), "in 2 of the last 3 weeks": (2, 3), "in 3 weeks in a row": (3, 3)}
# Beyond this the chance takes too long to count for a page, and says nothing of a term.
LONGEST = 12


@dataclass(frozen=True, slots=True)
class LineField:
    """How a line is typed: the unit's words, how much of it makes one unit of the metric, ends and step."""

    label: str
    scale: float
    step: float
    low: float | None
    high: float | None

    def typed(self, line: float) -> float:
        """Give a line as it is typed."""
        return round(line / self.scale, 4)

    def line(self, typed: float) -> float:
        """Give the line that was typed, in the metric's own unit."""
        return round(typed * self.scale, 6)


def line_field(metric: Metric) -> LineField:
    """Give the field for a metric's line: minutes are typed as hours, shares from 0 to 100."""
    label, scale, step = {
        "minutes": ("Line (hours a week)", 60.0, 0.25),
        "hours": ("Line (hours)", 1.0, 1.0),
        "share": ("Line (0 to 100)", 0.01, 5.0),
        "signed": ("Line (−1 to 1)", 1.0, 0.05),
    }.get(metric.unit, ("Line (a week)", 1.0, 1.0))
    low, high = metric.low, metric.high
    return LineField(
        label,
        scale,
        step,
        None if low is None else round(low / scale, 4),
        None if high is None else round(high / scale, 4),
    )


def first_line(metric: Metric, suggested: float | None) -> float:
    """Return where the line of a new rule starts: what fits the class, else a place in the metric's middle."""
    if suggested is not None and (metric.high is None or suggested <= metric.high):
        return suggested
    if metric.high is not None:
        return ((metric.low or 0) + metric.high) / 2
    return {"minutes": 300.0, "hours": 48.0}.get(metric.unit, 1.0)


def how_often_choice(k: int, m: int) -> str:
    """Return which of the choices says k of m."""
    return next((choice for choice, pair in HOW_OFTEN.items() if pair == (k, m)), CUSTOM)


def with_rule(rules: Sequence[Rule], place: int | None, rule: Rule) -> tuple[Rule, ...]:
    """Put a rule in the place of another, or at the end; the same rule does not stand twice."""
    changed = [*rules, rule] if place is None else [rule if n == place else r for n, r in enumerate(rules)]
    return tuple(dict.fromkeys(changed))


def without_rule(rules: Sequence[Rule], place: int) -> tuple[Rule, ...]:
    """Take a rule out."""
    return tuple(rule for n, rule in enumerate(rules) if n != place)


def place_of(rules: Sequence[Rule], tried: Rule) -> int | None:
    """Find the rule that a tried one would change: of the same metric and side; None: it would be added."""
    same = [n for n, r in enumerate(rules) if (r.metric, r.above) == (tried.metric, tried.above)]
    exact = [n for n in same if (rules[n].k, rules[n].m) == (tried.k, tried.m)]
    return next(iter(exact or same), None)


# What it would have done


def preview_sentence(flags: Iterable[Flag], of: int, weeks: int) -> str:
    """Say whom a rule would have flagged so far: "Would have flagged 6 of 24 in 14 weeks; 1 still is"."""
    if not weeks:
        return "No week has ended yet, so there is nothing to try it on."
    found = list(flags)
    many, still = len({f.student for f in found}), len({f.student for f in found if f.off_week is None})
    in_weeks = f"in the {words.count(weeks, 'week')} so far" if weeks > 1 else "in the one week so far"
    if not many:
        return f"Would have flagged nobody of {of} {in_weeks}."
    now = f"{still or 'none'} of them still {'are' if still > 1 else 'is'} worth a look"
    return f"Would have flagged {many} of {of} {in_weeks}; {now}."


def change_sentence(
    before: Collection[Flag], after: Collection[Flag], names: Mapping[str, str], several: bool = False
) -> str:
    """Say who would be flagged that is not so now, and the other way round; empty where both are alike."""
    was, would = {f.student for f in before}, {f.student for f in after}
    more, fewer = (sorted(names.get(s, s) for s in some) for some in (would - was, was - would))
    than = "the rules in force" if several else "the rule in force"
    said = []
    if more:
        said.append(f"{len(more)} more than {than}: {words.together(more)}")
    if fewer:
        said.append(f"{len(fewer)} fewer: {words.together(fewer)}")
    return f"{words.sentence('; '.join(said))}." if said else ""


def preview_rows(flags: Iterable[Flag], names: Mapping[str, str], weeks: Sequence[int]) -> list[tuple[str, ...]]:
    """Give one row a flagged student: name, the weeks in which the flag was on, and the numbers that raised it."""
    by_student: dict[str, list[Flag]] = {}
    for flag in flags:
        by_student.setdefault(flag.student, []).append(flag)
    rows = [
        (names.get(s, s), "; ".join(_on(f, weeks) for f in theirs), "; ".join(_numbers(f) for f in theirs))
        for s, theirs in by_student.items()
    ]
    return sorted(rows, key=lambda row: row[0].casefold())


def _on(flag: Flag, weeks: Sequence[int]) -> str:
    if flag.off_week is None:
        return f"since week {flag.week} ▲"
    last = max((week for week in weeks if week < flag.off_week), default=flag.week)
    return f"week {flag.week}" if last == flag.week else f"weeks {flag.week}–{last}"


def _numbers(flag: Flag) -> str:
    unit = METRICS[flag.rule.metric].unit
    return words.together([f"{amount(each.met[0].value, unit)} in week {each.week}" for each in flag.over])


def chance_sentence(rule: Rule, students: int, weeks: int) -> str:
    """Say how many quite ordinary students a rule is expected to flag in a term, by chance alone."""
    if rule.m > LONGEST or not students:
        return ""
    expected = ordinary_students_flagged(students, rule.k, rule.m, weeks)
    many = "fewer than 1" if expected < 0.95 else f"about {words.number(round(expected))}"
    return (
        f"If each of {words.count(students, 'student')} were past the line in {ORDINARY * 100:.0f} of 100 weeks by "
        f"chance, this rule would flag {many} of them in a term of {weeks} weeks."
    )


def suggestion_sentence(found: Suggestion, metric: Metric) -> str:
    """Say which line fits the class and how it was found."""
    if found.line is None:
        return found.why
    if metric.high is not None and found.line > metric.high:
        return "This class differs so much that no line above its middle would be unusual."
    return f"Unusual in this class: above {amount(found.line, metric.unit)}. {found.why}"
