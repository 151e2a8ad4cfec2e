"""What the page of the exercises says: its sentences, its grids and its legend, from how work stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from evenkeel import words
from evenkeel.exercises.grading import Grade
from evenkeel.exercises.standing import MEANINGS, SHAPES, Standing, Work
from evenkeel.exercises.values import Exercise
from evenkeel.web.listing import Html, table

Grades = Mapping[tuple[str, str, str], Grade]
STUDENT, WORTH_KNOWING = "Student", "Worth knowing"
_IN_HAND = (Standing.DONE, Standing.LATE, Standing.CHECKED)


def title_of(exercise: str, known: Mapping[str, Exercise]) -> str:
    """Name an exercise; one without a definition is named by its id."""
    return known[exercise].title if exercise in known else exercise


def task_name(work: Work, known: Mapping[str, Exercise]) -> str:
    """Name what was asked: `Weekly blog post, week 3`."""
    return occasion_name(work.exercise, work.occasion, known)


def occasion_name(exercise: str, occasion: str, known: Mapping[str, Exercise]) -> str:
    """Name an exercise and its occasion; the first dated one needs no number."""
    title = title_of(exercise, known)
    if occasion == "time 1":
        return title
    return f"{title}, {occasion}"


def finding(found: Sequence[Work]) -> str:
    """Say the page's first sentence: how much of what was due is there."""
    due = [one for one in found if one.standing is not Standing.OPEN]
    if not due:
        return "Nothing that was asked is due yet"
    done = sum(1 for one in due if one.standing in _IN_HAND)
    return f"{done:,} of {len(due):,} things that were due are there"


def counted(found: Iterable[Work]) -> str:
    """Say how work stands: `40 done, 3 late, 1 missing and 2 no data`."""
    held = Counter(one.standing for one in found)
    return words.together([f"{held[state]:,} {state}" for state in Standing if held[state]]) or "nothing asked yet"


def sentences(found: Sequence[Work], named: Mapping[str, Exercise]) -> list[str]:
    """Say how dated exercises and each weekly one stand, apart."""
    return [f"{name}: {counted(rows)}." for name, rows in _apart(found, named).items()]


def standings(found: Sequence[Work], named: Mapping[str, Exercise]) -> Html:
    """Write how dated exercises and each weekly one stand, apart, as counts under each state's shape and word."""
    shown = [state for state in Standing if any(one.standing is state for one in found)]
    rows = []
    for name, works in _apart(found, named).items():
        held = Counter(one.standing for one in works)
        rows.append((name, *(f"{held[state]:,}" if held[state] else "" for state in shown)))
    heads = ("Exercise", *(f"{SHAPES[state]} {state}" for state in shown))
    return table(heads, rows, numbers=frozenset(range(1, len(heads))), folds=True)


def _apart(found: Sequence[Work], named: Mapping[str, Exercise]) -> dict[str, list[Work]]:
    """Sort work by exercise: those with a date first, then those of every week."""
    held: dict[str, list[Work]] = {}
    for one in sorted(found, key=lambda one: one.week is not None):
        title = title_of(one.exercise, named)
        held.setdefault(title if one.week is None else f"{title}, every week", []).append(one)
    return held


def legend() -> Html:
    """Write each state's shape, word and meaning."""
    rows = [(f"{SHAPES[state]} {state}", MEANINGS[state]) for state in Standing]
    return table(("State", "It means"), rows)


def cell(work: Work, grade: Grade | None) -> str:
    """Write a cell: shape, word, and what was said of it."""
    said = f"{SHAPES[work.standing]} {work.standing}"
    if grade is None:
        return said
    return f"{said}, {judged(grade)}"


def judged(grade: Grade) -> str:
    """Say that work was looked at, with its points if it has some."""
    if grade.points is None:
        return "looked at"
    return "1 point" if grade.points == 1 else f"{words.number(grade.points)} points"


def columns(found: Iterable[Work], named: Mapping[str, Exercise]) -> dict[str, tuple[str, str]]:
    """Give the grid's columns by what is written above them: (exercise, occasion), in order of the due times."""
    tasks = {(one.exercise, one.occasion): one.due for one in found}
    in_order = sorted(tasks, key=lambda task: (tasks[task], task))
    weekly = len({exercise for exercise, _ in in_order}) == 1 and all("week" in occasion for _, occasion in in_order)
    return {
        (words.sentence(occasion) if weekly else occasion_name(exercise, occasion, named)): (exercise, occasion)
        for exercise, occasion in in_order
    }


def grid(
    found: Iterable[Work],
    grades: Grades,
    names: Sequence[tuple[str, str]],
    heads: Mapping[str, tuple[str, str]],
    spread: Mapping[str, str],
) -> pd.DataFrame:
    """Write students by exercises as a frame of words; `names` are (address, name as shown) in order.

    Columns: Student, those of `heads`, and Worth knowing where there is something.
    """
    by_key = {one.key: one for one in found}
    rows = []
    for student, name in names:
        works = {head: by_key.get((student, *task)) for head, task in heads.items()}
        cells = {head: cell(one, grades.get(one.key)) if one else "" for head, one in works.items()}
        crowds = [f"{head}: {one.crowd}" for head, one in works.items() if one and one.crowd]
        told = "; ".join([*([spread[student]] if student in spread else []), *crowds])
        rows.append({STUDENT: name, **cells, WORTH_KNOWING: words.sentence(told)})
    frame = pd.DataFrame(rows, columns=[STUDENT, *heads, WORTH_KNOWING], dtype=object)
    return frame if frame[WORTH_KNOWING].any() else frame.drop(columns=WORTH_KNOWING)
