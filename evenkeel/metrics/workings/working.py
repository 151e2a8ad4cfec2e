"""Working a number out: the family finds it, and the week's own state is laid over it."""

from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.workings import balance, counts, time
from evenkeel.metrics.workings.answers import answer_time, reply_back
from evenkeel.metrics.workings.ground import Ground
from evenkeel.metrics.workings.lateness import lateness
from evenkeel.metrics.workings.rhythm import burstiness, steadiness
from evenkeel.metrics.workings.saying import named
from evenkeel.metrics.workings.values import Result, Told, Working
from evenkeel.model import State


def working(ground: Ground, metric: str, week: int) -> Working:
    """Work out one number of a begun week (0: the term; a number of the term alone is that whatever the week).

    The arithmetic is done from the lines that the working holds, and comes to the row of `measure`: value, n, state
    and, of minutes, their evidence. Raises `KeyError` for a metric that is not registered.
    """
    if not METRICS[metric].weekly:
        week = 0
    told = _told(ground, metric, week)
    span = ground.span(week)
    value = told.value if told.state is State.OK else None
    state = told.state if span.completed else State.PENDING
    why = told.why if span.completed else _so_far(told, week)
    return Working(metric, week, told.parts, told.steps, Result(value, told.n, state, told.evidence), why)


def _so_far(told: Told, week: int) -> str:
    running = f"{named(week).capitalize()} is still running: the number is so far, and flags nobody."
    if told.why:
        return f"{told.why} {named(week).capitalize()} is still running."
    return running


def _told(ground: Ground, metric: str, week: int) -> Told:
    if metric in balance.METRICS:
        return balance.balance(ground, metric, week)
    if metric in counts.METRICS:
        return counts.count(ground, metric, week)
    if metric == time.SHARE:
        return time.share(ground, week)
    if metric in time.METRICS:
        return time.minutes(ground, metric, week)
    if metric in ("reply_back_rate", "answer_time"):
        return (reply_back if metric == "reply_back_rate" else answer_time)(ground, week)
    return {"lateness": lateness, "steadiness": steadiness, "burstiness": burstiness}[metric](ground)
