"""Who sees what of a student, in one table: the page shows it, and a test holds every read to it."""

from dataclasses import dataclass
from enum import StrEnum

from evenkeel.model import Role


class Sees(StrEnum):
    """Whether somebody sees something of a student."""

    YES = "yes"
    NO = "no"
    SHARED = "if you share it"
    SHOWN = "once your instructor shows it"


@dataclass(frozen=True, slots=True)
class Right:
    """One thing that is known of a student, and whether they, their instructor and an assistant see it.

    Classmates see nothing of it: what they see of the class are middles of at least ten others.
    """

    what: str
    student: Sees
    instructor: Sees
    assistant: Sees

    def of(self, role: Role) -> Sees:
        """Return whether somebody in this role sees it; a student stands for the one it is about."""
        return {Role.STUDENT: self.student, Role.INSTRUCTOR: self.instructor, Role.ASSISTANT: self.assistant}[role]


NUMBERS = Right("Your numbers, week by week", Sees.YES, Sees.YES, Sees.YES)
WRITING = Right("What you wrote, and what others wrote to you", Sees.YES, Sees.YES, Sees.YES)
TIME = Right("Your minutes, and the stretches behind them", Sees.YES, Sees.YES, Sees.YES)
FLAGS = Right("Your flags, and your answers to them", Sees.YES, Sees.YES, Sees.YES)
NOTES = Right("Notes that instructors make about a flag", Sees.NO, Sees.YES, Sees.YES)
TALK = Right("Who in the class talks with whom", Sees.NO, Sees.YES, Sees.YES)
GOALS = Right("Your goals and reflections", Sees.YES, Sees.SHARED, Sees.SHARED)
OWN_WORDS = Right("What you said of stretches and disputed, and what was decided", Sees.YES, Sees.YES, Sees.YES)
GRADES = Right("How your work was judged", Sees.SHOWN, Sees.YES, Sees.YES)
CONSENT = Right("What you agreed to", Sees.YES, Sees.YES, Sees.YES)
LOOKS = Right("Who looked at your data", Sees.YES, Sees.YES, Sees.NO)
COPY = Right("A copy of all of it, but for what is private", Sees.YES, Sees.YES, Sees.NO)

RIGHTS = (NUMBERS, WRITING, TIME, FLAGS, NOTES, TALK, GOALS, OWN_WORDS, GRADES, CONSENT, LOOKS, COPY)
