import os

import pandas as pd
import pytest
import streamlit as st

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.course.calendar import WeekState
from evenkeel.web import controls, reads
from evenkeel.web.reads import CourseWeek
from tests.web.opened import NOW, begin

GRACE = "grace.whitcombe@example.org"


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    st.cache_data.clear()
    st.cache_resource.clear()
    monkeypatch.setenv("EVENKEEL_NOW", NOW)


def test_a_cached_read_never_crosses_from_one_viewer_to_another(sample_class) -> None:
    teacher = reads.look_at(sample_class, LOCAL_INSTRUCTOR)
    student = reads.look_at(sample_class, Viewer(Role.STUDENT, GRACE))
    for read in (reads.flags, reads.students, reads.coverage, reads.entries, lambda x: reads.metric(x, "posts")):
        everybody, own = read(teacher), read(student)
        assert len(everybody) > len(own)
        whose = [f.student for f in own] if isinstance(own, list) else own["student"]
        assert set(whose) == {GRACE}


def test_a_desk_is_opened_once_and_anew_when_its_files_were_edited(tmp_path) -> None:
    folder = begin(tmp_path / "c")
    reads.look_at(folder, LOCAL_INSTRUCTOR)
    first = reads.look_at(folder, LOCAL_INSTRUCTOR)
    assert reads.look_at(folder, LOCAL_INSTRUCTOR).desk is first.desk
    os.utime(folder / "course.yaml", ns=(1, 1))
    again = reads.look_at(folder, LOCAL_INSTRUCTOR)
    assert again.desk is not first.desk and again.stamp != first.stamp


def test_now_stays_within_a_quarter_of_an_hour_but_never_before_what_was_loaded(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("EVENKEEL_NOW")
    minute = [1_777_298_400_000_000 + 7 * 60_000_000]
    monkeypatch.setattr(reads, "clock", lambda zone: minute[0])
    folder = begin(tmp_path / "c")
    reads.look_at(folder, LOCAL_INSTRUCTOR)  # makes class.db
    opened = reads.look_at(folder, LOCAL_INSTRUCTOR).now
    assert opened == minute[0]
    minute[0] += 5 * 60_000_000
    assert reads.look_at(folder, LOCAL_INSTRUCTOR).now == opened
    minute[0] += 5 * 60_000_000
    assert reads.look_at(folder, LOCAL_INSTRUCTOR).now == 1_777_298_400_000_000 + 15 * 60_000_000


def weeks(*states: WeekState) -> list[CourseWeek]:
    return [CourseWeek(n, f"week {n}", state, 0, 0) for n, state in enumerate(states, start=1)]


def test_a_page_opens_with_the_last_completed_week() -> None:
    done, runs, later = WeekState.COMPLETED, WeekState.RUNNING, WeekState.NOT_BEGUN
    begun = controls.begun_weeks(weeks(done, done, runs, later))
    assert [w.number for w in begun] == [3, 2, 1]
    assert controls.usual_week(begun) == 1
    assert controls.usual_week(controls.begun_weeks(weeks(runs, later))) == 0
    assert controls.step(begun, 2, 1) == 3 and controls.step(begun, 3, 1) == 3


def test_hidden_names_are_numbers_in_no_order_of_names() -> None:
    frame = pd.DataFrame([(f"{c}@example.org", c.upper(), "") for c in "abcdefgh"])
    frame.columns = ["student", "name", "section"]
    hidden = controls.shown_names(frame, False)
    assert sorted(hidden.values()) == [f"Student {n}" for n in range(1, 9)]
    assert list(hidden) != sorted(hidden)


def test_a_chart_has_first_names_where_nobody_shares_them() -> None:
    names = {"a": "Ada Long", "b": "Ada Short", "c": "Bo Long", "d": ""}
    assert controls.short_names(names) == {"a": "Ada Long", "b": "Ada Short", "c": "Bo", "d": ""}
