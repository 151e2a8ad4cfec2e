"""What holds of every class by definition, from files in to numbers out: monotony, symmetry, indifference."""

import random
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from tests.metrics.properties import (
    AFTER_ALL,
    HOURS,
    Act,
    Class,
    Span,
    address,
    desk_of,
    entries,
    few,
    numbers,
    talks,
    value,
    written,
)
from tests.metrics.small_class import micros, opened

MINUTES = ("social_minutes", "leisure_minutes", "coursework_minutes")
RATIOS = ("engagement_balance", "addressed_share", "matched_share", "direction", "reply_back_rate")
# The record ends 10 days after the term: nothing is too young to be silent.
LAST = Act(0, "comment", HOURS + 240, "gone", None, "last")


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other.sort_index(), rtol=1e-9, atol=1e-9)


# Symmetry


@few
@given(talks(), entries())
def test_who_is_called_what_changes_nobodys_numbers(acts: tuple[Act, ...], spans: tuple[Span, ...]) -> None:
    """Students 0 and 1 change names, in the files and in what is read."""

    def other(student: int | None) -> int | None:
        return {0: 1, 1: 0}.get(student, student)

    swapped = Class(
        3,
        tuple(act._replace(author=other(act.author), to=other(act.to)) for act in acts),
        tuple(span._replace(student=other(span.student)) for span in spans),
    )
    renamed = numbers(swapped).rename(index={address(0): address(1), address(1): address(0)}, level="student")
    same(numbers(Class(3, acts, spans)), renamed)


@few
@given(talks(people=2))
def test_in_a_class_of_two_what_is_matched_is_the_same_seen_from_both_sides(acts: tuple[Act, ...]) -> None:
    found = numbers(Class(2, (*acts, Act(0, "post", 1), Act(1, "post", 1))))
    for week in (0, 1, 2, 3, 4, 5):
        matched, direction = ([value(found, n, name, week) for n in (0, 1)] for name in ("matched_share", "direction"))
        assert matched[0] == pytest.approx(matched[1]) if None not in matched else matched[0] == matched[1]
        if None not in direction:
            assert direction[0] == pytest.approx(-direction[1])


@few
@given(talks(), entries(), st.integers(-20, 20))
def test_a_term_moved_by_whole_weeks_has_the_same_numbers(
    acts: tuple[Act, ...], spans: tuple[Span, ...], weeks: int
) -> None:
    one = Class(3, acts, spans, {"schedule": [{"exercise": "x", "every": "week", "due": "Fri 17:00"}]})
    same(numbers(one), numbers(replace(one, begins=one.begins + timedelta(weeks=weeks))))


@few
@given(talks(), entries(), st.integers(0, 99))
def test_the_order_of_rows_and_how_files_are_cut_changes_nothing(
    acts: tuple[Act, ...], spans: tuple[Span, ...], seed: int
) -> None:
    one = Class(3, acts, spans)
    with tempfile.TemporaryDirectory() as place:
        inbox = written(one, Path(place)) / "inbox"
        cut = random.Random(seed)
        for path in (inbox / "acts.csv", inbox / "time.csv"):
            header, *lines = path.read_text("utf-8").splitlines()
            cut.shuffle(lines)
            half = cut.randint(0, len(lines))
            path.unlink()
            # Names that are read in another order than they were written.
            for name, part in ((f"z-{path.name}", lines[:half]), (f"a-{path.name}", lines[half:])):
                (inbox / name).write_text("\n".join([header, *part, ""]), "utf-8")
        with opened(Path(place), AFTER_ALL) as desk:
            found = desk.measures(LOCAL_INSTRUCTOR, micros(AFTER_ALL))
    rows = found[["student", "week", "metric", "value", "n", "state"]].astype(dict.fromkeys(("student", "metric"), str))
    same(numbers(one), rows.astype({"state": str}).set_index(["student", "week", "metric"]).sort_index())


# Talk


@few
@given(talks(), entries())
def test_of_every_class_what_goes_both_ways_is_no_more_than_the_direction_leaves_and_weeks_make_the_term(
    acts: tuple[Act, ...], spans: tuple[Span, ...]
) -> None:
    """M <= 1 - |D|; the balance is A x M; shares within 0 and 1; the weeks' minutes sum up to the term's."""
    found = numbers(Class(3, acts, spans))
    for student in range(3):
        for name in MINUTES:
            weekly = [value(found, student, name, week) or 0 for week in range(1, 6)]
            assert sum(weekly) == pytest.approx(value(found, student, name) or 0)
        for week in range(6):
            balance, addressed, matched, direction, answered = (value(found, student, name, week) for name in RATIOS)
            if matched is not None and direction is not None:
                assert matched <= 1 - abs(direction) + 1e-9
            if None not in (balance, addressed, matched):
                assert balance == pytest.approx(addressed * matched, abs=1e-9)
            shares = [x for x in (balance, addressed, matched, answered) if x is not None]
            assert all(0 <= x <= 1 for x in shares)


@few
@given(talks(), st.integers(0, 99), st.integers(0, 14))
def test_an_answer_in_time_never_lowers_the_share_of_answers(acts: tuple[Act, ...], which: int, half_days: int) -> None:
    one = Class(3, (*acts, Act(0, "post", 1), Act(1, "tweet", 30, "", 0, "asked"), LAST))
    towards = [act for act in one.acts if act.to == 0 and act.author != 0 and act.kind != "repost"]
    asked = towards[which % len(towards)]
    more = one.with_act(Act(0, "comment", asked.hour + 12 * half_days, asked.id))
    before, after = numbers(one), numbers(more)
    for week in range(6):
        rates = value(before, 0, "reply_back_rate", week), value(after, 0, "reply_back_rate", week)
        assert rates[0] is None or rates[1] >= rates[0] - 1e-9


@few
@given(talks(), st.integers(0, HOURS - 1))
def test_one_more_post_into_silence_never_raises_the_balance(acts: tuple[Act, ...], hour: int) -> None:
    one = Class(3, (*acts, Act(1, "tweet", 20, "", 0), Act(0, "tweet", 21, "", 1), LAST))
    before, after = numbers(one), numbers(one.with_act(Act(0, "post", hour)))
    for name in ("engagement_balance", "addressed_share"):
        for week in range(6):
            was, is_ = value(before, 0, name, week), value(after, 0, name, week)
            assert was is None or is_ is None or is_ <= was + 1e-9
    matched = [[value(found, 0, "matched_share", week) for week in range(6)] for found in (before, after)]
    assert matched[0] == pytest.approx(matched[1], nan_ok=True)


@few
@given(talks(), st.integers(0, HOURS - 1))
def test_one_more_act_is_one_more_act_and_nobody_elses(acts: tuple[Act, ...], hour: int) -> None:
    one = Class(3, (*acts, Act(0, "post", 1), LAST))
    before, after = numbers(one), numbers(one.with_act(Act(0, "post", hour)))
    assert value(after, 0, "acts") == value(before, 0, "acts") + 1
    others = [address(1), address(2)]
    same(before.loc[others], after.loc[others])


# Time


@few
@given(entries(), entries(most=1))
def test_one_more_entry_never_takes_minutes_away_and_adds_no_more_than_its_own(
    spans: tuple[Span, ...], one_more: tuple[Span, ...]
) -> None:
    """All minutes together, whatever for: those of social media where every entry names a platform's."""

    def total(some: tuple[Span, ...], student: int) -> float:
        with desk_of(Class(2, spans=some)) as desk:
            timeline = desk.timeline(LOCAL_INSTRUCTOR, micros(AFTER_ALL))
        mine = timeline[timeline["student"] == address(student)]
        return float((mine["ends"] - mine["starts"]).sum() / 60e6)

    [added] = one_more
    before, after = total(spans, added.student), total((*spans, added), added.student)
    assert before - 1e-9 <= after <= before + added.minutes + 1e-9
    assert before <= sum(span.minutes for span in spans if span.student == added.student) + 1e-9


@few
@given(entries(), st.integers(0, 99))
def test_an_interval_told_twice_is_counted_once(spans: tuple[Span, ...], which: int) -> None:
    one = Class(2, spans=spans)
    twice = one.with_span(spans[which % len(spans)])
    for found in zip(*(minutes_of(each) for each in (one, twice)), strict=True):
        assert found[0] == pytest.approx(found[1])


def minutes_of(one: Class) -> list[float]:
    found = numbers(one)
    return [value(found, student, name, week) or 0.0 for student in (0, 1) for name in MINUTES for week in range(6)]


@few
@given(entries())
def test_measured_minutes_do_not_depend_on_what_is_told(spans: tuple[Span, ...]) -> None:
    """Weaker evidence only fills what stronger left open."""

    def measured(some: tuple[Span, ...]) -> float:
        with desk_of(Class(2, spans=some)) as desk:
            found = desk.measures(LOCAL_INSTRUCTOR, micros(AFTER_ALL))
        return float(found.loc[found["metric"].isin(["leisure_minutes", "coursework_minutes"]), "measured"].sum())

    assert measured(spans) == pytest.approx(measured(tuple(span for span in spans if span.evidence == "measured")))
