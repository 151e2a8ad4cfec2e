"""Rules and flags in words: short, kind and exact; worth a look, never more than the numbers say."""

from typing import Protocol

from evenkeel import words
from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag, calm_line


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


def sentence(rule: Rule, measure: Measure, bounds: Bounds, settings: Settings) -> str:
    """Read a rule back: when it goes on, when it goes off, and what it does not look at."""
    title = measure.title[:1].lower() + measure.title[1:]
    side, end = ("above", "or less") if rule.above else ("below", "or more")
    on = f"Worth a look when {title} is {side} {_line(rule.line, measure)} {how_often_words(rule.k, rule.m)}"
    calm = _line(calm_line(rule, bounds, settings), measure)
    weeks = words.count(settings.calm_weeks, "week")
    off = f"calm again after {weeks} {'in a row ' if settings.calm_weeks > 1 else ''}at {calm} {end}"
    estimates = " Estimated minutes are left out." if rule.metric in _WITHOUT_ESTIMATES else ""
    return f"{on}; {off}.{estimates}"


def how_often_words(k: int, m: int) -> str:
    """Say k of the last m weeks: `in any week`, `in 2 of the last 3 weeks`, `in 3 weeks in a row`."""
    if m == 1:
        return "in any week"
    return f"in {k} weeks in a row" if k == m else f"in {k} of the last {m} weeks"


def reason(flag: Flag, name: str, measure: Measure) -> str:
    """Say why a flag went on, with its weeks and numbers; `name` may be "You"."""
    weeks, values = zip(*flag.over, strict=True)
    did = _DID.get(measure.id, f"had {measure.title} of {{}}")
    amounts = words.together([amount(x, measure.unit) for x in values])
    said = did.format(amounts).replace("(s)", "" if amounts == "1" else "s")
    in_weeks = f"in week{'s' * (len(weeks) > 1)} {words.together([str(week) for week in weeks])}"
    side = "past" if flag.rule.above else "under"
    return f"{name} {said} {in_weeks}, {side} the line of {_line(flag.rule.line, measure)}{_share(flag)}."


def standing(flag: Flag) -> str:
    """Say how a flag stands: still worth a look, or calm again."""
    return "worth a look" if flag.off_week is None else f"calm again since week {flag.off_week}"


def _line(x: float, measure: Measure) -> str:
    return f"{amount(x, measure.unit)} of 100" if measure.unit == "share" else amount(x, measure.unit)


def _share(flag: Flag) -> str:
    """Say how many of the weeks looked at were past the line; weeks that were skipped are not among them."""
    over, weeks = len(flag.over), [week for week, _ in flag.values]
    if len(weeks) == 1:
        return ""
    counted = "weeks" if weeks[-1] - weeks[0] == len(weeks) - 1 else "weeks with numbers"
    return f" in {over} of the last {len(weeks)} {counted}"
