"""The field's exercises, each handed in with a post that is there anyway: the week's post is then about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from evenkeel.sample.nouns import Act, Hours, Kind, Person
from evenkeel.sample.plan import Plan
from evenkeel.sample.term import ASKED, LOCAL_NEWS, PENDING_BEFORE, VIDEO, WEEKLY_POST, Task

MISSING, LATE = 0.2, 0.45
LATE_BY = timedelta(days=9)


def plan_exercises(plan: Plan) -> None:
    """Say with a tag of which post is for which exercise; no act is added, so that no story moves.

    Who records their time hands in before the hours count as procrastination; late and missing are among the others.
    """
    posts: dict[str, list[int]] = {}
    for place, act in sorted(enumerate(plan.acts), key=lambda pair: (pair[1].at, pair[1].key)):
        if act.kind is Kind.POST and act.venue == act.author and not {LOCAL_NEWS, VIDEO} & set(act.labels):
            posts.setdefault(act.author, []).append(place)
    for person in plan.students:
        for task in plan.term.asked():
            found = _post(plan, person, task, posts.get(person.email, ()))
            if found is not None:
                plan.acts[found] = _tagged(plan.acts[found], task.exercise)


def _post(plan: Plan, person: Person, task: Task, posts: Iterable[int]) -> int | None:
    """Choose the post that a task is handed in with, by its place in the plan."""
    first, last = task.release, task.due - PENDING_BEFORE
    luck = plan.dice(task.exercise, person.email).random()
    if person.part.hours is Hours.NONE and luck < LATE:
        if luck < MISSING:
            return None
        first, last = task.due, task.due + LATE_BY
    fitting = [place for place in posts if first <= plan.acts[place].at < last]
    free = [place for place in fitting if _is_free(plan.acts[place])]
    # Who has nothing else hands in with the post of that week, for which the work was open anyway.
    same_week = [place for place in posts if last <= plan.acts[place].at < task.due]
    return next(iter([*reversed(free or fitting), *same_week]), None)


def _is_free(act: Act) -> bool:
    return not set(ASKED) & set(act.labels)


def _tagged(act: Act, exercise: str) -> Act:
    # It stays the week's post as well, which it would not be with another exercise's tag alone.
    return replace(act, labels=tuple(dict.fromkeys((*act.labels, exercise, WEEKLY_POST))))
