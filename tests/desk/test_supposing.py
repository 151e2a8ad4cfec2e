"""What if: the numbers are those that a record has into which the supposed rows were really loaded."""

from pathlib import Path

import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import NotAllowed
from evenkeel.model import Role
from tests.metrics.small_class import ADA, AFTER, BEN, micros, opened, write_acts, write_course, write_time

NOW = micros(AFTER)
ADA_HERSELF = Viewer(Role.STUDENT, ADA)
CAY = "cay@example.org"
ROSTER = f"""name,email,role
Ada Ash,{ADA},student
Ben Birk,{BEN},student
Cay Cole,{CAY},student
"""
SCHEDULE = [{"exercise": "essay", "release": "2025-09-01", "due": "2025-09-14"}]
# Work waits for the whole of the week before.
SETTINGS = {"window_opens_hours_before_due": 168}
# Week 2 begins on Monday the 8th. Ben and Cay wait for Ada; Ben wrote twice, so one answer answers both.
ACTS = [
    f"{ADA},post,2025-09-08T09:00,p1",
    f"{BEN},comment,2025-09-08T12:00,c1,p1",
    f"{BEN},comment,2025-09-09T12:00,c2,p1",
    f"{CAY},comment,2025-09-10T12:00,c3,p1",
    f"{ADA},post,2025-09-11T09:00,p2",
    f"{CAY},post,2025-10-10T09:00,p3",
]
TIME = [
    f"{ADA},2025-09-09T10:00,2025-09-09T12:00,leisure,measured",
    f"{ADA},2025-09-10T10:00,2025-09-10T11:00,coursework,measured",
    f"{ADA},2025-09-11T20:00,2025-09-11T21:00,leisure,self-reported",
    f"{ADA},2025-09-09T10:30,2025-09-09T11:30,leisure,self-reported",
]


def write(folder: Path, acts: list[str], time: list[str]) -> Path:
    write_course(folder, ROSTER, schedule=SCHEDULE, settings=SETTINGS)
    write_acts(folder, acts)
    write_time(folder, time)
    return folder


def of_ada(measures: pd.DataFrame) -> pd.DataFrame:
    """Ada's numbers with plain texts, in one order."""
    rows = measures[measures["student"] == ADA].astype(dict.fromkeys(("student", "metric", "state"), str))
    return rows.sort_values(["week", "metric"]).reset_index(drop=True)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(of_ada(one), of_ada(other), check_exact=False, atol=1e-9)


def test_supposing_nothing_gives_the_numbers_as_they_are(tmp_path: Path) -> None:
    with opened(write(tmp_path, ACTS, TIME)) as desk:
        same(desk.what_if(ADA_HERSELF, NOW, 2).measures, desk.measures(ADA_HERSELF, NOW))


def test_what_if_is_what_a_record_with_those_rows_would_say(tmp_path: Path) -> None:
    answers = [f"{ADA},comment,2025-09-10T13:00,c4,c3", f"{ADA},comment,2025-09-09T13:00,c5,c2"]
    # Ninety minutes less: the evening of Thursday, then the last half hour of Tuesday's two, in both files.
    time = [TIME[0].replace("12:00", "11:30"), TIME[1], TIME[3]]
    with opened(write(tmp_path / "a", ACTS, TIME)) as desk, opened(write(tmp_path / "b", ACTS + answers, time)) as real:
        supposed = desk.what_if(ADA_HERSELF, NOW, 2, replies=2, minutes_less=90)
        assert (supposed.replies, supposed.minutes) == (2, 90)
        same(supposed.measures, real.measures(LOCAL_INSTRUCTOR, NOW))


def test_a_cut_within_an_entry_leaves_two(tmp_path: Path) -> None:
    held = [f"{ADA},2025-09-09T10:00,2025-09-09T12:00,leisure,self-reported"]
    inside = f"{ADA},2025-09-09T11:30,2025-09-09T12:00,coursework,measured"
    left = [f"{ADA},2025-09-09T10:00,2025-09-09T11:00,leisure,self-reported", inside]
    left += [f"{ADA},2025-09-09T11:30,2025-09-09T12:00,leisure,self-reported"]
    with (
        opened(write(tmp_path / "a", ACTS, [*held, inside])) as desk,
        opened(write(tmp_path / "b", ACTS, left)) as real,
    ):
        same(desk.what_if(ADA_HERSELF, NOW, 2, minutes_less=30).measures, real.measures(LOCAL_INSTRUCTOR, NOW))


def totals(folder: Path, *days: tuple[str, int]) -> Path:
    """Add a phone's daily totals: how long, and not when."""
    lines = [f"{ADA},{day},{minutes},leisure,self-reported" for day, minutes in days]
    (folder / "inbox" / "totals.csv").write_text(
        "\n".join(["student,start,minutes,purpose,evidence", *lines, ""]), "utf-8"
    )
    return folder


def test_minutes_without_a_time_of_day_go_last_and_the_latest_day_first(tmp_path: Path) -> None:
    held = totals(write(tmp_path / "a", ACTS, TIME[3:]), ("2025-09-10", 50), ("2025-09-12", 40))
    left = totals(write(tmp_path / "b", ACTS, []), ("2025-09-10", 30))
    with opened(held) as desk, opened(left) as real:
        assert desk.leeway(ADA_HERSELF, NOW, 2).minutes == 150
        # The hour that has a place, all of Friday's, and 20 minutes of Wednesday's.
        same(desk.what_if(ADA_HERSELF, NOW, 2, minutes_less=120).measures, real.measures(LOCAL_INSTRUCTOR, NOW))


def test_no_more_is_supposed_than_there_is(tmp_path: Path) -> None:
    with opened(write(tmp_path, ACTS, TIME)) as desk:
        assert len(desk.leeway(ADA_HERSELF, NOW, 2).waiting) == 2
        assert desk.leeway(ADA_HERSELF, NOW, 2).minutes == 180
        supposed = desk.what_if(ADA_HERSELF, NOW, 2, replies=9, minutes_less=999)
        assert (supposed.replies, supposed.minutes) == (2, 180)
        week = of_ada(supposed.measures).set_index(["week", "metric"]).loc[2]
        assert week.loc["procrastination_minutes", "measured"] == 0


def test_what_if_writes_nothing(tmp_path: Path) -> None:
    with opened(write(tmp_path, ACTS, TIME)) as desk:
        before = desk.stamp(), of_ada(desk.measures(ADA_HERSELF, NOW))
        desk.what_if(ADA_HERSELF, NOW, 2, 2, 60)
        assert desk.stamp() == before[0]
        pd.testing.assert_frame_equal(of_ada(desk.measures(ADA_HERSELF, NOW)), before[1])


def test_it_is_for_oneself_alone(tmp_path: Path) -> None:
    with opened(write(tmp_path, ACTS, TIME)) as desk:
        assert set(desk.what_if(ADA_HERSELF, NOW, 2, 1).measures["student"]) == {ADA}
        for ask in (Desk.leeway, Desk.what_if):
            with pytest.raises(NotAllowed):
                ask(desk, LOCAL_INSTRUCTOR, NOW, 2)
