"""YAML as written: every value is text, and knows its key and line.

YAML 1.1 would read `12:30` as 750, `no` as false and a date as a date in no time zone; here they stay the
text that stands in the file, and whoever knows what a key means reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import yaml

LARGEST = 1_000_000
_DEEPEST = 20
_BLANK = frozenset({"", "~", "null", "Null", "NULL"})
# How PyYAML says it, and how one would say it to a teacher; the first that occurs in the message is taken.
_EXPECTED = (
    (
        "mapping values",
        "a colon where none can stand: quote a text that holds a colon, check how far the line is in",
    ),
    (
        "cannot start any token",
        "a character no value begins with: indent with blanks, not tabs; quote the text",
    ),
    ("could not find expected ':'", "expected `key: value`, with a colon and a blank after the key"),
    ("expected ',' or ']'", "a list that begins with [ is not closed: expected , or ]"),
    ("expected ',' or '}'", "a group that begins with { is not closed: expected , or }"),
    ("expected <block end>", "not in line with what it belongs to: check how far the line is in"),
    ("<document start>", "not in line with what it belongs to: check how far the line is in"),
    ("expected the node content", "a bracket where a value should begin"),
    ("found unexpected end of stream", "a quoted text is not closed"),
    ("found unknown escape", "a \\ in double quotes means something else: use single quotes"),
    ("expected a single document", "a second document begins here: remove the line ---"),
)


class Problem(NamedTuple):
    """Something wrong in a file: where, at which key, and what was expected.

    `stops`: numbers would be wrong if one went on. Otherwise it is a finding that only `check` prints.
    """

    file: str
    line: int
    key: str
    text: str
    stops: bool = True

    def sentence(self) -> str:
        """Write the problem as one line: file, line, key, text."""
        return (
            f"{self.file}, line {self.line}, {self.key}: {self.text}"
            if self.key
            else (f"{self.file}, line {self.line}: {self.text}")
        )


@dataclass(frozen=True, slots=True)
class Value:
    """A text, a list or a mapping, with its line and its key as a path (`schedule[2].due`, counted from 1).

    `plain`: a text without quotes.
    """

    key: str
    line: int
    content: "str | tuple[Value, ...] | Mapping[str, Value]"
    plain: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether nothing was written: no value, or an unquoted null."""
        return self.plain and self.content in _BLANK


class _Refused(Exception):
    """Valid YAML that is not read here."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


class _Loader(yaml.SafeLoader):
    """Composes nodes, without the references by which a small file becomes an endless one."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; refuse aliases and nesting that no course needs."""
        # PyYAML's stubs leave this one without types.
        line: int = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise _Refused(line, "a reference (*name) is not read: write the value out, or quote the text")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Refused(line, f"more than {_DEEPEST} lists or groups inside each other")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_yaml(data: bytes | str, file: str) -> tuple[Value | None, list[Problem]]:
    """Read YAML into a `Value`, or none where it cannot be read; duplicate keys are problems, not the end."""
    if len(data) > LARGEST:
        return None, [Problem(file, 1, "", "larger than 1 MB, which no such file is")]
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        node = _Loader(text).get_single_node()
    except UnicodeDecodeError:
        return None, [Problem(file, 1, "", "not in UTF-8: save the file again with that encoding")]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [Problem(file, line, "", "a character that no text file should hold")]
    except yaml.MarkedYAMLError as error:
        return None, [_broken(error, file)]
    except _Refused as error:
        return None, [Problem(file, error.line, "", str(error))]
    problems: list[Problem] = []
    return (_value(node, "", file, problems) if node else Value("", 1, "", plain=True)), problems


def _broken(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    expected = next((ours for theirs, ours in _EXPECTED if theirs in said), f"not YAML: {said.strip()}")
    since = error.context_mark
    if mark and since and since.line != mark.line:
        expected += f" (what it belongs to begins in line {since.line + 1})"
    return Problem(file, mark.line + 1 if mark else 1, "", expected)


def _value(node: yaml.Node, key: str, file: str, problems: list[Problem]) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Value(key, line, node.value, plain=not node.style)
    if isinstance(node, yaml.SequenceNode):
        items = enumerate(node.value, start=1)
        return Value(key, line, tuple(_value(item, f"{key}[{n}]", file, problems) for n, item in items))
    return Value(key, line, _entries(node, key, file, problems))


def _entries(node: yaml.Node, key: str, file: str, problems: list[Problem]) -> dict[str, Value]:
    entries: dict[str, Value] = {}
    for name, held in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            problems.append(Problem(file, line, key, "a key has to be a word, not a list or a group"))
            continue
        path = f"{key}.{name.value}" if key else name.value
        if name.value in entries:
            first = entries[name.value].line
            problems.append(Problem(file, line, path, f"stands here a second time, first in line {first}"))
            continue
        entries[name.value] = _value(held, path, file, problems)
    return entries
