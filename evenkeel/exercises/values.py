"""What an exercise is: what is asked, what counts as done, and how it is judged."""

from dataclasses import dataclass, field
from enum import StrEnum

from evenkeel.course.values import Rule
from evenkeel.model import Kind


class PrModel(StrEnum):
    """Grunig and Hunt's models of public relations (1984): what an exercise means to train, never what came of it."""

    PRESS_AGENTRY = "press agentry"
    PUBLIC_INFORMATION = "public information"
    TWO_WAY_ASYMMETRIC = "two-way asymmetric"
    TWO_WAY_SYMMETRIC = "two-way symmetric"


@dataclass(frozen=True, slots=True)
class Counts:
    """What makes work done: the fewest and most words, links, a video, different classmates, everybody who commented.

    None or False asks for nothing. `classmates` and `answer_everybody` look at all that was written between the
    release and the due time, the others at the one act that was handed in.
    """

    words_from: int | None = None
    words_to: int | None = None
    links: int | None = None
    video: bool = False
    classmates: int | None = None
    answer_everybody: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: its name, what it is worth (None: no points), and what it looks like."""

    name: str
    points: float | None = None
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric, its levels in the order of the file."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """What students are asked to do, and how what they handed in is recognised.

    An act with the id among its tags is always a submission. Besides, one of this `kind` is that has one of
    the `tags` (folded; without any: that carries no other exercise's id or tags) and, if `to_classmate`, is
    addressed to a student. `purpose` and `steps` are said to the student; `evidence` is what a student can show for
    it; `rule` is a threshold that fits the exercise, in force only where a course takes it up.
    """

    id: str
    title: str
    kind: Kind
    tags: tuple[str, ...] = ()
    to_classmate: bool = False
    purpose: str = ""
    steps: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    evidence: tuple[str, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    model: PrModel | None = None
    rule: Rule | None = None
    references: tuple[str, ...] = ()
