"""Everything that was decided, merged by hand from the four places where it is kept."""

import csv
import io
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from evenkeel.course.values import Course, Rule
from evenkeel.desk import RuleChange
from evenkeel.desk.naming import Decided
from evenkeel.flags.decide import Flag
from evenkeel.flags.judging import Judged, Met
from evenkeel.flags.life import Card, Entry, Origin, Step
from evenkeel.reports.decisions import COLUMNS, About, Record, as_csv, decisions, rows
from evenkeel.reports.flag_words import HIDDEN, Naming
from evenkeel.store.flags import Words

ROSA = "rosa@example.org"
HOUR = 3_600_000_000
COURSE = Course("Small", ZoneInfo("America/New_York"), date(2026, 1, 12), 15)
SHOWN = Naming({ROSA: "Rosa Reed"})
UNSEEN = Naming({ROSA: "Student 1"}, shown=False)


def card(*entries: Entry) -> Card:
    flag = Flag(ROSA, Rule("leisure_minutes", 60, k=1, m=1), 9, (Judged(9, (Met(180.0, 60.0, True, False),)),))
    return Card(1, flag, (1,), 0, Origin(0, None, "", ""), entries=entries)


RECORD = Record(
    cards=[card(Entry(Step.TALKED, 4 * HOUR, "instructor", "=1+1"), Entry(Step.EXCUSED, 6 * HOUR, ROSA, "", (9, 10)))],
    changes=[
        RuleChange((), 5 * HOUR, "kim@example.org", "too many", 2),
        RuleChange((Rule("words", 10, above=False),), 1 * HOUR, "instructor", "to begin with", 1),
    ],
    letters=[Words("", "", 3 * HOUR, "instructor"), Words("Hello", "Dear {name}", 2 * HOUR, "instructor")],
    names=[
        Decided("x:owl", "owl", "x", ROSA, "Rosa Reed", 7 * HOUR, "instructor"),
        Decided("bot", "bot", "", "", "", 0, "instructor"),
    ],
)


def test_all_decisions_stand_in_one_list_the_newest_first() -> None:
    found = decisions(RECORD, COURSE, SHOWN)
    assert [one.at // HOUR for one in found] == [7, 6, 5, 4, 3, 2, 1, 0]
    assert [one.about for one in found] == [
        *(About.NAMES, About.FLAG, About.RULES, About.FLAG, About.WORDS, About.WORDS, About.RULES, About.NAMES)
    ]
    assert [one.what for one in found] == [
        "“owl” (x) is Rosa Reed",
        "Leisure, flag of week 9: excused for weeks 9 and 10",
        "Version 2: no rule, so nobody is flagged.",
        "Leisure, flag of week 9: talked about",
        "Back to Evenkeel's own words for letters",
        "Own words for letters: “Hello”",
        found[6].what,
        "“bot” is not one of ours",
    ]
    assert found[6].what.startswith("Version 1: Worth a look when words is below 10")
    assert [one.student for one in found] == [ROSA, ROSA, "", ROSA, "", "", "", ""]
    assert [one.by for one in found][:3] == ["instructor", "Rosa Reed", "kim@example.org"]


def test_steps_of_one_moment_keep_their_order() -> None:
    steps = (Entry(Step.SEEN, HOUR, "instructor"), Entry(Step.TALKED, HOUR, "instructor"))
    found = decisions(Record(cards=[card(*steps)]), COURSE, SHOWN)
    assert [one.what.rpartition(": ")[2] for one in found] == ["talked about", "seen"]


def test_while_names_are_hidden_neither_names_nor_words_stand_in_it() -> None:
    about_rosa = RuleChange((Rule("words", 10, student="Rosa Reed"),), HOUR, ROSA, "Rosa asked", 1)
    naming = replace(UNSEEN, subjects={"Rosa Reed": ROSA})
    record = replace(RECORD, changes=[about_rosa])
    text = as_csv(decisions(record, COURSE, naming), COURSE, naming)
    for word in ("Rosa", "rosa", "owl", "bot", "1+1", "Hello", "example.org"):
        assert word not in text, word
    assert "Student 1" in text and HIDDEN in text and "For Student 1 alone" in text


def test_the_csv_has_the_courses_clock_and_no_formula() -> None:
    found = list(csv.reader(io.StringIO(as_csv(decisions(RECORD, COURSE, SHOWN), COURSE, SHOWN))))
    assert tuple(found[0]) == COLUMNS
    assert found[1][:4] == ["1970-01-01 02:00", "instructor", "names in files", "Rosa Reed"]
    assert found[4][5] == "'=1+1"
    assert rows(decisions(RECORD, COURSE, SHOWN), COURSE, SHOWN)[3][5] == "=1+1"


def test_every_sign_that_begins_a_formula_is_taken_for_text() -> None:
    for sign in ("=", "+", "-", "@", " =", "\t@"):
        record = Record(cards=[card(Entry(Step.NOTE, HOUR, "instructor", f"{sign}x"))])
        cell = list(csv.reader(io.StringIO(as_csv(decisions(record, COURSE, SHOWN), COURSE, SHOWN))))[1][5]
        assert cell == f"'{sign}x"


def test_nothing_decided_is_an_empty_list() -> None:
    assert decisions(Record(), COURSE, SHOWN) == []
