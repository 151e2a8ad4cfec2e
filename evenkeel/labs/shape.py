"""What a lab is: one list of fields, from which its form, its CSV, its checks and its export all come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel.labs.telling import Told

# What one field of a row holds: moments are microseconds since 1970, None is nothing said.
Value = str | int | float | bool | None
# A row by its fields' names. Which fields there are is the lab's to say, so no class can name them.
Content = Mapping[str, Value]


class Kind(StrEnum):
    """What a field holds, and so how it is asked for and read."""

    TEXT = "text"
    LONG = "long text"
    CHOICE = "choice"
    PERSON = "person"
    NUMBER = "number"
    MOMENT = "moment"
    YES_NO = "yes or no"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a lab; `name` is the column of its CSV, `label` what the form asks.

    `shared`: everybody must write it alike, so the form offers what stands in other rows.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    help: str = ""
    least: float = 0
    whole: bool = False
    shared: bool = False


class Row(NamedTuple):
    """What somebody entered: `author` tells people apart (an address, or anything that stands for one)."""

    content: Content
    author: str = ""
    id: int = 0
    at: int = 0


class Standpoint(NamedTuple):
    """From where rows are read: the moment, the clock they are said by, and the least group that may be printed."""

    now: int
    zone: ZoneInfo
    floor: int = 0


def no_problems(content: Content) -> Iterable[str]:
    """Find nothing wrong between the fields of a row."""
    return ()


@dataclass(frozen=True, slots=True)
class Lab:
    """An experiment of the field that a class does together; its id is that of its exercise, where there is one.

    `read` says what the rows amount to, and `odd` what is wrong between the fields of one row, in sentences. `private`
    rows are their author's alone: nobody else sees them, and a class's result counts them without showing one.
    """

    id: str
    title: str
    question: str
    purpose: str
    steps: tuple[str, ...]
    limits: str
    fields: tuple[Field, ...]
    read: Callable[[Sequence[Row], Standpoint], Told]
    odd: Callable[[Content], Iterable[str]] = no_problems
    row: str = "row"
    rows: str = "rows"
    private: bool = False

    def field(self, name: str) -> Field:
        """Return a field by its name; KeyError where the lab has none such."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
