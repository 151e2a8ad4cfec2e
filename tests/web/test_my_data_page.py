"""My data: what is held, who sees it, and what a student can do about it."""

from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.consent import Kind
from tests.web.opened import NOW_MOMENT, Open, begin, html_of, load

ADA = "ada@example.org"
ROSTER = f"name,email,role\nAda Example,{ADA},student\nBen Birk,ben@example.org,student\n"
ACTS = "id,author,kind,at,text\na,Ada Example,post,2026-01-13,Mine\nb,Ben Birk,post,2026-01-13,His\n"
TIME = f"student,start,end\n{ADA},2026-01-13T09:00,2026-01-13T10:00\n"
HERSELF = Viewer(Role.STUDENT, ADA)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = begin(tmp_path / "class", ROSTER, acts=ACTS)
    (folder / "inbox" / ADA).mkdir()
    (folder / "inbox" / ADA / "time.csv").write_text(TIME, "utf-8")
    return load(folder)


def test_it_says_what_is_held_and_who_looked_and_nothing_of_others(open_page: Open, course: Path) -> None:
    open_page("student", course, student=ADA)
    at = open_page("my_data", course, viewer=HERSELF)
    assert not at.exception
    said = html_of(at)
    assert "Evenkeel holds 1 post or comment and 1 stretch of time of yours" in said
    assert "Opened your page" in said and "your instructor" in said
    assert "Who in the class talks with whom" in said
    assert "ben@example.org" not in said and "Ben Birk" not in said


def test_consent_is_given_and_withdrawn_by_a_switch(open_page: Open, course: Path) -> None:
    at = open_page("my_data", course, viewer=HERSELF)
    at = at.toggle(key="consent_time").set_value(True).run()
    assert at.toggle(key="consent_time").value is True
    at.toggle(key="consent_time").set_value(False).run()
    with closing(Desk(course)) as desk:
        assert desk.consents(LOCAL_INSTRUCTOR, ADA)[Kind.TIME].given is False


def test_a_file_of_ones_own_is_taken_back(open_page: Open, course: Path) -> None:
    at = open_page("my_data", course, viewer=HERSELF)
    [button] = [one for one in at.button if one.label == "Take back"]
    at = button.click().run()
    at = at.button(key="my_undo_yes").click().run()
    assert "1 time entry left the record" in at.success[0].value
    assert not (course / "inbox" / ADA / "time.csv").exists()


def test_leaving_asks_for_the_address_and_erases(open_page: Open, course: Path) -> None:
    at = open_page("my_data", course, viewer=HERSELF)
    at.text_input(key="leave_typed").set_value("ben@example.org")
    at = next(one for one in at.button if one.label.startswith("Erase")).click().run()
    assert "nothing was erased" in at.warning[0].value
    at.text_input(key="leave_typed").set_value(ADA)
    at = next(one for one in at.button if one.label.startswith("Erase")).click().run()
    assert not at.exception and "You have left" in at.success[0].value
    with closing(Desk(course)) as desk:
        assert [person.email for person in desk.people(LOCAL_INSTRUCTOR)] == ["ben@example.org"]


def test_the_instructor_who_sees_as_a_student_sees_nothing_private(open_page: Open, course: Path) -> None:
    at = open_page("my_data", course, viewer=Viewer(Role.STUDENT, ADA, looking_as=True))
    assert not at.exception and "shown to the student alone" in html_of(at)
    assert not at.toggle and not at.text_input


def test_after_the_last_day_nothing_is_shown_and_the_instructor_can_erase(open_page: Open, course: Path) -> None:
    with (course / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("personal_data_until: 2026-04-26\n")
    at = open_page("this_week", course)
    assert at.title[0].value == "This class is over"
    at = at.button[0].click().run()
    assert not at.exception
    with closing(Desk(course)) as desk:
        assert desk.people(LOCAL_INSTRUCTOR) == [] and not desk.expired(NOW_MOMENT)
