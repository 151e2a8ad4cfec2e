"""Lateness among classmates, worked out: the student's place in the order of hand-ins, task by task."""

from evenkeel import words
from evenkeel.metrics.workings.ground import Ground, Handed
from evenkeel.metrics.workings.values import Line, Part, Told, added, num
from evenkeel.model import State

_SUBMITTERS, _TASKS = 10, 3


def lateness(ground: Ground) -> Told:
    """Work out the mean mid-rank percentile over tasks that enough handed in. METRICS 2; Sabnis et al. 2022."""
    ranked = [task for task in ground.handed if task.of >= _SUBMITTERS]
    small = [task for task in ground.handed if task.of < _SUBMITTERS]
    counted = Part("Tasks that ten or more handed in", "share", tuple(_line(task) for task in ranked))
    left = Part("Left out: fewer than ten handed in", "share", tuple(_left(task) for task in small))
    parts = tuple(part for part in (counted, left) if part.lines)
    n = len(ranked)
    if not n:
        why = "The student handed in no task that ten or more of the class handed in."
        return Told(parts, ("tasks: 0",), None, 0, State.NO_DATA, why)
    value = counted.total / n
    steps = (
        f"places: {added([line.amount for line in counted.lines if line.amount is not None])}",
        f"{num(counted.total)} ÷ {words.count(n, 'task')} = {num(value)}",
    )
    why = "" if n >= _TASKS else f"It rests on {words.count(n, 'task')}, and takes {_TASKS}."
    return Told(parts, steps, value, n, State.TOO_LITTLE if why else State.OK, why)


def _line(task: Handed) -> Line:
    place = (task.earlier + task.same / 2) / task.of
    said = f"({task.earlier} earlier + {task.same} at that time ÷ 2) ÷ {task.of} who handed in = {num(place)}"
    return Line(_name(task), place, said, task.at, act=task.act)


def _left(task: Handed) -> Line:
    return Line(_name(task), None, f"{task.of} handed in", task.at, act=task.act)


def _name(task: Handed) -> str:
    return f"{task.exercise}, {words.week(task.week)}" if task.week else task.exercise
