"""The product's numbers against published ones and against classes counted by hand, from file to frame."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.metrics.statistics import burstiness, gini, mid_rank
from tests.metrics.small_class import (
    ADA,
    AFTER,
    BEN,
    micros,
    opened,
    relations,
    row,
    value,
    write_acts,
    write_course,
    write_time,
)

TUESDAY = datetime(2025, 9, 2, 10, tzinfo=UTC)
MOODLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "moodle_events.csv.gz"
# A session is an unbroken chain of slices: whatever begins where nothing ended before starts one.
SESSIONS = """
WITH marked AS (
    SELECT who, act, ends, starts,
           starts > lag(ends, 1, -1) OVER (PARTITION BY who ORDER BY ends, starts) AS first
    FROM slice
),
numbered AS (
    SELECT who, sum(first::INT) OVER (PARTITION BY who ORDER BY ends, starts, act) AS session FROM marked
)
SELECT count(*) FROM numbered GROUP BY who, session ORDER BY who, session
"""


def at(start: datetime, *seconds: float) -> list[str]:
    """Return the moments so many seconds after a start, as a file writes them."""
    return [(start + timedelta(seconds=s)).isoformat() for s in seconds]


def posts(moments: Iterable[str], author: str = ADA) -> list[str]:
    """Return one line of acts.csv for each moment."""
    return [f"{author},post,{moment}" for moment in moments]


def session_sizes(desk: Desk) -> list[int]:
    """Return how many acts each session has, in order of student and time."""
    return [size for (size,) in relations(desk).execute(SESSIONS).fetchall()]


# Sessions


def test_a_gap_equal_to_the_cut_off_splits_a_session(tmp_path: Path) -> None:
    """mediawiki-utilities/python-mwsessions' own test: b, b+2, b+4, b+4+3600, b+7+3600: sessions of 3 and 2.

    Estimated minutes: (4 + 430) + (3 + 430) = 867 s; in one session they would be 3607 + 430.
    """
    write_acts(write_course(tmp_path), posts(at(TUESDAY, 0, 2, 4, 3604, 3607)))
    with opened(tmp_path) as desk:
        assert session_sizes(desk) == [3, 2]
        assert value(desk, ADA, "social_minutes") == pytest.approx(867 / 60)


def test_a_gap_one_second_short_of_the_cut_off_does_not_split(tmp_path: Path) -> None:
    write_acts(write_course(tmp_path), posts(at(TUESDAY, 0, 3599)))
    with opened(tmp_path) as desk:
        assert session_sizes(desk) == [2]
        assert value(desk, ADA, "social_minutes") == pytest.approx((3599 + 430) / 60)


def test_a_lone_act_is_a_session_of_430_seconds(tmp_path: Path) -> None:
    """Geiger & Halfaker 2013: 430 s stand for the time that led up to a session's first act."""
    write_acts(write_course(tmp_path), posts(at(TUESDAY, 0)))
    with opened(tmp_path) as desk:
        assert row(desk, ADA, "social_minutes")["evidence"] == {"estimated": pytest.approx(430 / 60)}


@pytest.mark.slow
@pytest.mark.skipif(not MOODLE.exists(), reason="no shared/samples/moodle_events.csv.gz beside the repository")
def test_a_real_moodle_log_has_9383_sessions_with_more_than_one_event(tmp_path: Path) -> None:
    """lamethods/data, 1_moodleLAcourse (CC BY 4.0); Learning Analytics Methods, ch. 10: a gap > 900 s splits.

    Ours splits at a gap that is equal too, so the cut-off is 900 s and the shortest time the record knows.
    """
    log = gzip.decompress(MOODLE.read_bytes()).decode()
    students = sorted({line.split(",")[1] for line in log.splitlines()[1:]})
    roster = "\n".join(["name,email,role", *(f"{who},{who}@example.org,student" for who in students), ""])
    gap = (900e6 + 1) / 60e6
    folder = write_course(tmp_path, roster, starts_on="2019-09-09", settings={"session_gap_minutes": gap})
    (folder / "inbox" / "log.csv").write_text(log, "utf-8")
    with opened(folder, mapping={"author": "actor", "at": "timestamp"}) as desk:
        sizes = session_sizes(desk)
    assert (len(students), sum(sizes)) == (130, 95_626)
    assert sum(size > 1 for size in sizes) == 9_383


# Intervals


@pytest.mark.parametrize(
    ("spans", "expected"),
    [(((0, 10), (9, 19)), [19]), (((0, 10), (10, 20)), [20]), (((0, 10), (11, 21)), [10, 10])],
)
def test_intervals_that_overlap_or_meet_are_one(
    spans: tuple[tuple[int, int], ...], expected: list[int], tmp_path: Path
) -> None:
    """ActivityWatch/aw-core, tests of union and period_union: [0, 10) + [9, 19), + [10, 20), + [11, 21)."""
    write_time(write_course(tmp_path), [f"{ADA},{','.join(at(TUESDAY, *span))},leisure" for span in spans])
    with opened(tmp_path) as desk:
        assert stretches(desk) == expected
        assert value(desk, ADA, "leisure_minutes") == pytest.approx(sum(expected) / 60)


def stretches(desk: Desk) -> list[float]:
    """Return the seconds of each unbroken stretch of Ada's timeline."""
    merged: list[tuple[int, int]] = []
    timeline = desk.timeline(LOCAL_INSTRUCTOR, micros(AFTER))
    for start, end in timeline[["starts", "ends"]].itertuples(index=False):
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return [(end - start) / 1e6 for start, end in merged]


def test_no_minute_is_counted_twice_whatever_tells_of_it(tmp_path: Path) -> None:
    """Measured 10:00-10:30, told 10:20-11:00, an act at 11:02 with 430 s before it: 30, 30 and 2 minutes."""
    write_course(tmp_path)
    write_time(
        tmp_path,
        [
            f"{ADA},2025-09-02T10:00,2025-09-02T10:30,leisure,measured",
            f"{ADA},2025-09-02T10:20,2025-09-02T11:00,leisure,self-reported",
        ],
    )
    write_acts(tmp_path, [f"{ADA},post,2025-09-02T11:02"])
    with opened(tmp_path) as desk:
        assert row(desk, ADA, "leisure_minutes")["evidence"] == {"measured": 30, "self-reported": 30}
        assert row(desk, ADA, "social_minutes")["evidence"] == {"estimated": 2}


# Rhythm


def test_steadiness_is_1_less_the_published_gini_coefficient(tmp_path: Path) -> None:
    """R, package ineq: Gini(c(1, 3, 2, 1, 1, 1, 4)) = 0.3076923; so many acts in weeks 1 to 7."""
    weekly = (1, 3, 2, 1, 1, 1, 4)
    moments = [
        moment for week, acts in enumerate(weekly) for moment in at(TUESDAY + timedelta(weeks=week), *range(acts))
    ]
    write_acts(write_course(tmp_path, weeks=7), posts(moments))
    with opened(tmp_path) as desk:
        found = row(desk, ADA, "steadiness")
    assert (found["value"], found["n"], found["state"]) == (pytest.approx(1 - 0.3076923, abs=5e-8), 7, "ok")
    assert found["value"] == pytest.approx(1 - (gini(weekly) or 0))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [((0, 3, 6, 9, 12, 15), -1), ((0, 0, 0, 0, 0, 7), 1), ((0, 0, 0, 1, 2, 3), 0)],
)
def test_burstiness_is_minus_1_for_a_clock_1_for_a_burst_and_0_at_chance(
    hours: tuple[int, ...], expected: float, tmp_path: Path
) -> None:
    """Kim & Jo 2016, eq. 22: equal gaps; all 0 but one; 0, 0, 1, 1, 1, where r = sqrt((n - 1) / (n + 1))."""
    write_acts(write_course(tmp_path), posts(at(TUESDAY, *(3600 * hour for hour in hours))))
    with opened(tmp_path) as desk:
        found = row(desk, ADA, "burstiness")
    assert (found["value"], found["n"], found["state"]) == (pytest.approx(expected, abs=1e-9), 5, "ok")
    by_hand = burstiness([b - a for a, b in pairwise(hours)])
    assert found["value"] == pytest.approx(by_hand, abs=1e-9)


# Answers


def test_the_time_to_answer_is_the_kaplan_meier_median_of_the_published_curve(tmp_path: Path) -> None:
    """Miller 1981 (R, survival::aml, maintained), weeks taken as hours: the median of survfit is 31.

    Eleven classmates address Ada; she answers seven after so long, four wait until the end of the data.
    """
    answered, waiting = (9, 13, 18, 23, 31, 34, 48), (13, 28, 45, 161)
    end = datetime(2025, 9, 30, 12, tzinfo=UTC)
    lines = [f"{ADA},post,{end.isoformat()}"]
    for n, hours in enumerate(answered):
        asked = end - timedelta(hours=200)
        lines += [f"s{n},comment,{asked.isoformat()},,,{ADA}"]
        lines += [f"{ADA},comment,{(asked + timedelta(hours=hours)).isoformat()},,,s{n}"]
    for n, hours in enumerate(waiting, start=len(answered)):
        lines += [f"s{n},comment,{(end - timedelta(hours=hours)).isoformat()},,,{ADA}"]
    roster = "\n".join(
        ["name,email,role", f"Ada,{ADA},student", *(f"s{n},s{n}@example.org,student" for n in range(11)), ""]
    )
    write_acts(write_course(tmp_path, roster), lines)
    with opened(tmp_path) as desk:
        found = row(desk, ADA, "answer_time")
    assert (found["value"], found["n"]) == (pytest.approx(31), 11)


# The class as a network


def three(tmp_path: Path, lines: list[str], **settings: object) -> Path:
    """A class of students 1, 2 and 3 and the isolate 4."""
    roster = "\n".join(["name,email,role", *(f"s{n},s{n}@example.org,student" for n in range(1, 5)), ""])
    write_acts(write_course(tmp_path, roster, settings={"min_acts": 1, **settings}), lines)
    return tmp_path


def tweet(giver: int, taker: int, times: int = 1) -> list[str]:
    """Return so many tweets of one student to another, a minute apart."""
    return [f"s{giver},tweet,2025-09-02T1{giver}:{taker}{n},,,s{taker}" for n in range(times)]


def test_reciprocity_is_the_share_of_ties_that_are_returned(tmp_path: Path) -> None:
    """networkx, overall_reciprocity of 1>2, 2>3, 3>2: two of three ties are returned."""
    folder = three(
        tmp_path,
        [*tweet(1, 2), *tweet(2, 3), *tweet(3, 2), "s4,tweet,2025-09-02T10:00", "s4,post,2025-09-30"],
    )
    with opened(folder) as desk:
        found = desk.network(LOCAL_INSTRUCTOR, micros(AFTER))
    assert (found["ties"], found["mutual"], found["asymmetric"], found["isolates"]) == (3, 1, 1, 1)
    assert found["reciprocity"] == pytest.approx(2 / 3)
    assert found["density"] == pytest.approx(3 / 12)


@pytest.mark.skipif(not hasattr(Desk, "nodes"), reason="the desk has no nodes yet")
def test_the_reciprocity_of_a_node_is_the_share_of_its_ties_that_are_half_of_a_pair(tmp_path: Path) -> None:
    """networkx, reciprocity(G, nodes) of 1>2, 2>3, 3>2: node 1 has 0, node 2 has 2/3, an isolate has none."""
    folder = three(tmp_path, [*tweet(1, 2), *tweet(2, 3), *tweet(3, 2)])
    with opened(folder) as desk:
        found = desk.nodes(LOCAL_INSTRUCTOR, micros(AFTER)).set_index("person")["reciprocity"]
    shares = [found[f"s{n}@example.org"] for n in (1, 2, 3)]
    assert shares == pytest.approx([0, 2 / 3, 1])
    assert pd.isna(found["s4@example.org"])


def test_the_classes_weighted_reciprocity_is_the_volume_weighted_mean_of_matched_shares(
    tmp_path: Path,
) -> None:
    """Squartini et al. 2013. 1>2 three times, 2>1 once, 2>3 twice, 3>2 twice: both ways 2 x 1 + 2 x 2 of 8.

    Matched shares: student 1 2/4, student 2 6/8, student 3 4/4, over volumes of 4, 8 and 4.
    """
    folder = three(tmp_path, [*tweet(1, 2, 3), *tweet(2, 1), *tweet(2, 3, 2), *tweet(3, 2, 2)])
    with opened(folder) as desk:
        shares = [value(desk, f"s{n}@example.org", "matched_share") or 0 for n in (1, 2, 3)]
        found = desk.network(LOCAL_INSTRUCTOR, micros(AFTER))
    assert shares == pytest.approx([2 / 4, 6 / 8, 4 / 4])
    weighted = sum(share * volume for share, volume in zip(shares, (4, 8, 4), strict=True)) / 16
    assert found["weighted_reciprocity"] == pytest.approx(weighted) == pytest.approx(6 / 8)


def test_giving_to_one_and_taking_from_another_is_not_balanced(tmp_path: Path) -> None:
    """2>3 three times, 1>2 three times: student 2 has direction 0 and still nothing that goes both ways."""
    folder = three(tmp_path, [*tweet(1, 2, 3), *tweet(2, 3, 3)])
    with opened(folder) as desk:
        shares = {
            metric: value(desk, "s2@example.org", metric)
            for metric in ("direction", "matched_share", "engagement_balance")
        }
    assert shares == {"direction": 0, "matched_share": 0, "engagement_balance": 0}


def test_the_balance_is_its_two_factors_multiplied(tmp_path: Path) -> None:
    """1>2 twice, 2>1 once, and two posts of student 1 that nobody answered: V = 3, b = 2, both ways 1 + 1.

    A = 3/5, M = 2/3, balance 2/5, direction 1/3; never is M above 1 - |D|.
    """
    alone = ["s1,post,2025-09-01T08:00", "s1,post,2025-09-01T09:00", "s3,post,2025-09-20T09:00"]
    folder = three(tmp_path, [*tweet(1, 2, 2), *tweet(2, 1), *alone])
    with opened(folder) as desk:
        names = ("addressed_share", "matched_share", "engagement_balance", "direction")
        found = [value(desk, "s1@example.org", name) for name in names]
    assert found == pytest.approx([3 / 5, 2 / 3, 2 / 5, 1 / 3])


# Lateness


def test_lateness_is_the_mean_mid_rank_among_those_who_handed_in(tmp_path: Path) -> None:
    """Sabnis, Yu & Kizilcec 2022, three tasks, ten students: s0 and s1 together first, s9 last, then s0 last.

    s0: mid-ranks 1/10 (of two equal), 1/10, and 95/100 (alone, after nine): mean 23/60.
    """
    places = [(0, 0, *range(1, 9)), (0, 0, *range(1, 9)), (9, *range(9))]
    roster = "\n".join(["name,email,role", *(f"s{n},s{n}@example.org,student" for n in range(10)), ""])
    schedule = [
        {"exercise": "task", "release": f"2025-09-{day:02} 00:00", "due": f"2025-09-{day + 4:02} 23:59"}
        for day in (1, 8, 15)
    ]
    write_course(tmp_path, roster, schedule=schedule)
    lines = [
        f"s{student},post,{(TUESDAY + timedelta(days=7 * task, hours=place)).isoformat()},task"
        for task, order in enumerate(places)
        for student, place in enumerate(order)
    ]
    (tmp_path / "inbox" / "acts.csv").write_text("\n".join(["author,kind,at,tags", *lines, ""]), "utf-8")
    with opened(tmp_path) as desk:
        found = [value(desk, f"s{n}@example.org", "lateness") for n in range(10)]
    expected = [sum(mid_rank(order[n], order) for order in places) / 3 for n in range(10)]
    assert found == pytest.approx(expected)
    assert found[0] == pytest.approx(23 / 60)


def test_unknown_is_not_zero(tmp_path: Path) -> None:
    """Ben wrote nothing on record: no data, where Ada's weeks without an act are 0."""
    write_acts(write_course(tmp_path), posts(["2025-09-02T10:00", "2025-09-23T10:00"]))
    with opened(tmp_path) as desk:
        assert [(r["value"], r["state"]) for r in (row(desk, ADA, "acts", week) for week in (1, 2))] == [
            (1, "ok"),
            (0, "ok"),
        ]
        assert (row(desk, BEN, "acts", 1)["value"], row(desk, BEN, "acts", 1)["state"]) == (None, "no data")
