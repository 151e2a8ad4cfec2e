"""Who a student's own page is about, and which week: the one control that these pages share."""

from dataclasses import dataclass
from functools import cached_property

from evenkeel.course.calendar import WeekState
from evenkeel.desk.goals import Own
from evenkeel.web import controls, my_reads, reads
from evenkeel.web.controls import Chosen
from evenkeel.web.my_words import Talk, talk
from evenkeel.web.reads import CourseWeek, Look
from evenkeel.web.student_view import Person


@dataclass(frozen=True)
class Mine:
    """A student's own numbers in a chosen week, or over the term (week 0), each read made once."""

    person: Person
    week: int

    @property
    def look(self) -> Look:
        """The student's look at the class."""
        return self.person.look

    @property
    def me(self) -> str:
        """The student's address."""
        return self.person.student

    @property
    def running(self) -> bool:
        """Whether the chosen week still runs."""
        return self.week in self.person.running

    @property
    def when(self) -> str:
        """The chosen time as a sentence begins with it."""
        if not self.week:
            return "This term, so far," if self.person.running else "This term"
        return "This week, so far," if self.running else f"In week {self.week}"

    @cached_property
    def talk(self) -> Talk:
        """What was said to and by the student."""
        return talk(self.person.acts, self.week)

    @cached_property
    def goals(self) -> Own:
        """The student's own limit and goal."""
        return my_reads.goals(self.look, self.me)


def in_week(look: Look) -> Mine:
    """Draw the week's box, with the term as its last choice, and return what the page is about."""
    return in_week_of(look, controls.week_or_term(controls.begun_weeks(reads.weeks(look))))


def in_week_of(look: Look, number: int) -> Mine:
    """Return what a page is about that has drawn a week's box of its own (0: the term)."""
    return _mine(look, number)


def newest(look: Look) -> Mine:
    """Return the running week, or the last one that has begun, without asking."""
    begun = controls.begun_weeks(reads.weeks(look))
    return _mine(look, begun[0].number if begun else 0)


def _mine(look: Look, number: int) -> Mine:
    begun = controls.begun_weeks(reads.weeks(look))
    me, everybody = look.viewer.email, reads.students(look)
    week: CourseWeek | None = next((each for each in begun if each.number == number), None)
    return Mine(Person(look, me, Chosen(week, begun, everybody, {me: "you"}, True)), number)


def completed(mine: Mine) -> list[int]:
    """Return the numbers of the completed weeks, in order."""
    return sorted(week.number for week in mine.person.chosen.begun if week.state is WeekState.COMPLETED)
