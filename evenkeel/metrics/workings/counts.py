"""The counts, worked out: each act is a line, and the number is how many there are (or how many words they have)."""

from evenkeel import words
from evenkeel.metrics.workings.ground import Ground, Wrote
from evenkeel.metrics.workings.saying import KINDS, covered_why, named
from evenkeel.metrics.workings.values import Line, Part, Told, added, num
from evenkeel.model import Kind, State

OF_KIND = {"posts": "post", "comments": "comment", "tweets": "tweet", "reposts": "repost"}
METRICS = ("acts", *OF_KIND, "words", "outreach", "received")


def count(ground: Ground, metric: str, week: int) -> Told:
    """Work out a count of a week, or of the term (0). METRICS 3, rules 5, 7-9, 17, 18."""
    if metric == "received":
        return _received(ground, week)
    own = [act for act in ground.wrote if week in (0, act.week) and _counts(act, metric)]
    part = Part(_HEADINGS.get(metric, "Written"), "words" if metric == "words" else "acts", _lines(own, metric))
    why = covered_why(ground, week, OF_KIND.get(metric, ""))
    n = 0 if why else len(own)
    return Told((part,) if own else (), (_sum(part, metric),), part.total, n, _state(why), why)


_HEADINGS = {"outreach": "Addressed to somebody outside the class"}


def _counts(act: Wrote, metric: str) -> bool:
    if metric == "outreach":
        return act.outside
    return metric not in OF_KIND or act.kind == OF_KIND[metric]


def _lines(acts: list[Wrote], metric: str) -> tuple[Line, ...]:
    of_words = metric == "words"
    return tuple(
        Line(
            f"{KINDS[act.kind]} to" if act.whom else KINDS[act.kind],
            float(act.words) if of_words else 1.0,
            "a repost has no words of one's own" if of_words and act.kind == Kind.REPOST else "",
            act.at,
            whom=act.whom,
            act=act.act,
        )
        for act in acts
    )


def _received(ground: Ground, week: int) -> Told:
    lines = tuple(
        Line(f"{KINDS[tie.kind]} from", 1.0, "", tie.at, whom=(tie.other,), act=tie.act)
        for tie in ground.ties
        if not tie.gave and week in (0, tie.week)
    )
    part = Part("Received", "acts", lines)
    why = _unheard(ground, week)
    n = 0 if why else len(lines)
    return Told((part,) if lines else (), (_sum(part, "received"),), part.total, n, _state(why), why)


def _unheard(ground: Ground, week: int) -> str:
    if not (ground.wrote_any or ground.addressed_any):
        return "The student wrote nothing on record and nobody addressed them, so nothing can be said."
    return "" if ground.span(week).in_data else f"The data end before {named(week)} begins."


def _sum(part: Part, metric: str) -> str:
    if metric == "words":
        return f"words: {added([line.amount for line in part.lines if line.amount])}"
    if not part.lines:
        return "no line, so 0"
    return f"{words.count(len(part.lines), 'line')} counting 1 each = {num(part.total)}"


def _state(why: str) -> State:
    return State.NO_DATA if why else State.OK
