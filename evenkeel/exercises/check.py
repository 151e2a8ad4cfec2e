"""Everything that is wrong in a course folder, at once; and what is only worth knowing."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from evenkeel import accounts
from evenkeel.course.fields import Reading, did_you_mean
from evenkeel.course.reading import FILE, read_course
from evenkeel.course.rules import Bounds
from evenkeel.course.schedule_reading import exercise_lines
from evenkeel.course.yaml_lines import Problem, Value, read_yaml
from evenkeel.exercises import wording
from evenkeel.exercises.definitions import default_rules, files, folders_of, label, read_exercises
from evenkeel.exercises.values import Exercise

ROSTER = "roster.csv"
_COLUMNS = ("email", "name", "role")


def check(course: Path | None, metrics: Mapping[str, Bounds], today: date | None = None) -> tuple[Problem, ...]:
    """List every problem of the exercises and, if a course folder is given, of its course.yaml and roster.

    `metrics` are the metric ids that a rule may name, with the lowest and highest value of each. `today`: the day
    against which the course's last day for data about people is held.
    """
    folders = folders_of(course)
    exercises, problems = read_exercises(folders, metrics)
    _, of_defaults = default_rules(folders, metrics)
    found = [*problems, *shared_tags(exercises, folders), *of_defaults]
    if course:
        _, of_course = read_course(course, metrics)
        undefined = without_definition(course, set(exercises))
        nobodys = about_nobody(course)
        over = kept_too_long(course, today)
        found = [*sorted([*of_course, *undefined, *nobodys, *over], key=lambda p: p.line), *of_roster(course), *found]
    return tuple(found)


def without_definition(course: Path, defined: set[str]) -> list[Problem]:
    """List the scheduled exercises that no file describes; they can still be handed in by their tag."""
    try:
        value, _ = read_yaml((course / FILE).read_bytes(), FILE)
    except OSError:
        return []
    schedule = value.content.get("schedule") if value and isinstance(value.content, Mapping) else None
    return [
        Problem(FILE, at.line, at.key, _undefined(name, defined), stops=False)
        for name, at in (exercise_lines(schedule) if schedule else ())
        if name not in defined
    ]


def kept_too_long(course: Path, today: date | None) -> list[Problem]:
    """Say that the day is over up to which data about people may be kept."""
    try:
        value, _ = read_yaml((course / FILE).read_bytes(), FILE)
    except OSError:
        return []
    at = value.content.get("personal_data_until") if value and isinstance(value.content, Mapping) else None
    until = Reading(FILE).day(at) if at else None
    if at is None or until is None or today is None or today <= until:
        return []
    text = f"data about people were to be kept until {until}: `python -m evenkeel expire` erases what is left of them"
    return [Problem(FILE, at.line, at.key, text, stops=False)]


def shared_tags(exercises: Mapping[str, Exercise], folders: Iterable[Path]) -> list[Problem]:
    """List the tags by which one piece of work would be handed in for two exercises."""
    paths = {path.stem: path for path in files(folders)}
    found = []
    for name, said in ((n, s) for n, e in exercises.items() for s in wording.shared_tags(e, exercises.values())):
        path = next((held for stem, held in paths.items() if accounts.tag(stem) == name), Path(f"{name}.yaml"))
        found.append(Problem(label(path), _line_of_tags(path), "tags", said, stops=False))
    return found


def _line_of_tags(path: Path) -> int:
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, start=1) if line.startswith("tags:")), 1)


def _undefined(name: str, defined: set[str]) -> str:
    until = f'; until exercises/{name}.yaml describes it, only what is tagged "{name}" counts'
    return f'no exercise is called "{name}"{did_you_mean(name, defined) or until}'


def about_nobody(course: Path) -> list[Problem]:
    """List the rules of course.yaml whose section or student is not on the roster: they look at nobody."""
    try:
        value, _ = read_yaml((course / FILE).read_bytes(), FILE)
        sections, students = _on_roster(course)
    except OSError:
        return []
    found = []
    for entries in _rules(value):
        for key, known in (("section", sections), ("student", students)):
            at = entries.get(key)
            named = at.content if at and isinstance(at.content, str) else ""
            if at and named.strip() and not _spellings(named) & known:
                meant = did_you_mean(named, known) if key == "section" else ""
                text = f'no {key} "{named}" on the roster: the rule looks at nobody{meant}'
                found.append(Problem(FILE, at.line, at.key, text, stops=False))
    return found


def _rules(value: Value | None) -> Iterator[Mapping[str, Value]]:
    rules = value.content.get("rules") if value and isinstance(value.content, Mapping) else None
    for rule in rules.content if rules and isinstance(rules.content, tuple) else ():
        if isinstance(rule.content, Mapping):
            yield rule.content


def _on_roster(course: Path) -> tuple[set[str], set[str]]:
    """Return how sections and students can be written: a student by address, name or any account."""
    text = (course / ROSTER).read_text("utf-8-sig", errors="replace")
    divider = max(",;\t", key=text.partition("\n")[0].count)
    sections: set[str] = set()
    students: set[str] = set()
    for row in csv.DictReader(text.splitlines(), delimiter=divider):
        cells = {accounts.column(name): cell for name, cell in row.items() if name and isinstance(cell, str)}
        if accounts.folded(cells.get("role", "")) in ("", "student"):
            sections |= _spellings(cells.pop("section", ""))
            students |= {spelt for cell in cells.values() for spelt in _spellings(cell)}
    return sections, students


def _spellings(written: str) -> set[str]:
    spelt = {accounts.folded(written), accounts.mastodon(written), accounts.blog(written)}
    return spelt - {""}


def of_roster(course: Path) -> list[Problem]:
    """List what the head of the roster lacks."""
    try:
        with (course / ROSTER).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            first = file.readline()
    except OSError:
        return [Problem(ROSTER, 1, "", "missing: the numbers are of the people listed there", stops=False)]
    divider = max(",;\t", key=first.count)
    columns = {accounts.column(name) for name in next(csv.reader([first], delimiter=divider), [])}
    return [
        Problem(ROSTER, 1, name, f"the first line has no column {name}", stops=False)
        for name in _COLUMNS
        if name not in columns
    ]
