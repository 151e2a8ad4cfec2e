"""The reference against published numbers, and against classes small enough to count by hand."""

import csv
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.reference.classes import random_class, random_now
from tests.reference.clock import HOUR, MINUTE, micros, week_from
from tests.reference.compare import compare_flags, compare_metrics, compare_network
from tests.reference.flags import flags_at, flags_of
from tests.reference.folder import ACT_COLUMNS, TIME_COLUMNS, read_course
from tests.reference.formulas import burstiness, gini, kaplan_meier, median_wait, merged, sessions
from tests.reference.metrics import Row, metric_rows
from tests.reference.network import network
from tests.reference.record import mentions, words
from tests.reference.rules import Rule, cadence

ADA, BEN = "ada@example.org", "ben@example.org"
AFTER = datetime(2025, 10, 20, tzinfo=UTC)
ROSTER = """name,email,role,section,x
Ada Ash,Ada@example.org,student,A,@Ada_A
Ben Birk,ben@example.org,student,A,ben_b
Tess Ward,tess@example.org,instructor,,tess_w
"""
Cells = dict[str, str]


def course(folder: Path, acts: list[Cells] = (), times: list[Cells] = (), **more: Any) -> Path:
    """A class of two and their instructor, six weeks from Monday 2025-09-01, UTC."""
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    raw = {"title": "Small", "timezone": "UTC", "starts_on": "2025-09-01", "weeks": 6} | more
    (folder / "course.yaml").write_text(yaml.safe_dump(raw), "utf-8")
    (folder / "roster.csv").write_text(ROSTER, "utf-8")
    for name, columns, rows in (("acts", ("id", *ACT_COLUMNS), acts), ("time", TIME_COLUMNS, times)):
        with (folder / "inbox" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def act(id: str, author: str, kind: str, at: str, text: str = "", **cells: str) -> Cells:
    return {"id": id, "author": author, "kind": kind, "at": at, "text": text} | cells


def span(start: str, end: str = "", **cells: str) -> Cells:
    return {"student": ADA, "start": start, "end": end} | cells


def row(folder: Path, metric: str, week: int | None, now: datetime = AFTER, student: str = ADA) -> Row:
    [found] = [
        one for one in metric_rows(folder, now) if (one.student, one.week, one.metric) == (student, week, metric)
    ]
    return found


def told(found: Row) -> tuple[object, int, str]:
    return (None if found.value is None else pytest.approx(found.value), found.n, found.state)


# Published numbers


def test_gini_of_a_published_list() -> None:
    assert gini((1, 3, 2, 1, 1, 1, 4)) == pytest.approx(0.3076923, abs=1e-7)
    assert gini((2, 2, 2)) == 0


def test_burstiness_is_minus_one_for_equal_gaps_and_one_for_all_but_one_empty() -> None:
    assert burstiness([5.0] * 6) == pytest.approx(-1)
    assert burstiness([0, 0, 0, 0, 9, 0]) == pytest.approx(1)


def test_burstiness_is_zero_where_r_is_the_root_of_n_minus_1_over_n_plus_1() -> None:
    # Six gaps 1 -+ d have r = d, so d = sqrt(5 / 7).
    d = math.sqrt(5 / 7)
    assert burstiness([1 - d, 1 + d] * 3) == pytest.approx(0, abs=1e-12)


def test_kaplan_meier_of_the_maintained_aml_patients() -> None:
    events = {9, 13, 18, 23, 31, 34, 48}
    times = (9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161)
    censored_too = [(13, True), (13, False)]
    waits = [(t, t in events) for t in times if t != 13] + censored_too
    curve = kaplan_meier(waits)
    assert [t for t, _ in curve] == [9, 13, 18, 23, 31, 34, 48]
    expected = (0.90909, 0.81818, 0.71591, 0.61364, 0.49091, 0.36818, 0.18409)
    assert [s for _, s in curve] == pytest.approx(expected, abs=1e-5)
    assert median_wait(waits) == 31


def test_sessions_of_mwsessions_own_tests() -> None:
    assert [len(one) for one in sessions([0, 2, 4, 3604, 3607], 3600)] == [3, 2]


def test_intervals_of_aw_cores_own_tests() -> None:
    assert merged([(0, 10), (9, 19)]) == [(0, 19)]
    assert merged([(0, 10), (10, 20)]) == [(0, 20)]
    assert merged([(0, 10), (11, 21)]) == [(0, 10), (11, 21)]


# Weeks, words, names


def test_a_week_has_169_hours_where_the_clocks_go_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # 2024-10-27 is the Sunday of week 3 of a term that begins on 2024-10-07.
    hours = [week_from(date(2024, 10, 7), n, berlin) for n in (2, 3, 4)]
    assert [(week.end - week.start) / HOUR for week in hours] == [168, 169, 168]


def test_a_time_shown_twice_is_the_first_and_one_never_shown_is_moved_on() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    twice = datetime(2024, 10, 27, 2, 30)  # noqa: DTZ001 the course's clock
    never = datetime(2025, 3, 30, 2, 30)  # noqa: DTZ001 the course's clock
    assert micros(twice, berlin) == micros(datetime(2024, 10, 27, 0, 30, tzinfo=UTC), berlin)
    assert micros(never, berlin) == micros(datetime(2025, 3, 30, 1, 30, tzinfo=UTC), berlin)


def test_words_are_pieces_with_a_letter_or_digit_that_are_no_link_or_mention() -> None:
    # "Two", "(words)" and "42" are words.
    assert words("Two (words) -- 42 @ada_a https://example.org ... @") == 3


def test_mentions_are_not_mail_addresses_nor_parts_of_links() -> None:
    text = "(@Ada_A), mail@example.org http://example.org/@ben @@ben @cy@host.example.org. @dee-"
    assert mentions(text) == ["Ada_A", "cy@host.example.org", "dee"]


def test_the_last_row_of_an_id_holds_and_identical_rows_without_id_are_several(tmp_path: Path) -> None:
    twin = act("", "ADA_A", "post", "2025-09-02T10:00")
    rows = [
        act("a1", ADA, "post", "2025-09-02T10:00"),
        twin,
        twin,
        act("a1", ADA, "tweet", "2025-09-03T10:00"),
        act("a2", ADA, "post", "soon"),
    ]
    folder = course(tmp_path, rows)
    assert (row(folder, "posts", 1).value, row(folder, "tweets", 1).value) == (2, 1)
    # An overlapping newer export holds one of the twins again, and adds none.
    (folder / "inbox" / "later.csv").write_bytes((folder / "inbox" / "acts.csv").read_bytes())
    assert row(folder, "acts", None).value == 3


# Coverage and states


def test_an_act_at_monday_midnight_is_in_the_new_week(tmp_path: Path) -> None:
    folder = course(tmp_path, [act("a1", ADA, "post", "2025-09-08T00:00")])
    assert (row(folder, "acts", 1).value, row(folder, "acts", 2).value) == (0, 1)


def test_weeks_after_the_end_of_the_data_and_silent_students_have_no_data(tmp_path: Path) -> None:
    folder = course(tmp_path, [act("a1", ADA, "tweet", "2025-09-09T10:00", "@ben_b hello")])
    states = [row(folder, "acts", week).state for week in (1, 2, 3, None)]
    assert states == ["ok", "ok", "no data", "ok"]
    assert told(row(folder, "acts", None, student=BEN)) == (None, 0, "no data")
    assert told(row(folder, "received", 2, student=BEN)) == (1, 1, "ok")
    assert told(row(folder, "received", 1, student=ADA)) == (0, 0, "ok")


def test_the_running_week_is_pending_and_has_its_value_so_far(tmp_path: Path) -> None:
    folder = course(tmp_path, [act("a1", ADA, "post", "2025-09-09T10:00")])
    now = datetime(2025, 9, 10, tzinfo=UTC)
    assert told(row(folder, "acts", 2, now)) == (1, 1, "pending")
    assert told(row(folder, "engagement_balance", 2, now)) == (None, 0, "pending")
    assert {one.week for one in metric_rows(folder, now)} == {1, 2, None}


def test_breaks_have_no_rows_and_their_acts_no_count(tmp_path: Path) -> None:
    acts = [act("a1", ADA, "post", "2025-09-09T10:00"), act("a2", ADA, "post", "2025-09-16T10:00")]
    folder = course(tmp_path, acts, breaks=[2])
    assert {one.week for one in metric_rows(folder, AFTER)} == {1, 3, 4, 5, 6, None}
    assert told(row(folder, "posts", None)) == (1, 1, "ok")


# The balance

TALK = [
    act("b1", BEN, "post", "2025-09-01T10:00"),
    act("c1", "Ada Ash", "comment", "2025-09-02T10:00", "yes", in_reply_to="b1"),
    act("t1", BEN, "tweet", "2025-09-03T10:00", "@ADA_A and @nobody"),
    act("p1", ADA, "post", "2025-09-01T09:00"),
    act("p2", ADA, "post", "2025-09-02T09:00"),
    act("t2", ADA, "tweet", "2025-09-04T10:00", "@tess_w"),
    act("z1", "Zoe Quill", "post", "2025-09-12T10:00"),
]


def test_the_balance_of_a_week_counted_by_hand(tmp_path: Path) -> None:
    # Ada gives Ben 1 (c1) and Tess 1 (t2), takes 1/2 of Ben's t1; p1 and p2 drew nothing in 7 days.
    # V = 2.5, b = 2, matched = 2 * min(1, 1/2) = 1, D = (2 - 1/2) / 2.5.
    folder = course(tmp_path, TALK)
    assert told(row(folder, "engagement_balance", 1)) == (1 / 4.5, 5, "ok")
    assert told(row(folder, "addressed_share", 1)) == (2.5 / 4.5, 5, "ok")
    assert told(row(folder, "matched_share", 1)) == (1 / 2.5, 5, "ok")
    assert told(row(folder, "direction", 1)) == (1.5 / 2.5, 5, "ok")
    assert told(row(folder, "outreach", 1, student=BEN)) == (1, 1, "ok")


def test_with_students_as_peers_the_instructor_is_out_of_the_volume(tmp_path: Path) -> None:
    folder = course(tmp_path, TALK, settings={"peers": "students"})
    assert told(row(folder, "engagement_balance", 1)) == (None, 4, "too little to say")


@pytest.mark.parametrize(("answered", "n"), [("2025-09-08T09:00:00", 4), ("2025-09-08T09:00:01", 5)])
def test_an_answer_after_exactly_seven_days_still_breaks_the_silence(tmp_path: Path, answered: str, n: int) -> None:
    # Zoe's answer to p1 is an outsider's: it enters no V, but takes p1 out of b if it is in time.
    late = act("z0", "Zoe Quill", "comment", answered, in_reply_to="p1")
    assert row(course(tmp_path, [*TALK, late]), "engagement_balance", 1).n == n


def test_an_undrawn_item_is_silent_only_when_seven_days_lie_within_the_data(tmp_path: Path) -> None:
    item = act("p1", ADA, "post", "2025-09-02T10:00")
    young = course(tmp_path / "young", [item, act("z1", "zoe", "post", "2025-09-09T09:59:59")])
    ripe = course(tmp_path / "ripe", [item, act("z1", "zoe", "post", "2025-09-09T10:00:00")])
    assert told(row(young, "engagement_balance", 1)) == (None, 0, "pending")
    assert told(row(ripe, "engagement_balance", 1)) == (None, 1, "too little to say")


def test_self_replies_and_answers_to_deleted_items_are_in_neither_v_nor_b(tmp_path: Path) -> None:
    acts = [
        act("p1", ADA, "post", "2025-09-02T10:00"),
        act("c1", ADA, "comment", "2025-09-02T11:00", in_reply_to="p1"),
        act("t1", ADA, "tweet", "2025-09-02T12:00", "note to @Ada_A"),
        act("t2", ADA, "tweet", "2025-09-02T13:00", in_reply_to="gone"),
        act("z1", "zoe", "post", "2025-09-20T10:00"),
    ]
    folder = course(tmp_path, acts)
    assert told(row(folder, "acts", 1)) == (4, 4, "ok")
    assert told(row(folder, "addressed_share", 1)) == (None, 1, "too little to say")


def test_reply_back_and_time_to_answer_counted_by_hand(tmp_path: Path) -> None:
    # Five inbound tweets of Ben at 10:00 on 1..5 September. Ada answers Ben once, on 8 September at 10:00:
    # 7 days after the first (in time), 6, 5, 4 and 3 days after the others. Then the data go on to the 30th.
    asks = [act(f"b{d}", BEN, "tweet", f"2025-09-0{d}T10:00", "@ada_a ?") for d in range(1, 6)]
    answer = act("a1", ADA, "tweet", "2025-09-08T10:00", "@ben_b !")
    end = act("z1", "zoe", "post", "2025-09-30T10:00")
    folder = course(tmp_path, [*asks, answer, end])
    assert told(row(folder, "reply_back_rate", 1)) == (1, 5, "ok")
    # S falls to 4/5, 3/5, 2/5 at 72, 96, 120 hours.
    assert told(row(folder, "answer_time", 1)) == (120, 5, "ok")


def test_the_median_time_to_answer_is_empty_where_it_is_not_reached(tmp_path: Path) -> None:
    acts = [
        act("b1", BEN, "tweet", "2025-09-01T10:00", "@ada_a ?"),
        act("a0", ADA, "post", "2025-09-01T09:00"),
    ]
    assert told(row(course(tmp_path, acts), "answer_time", 1)) == (None, 1, "ok")


# Time


def minutes(folder: Path, metric: str, week: int | None = 1, now: datetime = AFTER) -> Row:
    return row(folder, f"{metric}_minutes", week, now)


def test_sessions_have_a_lead_and_an_hour_without_acts_begins_a_new_one(tmp_path: Path) -> None:
    # 10:00 and 10:30 are one session, 11:30 begins another: 430 + 1800 + 430 seconds.
    clocks = ("10:00", "10:30", "11:30")
    acts = [act(clock, ADA, "tweet", f"2025-09-02T{clock}") for clock in clocks]
    found = minutes(course(tmp_path, acts), "social")
    assert told(found) == (2660 / 60, 3, "ok")
    assert found.evidence == {"estimated": pytest.approx(2660 / 60)}


def test_the_strongest_evidence_decides_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    times = [
        span("2025-09-02T10:00", "2025-09-02T11:00", purpose="leisure", evidence="measured"),
        span("2025-09-02T10:30", "2025-09-02T11:30", purpose="coursework"),
        span("2025-09-02T11:20", "2025-09-02T11:40", purpose="leisure", platform="x"),
    ]
    folder = course(tmp_path, times=times)
    # Measured leisure 10:00-11:00, diary coursework 11:00-11:30, diary leisure 11:30-11:40.
    assert minutes(folder, "leisure").evidence == {"measured": 60, "self-reported": 10}
    assert minutes(folder, "coursework").evidence == {"self-reported": 30}
    assert told(minutes(folder, "social")) == (20, 3, "ok")
    assert told(row(folder, "coursework_share", 1)) == (0.3, 3, "ok")


def test_a_row_over_the_weeks_end_is_split_and_one_over_now_is_cut(tmp_path: Path) -> None:
    times = [span("2025-09-07T23:00", "2025-09-08T02:00", purpose="leisure")]
    folder = course(tmp_path, times=times)
    assert [minutes(folder, "leisure", week).value for week in (1, 2, None)] == [60, 120, 180]
    assert told(minutes(folder, "leisure", 2, datetime(2025, 9, 8, 1, tzinfo=UTC))) == (60, 1, "pending")


def test_duration_only_rows_share_the_room_their_day_leaves(tmp_path: Path) -> None:
    # 60 minutes are placed, 90 + 30 are reported: the room of 60 is shared 45 to 15.
    times = [
        span("2025-09-02T10:00", "2025-09-02T11:00", purpose="unknown", evidence="measured"),
        span("2025-09-02", minutes="90", purpose="leisure"),
        span("2025-09-02", minutes="30", purpose="coursework"),
        span("2025-09-03", minutes="20", purpose="coursework", evidence="measured"),
    ]
    folder = course(tmp_path, times=times)
    assert minutes(folder, "leisure").evidence == {"unplaced": 45}
    assert minutes(folder, "coursework").evidence == {"unplaced": 15, "measured": 20}
    assert told(row(folder, "coursework_share", 1)) == (None, 4, "too little to say")


def test_rejected_rows_are_nothing_and_rows_without_length_only_count(tmp_path: Path) -> None:
    times = [
        span("2025-09-02T10:00", "2025-09-02T09:00"),
        span("2025-09-02T10:00", "2025-09-03T10:01"),
        span("2025-09-02T10:00", minutes="-1"),
        span("2025-09-02T10:00"),
        span("2025-09-02T10:00", "2025-09-02T10:00"),
        span("2025-09-02T10:00", minutes="0"),
    ]
    assert told(minutes(course(tmp_path, times=times), "leisure")) == (0, 2, "ok")


TASK = [{"exercise": "task-a", "due": "2025-09-05 12:00"}]


def test_leisure_counts_in_the_pending_window_until_the_work_is_handed_in(tmp_path: Path) -> None:
    # The window is Tuesday 12:00 to Sunday 12:00; handing in on Thursday 12:00 ends it.
    days = ("02", "03", "05")
    times = [span(f"2025-09-{d}T11:30", f"2025-09-{d}T12:30", purpose="leisure") for d in days]
    waiting = course(tmp_path / "waiting", times=times, schedule=TASK)
    assert minutes(waiting, "procrastination").value == 30 + 60 + 60
    done = [act("a1", ADA, "post", "2025-09-04T12:00", tags="#Task-A")]
    folder = course(tmp_path / "done", done, times, schedule=TASK)
    assert minutes(folder, "procrastination").value == 30 + 60


def test_labelled_rows_count_even_where_stronger_evidence_covers_them(tmp_path: Path) -> None:
    times = [
        span("2025-09-02T10:00", "2025-09-02T11:00", purpose="coursework", evidence="measured"),
        span("2025-09-02T10:30", "2025-09-02T11:15", meant_to_work="yes"),
    ]
    found = minutes(course(tmp_path, times=times), "procrastination")
    assert found.evidence == {"measured": 30, "self-reported": 15}


def test_unplaced_leisure_counts_only_on_days_wholly_within_the_window(tmp_path: Path) -> None:
    # Tuesday begins before the window, Wednesday lies in it.
    times = [span(f"2025-09-{d}", minutes="40", purpose="leisure") for d in ("02", "03")]
    folder = course(tmp_path, times=times, schedule=TASK)
    assert told(minutes(folder, "procrastination")) == (40, 2, "ok")
    assert told(minutes(folder, "procrastination", 2)) == (None, 0, "no data")


def test_a_week_with_leisure_but_nothing_due_has_no_procrastination_data(tmp_path: Path) -> None:
    folder = course(tmp_path, times=[span("2025-09-16", minutes="40", purpose="leisure")], schedule=TASK)
    assert told(minutes(folder, "leisure", 3)) == (40, 1, "ok")
    assert told(minutes(folder, "procrastination", 3)) == (None, 1, "no data")


def test_weekly_tasks_skip_breaks_and_are_due_after_their_release(tmp_path: Path) -> None:
    weekly = {"exercise": "Task-B", "every": "week", "weeks": [1, 2, 3], "release": "Wed", "due": "Tue"}
    tasks = read_course(course(tmp_path, breaks=[2], schedule=[weekly])).plan.tasks
    # Released on Wednesday 00:00, due at the end of the Tuesday after: 7 days.
    assert [task.exercise for task in tasks] == ["task-b", "task-b"]
    assert [(task.due - (task.release or 0)) / HOUR for task in tasks] == [168, 168]


# The term, the network, the flags


def test_lateness_is_the_mean_mid_rank_over_tasks_with_ten_submitters(tmp_path: Path) -> None:
    # Three weekly tasks of ten submitters: student 0 first, 1 and 2 at one instant, then 3 .. 9 by the hour.
    # Student 0 ranks (0 + 1/2) / 10, students 1 and 2 rank (1 + 2/2) / 10, student 9 ranks (9 + 1/2) / 10.
    hours = (8, 9, 9, 10, 11, 12, 13, 14, 15, 16)
    acts = [
        act(
            f"{week}-{i}",
            f"s{i}@example.org",
            "post",
            f"2025-09-0{week + 1}T{hour:02}:00",
            tags=f"task-{week}",
        )
        for week in (1, 2, 3)
        for i, hour in enumerate(hours)
    ]
    schedule = [{"exercise": f"task-{week}", "due": "2025-09-05"} for week in (1, 2, 3)]
    folder = course(tmp_path, acts, schedule=schedule)
    people = "".join(f"Student {i},s{i}@example.org,student\n" for i in range(10))
    (folder / "roster.csv").write_text("name,email,role\n" + people, "utf-8")
    ranks = [row(folder, "lateness", None, student=f"s{i}@example.org") for i in (0, 1, 2, 9)]
    assert [told(rank) for rank in ranks] == [(x, 3, "ok") for x in (0.05, 0.2, 0.2, 0.95)]


def test_steadiness_counts_empty_weeks_and_burstiness_the_gaps(tmp_path: Path) -> None:
    # Weekly acts 1, 0, 1, 2: sum of |xi - xj| = 2 * (1+0+1+1+2+1) = 12, Gini = 12 / (2 * 4 * 4).
    days = ("01", "15", "22", "23")
    folder = course(tmp_path, [act(d, ADA, "post", f"2025-09-{d}T10:00") for d in days])
    assert told(row(folder, "steadiness", None)) == (1 - 12 / 32, 4, "ok")
    assert told(row(folder, "burstiness", None)) == (None, 3, "too little to say")


def test_the_network_of_a_week_counted_by_hand(tmp_path: Path) -> None:
    # Ties Ada-Ben 1, Ben-Ada 1/2, Ada-Tess 1 among three people.
    assert network(course(tmp_path, TALK), AFTER) == {
        "students": 2,
        "acts": 3,
        "ties": 3,
        "reciprocity": pytest.approx(2 / 3),
        "weighted_reciprocity": pytest.approx(1 / 2.5),
        "density": 3 / 6,
        "mutual": 1,
        "asymmetric": 1,
        "isolates": 0,
        "facilitator_share": pytest.approx(1 / 3),
    }


def test_a_flag_goes_on_at_k_of_m_and_off_at_the_second_calm_week_in_a_row() -> None:
    rule = Rule("leisure_minutes", 100, above=True, k=2, m=3)
    # Over in 1 and 3: on at 3. Calm 4, neither 5 (90 > 80), calm 6 and 7: off at 7. 8 alone is nothing.
    weeks = [(1, 120.0), (2, 10.0), (3, 130.0), (4, 80.0), (5, 90.0), (6, 10.0), (7, 10.0), (8, 300.0)]
    [flag] = flags_of(ADA, rule, weeks)
    assert (flag.week, flag.state) == (3, "off")
    assert flag.values == ((1, 120), (2, 10), (3, 130))
    assert flags_of(ADA, rule, weeks[:6])[0].state == "on"


def test_a_rule_below_has_its_calm_line_above_it_and_cut_to_the_bounds() -> None:
    rule = Rule("engagement_balance", 0.9, above=False, k=1, m=1)
    assert (rule.over(0.9), rule.calm(0.99), rule.calm(1.0)) == (False, False, True)


def test_rules_are_read_from_their_wording() -> None:
    assert [cadence(w) for w in ("2 of 3", "any week", "3 in a row")] == [(2, 3), (1, 1), (3, 3)]


def test_a_rule_on_minutes_leaves_out_estimates_and_weeks_without_time_rows(tmp_path: Path) -> None:
    acts = [
        act("a1", ADA, "tweet", "2025-09-02T10:00", purpose="leisure"),
        act("a2", ADA, "tweet", "2025-09-09T10:00", purpose="leisure"),
    ]
    times = [span("2025-09-09T12:00", minutes="7", purpose="leisure")]
    rule = {"metric": "leisure_minutes", "above": 5, "rule": "any week"}
    [flag] = flags_at(course(tmp_path, acts, times, rules=[rule]), AFTER)
    assert (flag.student, flag.week, flag.values) == (ADA, 2, ((2, 7.0),))


def test_excused_weeks_are_not_in_the_series(tmp_path: Path) -> None:
    rule = {"metric": "acts", "below": 1, "rule": "any week"}
    acts = [act("a1", ADA, "post", "2025-09-15T10:00")]
    excused = [{"student": "Ada Ash", "weeks": [1], "why": "ill"}]
    [flag] = flags_at(course(tmp_path, acts, rules=[rule], excused=excused), AFTER)
    assert flag.week == 2


# Random classes


@pytest.mark.parametrize("seed", range(12))
def test_random_classes_obey_what_holds_of_every_class(tmp_path: Path, seed: int) -> None:
    folder = random_class(seed, tmp_path / "class")
    rows = metric_rows(folder, random_now(seed, folder))
    by_key = {(one.student, one.week, one.metric): one for one in rows}
    assert len(by_key) == len(rows)
    for (student, week, metric), one in by_key.items():
        assert one.state in {"ok", "pending", "no data", "too little to say"}
        if one.evidence is not None and one.value is not None:
            assert sum(one.evidence.values()) == pytest.approx(one.value)
        if metric == "engagement_balance" and one.value is not None:
            addressed = by_key[student, week, "addressed_share"].value
            matched = by_key[student, week, "matched_share"].value
            direction = by_key[student, week, "direction"].value
            if matched is None:
                assert one.value == addressed == 0
            else:
                assert one.value == pytest.approx(addressed * matched)
                assert matched <= 1 - abs(direction) + 1e-12


@pytest.mark.parametrize("seed", range(4))
def test_random_classes_are_the_same_for_the_same_seed(tmp_path: Path, seed: int) -> None:
    one, other = random_class(seed, tmp_path / "one"), random_class(seed, tmp_path / "other")
    names = sorted(path.relative_to(one) for path in one.rglob("*.*"))
    assert names == sorted(path.relative_to(other) for path in other.rglob("*.*"))
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def test_comparing_tells_every_difference_and_nothing_else(tmp_path: Path) -> None:
    folder = random_class(3, tmp_path)
    now = read_course(folder).plan.weeks[-1].end + MINUTE
    after = datetime.fromtimestamp(now / 1e6, UTC)
    same = [dict(vars(one)) for one in metric_rows(folder, after)]
    assert compare_metrics(folder, after, same) == []
    same[0]["n"] += 1
    assert len(compare_metrics(folder, after, same)) == 1
    assert len(compare_metrics(folder, after, same[1:])) == 1
    assert compare_network(folder, after, network(folder, after)) == []
    flags = [dict(vars(one)) for one in flags_at(folder, after)]
    assert compare_flags(folder, after, flags) == []
    assert len(compare_flags(folder, after, flags[1:])) == min(1, len(flags))
