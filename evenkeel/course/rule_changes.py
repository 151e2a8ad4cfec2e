"""What a change of the rules changed: which were added, which taken out, and which became another."""

from collections.abc import Sequence
from typing import NamedTuple

from evenkeel.course.values import Against, Rule


class Changed(NamedTuple):
    """One rule before and after; None before: it was added, None after: it was taken out."""

    before: Rule | None
    after: Rule | None


def changed(before: Sequence[Rule], after: Sequence[Rule]) -> tuple[Changed, ...]:
    """List what differs between two sets of rules, in the order of the newer one, then what was taken out.

    A rule that left and one that came are the same one changed, where they have the same number and side.
    """
    left = [rule for rule in before if rule not in after]
    found = []
    for rule in after:
        if rule not in before:
            old = nearest(rule, left)
            left = [each for each in left if each is not old]
            found.append(Changed(old, rule))
    return (*found, *(Changed(rule, None) for rule in left))


def nearest(rule: Rule, others: Sequence[Rule]) -> Rule | None:
    """Find the one of some rules that a rule would be taken for, changed: of the same number and side."""
    same = [each for each in others if (each.metric, each.above) == (rule.metric, rule.above)]
    return max(same, key=lambda each: _alike(rule, each), default=None)


def _alike(one: Rule, other: Rule) -> int:
    return sum(a == b for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(rule: Rule) -> tuple[object, ...]:
    whom: tuple[Against, object, str, str] = (rule.against, rule.also, rule.section, rule.student)
    return (*whom, (rule.k, rule.m), rule.since, rule.line)
