"""What the page of the rules reads beyond `reads`: a rule gone through week by week, and whom a rule looks at."""

from evenkeel.course.values import Rule
from evenkeel.flags import wording
from evenkeel.flags.decide import Flag
from evenkeel.flags.replay import Replay
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.web import reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look


@reads.cached
def replay(look: Look, rule: Rule) -> Replay:
    """Go through a rule week by week (see `Desk.replay`)."""
    return look.desk.replay(look.viewer, look.now, rule)


@reads.cached
def flags(look: Look, rules: tuple[Rule, ...]) -> list[Flag]:
    """Return the flags that a set of rules would raise."""
    return [flag for rule in rules for flag in reads.preview(look, rule)]


@reads.cached
def looked_at(look: Look, rule: Rule) -> list[str]:
    """Return the students whom a rule looks at."""
    return look.desk.looked_at(look.viewer, rule)


@reads.cached
def rules_of_files(look: Look) -> tuple[Rule, ...]:
    """Return the rules that held before anybody set others here, as the files have them now."""
    return look.desk.rules_of_files(look.viewer)


def student_of(look: Look, chosen: Chosen, rule: Rule) -> str:
    """Name the student whom a rule is about as the page shows them; empty where it is about nobody in particular."""
    if not rule.student:
        return ""
    found = looked_at(look, rule)
    if found:
        return chosen.name(found[0])
    return rule.student if chosen.names_shown else "somebody not on the roster"


def sentence(look: Look, chosen: Chosen, rule: Rule) -> str:
    """Read a rule back in words, its student named as the page shows them."""
    student = student_of(look, chosen, rule)
    return wording.sentence(rule, METRICS, BOUNDS, look.course.settings, student)


def nobody(look: Look, chosen: Chosen, rule: Rule) -> str:
    """Say why a rule looks at nobody; empty where it looks at somebody, as one for the class always does."""
    if not (rule.section or rule.student):
        return ""
    return "" if looked_at(look, rule) else wording.nobody(rule, student_of(look, chosen, rule))
