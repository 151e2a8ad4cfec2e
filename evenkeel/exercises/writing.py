"""Writing an exercise as the YAML that `definitions` reads back as it was."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml

from evenkeel.course.rules import as_written as rule_written
from evenkeel.exercises.values import Counts, Criterion, Exercise, Level

# A text longer than this stands on lines of its own, folded, so that a change of one word changes one line.
_LONG = 76
_WIDTH = 110
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 60
# defaults.yaml holds rules, and Windows keeps the others for itself.
_TAKEN = frozenset({"defaults", "con", "prn", "aux", "nul"})


def file_name(title: str) -> str:
    """Make a file's name, and so an id, of a title: "A café's answer" gives `a-cafe-s-answer`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_NAME].strip("-")


def is_file_name(name: str) -> bool:
    """Tell whether an id can be the name of an exercise's file on any system."""
    return bool(_NAME.fullmatch(name)) and len(name) <= _LONGEST_NAME and name not in _TAKEN


class _Short(list[str]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key and folds long texts, as people write YAML."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Go one level in, for lists too."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if len(text) > _LONG else None)


def _short(dumper: yaml.SafeDumper, items: _Short) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Short, _short)


def exercise_yaml(exercise: Exercise) -> str:
    """Write an exercise as a file of the folder `exercises/` has it."""
    return yaml_text(as_written(exercise))


def yaml_text(entries: Mapping[str, object]) -> str:
    """Write the keys of an exercise as YAML, in their order; tags stand on one line."""
    lines = {key: _Short(held) if key == "tags" and isinstance(held, list) else held for key, held in entries.items()}
    return yaml.dump(lines, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def as_written(exercise: Exercise) -> dict[str, object]:
    """Give an exercise with the keys of its file; what asks for nothing is left out."""
    found: dict[str, Any] = {
        "id": exercise.id,
        "title": exercise.title,
        "kind": exercise.kind.value,
        "tags": list(exercise.tags),
        "to_classmate": exercise.to_classmate,
        "purpose": exercise.purpose,
        "steps": list(exercise.steps),
        "counts": _counts(exercise.counts),
        "evidence": list(exercise.evidence),
        "rubric": [_criterion(each) for each in exercise.rubric],
        "model": exercise.model.value if exercise.model else None,
        "threshold": rule_written(exercise.rule) if exercise.rule else None,
        "references": list(exercise.references),
    }
    return {key: held for key, held in found.items() if held}


def _counts(counts: Counts) -> dict[str, object]:
    words = {"from": counts.words_from, "to": counts.words_to}
    found = {
        "words": {key: held for key, held in words.items() if held is not None},
        "links": counts.links,
        "video": counts.video,
        "classmates": counts.classmates,
        "answer_everybody": counts.answer_everybody,
    }
    return {key: held for key, held in found.items() if held}


def _criterion(criterion: Criterion) -> dict[str, object]:
    return {"criterion": criterion.name, "levels": [_level(level) for level in criterion.levels]}


def _level(level: Level) -> dict[str, object]:
    points = level.points if level.points is None or level.points != int(level.points) else int(level.points)
    found = {"level": level.name, "points": points, "looks": level.looks or None}
    return {key: held for key, held in found.items() if held is not None}
