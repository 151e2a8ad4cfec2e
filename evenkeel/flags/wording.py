"""Rules and flags in words: short, kind and exact; worth a look, never more than the numbers say."""

from collections.abc import Mapping
from typing import Protocol

from evenkeel import words
from evenkeel.course.rules import Bounds
from evenkeel.course.values import Against, Condition, Rule, Settings
from evenkeel.flags.decide import Flag
from evenkeel.flags.judging import MIN_OWN_WEEKS, MIN_STUDENTS, calm_line


class Measure(Protocol):
    """What the words need to know of a metric.

    `unit`: minutes, hours, share (0 to 1, said as 0 to 100), or anything else, which is left unsaid.
    """

    @property
    def id(self) -> str:
        """The metric's id."""

    @property
    def title(self) -> str:
        """Its name on a page."""

    @property
    def unit(self) -> str:
        """What its values are counted in."""


# What the person did, in the past tense so that "You" and "Rosa" fit alike; {} are the values, one drops (s).
_DID = {
    "posts": "wrote {} post(s)",
    "comments": "wrote {} comment(s)",
    "tweets": "wrote {} short post(s)",
    "reposts": "passed on {} post(s) of others",
    "acts": "wrote, answered or passed on something {} time(s)",
    "words": "wrote {} word(s)",
    "received": "received {} answer(s) or mention(s)",
    "outreach": "addressed people outside the class {} time(s)",
    "engagement_balance": "had an engagement balance of {} of 100",
    "addressed_share": "had an addressed share of {} of 100",
    "matched_share": "had a matched share of {} of 100",
    "direction": "had a direction of {}, where −1 only receives and +1 only gives,",
    "reply_back_rate": "answered {} of every 100 comments and mentions in time",
    "answer_time": "took a median of {} to answer",
    "coursework_share": "had a coursework share of {} of 100",
    "social_minutes": "spent {} on social media",
    "coursework_minutes": "spent {} on coursework",
    "leisure_minutes": "spent {} on leisure",
    "procrastination_minutes": "spent {} on leisure while work was due",
}
_WITHOUT_ESTIMATES = frozenset(
    {
        *("social_minutes", "coursework_minutes", "leisure_minutes"),
        *("procrastination_minutes", "coursework_share"),
    }
)


def amount(x: float, unit: str) -> str:
    """Say a value in its unit: `6 h 10 min`, `5 h`, a share as `0` to `100`, any other number as it is."""
    if unit == "minutes":
        return words.hours(x)
    if unit == "hours":
        return words.hours(60 * x)
    return words.score(x) if unit == "share" else words.number(x)


def sentence(
    rule: Rule, measures: Mapping[str, Measure], bounds: Mapping[str, Bounds], settings: Settings, student: str = ""
) -> str:
    """Read a rule back: whom it looks at, when it goes on, when it goes off, and what it does not look at.

    `student`: the name of the one it is about, as it is shown.
    """
    when = " and ".join(_condition(each, measures[each.metric]) for each in rule.conditions)
    same = " in the same week," if rule.also else ""
    on = f"Worth a look when {when}{same} {how_often_words(rule.k, rule.m)}"
    weeks = words.count(settings.calm_weeks, "week")
    row = " in a row" if settings.calm_weeks > 1 else ""
    calm = " or ".join(_calm(each, measures[each.metric], bounds[each.metric], settings) for each in rule.conditions)
    return f"{_whom(rule, student, on)}; calm again after {weeks}{row} {calm}.{_left_out(rule)}"


def _condition(condition: Condition, measure: Measure) -> str:
    title = measure.title[:1].lower() + measure.title[1:]
    if condition.against is Against.LINE:
        return f"{title} is {'above' if condition.above else 'below'} {line_words(condition.line, measure)}"
    whose = "for the class" if condition.against is Against.CLASS else "for the student"
    return f"{title} is unusually {'high' if condition.above else 'low'} {whose}"


def _calm(condition: Condition, measure: Measure, bounds: Bounds, settings: Settings) -> str:
    if condition.against is Against.LINE:
        end = "or less" if condition.above else "or more"
        return f"at {line_words(calm_line(condition, bounds, settings), measure)} {end}"
    return f"within {settings.calm_share * condition.line:g} spreads"


def _whom(rule: Rule, student: str, on: str) -> str:
    since = f", from week {rule.since} on" if rule.since > 1 else ""
    if not (rule.section or rule.student):
        return on + since
    whom = f"In section {rule.section}" if rule.section else f"For {student or rule.student} alone"
    return f"{whom}: {on[:1].lower()}{on[1:]}{since}"


def nobody(rule: Rule, student: str = "") -> str:
    """Say why a rule looks at nobody; `student`: the name of the one it is about, as it is shown."""
    if rule.section:
        return f"It looks at nobody: the roster has no student in a section “{rule.section}”."
    if rule.student:
        return f"It looks at nobody: “{student or rule.student}” is no student on the roster, or more than one."
    return "It looks at nobody: there is no student on the roster."


def _left_out(rule: Rule) -> str:
    said = []
    for condition in rule.conditions:
        spreads = f" Unusual is more than {condition.line:g} spreads from the middle of"
        if condition.against is Against.CLASS:
            said.append(f"{spreads} the class that week, of {MIN_STUDENTS} students or more.")
        elif condition.against is Against.OWN:
            said.append(f"{spreads} the student's own earlier weeks, {MIN_OWN_WEEKS} or more.")
    if any(condition.metric in _WITHOUT_ESTIMATES for condition in rule.conditions):
        said.append(" Estimated minutes are left out.")
    return "".join(dict.fromkeys(said))


def how_often_words(k: int, m: int) -> str:
    """Say k of the last m weeks: `in any week`, `in 2 of the last 3 weeks`, `in 3 weeks in a row`."""
    if m == 1:
        return "in any week"
    return f"in {k} weeks in a row" if k == m else f"in {k} of the last {m} weeks"


def reason(flag: Flag, name: str, measures: Mapping[str, Measure]) -> str:
    """Say why a flag went on, with its weeks and numbers; `name` may be "You"."""
    weeks = [judged.week for judged in flag.over]
    places = range(len(flag.rule.conditions))
    did = " and ".join(_did(flag, place, measures) for place in places)
    past = " and ".join(_past(flag, place, measures) for place in places)
    in_weeks = f"in week{'s' * (len(weeks) > 1)} {words.together([str(week) for week in weeks])}"
    return f"{name} {did} {in_weeks}, {past}{_share(flag)}."


def _did(flag: Flag, place: int, measures: Mapping[str, Measure]) -> str:
    measure = measures[flag.rule.conditions[place].metric]
    amounts = words.together([amount(judged.met[place].value, measure.unit) for judged in flag.over])
    did = _DID.get(measure.id, f"had {measure.title} of {{}}")
    return did.format(amounts).replace("(s)", "" if amounts == "1" else "s")


def _past(flag: Flag, place: int, measures: Mapping[str, Measure]) -> str:
    condition = flag.rule.conditions[place]
    measure = measures[condition.metric]
    if condition.against is Against.LINE:
        return f"{'past' if condition.above else 'under'} the line of {line_words(condition.line, measure)}"
    lines = list(dict.fromkeys(line_words(judged.met[place].line, measure) for judged in flag.over))
    usual = "usual in the class" if condition.against is Against.CLASS else "usual in the weeks before"
    side, end = ("more", "up to") if condition.above else ("less", "no less than")
    return f"{side} than {usual} ({end} {words.together(lines)})"


def standing(flag: Flag) -> str:
    """Say how a flag stands: still worth a look, or calm again."""
    return "worth a look" if flag.off_week is None else f"calm again since week {flag.off_week}"


def line_words(x: float, measure: Measure) -> str:
    """Say where a line stands: "5 h", "25 of 100"."""
    return f"{amount(x, measure.unit)} of 100" if measure.unit == "share" else amount(x, measure.unit)


def _share(flag: Flag) -> str:
    """Say how many of the weeks looked at were past the line; weeks that were skipped are not among them."""
    over, weeks = len(flag.over), [judged.week for judged in flag.weeks]
    if len(weeks) == 1:
        return ""
    counted = "weeks" if weeks[-1] - weeks[0] == len(weeks) - 1 else "weeks with numbers"
    return f" in {over} of the last {len(weeks)} {counted}"
