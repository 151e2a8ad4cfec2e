"""The page of the labs: the list, one lab, its form, and what stays private."""

from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from tests.web.opened import NOW_MOMENT, begin, html_of

ADA = Viewer(Role.STUDENT, "ada@example.org")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return begin(tmp_path / "course")


def said(at) -> str:
    shown = [*(e.value for e in at.title), *(e.value for e in at.markdown), html_of(at)]
    return "\n".join(shown).replace("\\", "")


def test_the_page_lists_every_lab_and_opens_one(open_page, course):
    at = open_page("labs", course)
    assert not at.exception and at.title[0].value == "What do you want to find out?"
    assert "no attempts so far" in said(at).casefold()
    at.selectbox(key="lab_choice").select("four-models").run()
    assert not at.exception and at.query_params["lab"] == "four-models"
    assert at.title[0].value == "Nothing labelled yet"


def test_a_student_enters_a_row_and_sees_it_and_changes_it(open_page, course):
    at = open_page("labs", course, viewer=ADA, lab="social-customers")
    add = next(button for button in at.button if button.label == "Add this answer")
    at = add.click().run()
    assert [error.value.partition("\\:")[0] for error in at.error] == [
        "Brand", "Follows the brand", "Bought there in the last four weeks",
    ]  # fmt: skip
    at.text_input[0].set_value("<b>Heron</b>")
    for radio in at.radio[:2]:
        radio.set_value("yes")
    at = next(button for button in at.button if button.label == "Add this answer").click().run()
    assert not at.exception and [s.value for s in at.success] == ["Answer added."]
    assert "&lt;b&gt;Heron&lt;/b&gt;" in html_of(at)
    assert "once 10 others have entered something" in said(at)
    at = next(button for button in at.button if button.label == "Change it").click().run()
    assert at.text_input[0].value == "<b>Heron</b>" and at.header[0].value.startswith("Yours")
    at.text_input[0].set_value("Heron")
    at = next(button for button in at.button if button.label == "Keep the change").click().run()
    assert not at.exception and [s.value for s in at.success] == ["Changed."]
    desk = Desk(course)
    assert [row.content["brand"] for row in desk.lab_rows(ADA, "social-customers", NOW_MOMENT)] == ["Heron"]
    desk.close()


def test_contacts_are_private_and_who_looks_as_the_student_enters_nothing(open_page, course):
    desk = Desk(course)
    desk.enter_lab_row(ADA, "relationship-stairway", {"contact": "Bo Secret", "stair": "giver"}, NOW_MOMENT)
    desk.close()
    for viewer in (LOCAL_INSTRUCTOR, Viewer(Role.STUDENT, "ada@example.org", looking_as=True)):
        at = open_page("labs", course, viewer=viewer, lab="relationship-stairway")
        assert not at.exception and "Private to the student" in html_of(at) and "Secret" not in said(at)
    assert not [button for button in at.button if button.label == "Add this contact"]
    at = open_page("labs", course, viewer=ADA, lab="relationship-stairway")
    assert "Bo Secret" in html_of(at)


def test_a_release_is_shown_as_it_looks_with_what_it_lacks(open_page, course):
    desk = Desk(course)
    desk.enter_lab_row(ADA, "social-media-release", {"headline": "A *kitchen* opens", "facts": "One\nTwo"}, NOW_MOMENT)
    desk.close()
    at = open_page("labs", course, viewer=ADA, lab="social-media-release")
    assert not at.exception and "A *kitchen* opens" in html_of(at)
    assert "Missing: quotes, links, multimedia, tags, boilerplate and contact" in said(at)


def test_a_csv_brings_rows_and_says_which_lines_it_could_not_read(open_page, course):
    at = open_page("labs", course, viewer=ADA, lab="social-customers")
    table = b"brand,follows,bought\nHeron,yes,no\nHeron,perhaps,no\n"
    at = at.file_uploader[0].set_value(("rows.csv", table, "text/csv")).run()
    at = next(button for button in at.button if button.label == "Add its rows").click().run()
    assert not at.exception and "1 new answer, 0 known, 1 line refused." in "".join(s.value for s in at.success)
    assert "Line 3: follows: “perhaps” is not what is expected" in html_of(at)
    at = next(button for button in at.button if button.label == "Add its rows").click().run()
    assert "No new answers, 1 known" in "".join(s.value for s in at.success)
