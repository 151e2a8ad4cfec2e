"""course.yaml as values, or every problem at once."""

from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.reading import _NUMBERS, _WHOLE, KEYS, course_from, load_course, read_course
from evenkeel.course.values import Asked, Course, Excused, Rule, Settings, StudyBlock, Weekly
from evenkeel.course.writing import course_yaml
from evenkeel.errors import CourseRefused
from evenkeel.model import Purpose

METRICS = {"procrastination_minutes": (0, None), "balance": (0, 1), "direction": (-1, 1), "words": (0, None)}
HEAD = "timezone: Europe/Berlin\nstarts_on: 2026-03-02\nweeks: 15\n"

WHOLE = """\
title: Social media
timezone: Europe/Berlin
starts_on: 2026-03-02
weeks: 15
breaks: [7]
class_tags: ["#Comm101", Social  Media]
purposes: {Twitter: leisure, blog: coursework}
schedule:
  - {exercise: Weekly-Blog-Post, every: week, weeks: [1, 3-4], release: Mon 09:00, due: Fri 23:59}
  - {exercise: comments, every: week, due: sunday}
  - exercise: video
    release: 2026-03-09
    due: 2026-03-20 12:00
study_blocks:
  - {days: [Tue, Thu], from: 10:00, to: 11:15}
rules:
  - {metric: procrastination_minutes, above: 300, rule: "2 of 3"}
  - {metric: balance, below: 0.2, rule: any week}
settings: {session_gap_minutes: 30, peers: students}
excused: [{student: rosa@example.org, weeks: [8], why: ill}]
"""


def course(text: str) -> Course:
    found, problems = course_from(text, METRICS)
    assert found is not None and problems == ()
    return found


def problems(text: str) -> list[str]:
    """Problems of a course that is right but for these lines, as "key: text"."""
    found, said = course_from(HEAD + text, METRICS)
    assert (found is None) == any(problem.stops for problem in said)
    return [f"{problem.key}: {problem.text}" for problem in said]


def test_every_key_is_read():
    read = course(WHOLE)
    assert (read.title, read.zone.key, read.starts_on, read.weeks) == (
        "Social media", "Europe/Berlin", date(2026, 3, 2), 15,
    )  # fmt: skip
    assert read.breaks == {7}
    assert read.class_tags == {"comm101", "social media"}
    assert read.purposes == {"x": Purpose.LEISURE, "blog": Purpose.COURSEWORK}
    assert read.schedule == (
        Asked("weekly-blog-post", Weekly(4, time(23, 59)), Weekly(0, time(9)), True, frozenset({1, 3, 4})),
        Asked("comments", Weekly(6, None), None, True, None),
        Asked("video", datetime.fromisoformat("2026-03-20T12:00"), date(2026, 3, 9)),
    )
    assert read.study_blocks == (StudyBlock(frozenset({1, 3}), time(10), time(11, 15)),)
    assert read.rules == (Rule("procrastination_minutes", 300, True, 2, 3), Rule("balance", 0.2, False, 1, 1))
    assert read.settings == Settings(session_gap_minutes=30, peers="students")
    assert read.excused == (Excused("rosa@example.org", frozenset({8}), "ill"),)


def test_the_dates_of_a_json_like_course_with_quotes_are_the_same():
    assert course(HEAD.replace("2026-03-02", '"2026-03-02"')) == course(HEAD)


def test_what_may_be_missing_has_its_default_and_rules_left_out_are_not_rules_left_empty_rule_57():
    assert course(HEAD).rules is None
    assert course(HEAD + "rules: []").rules == ()
    assert course(HEAD).settings == Settings()


def test_a_file_with_many_problems_names_them_all_in_order_of_lines():
    text = "titel: A\ntimezone: Mars\nstarts_on: 2026-03-03\nweeks: many\nrules: [{metric: word, above: 1}]\n"
    _, said = course_from(text, METRICS)
    assert [(problem.line, problem.key) for problem in said] == [
        (1, "titel"), (2, "timezone"), (3, "starts_on"), (4, "weeks"), (5, "rules[1].metric"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("brakes: [1]", 'brakes: unknown key; did you mean "breaks"?'),
        ("breaks: [16]", 'breaks[1]: expected a whole number from 1 to 15, found "16"'),
        ("breaks: [0]", 'breaks[1]: expected a whole number from 1 to 15, found "0"'),
        ("breaks: [1-15]", "breaks: every week of the term is a break"),
        ("breaks: 3, 4", "breaks: expected a list in brackets: [3, 4]"),
        ("class_tags: {a: b}", "class_tags: expected a text, found a group of `key: value`"),
        ("purposes: {x: fun}", 'purposes.x: expected coursework or leisure or unknown, found "fun"'),
        ("purposes: {x: leisure, X: leisure}", 'purposes.X: the platform "x" stands here a second time'),
        ("rules: [{metric: balanc, above: 0}]",
         'rules[1].metric: no metric is called "balanc"; did you mean "balance"?'),
        ("rules: [{metric: words, above: 5, below: 1}]",
         "rules[1].below: expected either above or below, found both"),
        ("rules: [{metric: words}]", "rules[1]: expected either above or below, found neither"),
        ("rules: [{above: 3}]", "rules[1].metric: missing, and needed here"),
        ("rules: [{metric: words, above: -3}]", "rules[1].above: expected a number of at least 0, found -3"),
        ("rules: [{metric: words, above: 5 h}]",
         'rules[1].above: expected a number, with a point and no unit: 5.5, found "5 h"'),
        ("rules: [{metric: words, above: nan}]", 'rules[1].above: expected a number, found "nan"'),
        ("rules: [{metric: balance, below: 20}]",
         "rules[1].below: expected a number from 0 to 1, found 20; write 0.2 for 20 %"),
        ("rules: [{metric: words, above: 3, rule: 4 of 3}]",
         'rules[1].rule: expected "2 of 3", "any week" or "3 in a row", found "4 of 3"'),
        ("rules: [{metric: words, above: class, spreads: 0}]",
         "rules[1].spreads: expected a number from 0.1 to 20, found 0"),
        ("rules: [{metric: words, above: 3, spreads: 2}]",
         "rules[1].spreads: goes only with above: class or above: own"),
        ("rules: [{metric: words, above: 3, and: {metric: balance}}]",
         "rules[1].and: expected either above or below, found neither"),
        ("rules: [{metric: words, above: 3, and: {metric: balance, below: 0.2, rule: any week}}]",
         "rules[1].and.rule: unknown key is not read; known here: metric, above, below, spreads"),
        ("rules: [{metric: words, above: 3, section: A, student: ada}]",
         "rules[1].student: expected either section or student, found both"),
        ("rules: [{metric: words, above: 3, from: 16}]",
         'rules[1].from: expected a whole number from 1 to 15, found "16"'),
        ("settings: {grace_weeks: -1}",
         'settings.grace_weeks: expected a whole number from 0 to 52, found "-1"'),
        ("settings: {min_acts: 2.5}",
         'settings.min_acts: expected a whole number from 1 to 1000, found "2.5"'),
        ("settings: {calm_share: 80}", "settings.calm_share: expected a number from 0 to 1, found 80"),
        ("settings: {peers: none}", 'settings.peers: expected all or students, found "none"'),
        ("excused: [{student: Rosa}]", "excused[1].weeks: missing, and needed here"),
        ("excused: Rosa", 'excused: expected `key: value` lines, found "Rosa"'),
        ("schedule: [{exercise: a, due: Fri}]",
         'schedule[1].due: expected a date like 2026-03-09 or 2026-03-09 23:59, found "Fri"'),
        ("schedule: [{exercise: a, due: 2026-02-30}]",
         'schedule[1].due: expected a date like 2026-03-09 or 2026-03-09 23:59, found "2026-02-30"'),
        ("schedule: [{exercise: a, every: week, due: 2026-03-09}]",
         'schedule[1].due: expected a weekday with or without a time, like Fri 23:59, found "2026-03-09"'),
        ("schedule: [{exercise: a, every: month, due: Fri}]",
         'schedule[1].every: expected week, found "month"'),
        ("schedule: [{exercise: a, due: 2026-03-09, weeks: [1]}]",
         "schedule[1].weeks: weeks belong to an exercise that has `every: week`"),
        ("schedule: [{exercise: a, release: 2026-03-09, due: 2026-03-09 00:00}]",
         "schedule[1].due: expected a time after the release"),
        ("schedule: [{due: 2026-03-09}]", "schedule[1].exercise: missing, and needed here"),
        ("study_blocks: [{days: [Di], from: 9:00, to: 10:00}]",
         'study_blocks[1].days[1]: expected a weekday like Tue, found "Di"'),
        ("study_blocks: [{days: Tue, from: 9, to: 10:00}]",
         'study_blocks[1].from: expected a time like 10:00 or 23:59, found "9"'),
        ("study_blocks: [{days: Tue, from: 10:00, to: 10:00}]",
         "study_blocks[1].to: expected a time after `from`"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_key_and_what_was_expected(text: str, said: str):
    assert problems(text) == [said]


@pytest.mark.parametrize(
    ("day", "weekday", "before", "after"),
    [
        ("2026-03-03", "Tuesday", "2026-03-02", "2026-03-09"),
        ("2026-03-01", "Sunday", "2026-02-23", "2026-03-02"),
    ],
)
def test_a_start_that_is_no_monday_names_the_mondays_near(day: str, weekday: str, before: str, after: str):
    _, [problem] = course_from(HEAD.replace("2026-03-02", day), METRICS)
    assert problem.text == f"{day} is a {weekday}, and weeks begin on Monday: write {before} or {after}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("New York", "America/New_York"), ("europe/berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin")],
)
def test_an_unknown_time_zone_names_the_one_that_was_meant(written: str, meant: str):
    _, [problem] = course_from(HEAD.replace("Europe/Berlin", written), METRICS)
    assert f'did you mean "{meant}"?' in problem.text


@pytest.mark.parametrize("written", ["../../etc/passwd", "/etc/localtime", "Europe", '""'])
def test_a_time_zone_that_is_a_path_or_a_folder_is_only_a_problem(written: str):
    found, said = course_from(HEAD.replace("Europe/Berlin", written), METRICS)
    assert found is None and [problem.key for problem in said] == ["timezone"]


def test_24_00_is_the_end_of_the_day_for_what_ends():
    read = course(
        HEAD
        + "schedule: [{exercise: a, every: week, due: Sun 24:00}, {exercise: a, due: 2026-03-09 24:00}]\n"
        + "study_blocks: [{days: Fri, from: 22:00, to: 24:00}]\n"
    )
    assert [asked.due for asked in read.schedule] == [Weekly(6, None), date(2026, 3, 9)]
    assert read.study_blocks[0].end == time(0)


def test_every_setting_can_be_set_by_its_name_and_its_default_is_allowed():
    names = {field.name for field in fields(Settings)}
    assert {*_NUMBERS, *_WHOLE, "peers"} == names
    said = ", ".join(f"{name}: {getattr(Settings(), name)}" for name in sorted(names))
    assert course(f"{HEAD}settings: {{{said}}}").settings == Settings()


def test_a_key_like_none_of_ours_is_said_and_stops_nothing():
    found, said = course_from(HEAD + "colour: blue\n", METRICS)
    assert found is not None
    assert [(problem.key, problem.stops) for problem in said] == [("colour", False)]


def test_a_course_that_stops_is_refused_with_every_problem(tmp_path: Path):
    (tmp_path / "course.yaml").write_text("weeks: 0\ntimezone: Europe/Berlin\n", "utf-8")
    with pytest.raises(CourseRefused) as refused:
        load_course(tmp_path, METRICS)
    assert str(refused.value).splitlines() == [
        "The course cannot be used as it is.",
        "course.yaml, line 1, starts_on: missing, and needed here",
        'course.yaml, line 1, weeks: expected a whole number from 1 to 104, found "0"',
    ]


def test_a_folder_without_a_course_is_said_and_a_course_without_a_title_has_its_folders(tmp_path: Path):
    folder = tmp_path / "spring"
    folder.mkdir()
    assert read_course(folder, METRICS)[1][0].text == 'cannot be read in the folder "spring"; every course has one'
    (folder / "course.yaml").write_text(HEAD, "utf-8")
    assert load_course(folder, METRICS)[0].title == "spring"


@pytest.mark.parametrize("title", ["Media: an introduction", '# "1"', "no", "Übung"])
def test_a_new_course_is_read_back_without_a_problem(title: str):
    read = course(course_yaml(title, "America/New_York", date(2026, 1, 12), 15))
    assert (read.title, read.zone.key, read.starts_on, read.weeks) == (
        title, "America/New_York", date(2026, 1, 12), 15,
    )  # fmt: skip
    assert read.rules is None and len(read.schedule) == 1


def test_a_new_course_names_every_key():
    text = course_yaml("A", "UTC", date(2026, 1, 12), 15, weekly=())
    assert all(f"\n{key}:" in f"\n{text}".replace("\n# ", "\n") for key in KEYS)
    assert course(text).schedule == ()


_SCRAP = st.sampled_from(
    [*KEYS, "[", "]", "{", "}", ":", " ", "\n", "- ", "1", "due", "exercise", "Fri", "2026-03-09", "x"]
)


@given(st.lists(_SCRAP, max_size=25).map("".join))
def test_no_text_makes_the_reader_fail(text: str):
    found, said = course_from(text, METRICS)
    assert (found is None) == any(problem.stops for problem in said)
