"""The page *My flags*: the same card, the student's own words on it, and disputes, up to what is decided."""

from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.disputing import ENTRY, Claim, Ruling
from evenkeel.flags.life import Step
from tests.web.flagged import rosas_class
from tests.web.opened import NOW_MOMENT, html_of
from tests.web.test_flags_page import cards, press

ROSA = "rosa@example.org"
HERSELF = Viewer(Role.STUDENT, ROSA)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rosa with a flag of week 9 that is on and one of week 2 that is calm again."""
    return rosas_class(tmp_path / "c")


def mine(open_page, folder: Path, viewer: Viewer = HERSELF) -> AppTest:
    at = open_page("my_flags", folder, viewer=viewer)
    assert not at.exception
    return at


def area(at: AppTest, label: str):
    return next(each for each in at.text_area if each.label.startswith(label))


def dispute(folder: Path) -> int:
    """Rosa says that the three hours of week 9 are not hers."""
    with closing(Desk(folder)) as desk:
        desk.keep(NOW_MOMENT)
        [stretch] = desk.stretches(HERSELF, ROSA, desk.weeks()[8])
        flag = desk.cards(HERSELF, NOW_MOMENT)[0].id
        return desk.dispute(HERSELF, ENTRY, [stretch.ref], Claim.NOT_MINE, "My sister's phone.", NOW_MOMENT, flag).id


def test_a_student_sees_the_card_that_the_instructor_sees_and_answers_it(open_page, folder) -> None:
    at = mine(open_page, folder)
    assert at.title[0].value == "1 flag is on"
    said = html_of(at)
    assert "You spent 3 h on leisure in week 9, past the line of 1 h." in said
    assert "Your flag" in said and "Set in course.yaml." in said
    area(at, "Your words").set_value("I was ill.")
    at = press_first(at, "Send the answer")
    assert "New; you have answered." in html_of(at) and "I was ill." in html_of(at)
    assert [(one.step, one.by) for one in cards(folder)[0].entries] == [(Step.ANSWER, ROSA)]


def press_first(at: AppTest, label: str) -> AppTest:
    next(each for each in at.button if each.label == label).click().run()
    assert not at.exception
    return at


def test_a_talk_is_asked_for_without_a_word_and_stands_on_the_instructors_card(open_page, folder) -> None:
    at = press_first(mine(open_page, folder), "Ask for a talk")
    assert "New; you ask for a talk." in html_of(at)
    assert "the student asks for a talk" in html_of(open_page("flags", folder, viewer=LOCAL_INSTRUCTOR))
    assert cards(folder)[0].talk_wanted


def test_a_dispute_is_made_from_a_flag_and_waits(open_page, folder) -> None:
    at = mine(open_page, folder)
    at.session_state[f"my_dispute_{cards(folder)[0].id}"] = True
    at.run()
    assert [each.label for each in at.selectbox][:1] == ["Which"]
    area(at, "Why").set_value("A tutorial for class.")
    at = press_first(at, "Dispute it")
    assert "A tutorial for class." in html_of(at) and "Until then nothing changes." in html_of(at)


def test_the_instructor_decides_on_flags_and_the_student_sees_it(open_page, folder) -> None:
    dispute(folder)
    at = open_page("flags", folder)
    assert "1 dispute waits for your word" in [each.value for each in at.header]
    assert "“this is not mine”" in html_of(at) and "My sister&#x27;s phone." in html_of(at)
    next(each for each in at.text_input if each.label == "A word to the student").set_value("Thank you.")
    at = press(at, "Accept")
    assert "By what is known now it would not have been raised" in html_of(
        open_page("my_flags", folder, viewer=HERSELF)
    )
    with closing(Desk(folder)) as desk:
        [one] = desk.disputes(HERSELF)
        assert (one.ruling, one.why) == (Ruling.ACCEPTED, "Thank you.")


def test_a_dispute_stands_on_the_page_of_the_student(open_page, folder) -> None:
    dispute(folder)
    at = open_page("student", folder, student=ROSA)
    assert not at.exception
    assert "“this is not mine”" in html_of(at)


def test_who_looks_as_the_student_can_write_nothing(open_page, folder) -> None:
    dispute(folder)
    at = mine(open_page, folder, Viewer(Role.STUDENT, ROSA, looking_as=True))
    assert "Only the student can answer" in html_of(at)
    assert not at.text_area and not at.button
