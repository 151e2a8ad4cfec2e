"""Exercises and default thresholds from YAML: the project's own, and a course's, which win."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from evenkeel import accounts
from evenkeel.course.fields import Reading
from evenkeel.course.rule_reading import read_rule, read_rules
from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule
from evenkeel.course.yaml_lines import Problem, Value, read_yaml
from evenkeel.exercises.counts_reading import read_counts
from evenkeel.exercises.rubric_reading import read_rubric
from evenkeel.exercises.values import Counts, PrModel
from evenkeel.exercises.values import Exercise as Exercise
from evenkeel.model import Kind

SHIPPED = Path(__file__).resolve().parents[2] / "exercises"
FOLDER = "exercises"
DEFAULTS = "defaults.yaml"
KEYS = (
    *("id", "title", "kind", "tags", "to_classmate", "purpose", "steps"),
    *("counts", "evidence", "rubric", "model", "threshold", "references"),
)
_NEEDED = ("id", "title", "kind")
_TEXTS = ("title", "purpose")
_LISTS = ("steps", "evidence", "references")
Metrics = Mapping[str, Bounds]


def folders_of(course: Path | None) -> tuple[Path, ...]:
    """List the folders that hold a course's exercises, the one that wins last."""
    return (SHIPPED, course / FOLDER) if course else (SHIPPED,)


def read_exercises(folders: Iterable[Path], metrics: Metrics) -> tuple[dict[str, Exercise], tuple[Problem, ...]]:
    """Read every exercise by its id, later folders winning, and every problem; a wrong file is left out.

    `metrics` are the metric ids that a threshold may name, with the lowest and highest value of each.
    """
    found: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for path in files(folders):
        exercise, said = exercise_from(path.read_bytes(), label(path), path.stem, metrics)
        problems.extend(said)
        if exercise:
            found[exercise.id] = exercise
    return found, tuple(problems)


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of exercises in the order in which they win over each other, the default rules left out."""
    for folder in folders:
        yield from (path for path in sorted(folder.glob("*.yaml")) if path.name != DEFAULTS and path.is_file())


def edits(course: Path) -> tuple[str, ...]:
    """Tell the state of a course's own exercises and default rules: another text for each change."""
    found = [(path.name, path.stat()) for path in sorted((course / FOLDER).glob("*.yaml"))]
    return tuple(f"{name} {state.st_mtime_ns} {state.st_size}" for name, state in found)


def exercise_from(
    data: bytes | str, file: str, stem: str, metrics: Metrics
) -> tuple[Exercise | None, tuple[Problem, ...]]:
    """Read one exercise, with every problem in the file's order; `stem` is the name its file has, which is its id."""
    value, broken = _parsed(data, file)
    if value is None:
        return None, broken
    reading = Reading(file)
    reading.problems.extend(broken)
    exercise = _exercise(reading, reading.entries(value, KEYS, _NEEDED), stem, metrics)
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.line))
    return (None if problems else exercise), problems


# Reading YAML takes a hundred times as long as checking it, and the same files are read whenever a class is opened.
@lru_cache(maxsize=128)
def _parsed(data: bytes | str, file: str) -> tuple[Value | None, tuple[Problem, ...]]:
    value, problems = read_yaml(data, file)
    return value, tuple(problems)


def _exercise(reading: Reading, entries: Mapping[str, Value], stem: str, metrics: Metrics) -> Exercise | None:
    name = _name(reading, entries, stem)
    kind = _kind(reading, entries)
    title, purpose = (reading.text(entries[key]) if key in entries else None for key in _TEXTS)
    tags = [reading.text(item) for item in reading.items(entries["tags"])] if "tags" in entries else []
    steps, evidence, references = (_listed(reading, entries.get(key)) for key in _LISTS)
    to_classmate = reading.yes_or_no(entries["to_classmate"]) if "to_classmate" in entries else False
    counts = read_counts(reading, entries["counts"], kind) if "counts" in entries else Counts()
    rubric = read_rubric(reading, entries["rubric"]) if "rubric" in entries else ()
    model = reading.one_of(entries["model"], list(PrModel)) if "model" in entries else None
    rule = _threshold(reading, entries["threshold"], metrics) if "threshold" in entries else None
    if kind is None or not name:
        return None
    return Exercise(
        id=name,
        title=title or name,
        kind=kind,
        tags=tuple(accounts.tag(tag) for tag in tags if tag),
        to_classmate=bool(to_classmate),
        purpose=purpose or "",
        steps=steps,
        counts=counts,
        evidence=evidence,
        rubric=rubric,
        model=PrModel(model) if model else None,
        rule=rule,
        references=references,
    )


def _name(reading: Reading, entries: Mapping[str, Value], stem: str) -> str:
    written = reading.text(entries["id"]) if "id" in entries else None
    name = accounts.tag(written or "")
    if name and name != accounts.tag(stem):
        reading.wrong(entries["id"], f'expected the name of the file, "{stem}", found "{name}"')
    return name


def _kind(reading: Reading, entries: Mapping[str, Value]) -> Kind | None:
    found = reading.one_of(entries["kind"], [str(each) for each in Kind]) if "kind" in entries else None
    return Kind(found) if found else None


def _listed(reading: Reading, value: Value | None) -> tuple[str, ...]:
    """Read a list of texts, or one text as a list of one: a step may hold commas."""
    if value is None or value.blank:
        return ()
    items = value.content if isinstance(value.content, tuple) else (value,)
    return tuple(text for text in (_one_text(reading, item) for item in items) if text)


def _one_text(reading: Reading, value: Value) -> str | None:
    if isinstance(value.content, Mapping):  # the commonest slip of all in a list of sentences
        reading.wrong(value, "expected a text, found `key: value`: put a text that holds a colon into quotes")
        return None
    return reading.text(value)


def _threshold(reading: Reading, value: Value, metrics: Metrics) -> Rule | None:
    rule = read_rule(reading, value, metrics)
    for whom in ("section", "student"):
        if rule and getattr(rule, whom) and isinstance(value.content, Mapping):
            reading.wrong(value.content[whom], f"an exercise names no {whom}: say whom a rule looks at in course.yaml")
    return rule


def default_rules(folders: Iterable[Path], metrics: Metrics) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Read the thresholds that hold where a course names none: the last folder's that has any."""
    rules: tuple[Rule, ...] = ()
    problems: list[Problem] = []
    for folder in folders:
        path = folder / DEFAULTS
        if not path.is_file():
            continue
        value, broken = read_yaml(path.read_bytes(), label(path))
        reading = Reading(label(path))
        entries = reading.entries(value, ("rules",), needed=("rules",)) if value else {}
        if "rules" in entries:
            rules = read_rules(reading, entries["rules"], metrics)
        problems += [*broken, *reading.problems]
    return rules, tuple(problems)


def label(path: Path) -> str:
    """Name a file by its last three parts: two folders may hold an exercise of one name."""
    return "/".join(path.parts[-3:]) if path.is_absolute() else path.as_posix()
