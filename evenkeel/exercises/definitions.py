"""Exercises and default thresholds from YAML: the project's own, and a course's, which win."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from evenkeel import accounts
from evenkeel.course.fields import Reading
from evenkeel.course.rule_reading import read_rules
from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule
from evenkeel.course.yaml_lines import Problem, Value, read_yaml
from evenkeel.exercises.values import Exercise as Exercise
from evenkeel.model import Kind

SHIPPED = Path(__file__).resolve().parents[2] / "exercises"
DEFAULTS = "defaults.yaml"
KEYS = ("id", "title", "kind", "tags", "to_classmate", "purpose", "steps")
_NEEDED = ("id", "title", "kind")


def folders_of(course: Path | None) -> tuple[Path, ...]:
    """List the folders that hold a course's exercises, the one that wins last."""
    return (SHIPPED, course / "exercises") if course else (SHIPPED,)


def read_exercises(folders: Iterable[Path]) -> tuple[dict[str, Exercise], tuple[Problem, ...]]:
    """Read every exercise by its id, later folders winning, and every problem; a wrong file is left out."""
    found: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if path.name == DEFAULTS or not path.is_file():
                continue
            exercise, said = exercise_from(path.read_bytes(), file=_label(path), stem=path.stem)
            problems.extend(said)
            if exercise:
                found[exercise.id] = exercise
    return found, tuple(problems)


def exercise_from(data: bytes | str, file: str, stem: str) -> tuple[Exercise | None, tuple[Problem, ...]]:
    """Read one exercise; `stem` is the name its file has, which is its id."""
    value, broken = read_yaml(data, file)
    if value is None:
        return None, tuple(broken)
    reading = Reading(file)
    reading.problems.extend(broken)
    exercise = _exercise(reading, reading.entries(value, KEYS, _NEEDED), stem)
    return (None if reading.problems else exercise), tuple(reading.problems)


def _exercise(reading: Reading, entries: Mapping[str, Value], stem: str) -> Exercise | None:
    texts = {key: reading.text(entries[key]) for key in ("id", "title", "purpose") if key in entries}
    kind = reading.one_of(entries["kind"], [str(each) for each in Kind]) if "kind" in entries else None
    to_classmate = reading.yes_or_no(entries["to_classmate"]) if "to_classmate" in entries else False
    tags = [reading.text(item) for item in reading.items(entries["tags"])] if "tags" in entries else []
    steps = [reading.text(item) for item in _listed(entries.get("steps"))]
    name = accounts.tag(texts.get("id") or "")
    if name and name != accounts.tag(stem):
        reading.wrong(entries["id"], f'expected the name of the file, "{stem}", found "{name}"')
    if kind is None or not name:
        return None
    return Exercise(
        id=name,
        title=texts.get("title") or name,
        kind=Kind(kind),
        tags=tuple(accounts.tag(tag) for tag in tags if tag),
        to_classmate=bool(to_classmate),
        purpose=texts.get("purpose") or "",
        steps=tuple(step for step in steps if step),
    )


def _listed(value: Value | None) -> tuple[Value, ...]:
    """Return a list's values, or one text as a list of one: a step may hold commas."""
    if value is None or value.blank:
        return ()
    return value.content if isinstance(value.content, tuple) else (value,)


def default_rules(
    folders: Iterable[Path], metrics: Mapping[str, Bounds]
) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Read the thresholds that hold where a course names none: the last folder's that has any."""
    rules: tuple[Rule, ...] = ()
    problems: list[Problem] = []
    for folder in folders:
        path = folder / DEFAULTS
        if not path.is_file():
            continue
        value, broken = read_yaml(path.read_bytes(), _label(path))
        reading = Reading(_label(path))
        entries = reading.entries(value, ("rules",), needed=("rules",)) if value else {}
        if "rules" in entries:
            rules = read_rules(reading, entries["rules"], metrics)
        problems += [*broken, *reading.problems]
    return rules, tuple(problems)


def _label(path: Path) -> str:
    """Name a file by its last three parts: two folders may hold an exercise of one name."""
    return "/".join(path.parts[-3:]) if path.is_absolute() else path.as_posix()
