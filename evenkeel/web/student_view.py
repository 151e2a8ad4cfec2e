"""The parts of the page about one student, from the sentence down to the files behind it."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import key as chart_key
from evenkeel.course.calendar import WeekState
from evenkeel.course.values import Course
from evenkeel.desk.looking import What
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import Card
from evenkeel.flags.wording import standing
from evenkeel.metrics import cut_short
from evenkeel.reports import flag_words
from evenkeel.web import disputes, flag_card, flag_people, listing, navigation, reads, saying, student_choice, style
from evenkeel.web import student_numbers as numbers
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import CourseWeek, Look

SOMEBODY = "somebody of the class"
_NOT_NAMES = frozenset({"somebody outside the class"})


@dataclass(frozen=True)
class Person:
    """One student as the page shows them, in a chosen week, with the reads behind it, each made once."""

    look: Look
    student: str
    chosen: Chosen

    @property
    def course(self) -> Course:
        """The course."""
        return self.look.course

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return self.chosen.name(self.student)

    @property
    def week(self) -> CourseWeek | None:
        """The chosen week, None before the course begins."""
        return self.chosen.week

    @cached_property
    def begun(self) -> list[int]:
        """The numbers of the weeks that have begun."""
        return sorted(week.number for week in self.chosen.begun)

    @cached_property
    def running(self) -> list[int]:
        """The number of the running week, if one runs."""
        return [week.number for week in self.chosen.begun if week.state is WeekState.RUNNING]

    @cached_property
    def found(self) -> numbers.Found:
        """The student's numbers by metric and week."""
        return _found(self.look, self.student)

    @cached_property
    def flags(self) -> list[Flag]:
        """The student's flags by the rules in force, newest first."""
        found = [flag for flag in reads.flags(self.look) if flag.student == self.student]
        return sorted(found, key=lambda flag: -flag.week)

    @cached_property
    def cards(self) -> list[Card]:
        """The student's flags, newest first, those too whose rule has been changed since."""
        return [card for card in reads.cards(self.look) if card.flag.student == self.student]

    @cached_property
    def acts(self) -> pd.DataFrame:
        """What the student wrote and received; while names are hidden, without names, texts and addresses."""
        frame = reads.acts(self.look, self.student)
        return frame if self.chosen.names_shown else _hidden(frame, self.look, self.chosen)


# From the record alone, so worked out once and not at every click.
@reads.cached
def _found(look: Look, student: str) -> numbers.Found:
    cut = cut_short.short(reads.coverage(look, student))
    return numbers.readings(reads.of_student(look, student), student, cut)


def _hidden(acts: pd.DataFrame, look: Look, chosen: Chosen) -> pd.DataFrame:
    """Take names, texts and addresses out of acts: a text may name anybody."""
    everybody = reads.students(look)
    shown = {name: chosen.name(who) for who, name in zip(everybody["student"], everybody["name"], strict=True)}
    masked = [
        ", ".join(shown.get(one, one if one in _NOT_NAMES else SOMEBODY) for one in who.split(", ") if one)
        for who in acts["with_whom"]
    ]
    return acts.assign(with_whom=masked, title="", text="", url="")


def note_look(person: Person) -> None:
    """Let the student read later that their page was opened."""
    person.look.desk.looked(person.look.viewer, person.student, What.PAGE, person.look.now)


def headline(person: Person) -> None:
    """Say first what the chosen week was like."""
    st.title(person.name, anchor=False)
    if person.week is None:
        said = "The course has not begun: there is nothing to say yet."
    else:
        running = person.week.state is WeekState.RUNNING
        said = numbers.lead(person.found, person.week.number, person.week.label, running=running)
    st.html(listing.lead(said))


def week(person: Person) -> None:
    """Show the numbers that a week is told by, beside the student's own past."""
    if person.week is None:
        return
    number = person.week.number
    headings = [words.sentence(words.week(number)), "This week", "Rests on", "Own usual week"]
    st.html(listing.table(headings, numbers.headline_rows(person.found, number, person.course), folds=True))


def flags(person: Person) -> None:
    """Show every flag with its reason and since when."""
    if not reads.rules(person.look):
        st.html(listing.paragraphs(["No rule is in force, so nobody can be flagged."]))
    elif not person.cards:
        st.html(listing.paragraphs(["Not flagged so far."]))
    for card in person.cards:
        with st.container(gap="xxsmall"):
            st.html(_flag(card, reads.reason(card.flag, person.name)))
            flag_card.link(person.look, card.flag)


def disputed(person: Person) -> None:
    """Show what the student disputes, and what became of it."""
    disputes.of_student(person.look, person.student, flag_people.naming(person.look, person.chosen))


def _flag(card: Card, reason: str) -> str:
    flag = card.flag
    if card.ended:
        since = listing.text(f"Went on in week {flag.week}. {flag_words.stands(card)}")
        return f'<div class="ek-flag ek-calm">{listing.text(reason)} <span class="ek-quiet">{since}</span></div>'
    if flag.off_week is not None:
        since = listing.text(f"Was worth a look from week {flag.week}, {standing(flag)}.")
        return f'<div class="ek-flag ek-calm">{listing.text(reason)} <span class="ek-quiet">{since}</span></div>'
    shades = style.shades()
    mark = chart_key.html([chart_key.flag(shades, f"Worth a look since week {flag.week}")], shades)
    return f'<div class="ek-flag">{mark}{listing.text(reason)}</div>'


def nobody_chosen(look: Look, chosen: Chosen, asked: str) -> None:
    """Show who is worth a look now, or that nobody of the name asked for is in the class."""
    st.title("One student", anchor=False)
    if asked:
        st.warning(student_choice.not_found(asked), icon=":material/person_search:")
        return
    flagged = sorted(
        {chosen.name(flag.student): flag.student for flag in reads.flags(look) if flag.off_week is None}.items()
    )
    if not flagged:
        st.markdown("Choose a student below. Nobody is worth a look at the moment.")
        return
    st.markdown("Choose a student below. Worth a look at the moment:")
    for name, student in flagged:
        st.page_link(navigation.page("student"), label=saying.plain(name), query_params=chosen.link(student))
