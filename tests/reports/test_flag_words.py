"""A flag's life in words, each sentence as it is read."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from evenkeel.access import Role
from evenkeel.course.values import Condition, Course, Rule
from evenkeel.flags.decide import Flag
from evenkeel.flags.judging import Judged, Met
from evenkeel.flags.life import Card, Ended, Entry, Origin, Step
from evenkeel.model import State
from evenkeel.reports import flag_words
from evenkeel.reports.flag_words import HIDDEN, Naming

ROSA = "rosa@example.org"
RULE = Rule("leisure_minutes", 60, k=2, m=3)
COURSE = Course("Small", ZoneInfo("UTC"), date(2026, 1, 12), 15, breaks=frozenset({4}))
NAMING = Naming({ROSA: "Rosa Reed"}, staff={"kim@example.org": "Kim Kroon"})


def judged(week: int, minutes: float) -> Judged:
    return Judged(week, (Met(minutes, 60.0, minutes > 60, minutes <= 48),))


def card(*steps: Step, off: int | None = None, ended: Ended = Ended.NOT, weeks: tuple[int, ...] = ()) -> Card:
    entries = tuple(Entry(step, n, "instructor", "", weeks * (step is Step.EXCUSED)) for n, step in enumerate(steps))
    flag = Flag(ROSA, RULE, 6, (judged(2, 120), judged(5, 30), judged(6, 200)), off)
    return Card(1, flag, (1, 2, 3), 0, Origin(0, None, "", ""), ended, entries)


@pytest.mark.parametrize(
    ("cards", "said"),
    [
        ([], "No flag has been raised so far"),
        ([card()], "1 flag is new"),
        ([card(), card(), card(Step.SEEN)], "2 flags are new"),
        ([card(), card(Step.TALKED, Step.ANSWER)], "1 flag is new, 1 waits for your answer"),
        ([card(Step.RESOLVED, Step.ANSWER)] * 2, "2 flags wait for your answer"),
        ([card(Step.SEEN)], "No flag is new; 1 is still open"),
        ([card(off=8), card(Step.RESOLVED)], "No flag asks for a look now"),
        ([card(), card(Step.TALKED, Step.USEFUL)], "1 flag is new; 1 of 1 that was marked was useful"),
        ([card(Step.TALKED, Step.NOT_USEFUL)], "No flag is new; 1 is still open; 0 of 1 that was marked was useful"),
        ([card(off=8), *[card(Step.RESOLVED, Step.USEFUL)] * 2, card(Step.RESOLVED, Step.NOT_USEFUL)],
         "No flag asks for a look now; 2 of 3 that were marked were useful"),
    ],
)  # fmt: skip
def test_the_page_begins_with_what_was_done(cards: list[Card], said: str) -> None:
    assert flag_words.headline(cards) == said


def test_how_often_flags_were_useful_comes_with_how_sure_that_is() -> None:
    assert flag_words.useful_sentence([card()]) == ""
    few = flag_words.useful_sentence([card(Step.USEFUL)])
    assert few.endswith("from 21 to 100 (95 % interval, Wilson). That is too few to lean on.")
    many = flag_words.useful_sentence([*[card(Step.USEFUL)] * 18, *[card(Step.NOT_USEFUL)] * 2])
    # R's binom: .6989663547715128 - .972133518786232
    assert many == "Of those marked, 90 of 100 were useful; it may be anything from 70 to 97 (95 % interval, Wilson)."


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        (card(), "Still worth a look."),
        (card(off=8), "Calm again since week 8."),
        (card(Step.RESOLVED), "The numbers have not been calm since."),
        (card(Step.EXCUSED, ended=Ended.NUMBERS, weeks=(2, 6)), "Excused, and not looked at: weeks 2 and 6."),
        (
            card(ended=Ended.NUMBERS),
            "By what is known now it would not have been raised; it is kept but counts no more.",
        ),
        (card(ended=Ended.RULE), "The rule has been changed since; the flag is kept but counts no more."),
    ],
)  # fmt: skip
def test_how_a_flag_stands_is_said_kindly(flag: Card, said: str) -> None:
    assert flag_words.stands(flag) == said


def test_a_rule_comes_from_a_file_or_from_somebody_who_said_why() -> None:
    assert flag_words.origin(card(), COURSE, NAMING) == "Evenkeel's default."
    assert flag_words.origin(card(), replace(COURSE, rules=(RULE,)), NAMING) == "Set in course.yaml."
    assert flag_words.origin(card(), replace(COURSE, rules=()), NAMING) == "Set in a file that has been changed since."
    set_by_kim = replace(card(), origin=Origin(3, 0, "kim@example.org", "too many"))
    assert flag_words.origin(set_by_kim, COURSE, NAMING) == "Version 3, set on 1 January by Kim Kroon: “too many”."
    hidden = flag_words.origin(set_by_kim, COURSE, Naming({ROSA: "Student 1"}, shown=False))
    assert hidden == f"Version 3, set on 1 January by somebody who reviews the class: “{HIDDEN}”."


def test_weeks_between_stand_as_what_is_known_of_them_and_breaks_not_at_all() -> None:
    assert flag_words.week_rows(card(), {4}, {3: "too little to say", 4: "no data"}) == [
        ["2", "2 h", "1 stretch or act", "1 h", "past the line"],
        ["3", "too little to say", "", "", ""],
        ["5", "30 min", "2 stretches and acts", "1 h", "not past it"],
        ["6", "3 h 20 min", "3 stretches and acts", "1 h", "past the line"],
    ]
    assert flag_words.week_rows(card(), {4})[1][1] == "no data"


@pytest.mark.parametrize(
    ("state", "firm", "excused", "said"),
    [
        (State.NO_DATA, False, False, "no data"),
        (State.TOO_LITTLE, True, False, "too little to say"),
        (State.OK, False, False, "estimated alone"),
        (State.OK, True, False, "known only since"),
        (State.OK, True, True, "excused"),
    ],
)
def test_why_a_week_had_no_number_is_said(state: State, firm: bool, excused: bool, said: str) -> None:
    assert flag_words.no_number(state, firm=firm, excused=excused) == said


def test_two_numbers_stand_side_by_side_each_with_its_line() -> None:
    rule = replace(RULE, also=Condition("coursework_share", 0.5, above=False))
    week = Judged(6, (Met(200.0, 60.0, True, False), Met(0.25, 0.5, True, False)))
    both = replace(card(), flag=Flag(ROSA, rule, 6, (week,)), n=(3,))
    assert len(flag_words.week_headings(both)) == 7
    assert flag_words.week_rows(both) == [
        ["6", "3 h 20 min", "1 h", "3 stretches and acts", "25", "50 of 100", "past the line"]
    ]


def test_a_step_is_said_with_its_day_who_and_weeks() -> None:
    excused = Entry(Step.EXCUSED, 0, ROSA, "ill", (3, 4))
    assert flag_words.entry(excused, COURSE, NAMING) == ("1 January, Rosa Reed: excused for weeks 3 and 4", "ill")


def test_a_student_reads_no_notes_and_no_marks() -> None:
    life = card(Step.NOTE, Step.TALKED, Step.USEFUL, Step.ANSWER).entries
    assert [one.step for one in flag_words.seen_by(Role.STUDENT, life)] == [Step.TALKED, Step.ANSWER]
    assert flag_words.seen_by(Role.ASSISTANT, life) == list(life)


def test_a_note_is_no_answer_to_the_student() -> None:
    assert [card(*steps).waits for steps in (
        [], [Step.ANSWER], [Step.ANSWER, Step.NOTE], [Step.ANSWER, Step.SEEN], [Step.SEEN, Step.ANSWER]
    )] == [False, True, True, False, True]  # fmt: skip
