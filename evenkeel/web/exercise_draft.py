"""An exercise being written: what the fields say, read as its file will be, and where each problem belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evenkeel.course.yaml_lines import Problem
from evenkeel.exercises.definitions import KEYS, exercise_from
from evenkeel.exercises.values import Criterion, Exercise, Level
from evenkeel.exercises.writing import exercise_yaml, file_name, is_file_name, yaml_text
from evenkeel.metrics.registry import BOUNDS
from evenkeel.model import Kind

NEW = Exercise("", "", Kind.POST)
USUAL = (Level("there", 2), Level("in part", 1), Level("not yet", 0))
_MISSING = "missing, and needed here"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed: the exercise it makes, or what is wrong with it; and the YAML of its file."""

    exercise: Exercise | None
    problems: tuple[Problem, ...]
    text: str


def read(entries: Mapping[str, object]) -> Draft:
    """Read what the fields say, with the keys of a file, as that file will be read."""
    typed = _filled(entries)
    filled = {key: typed[key] for key in KEYS if key in typed}
    name = str(filled.get("id", ""))
    text = yaml_text(filled)
    exercise, problems = exercise_from(text, f"{name}.yaml", name, BOUNDS)
    if name and not is_file_name(name):
        said = "expected small letters, digits and hyphens, as in local-news-item"
        problems = (*problems, Problem(f"{name}.yaml", 1, "id", said))
    if problems or exercise is None:
        return Draft(None, problems, text)
    return Draft(exercise, (), exercise_yaml(exercise))


def _filled(entries: Mapping[str, object]) -> dict[str, object]:
    """Leave out what was left empty, also inside groups; the lines of a rubric stay, so that they can be counted."""
    found: dict[str, object] = {}
    for key, held in entries.items():
        value: object = _filled(held) if isinstance(held, Mapping) else held
        if isinstance(held, list):
            value = [_filled(item) if isinstance(item, Mapping) else item for item in held]
        if isinstance(value, str):
            value = " ".join(value.split())
        if value is not None and value is not False and value not in ("", [], {}):
            found[key] = value
    return found


def lines(text: str) -> list[str]:
    """Read a text of one entry a line; bullets and numbers that came with it by copying are dropped."""
    found = (line.strip().removeprefix("- ").removeprefix("• ").strip() for line in text.splitlines())
    return [line for line in found if line]


def tags(text: str) -> list[str]:
    """Read tags divided by commas."""
    return [tag for tag in (part.strip().lstrip("#").strip() for part in text.split(",")) if tag]


def copied(exercise: Exercise, taken: Iterable[str]) -> Exercise:
    """Begin a copy under a name of its own and without tags: work may not be handed in for both."""
    known = set(taken)
    names = (f"{file_name(exercise.id)[:50]}-{n}" for n in range(2, len(known) + 3))
    name = next(name for name in names if name not in known)
    return replace(exercise, id=name, title=f"{exercise.title} (copy)", tags=())


def usual_criterion(rubric: Iterable[Criterion]) -> Criterion:
    """Begin a criterion with the levels of the one before, said anew."""
    before = list(rubric)
    levels = before[-1].levels if before else USUAL
    return Criterion("", tuple(replace(level, looks="") for level in levels))


def placed(problems: Iterable[Problem], places: Iterable[str]) -> dict[str, list[str]]:
    """Sort problems to the fields they are about, by key; what fits none goes to the place without a name."""
    known = sorted(places, key=len, reverse=True)
    found: dict[str, list[str]] = {}
    for problem in problems:
        fitting = (place for place in known if _within(problem.key, place))
        found.setdefault(next(fitting, ""), []).append(problem.text)
    return found


def _within(key: str, place: str) -> bool:
    return bool(place) and (key == place or (key.startswith(place) and key[len(place)] in ".["))


def worth_saying(problems: Iterable[Problem], tried: bool) -> list[Problem]:
    """Keep what is wrong already; what is only missing so far is said once somebody wants to save."""
    return [problem for problem in problems if tried or problem.text != _MISSING]
