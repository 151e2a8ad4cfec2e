"""Disputes in words, and among everything that was decided."""

from datetime import UTC, date, datetime

import pytest

from evenkeel.course.values import Course
from evenkeel.desk.disputing import ACT, Claim, Dispute, Ruling, Thing
from evenkeel.reports import dispute_words
from evenkeel.reports.decisions import About, Record, decisions
from evenkeel.reports.flag_words import Naming
from tests.metrics.small_class import ADA, micros
from tests.reports.test_flag_words import COURSE

AT = micros(datetime(2025, 9, 2, 10, 5, tzinfo=UTC))
POST = Thing("tweet", "x", AT, None, None, None, "leisure", "Hello all", "x:ada")
EVENING = Thing("measured", "", AT, AT + 5_400_000_000, None, None, "", "", "")
LOOSE = Thing("self-reported", "tiktok", None, None, date(2025, 9, 3).toordinal(), 45.0, "", "", "")
MADE = Dispute(1, ADA, 0, ACT, Claim.NOT_MINE, "A cousin’s.", AT, POST)
NAMING = Naming({ADA: "Ada Ash"})


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (POST, "short post on x, Tue 2 September, 10:05"),
        (EVENING, "time, Tue 2 September, 10:05–11:35 (measured)"),
        (LOOSE, "45 min on tiktok on Wed 3 September (self-reported)"),
        (None, "something whose file has been taken back"),
    ],
)
def test_what_a_dispute_is_about_is_said(thing: Thing | None, said: str, course: Course = COURSE) -> None:
    assert dispute_words.about(thing, course) == said


def test_an_open_dispute_says_that_it_changes_nothing_and_a_decided_one_who_decided_and_why() -> None:
    assert dispute_words.outcome(MADE, COURSE, NAMING) == (
        "Said on 2 September; waits for a word. Until then nothing changes."
    )
    decided = Dispute(1, ADA, 0, ACT, Claim.NOT_MINE, "", AT, POST, Ruling.DECLINED, "I saw it.", AT, "instructor")
    assert dispute_words.outcome(decided, COURSE, NAMING).endswith(
        "not accepted on 2 September by instructor: “I saw it.”."
    )


def test_disputes_and_what_became_of_them_stand_among_all_decisions_without_words_while_names_are_hidden() -> None:
    decided = Dispute(1, ADA, 0, ACT, Claim.NOT_MINE, "Mine?", AT, POST, Ruling.ACCEPTED, "Yes.", AT + 1, "instructor")
    shown = decisions(Record(disputes=[decided]), COURSE, NAMING)
    assert [(one.by, one.about, one.student, one.why) for one in shown] == [
        ("instructor", About.DISPUTES, ADA, "Yes."),
        ("Ada Ash", About.DISPUTES, ADA, "Mine?"),
    ]
    assert shown[0].what == "Short post on x, Tue 2 September, 10:05: “this is not mine”: accepted"
    hidden = decisions(Record(disputes=[decided]), COURSE, Naming({ADA: "Student 1"}, shown=False))
    assert not any("Mine?" in one.why or "Ada" in one.by for one in hidden)
