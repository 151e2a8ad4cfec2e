"""The pages *My balance*, *My goal* and *What the numbers mean* as a student opens them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.values import Rule
from evenkeel.desk import Desk
from evenkeel.model import Role
from tests.web.opened import NOW_MOMENT, Open, begin, html_of, load

GRACE = Viewer(Role.STUDENT, "grace.whitcombe@example.org")
ADA, BEN = "ada@example.org", "ben@example.org"
ROSTER = f"name,email,role\nAda Example,{ADA},student\nBen Birk,{BEN},student\n"
# Ben wrote to Ada twice and has her answer to the first; week 3 of the small course.
ACTS = f"""id,author,kind,at,text,in_reply_to,to
p1,{ADA},post,2026-01-26T09:00,Hello,,
c1,{BEN},comment,2026-01-26T10:00,First,p1,
c2,{ADA},comment,2026-01-26T11:00,Thanks,c1,
c3,{BEN},comment,2026-01-27T10:00,A second thought,p1,
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada and Ben, three acts, and a rule on Ben alone."""
    folder = load(begin(tmp_path_factory.mktemp("small") / "course", ROSTER, acts=ACTS))
    with closing(Desk(folder)) as desk:
        desk.set_rules(LOCAL_INSTRUCTOR, [Rule("acts", 1, above=False, k=1, m=1, student=BEN)], NOW_MOMENT, "try")
    return folder


def text_of(at: AppTest) -> str:
    """All words of a page."""
    said = [each.value for kind in ("title", "header", "markdown", "error", "warning") for each in getattr(at, kind)]
    return "\n".join([*map(str, said), html_of(at)])


def no_errors(at: AppTest) -> AppTest:
    assert not at.exception, at.exception
    return at


def test_the_week_is_said_first_and_who_waits_is_named(open_page: Open, small: Path) -> None:
    at = no_errors(open_page("my_balance", small, viewer=Viewer(Role.STUDENT, ADA), week="3"))
    assert at.title[0].value == "In week 3 you have not yet answered the one person who wrote to you"
    said = text_of(at)
    assert "1 person waits for an answer from you" in said
    assert "Ben Birk, comment on Tuesday 27 January" in said and "A second thought" in said
    assert "it takes 10 others with both numbers" in said


def test_neither_a_rule_about_another_nor_their_address_is_on_the_page(open_page: Open, small: Path) -> None:
    said = text_of(no_errors(open_page("my_balance", small, viewer=Viewer(Role.STUDENT, ADA), week="3")))
    assert "nothing of yours can be flagged" in said
    assert BEN not in said


def test_a_student_of_the_sample_class_sees_the_middle_of_the_class_and_what_if(
    open_page: Open, sample_class: Path
) -> None:
    at = no_errors(open_page("my_balance", sample_class, viewer=GRACE, week="14"))
    said = text_of(at)
    assert "The middle half of the others lies between" in said
    assert "above 5 h, in 2 of the last 3 weeks" in said
    assert "As it would be" not in said


def test_the_term_has_numbers_but_no_place_in_the_class(open_page: Open, sample_class: Path) -> None:
    at = no_errors(open_page("my_balance", sample_class, viewer=GRACE, week="term"))
    assert at.title[0].value.startswith("This term you answered")
    assert "Choose a week above" in text_of(at)


def test_of_whom_nothing_is_known_is_shown_the_way_to_begin(open_page: Open, tmp_path: Path) -> None:
    folder = load(begin(tmp_path / "course", ROSTER, acts=ACTS.replace(BEN, "")))
    at = no_errors(open_page("my_balance", folder, viewer=Viewer(Role.STUDENT, BEN)))
    assert at.title[0].value == "Nothing of yours has been loaded yet"
    assert "course.yaml" not in text_of(at)


@pytest.fixture
def own_class(tmp_path: Path) -> Iterator[Path]:
    yield load(begin(tmp_path / "course", ROSTER, acts=ACTS))


def test_a_limit_a_goal_and_a_reflection_are_kept_and_seen_as_shared(open_page: Open, own_class: Path) -> None:
    ada = Viewer(Role.STUDENT, ADA)
    at = no_errors(open_page("my_goal", own_class, viewer=ada))
    next(button for button in at.button if button.label == "Keep this goal").click().run()
    no_errors(at)
    assert at.title[0].value == "You want 3 replies or mentions a week"
    at.text_area[0].set_value("*Better* <b>now</b>")
    at.toggle(key="share_reflection 15").set_value(True)
    next(button for button in at.button if button.label == "Keep").click().run()
    assert "&lt;b&gt;now" in text_of(no_errors(at))
    seen = text_of(no_errors(open_page("my_goal", own_class, viewer=Viewer(Role.STUDENT, ADA, looking_as=True))))
    assert "&lt;b&gt;now" in seen and "Private to the student" in seen and "3 replies" not in seen
    instructor = no_errors(open_page("student", own_class, viewer=LOCAL_INSTRUCTOR, student=ADA))
    assert "What the student shares" in text_of(instructor) and "Own goal" not in text_of(instructor)


def test_a_student_reads_how_their_own_number_is_made_and_can_choose_nobody_else(open_page: Open, small: Path) -> None:
    asked = {"number": "reply_back_rate", "week": "3", "student": BEN}
    at = no_errors(open_page("numbers", small, viewer=Viewer(Role.STUDENT, ADA), **asked))
    said = text_of(at)
    assert "You, week 3: reply-back rate" in said
    assert [box.label for box in at.selectbox] == ["Number", "Week"]
    assert BEN not in said and "Ben Birk" in said
