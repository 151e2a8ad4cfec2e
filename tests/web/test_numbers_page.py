"""The page What the numbers mean: each number explained, and one student's worked out."""

from html import unescape

import pytest

from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.student_figures import STUDENT_FIGURES
from evenkeel.web import counted_with
from evenkeel.web.numbers_choice import numbers_link
from tests.web.opened import begin, html_of, load

GRACE = "grace.whitcombe@example.org"
OSKAR = "oskar.wisniewiec@example.org"


@pytest.mark.parametrize("number", [*METRICS, *STUDENT_FIGURES])
def test_every_number_is_explained_and_worked_out(open_page, sample_class, number) -> None:
    at = open_page("numbers", sample_class, number=number, student=GRACE, week="14")
    assert not at.exception
    said = unescape(html_of(at))
    about = counted_with.about(number)
    assert at.header[0].value == (METRICS.get(number) or STUDENT_FIGURES[number]).title
    for words in ("What it does not show", "Formula", "Source"):
        assert words in said
    assert about.shows[:60] in said
    assert "Grace Whitcombe" in said


def test_a_balance_is_worked_out_line_by_line(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="engagement_balance", student=GRACE, week="12")
    said = html_of(at)
    assert "Grace Whitcombe, week 12: engagement balance is 13 of 100, from 15 acts." in said
    assert "2 × 1 ÷ (8 + 7) = 0.133" in said
    assert "Said to people of the class: 2" in said
    assert "Comment to Farid Nazaryan" in said
    assert "Pair with Sami Haddadine" in said
    assert "gave 0, received 2: the smaller is 0" in said


def test_the_settings_say_their_value_here_and_how_to_change_it(open_page, sample_class) -> None:
    said = html_of(open_page("numbers", sample_class, number="leisure_minutes", student=GRACE))
    assert "a new session begins after 60 minutes without an act" in said
    assert "session_gap_minutes: 60" in said
    assert "15 to 120 minutes are sensible" in said
    assert "Estimated minutes alone never flag" in said


def test_a_setting_of_the_course_is_the_one_that_is_said(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c", acts="author,kind,at\nada@example.org,post,2026-01-13T10:00\n")
    course = (folder / "course.yaml").read_text("utf-8")
    (folder / "course.yaml").write_text(course + "settings: {answer_within_days: 3}\n", "utf-8")
    said = html_of(open_page("numbers", load(folder), number="engagement_balance"))
    assert "an answer counts within 3 days" in said
    assert "set for this course; it comes as 7" in said


def test_hidden_names_hide_texts_links_and_the_address_too(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="received", student=GRACE, week="term")
    assert "open</a>" in html_of(at)
    at.toggle[0].set_value(False).run()
    assert not at.exception
    said = html_of(at)
    assert "Grace" not in said and "open</a>" not in said and "Valentina" not in said and "grace_whi" not in said
    assert "grace" not in str(at.query_params["student"])


def test_long_lists_are_folded_with_their_count(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="acts", student=GRACE, week="term")
    assert "Written: 87" in html_of(at)
    assert [e.label for e in at.expander if e.label.startswith("The other")] == ["The other 75"]
    assert html_of(at).count("<tr>") < 30


def test_who_has_no_data_is_told_why(open_page, sample_class) -> None:
    said = html_of(open_page("numbers", sample_class, number="acts", student=OSKAR, week="3"))
    assert "acts has no number (no data). No file holds anything that this student wrote" in said


def test_a_running_week_says_that_its_number_is_so_far(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, now="2026-03-26T12:00:00Z", number="acts", student=GRACE, week="11")
    assert "so far" in html_of(at)
    assert "Week 11 is still running" in html_of(at)


def test_a_number_of_the_term_says_so_whatever_the_week(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="steadiness", student=GRACE, week="3")
    assert "It is a number of the whole term, whatever the week." in html_of(at)


def test_nobody_chosen_asks_for_a_student_and_explains_all_the_same(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="words")
    assert not at.exception
    assert any("Choose a student above" in m.value for m in at.markdown)
    assert "How much a student wrote" in html_of(at)


def test_somebody_unknown_and_a_number_unknown_are_no_error(open_page, sample_class) -> None:
    at = open_page("numbers", sample_class, number="grade<b>", student="nobody<b>")
    assert not at.exception
    assert "no student of this class" in at.warning[0].value


def test_a_class_of_one_student_is_worked_out_at_once(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c", acts="author,kind,at,text\nada@example.org,post,2026-01-13T10:00,One two\n")
    at = open_page("numbers", load(folder), now="2026-01-21T12:00:00Z", number="words", week="1")
    assert not at.exception
    assert "Ada Example, week 1: words is 2, from 1 act." in html_of(at)


def test_before_the_term_there_is_nothing_to_work_out(open_page, tmp_path) -> None:
    folder = begin(tmp_path / "c", acts="author,kind,at\nada@example.org,post,2026-01-05T10:00\n")
    at = open_page("numbers", load(folder), now="2026-01-06T12:00:00Z", number="acts", student="ada@example.org")
    assert not at.exception
    assert any("nothing to work out yet" in m.value for m in at.markdown)


def test_what_people_wrote_is_shown_as_text(open_page, tmp_path) -> None:
    acts = "author,kind,at,text\nada@example.org,post,2026-01-13T10:00,<img src=x onerror=alert(1)>\n"
    at = open_page("numbers", load(begin(tmp_path / "c", acts=acts)), number="acts", week="1")
    assert "<img" not in html_of(at) and "&lt;img" in html_of(at)


def test_other_pages_link_to_a_number_by_its_address() -> None:
    assert numbers_link("acts", GRACE, 3) == {"number": "acts", "week": "3", "student": GRACE}
    assert numbers_link("steadiness") == {"number": "steadiness", "week": "term"}


def test_one_student_says_which_weeks_are_unusual_and_links_to_how_it_is_made(open_page, sample_class) -> None:
    at = open_page("student", sample_class, student=GRACE)
    assert not at.exception
    headers = [h.value for h in at.header]
    assert "Weeks 13, 14 and 15 are unusual for Grace Whitcombe: leisure while work was due." in headers
    assert "Counted with (settings of ours" in html_of(at)
    assert "from 13 weeks" in html_of(at)
    assert "no ground for judging anybody" in html_of(at)


def test_an_unusual_week_needs_eight_completed_ones(open_page, sample_class) -> None:
    at = open_page("student", sample_class, now="2026-02-20T12:00:00Z", student=GRACE)
    assert any("and a usual range takes 8" in h.value for h in at.header)


@pytest.mark.parametrize("page", ["this_week", "balance", "thresholds"])
def test_pages_of_numbers_say_what_they_were_counted_with(open_page, sample_class, page) -> None:
    at = open_page(page, sample_class)
    assert not at.exception
    said = html_of(at)
    assert "work waits from 72 hours before it is due" in said
    assert "a week is calm at 80% of the line" in said
    assert counted_with.FIXED in said
