"""A number worked out from its lines is the number that is printed; and small ones are counted by hand."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

import run
from evenkeel.course.values import Settings
from evenkeel.desk import Desk
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.workings.ground import ground
from evenkeel.metrics.workings.values import Working, added, num
from evenkeel.metrics.workings.working import working
from evenkeel.model import State
from tests.metrics.small_class import ADA, BEN, micros, opened, relations, write_acts, write_course, write_time
from tests.reference.classes import random_class, random_now

RANDOM = range(100, 116)


def differences(desk: Desk, now: int) -> Iterator[str]:
    """Yield every number of every student that its working does not come to."""
    for (student,), rows in desk.analysis(now).measures.groupby(["student"], observed=True):
        own = desk.analysis(now).read(lambda cursor, who=student: ground(cursor, desk.course, who))
        for row in rows.itertuples(index=False):
            worked = working(own, str(row.metric), int(row.week))
            if unlike(worked, row):
                yield f"{student} week {row.week} {row.metric}: {row} but {worked.result}"
            if (worked.result.value is None or worked.result.state is State.PENDING) != bool(worked.why):
                yield f"{student} week {row.week} {row.metric}: {worked.result} is explained by {worked.why!r}"


def unlike(worked: Working, row: object) -> bool:
    result = worked.result
    minutes = [row.measured, row.self_reported, row.unplaced, row.estimated]
    evidence = [amount for _, amount in result.evidence] or [float("nan")] * 4
    return (
        not same(result.value, row.value)
        or result.n != row.n
        or result.state != row.state
        or not all(same(ours, theirs) for ours, theirs in zip(evidence, minutes, strict=True))
    )


def same(ours: float | None, theirs: float) -> bool:
    if ours is None or pd.isna(ours) or pd.isna(theirs):
        return (ours is None or pd.isna(ours)) and pd.isna(theirs)
    return abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed-{seed}") for seed in RANDOM])
def test_every_number_of_a_random_class_is_what_its_lines_come_to(seed: int, tmp_path: Path) -> None:
    folder = random_class(seed, tmp_path)
    now = random_now(seed, folder)
    with opened(folder, now) as desk:
        assert list(differences(desk, micros(now))) == []


# The term is over; and at a moment at which week 11 is running.
@pytest.mark.parametrize("now", [datetime(2026, 4, 27, 14, tzinfo=UTC), datetime(2026, 3, 26, 12, tzinfo=UTC)])
def test_every_number_of_the_sample_class_is_what_its_lines_come_to(now: datetime, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(run.SAMPLE, folder, ignore=shutil.ignore_patterns("class.db*"))
    with opened(folder, now) as desk:
        assert list(differences(desk, micros(now))) == []


# By hand: weeks are those of 2025-09-01 and after, a Monday.


def worked(folder: Path, metric: str, week: int = 0, student: str = ADA) -> Working:
    with opened(folder) as desk:
        return working(ground(relations(desk), desk.course, student), metric, week)


def amounts(found: Working, heading: str) -> list[float | None]:
    [part] = [part for part in found.parts if part.heading == heading]
    return [line.amount for line in part.lines]


def test_an_act_to_three_people_counts_a_third_for_each_and_the_smaller_side_of_a_pair_is_matched(
    tmp_path: Path,
) -> None:
    folder = write_course(tmp_path, settings={"min_acts": 1})
    write_acts(
        folder,
        [
            f"{ADA},tweet,2025-09-01T10:00,a,,{BEN};somebody;someone",
            f"{ADA},comment,2025-09-01T11:00,b,,{BEN}",
            f"{BEN},comment,2025-09-02T10:00,c,,{ADA}",
            f"{ADA},post,2025-09-03T10:00,d",
            f"{BEN},post,2025-10-10T10:00,e",
        ],
    )
    found = worked(folder, "engagement_balance", 1)
    assert amounts(found, "Said to people of the class") == [pytest.approx(1 / 3), 1]
    assert amounts(found, "Received from people of the class") == [1]
    assert amounts(found, "Pair by pair, what went both ways") == [1]
    assert amounts(found, "Said to nobody in particular, no answer within 7 days") == [1]
    # Given 4/3, received 1, unanswered 1: 2 x 1 / (7/3 + 1).
    assert found.result.value == pytest.approx(0.6)
    assert found.steps[-1] == "2 × 1 ÷ (2.333 + 1) = 0.6"
    assert worked(folder, "direction", 1).steps[-1] == "(1.333 − 1) ÷ 2.333 = 0.143"


def test_a_week_looks_back_over_its_window_and_not_over_a_break(tmp_path: Path) -> None:
    folder = write_course(tmp_path, breaks=[3], settings={"min_acts": 1, "window_weeks": 3})
    write_acts(folder, [f"{ADA},comment,2025-09-{day:02}T10:00,,,{BEN}" for day in (1, 8, 15, 22, 29)])
    # Weeks 1, 2, the break, 4 and 5: week 5 looks at 3 to 5 without the break.
    assert amounts(worked(folder, "direction", 5), "Said to people of the class") == [1, 1]
    assert amounts(worked(folder, "direction", 4), "Said to people of the class") == [1, 1]
    assert amounts(worked(folder, "direction"), "Said to people of the class") == [1] * 4


def test_an_item_that_drew_an_answer_and_one_too_new_add_nothing(tmp_path: Path) -> None:
    folder = write_course(tmp_path, settings={"min_acts": 1})
    write_acts(
        folder,
        [
            f"{ADA},post,2025-09-01T10:00,old",
            f"{ADA},post,2025-09-02T10:00,drew",
            f"{BEN},comment,2025-09-02T11:00,,drew",
            f"{ADA},post,2025-09-09T10:00,new",
        ],
    )
    found = worked(folder, "addressed_share")
    assert amounts(found, "Said to nobody in particular, answered within 7 days") == [None]
    assert amounts(found, "Not yet 7 days old, left out for now") == [None]
    assert found.steps[-1] == "1 ÷ (1 + 1) = 0.5"


def answered(folder: Path) -> Path:
    """Four comments reach Ada on four mornings; she answers after 2 h, 5 h and 10 days, and once not at all."""
    write_course(folder, settings={"min_acts": 1})
    write_acts(
        folder,
        [
            f"{BEN},comment,2025-09-01T10:00,a,,{ADA}",
            f"{ADA},comment,2025-09-01T12:00,,a",
            f"{BEN},comment,2025-09-02T10:00,b,,{ADA}",
            f"{ADA},comment,2025-09-02T15:00,,b",
            f"{BEN},comment,2025-09-03T10:00,c,,{ADA}",
            f"{ADA},comment,2025-09-13T10:00,,c",
            f"{BEN},comment,2025-09-14T10:00,d,,{ADA}",
            f"{BEN},post,2025-09-30T10:00,e",
        ],
    )
    return folder


def test_a_reply_back_rate_is_two_of_four_with_its_wilson_interval(tmp_path: Path) -> None:
    found = worked(answered(tmp_path), "reply_back_rate")
    assert found.steps[:3] == ("answered in time: 2", "old enough to judge: 2 + 2 = 4", "2 ÷ 4 = 0.5")
    # Wilson of 2 in 4: 0.15 to 0.85.
    assert found.steps[3].endswith("0.5 ± 0.35, from 0.15 to 0.85")


def test_a_time_to_answer_has_its_kaplan_meier_table(tmp_path: Path) -> None:
    found = worked(answered(tmp_path), "answer_time")
    [curve] = [part for part in found.parts if part.unit == "share"]
    assert [(line.what, line.amount) for line in curve.lines] == [
        ("after 2 h", 0.75),
        ("after 5 h", 0.5),
        ("after 240 h", 0.25),
    ]
    assert curve.lines[0].said == "4 waiting, 1 answered: S × 3 ÷ 4"
    assert (found.result.value, found.result.n) == (5, 4)


def test_a_median_that_is_not_reached_says_so(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_acts(folder, [f"{BEN},comment,2025-09-01T10:00,a,,{ADA}", f"{ADA},post,2025-09-20T10:00"])
    found = worked(folder, "answer_time")
    assert (found.result.value, found.result.state) == (None, State.OK)
    assert found.why.endswith("half is not reached: not the same as slow.")


def test_words_are_added_act_by_act_and_counts_are_lines(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    acts = "author,kind,at,text\nada@example.org,post,2025-09-01T10:00,one two three\n"
    acts += "ada@example.org,tweet,2025-09-02T10:00,four five\nada@example.org,tweet,2025-09-09T10:00,six\n"
    (folder / "inbox" / "acts.csv").write_text(acts, "utf-8")
    assert worked(folder, "words", 1).steps == ("words: 3 + 2 = 5",)
    assert worked(folder, "tweets").steps == ("2 lines counting 1 each = 2",)
    assert worked(folder, "posts", 2).result.value == 0


def test_minutes_are_stretches_by_evidence_and_an_estimate_fills_what_is_left(tmp_path: Path) -> None:
    """A tracker from 10:00 to 10:30, a diary from 10:20 to 11:00, one act at 11:02: 30, 30, and 2 minutes."""
    folder = write_course(tmp_path, purposes={"x": "leisure"})
    write_time(
        folder,
        [
            f"{ADA},2025-09-01T10:00,2025-09-01T10:30,leisure,measured",
            f"{ADA},2025-09-01T10:20,2025-09-01T11:00,leisure",
        ],
    )
    acts = "author,kind,at,platform\nada@example.org,tweet,2025-09-01T11:02,x\n"
    (folder / "inbox" / "acts.csv").write_text(acts, "utf-8")
    found = worked(folder, "leisure_minutes", 1)
    assert dict(found.result.evidence) == {"measured": 30, "self-reported": 30, "unplaced": 0, "estimated": 2}
    assert found.steps[-1] == "all together: 30 + 30 + 2 = 62 min, which is 1 h 2 min"
    assert found.result.n == 3


def test_minutes_without_a_place_share_the_room_of_their_day(tmp_path: Path) -> None:
    """Placed are 30; told are 60 + 30: room for 60, of which two thirds are the first one's."""
    folder = write_course(tmp_path)
    (folder / "inbox" / "time.csv").write_text(
        "student,start,end,minutes,purpose\n"
        f"{ADA},2025-09-01T10:00,2025-09-01T10:30,,leisure\n"
        f"{ADA},2025-09-01,,60,leisure\n"
        f"{ADA},2025-09-01,,30,coursework\n",
        "utf-8",
    )
    leisure = worked(folder, "leisure_minutes", 1)
    assert dict(leisure.result.evidence)["unplaced"] == pytest.approx(40)
    assert amounts(leisure, "Self-reported, no time of day") == [pytest.approx(40)]
    assert [line.said for line in leisure.lines if "room" in line.said] == [
        "90 min told of the day − 30 placed already = 60 min of room; its part: 60 × 60 ÷ 90"
    ]
    assert worked(folder, "coursework_share", 1).steps[-1] == "20 ÷ (20 + 70) = 0.222"


def test_leisure_counts_as_far_as_work_waited(tmp_path: Path) -> None:
    """Due on Friday at 12:00, so work waits from Tuesday at 12:00: of 11:00 to 13:00 one hour counts."""
    schedule = [{"exercise": "memo", "release": "2025-09-01T09:00", "due": "2025-09-05T12:00"}]
    folder = write_course(tmp_path, schedule=schedule)
    write_time(folder, [f"{ADA},2025-09-02T11:00,2025-09-02T13:00,leisure"])
    found = worked(folder, "procrastination_minutes", 1)
    assert amounts(found, "Self-reported") == [60]
    assert found.lines[0].said == "of 120 min, 60 while work waited"
    [window] = [part for part in found.parts if part.heading == "When work waited"]
    assert [line.what for line in window.lines] == ["memo"]


def test_steadiness_multiplies_each_week_by_its_place(tmp_path: Path) -> None:
    """Acts 0, 1, 1, 2, 4 and 4 in six weeks: places times acts come to 57."""
    folder = write_course(tmp_path)
    per_week = {0: 4, 1: 1, 2: 1, 3: 2, 4: 0, 5: 4}
    days = [
        f"2025-{9 + (1 + 7 * week) // 31:02}-{(7 * week) % 30 + 1:02}" for week, n in per_week.items() for _ in range(n)
    ]
    write_acts(folder, [f"{ADA},post,{day}T10:{minute:02}" for minute, day in enumerate(days)])
    found = worked(folder, "steadiness")
    assert [line.amount for line in found.lines] == [0, 1, 1, 2, 4, 4]
    assert "place × acts, added up: 57" in found.steps
    assert found.result.value == pytest.approx(1 - (2 * 57 / (6 * 12) - 7 / 6))


def test_burstiness_needs_five_gaps_and_says_how_many_there_are(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_acts(folder, [f"{ADA},post,2025-09-0{day}T10:00" for day in range(1, 5)])
    found = worked(folder, "burstiness")
    assert found.result.state is State.TOO_LITTLE
    assert found.why == "There are 3 gaps between acts, and it takes 5."
    assert [line.amount for line in found.lines] == [24, 24, 24]


def test_lateness_is_a_place_in_the_order_of_each_task(tmp_path: Path) -> None:
    """Twelve hand in, the second and third at one moment: (1 + 2/2) / 12 for them."""
    people = [f"s{n:02}@example.org" for n in range(12)]
    roster = "name,email,role\n" + "".join(f"Student {n},{who},student\n" for n, who in enumerate(people))
    schedule = [
        {"exercise": name, "release": f"2025-09-{day:02}T09:00", "due": f"2025-09-{day + 4:02}T12:00"}
        for name, day in (("one", 1), ("two", 8), ("three", 15))
    ]
    folder = write_course(tmp_path, roster, schedule=schedule)
    minutes = [0, 5, 5, *range(10, 19)]
    rows = [
        f"{who},post,2025-09-{day:02}T10:{minute:02},{name}"
        for name, day in (("one", 2), ("two", 9), ("three", 16))
        for who, minute in zip(people, minutes, strict=True)
    ]
    (folder / "inbox" / "acts.csv").write_text("author,kind,at,tags\n" + "\n".join(rows) + "\n", "utf-8")
    found = worked(folder, "lateness", student=people[1])
    assert [line.amount for line in found.lines] == [pytest.approx(2 / 12)] * 3
    assert found.lines[0].said == "(1 earlier + 2 at that time ÷ 2) ÷ 12 who handed in = 0.167"
    assert found.result.value == pytest.approx(1 / 6)


# What is said where there is no number


def test_who_is_on_no_file_has_no_data_and_is_told_that_this_is_not_zero(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_acts(folder, [f"{BEN},post,2025-09-01T10:00"])
    with opened(folder) as desk:
        held = ground(relations(desk), desk.course, ADA)
    said = {metric: working(held, metric, 1) for metric in METRICS}
    for found in said.values():
        assert (found.result.value, found.result.state) == (None, State.NO_DATA)
        assert found.why.endswith(".")
    assert "no data is not zero" in said["acts"].why


def test_a_week_after_the_data_says_that_they_end(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_acts(folder, [f"{ADA},post,2025-09-01T10:00"])
    assert worked(folder, "acts", 3).why == "The data end before week 3 begins."


def test_too_few_acts_name_how_many_it_takes(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_acts(folder, [f"{ADA},comment,2025-09-01T10:00,,,{BEN}"])
    found = worked(folder, "matched_share", 1)
    assert found.result.state is State.TOO_LITTLE
    assert found.why == f"It rests on 1 act, and takes {Settings().min_acts}."


def test_sums_are_written_so_that_they_can_be_followed() -> None:
    assert added([]) == "0"
    assert added([1]) == "1"
    assert added([1, 0.5, 1]) == "2 × 1 + 0.5 = 2.5"
    assert added([n + 0.5 for n in range(20)]) == "the sum of 20 lines = 200"
    assert (num(-0.25), num(1234.5), num(-0.0001)) == ("−0.25", "1,234.5", "0")
