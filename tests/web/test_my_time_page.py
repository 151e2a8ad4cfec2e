"""The page *My time*: a week by how it is known, a diary that is typed, stretches that are marked, and own files."""

from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel.access import Role, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.consent import Kind
from tests.web.opened import NOW_MOMENT, begin, html_of, load

ADA = "ada@example.org"
HERSELF = Viewer(Role.STUDENT, ADA)
# Week 15 is 20 to 26 April 2026, the newest; the pages are opened on the Monday after.
TIME = f"""student,start,end,purpose,evidence,platform
{ADA},2026-04-21T10:00,2026-04-21T11:00,leisure,measured,instagram
{ADA},2026-04-22T10:00,2026-04-22T10:30,coursework,self-reported,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ada with an hour measured and half an hour told in week 15, who has agreed to everything."""
    folder = load(begin(tmp_path / "c", time=TIME))
    with closing(Desk(folder)) as desk:
        for kind in Kind:
            desk.consent(HERSELF, kind, True, NOW_MOMENT)
    return folder


def mine(open_page, folder: Path, viewer: Viewer = HERSELF, **asked: str) -> AppTest:
    at = open_page("my_time", folder, viewer=viewer, **asked)
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    [button] = [each for each in at.button if each.label == label]
    button.click().run()
    assert not at.exception
    return at


def test_a_week_is_told_by_how_it_is_known_and_what_is_not_known_is_said_as_such(open_page, folder) -> None:
    said = html_of(mine(open_page, folder))
    assert "Week 15, 20–26 April: 30 min of coursework, 1 h of leisure." in said
    assert '<td data-of="Measured by a tracker">1 h</td><td data-of="Told in a diary">0 min</td>' in said
    assert '<td data-of="Estimated from posting times">no posts</td>' in said
    assert "no data: no work was due, and nothing says you meant to work" in said
    assert "nothing is known of your time yet" in html_of(mine(open_page, folder, week="14"))


def test_a_typed_week_is_kept_counts_at_once_and_stands_there_again(open_page, folder) -> None:
    at = mine(open_page, folder)
    boxes = {each.label: each for each in at.text_input}
    boxes["Thu, leisure"].set_value("1:30")
    boxes["Fri, meant"].set_value("20 min")
    at = press(at, "Save this week")
    assert at.success[0].value.startswith("Kept\\: 1 h 50 min by day")
    assert "2 h 50 min of leisure, 20 min of that while work was due or meant." in html_of(at)
    again = {each.label: each.value for each in mine(open_page, folder).text_input}
    assert (again["Thu, leisure"], again["Fri, meant"], again["Mon, leisure"]) == ("1:30", "0:20", "")


def test_what_is_no_time_is_said_and_nothing_is_kept(open_page, folder) -> None:
    at = mine(open_page, folder)
    next(each for each in at.text_input if each.label == "Thu, leisure").set_value("90")
    at = press(at, "Save this week")
    assert "write 0\\:45 for minutes" in at.error[0].value
    assert not (folder / "inbox" / ADA).exists()


def test_a_stretch_is_marked_with_one_click_and_taken_back_with_another(open_page, folder) -> None:
    at = mine(open_page, folder)
    days = next(box for box in at.selectbox if box.label == "Day" and len(box.options) == 2)
    days.select_index(0).run()
    [tick] = at.checkbox
    assert tick.label.startswith("10:00–11:00, instagram: leisure, measured".replace(":", "\\:"))
    tick.check()
    at = press(at, "Coursework")
    assert "1 h 30 min of coursework, no time of leisure." in html_of(at)
    [tick] = at.checkbox
    assert "marked by you" in tick.label
    tick.check()
    at = press(at, "As the file has it")
    assert "30 min of coursework, 1 h of leisure." in html_of(at)


def test_nothing_can_be_typed_or_loaded_before_the_student_agrees(open_page, tmp_path) -> None:
    at = mine(open_page, load(begin(tmp_path / "c", time=TIME)))
    assert [each.label for each in at.button].count("I agree") == 2
    assert not at.text_input and not at.get("file_uploader")
    at.button(key="consent_diary_yes").click().run()
    assert any(each.label == "Thu, leisure" for each in at.text_input)


def test_who_looks_as_the_student_sees_the_numbers_and_can_write_nothing(open_page, folder) -> None:
    at = mine(open_page, folder, Viewer(Role.STUDENT, ADA, looking_as=True))
    said = html_of(at)
    assert "1 h of leisure" in said and "Only the student can write the diary." in said
    assert "Only the student can load files here." in said
    assert not at.text_input and not at.checkbox and not at.get("file_uploader")
