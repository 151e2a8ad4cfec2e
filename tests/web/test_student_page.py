import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.web import student_acts, student_numbers, student_time
from tests.web.opened import NOW_MOMENT, begin, html_of, load

GRACE = "grace.whitcombe@example.org"
OSKAR = "oskar.wisniewiec@example.org"


def test_the_flag_of_a_student_has_its_reason_and_since_when(open_page, sample_class) -> None:
    at = open_page("student", sample_class, student=GRACE)
    assert not at.exception
    assert at.title[0].value == "Grace Whitcombe"
    said = html_of(at)
    assert "Worth a look since week 14" in said
    assert "6 h 32 min and 6 h 51 min on leisure while work was due in weeks 13 and 14" in said
    assert "at least 7 h 18 min, up to 7 h 27 min of leisure while work was due" in said


def test_who_wrote_nothing_on_record_has_no_data_and_no_zeros(open_page, sample_class) -> None:
    at = open_page("student", sample_class, student=OSKAR)
    assert not at.exception
    assert "no file shows what was written" in html_of(at)
    assert "no tracker data, no diary and no posts in week 15" in html_of(at)


def test_somebody_unknown_is_said_so_and_nothing_else_is_shown(open_page, sample_class) -> None:
    at = open_page("student", sample_class, student="nobody<b>")
    assert not at.exception
    assert "no student of this class" in at.warning[0].value
    assert len(at.header) == 0


def test_nobody_chosen_shows_who_is_worth_a_look(open_page, sample_class) -> None:
    at = open_page("student", sample_class)
    assert not at.exception
    assert at.title[0].value == "One student"
    assert any("Worth a look" in m.value for m in at.markdown)


def test_hidden_names_hide_texts_links_and_the_address_too(open_page, sample_class) -> None:
    at = open_page("student", sample_class, student=GRACE)
    at.toggle[0].set_value(False).run()
    assert not at.exception
    said = html_of(at)
    assert at.title[0].value.startswith("Student ")
    assert "Grace" not in said and "open the post" not in said and "Rosa Quispemayta" not in said
    assert "grace" not in str(at.query_params["student"])


def test_the_running_week_is_said_to_run(open_page, sample_class) -> None:
    at = open_page("student", sample_class, now="2026-03-26T12:00:00Z", student=GRACE, week="11")
    assert not at.exception
    assert "the week is still running" in html_of(at)


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("procrastination_minutes", "stretches of time"),
        ("coursework_share", "stretches of time"),
        ("received", "Behind it, from week 15"),
        ("engagement_balance", "Behind it, from weeks 12 to 15"),
        ("steadiness", "choose the term"),
    ],
)
def test_what_stands_behind_a_number_is_shown(open_page, sample_class, metric, said) -> None:
    at = open_page("student", sample_class, student=GRACE)
    at.selectbox(key="student_behind").set_value(metric).run()
    assert not at.exception
    assert said in html_of(at)


def test_a_class_of_one_student_opens_on_that_student(open_page, tmp_path) -> None:
    acts = "id,author,kind,at,text\n1,ada@example.org,post,2026-01-13T10:00,Hello\n"
    at = open_page("student", load(begin(tmp_path / "c", acts=acts)), now="2026-01-21T12:00:00Z")
    assert not at.exception
    assert at.title[0].value == "Ada Example"


def test_a_class_without_students_shows_how_to_begin(open_page, tmp_path) -> None:
    at = open_page("student", begin(tmp_path / "c", roster=""))
    assert not at.exception
    assert "Nobody is in this class yet" in at.title[0].value


def test_as_many_acts_are_listed_as_the_number_rests_on(sample_class) -> None:
    desk = Desk(sample_class)
    acts = dict(tuple(desk.analysis(NOW_MOMENT).acts.groupby("student")))
    nothing = desk.analysis(NOW_MOMENT).acts.head(0)
    measures = desk.measures(LOCAL_INSTRUCTOR, NOW_MOMENT)
    others = ("burstiness", "steadiness")  # they rest on gaps and weeks
    counted = measures[measures["metric"].isin([m.id for m in student_acts.choices() if m.id not in others])]
    counted = counted[counted["week"].isin([0, 1, 5, 10, 15])]  # the term, its ends, a week beside the break
    wrong = [
        (row.student, row.week, row.metric, row.n)
        for row in counted.itertuples()
        if _listed(acts.get(row.student, nothing), row.metric, row.week, desk) != row.n
    ]
    desk.close()
    assert wrong == []


def _listed(acts: pd.DataFrame, metric: str, week: int, desk: Desk) -> int:
    parts = student_acts.behind(acts, metric, week, desk.course)
    return sum(part.acts["act"].nunique() for part in parts if not part.words.startswith("too new"))


def test_the_stretches_behind_minutes_add_up_to_them(sample_class) -> None:
    desk = Desk(sample_class)
    timeline = desk.timeline(LOCAL_INSTRUCTOR, NOW_MOMENT)
    measures = desk.measures(LOCAL_INSTRUCTOR, NOW_MOMENT)
    minutes = measures[measures["metric"].str.endswith("_minutes") & measures["value"].notna()]
    wrong = []
    for row in minutes.itertuples():
        found = student_time.behind(timeline[timeline["student"] == row.student], row.metric, row.week)
        if abs(found["counted"].sum() - row.value) > 1e-6:
            wrong.append((row.student, row.week, row.metric))
    desk.close()
    assert wrong == []


def test_minutes_of_two_kinds_are_at_least_and_up_to() -> None:
    said = student_numbers.at_least({"measured": 300.0, "estimated": 20.0})
    assert said == "at least 5 h (measured), up to 5 h 20 min (and 20 min estimated from posting times)"
    assert student_numbers.at_least({"self-reported": 60.0}) == "1 h, self-reported"
    assert student_numbers.at_least({}) == "none"
