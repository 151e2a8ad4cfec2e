"""From a form or a CSV to checked values, and back."""

from zoneinfo import ZoneInfo

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.labs import LABS
from evenkeel.labs.reading import checked, written
from evenkeel.labs.shape import Kind, Row
from evenkeel.labs.tables import from_csv, to_csv

NEW_YORK = ZoneInfo("America/New_York")
AUDIT, WEEKS = LABS["response-audit"], LABS["oversaturation"]
GOOD = {"organisation": "B", "channel": "x", "asked_at": "2026-03-02T14:05", "outcome": "no answer"}


def test_every_mistake_of_a_row_is_said_at_once_with_what_was_expected():
    _, problems = checked(AUDIT, {"channel": "pigeon", "asked_at": "yesterday", "outcome": "a person"}, NEW_YORK)
    assert [problem.partition(":")[0] for problem in problems] == ["organisation", "channel", "asked_at"]
    assert "is empty; a text is needed" in problems[0]
    assert "one of e-mail, contact form" in problems[1]
    assert "a time like 2026-03-02T14:05" in problems[2]


def test_what_contradicts_itself_is_said_once_the_fields_are_right():
    _, problems = checked(AUDIT, GOOD | {"answered_at": "2026-03-02T15:00"}, NEW_YORK)
    assert problems == ("answered_at: a time stands here, but the outcome is “no answer”.",)
    _, problems = checked(AUDIT, GOOD | {"outcome": "a person", "answered_at": "2026-03-02T13:00"}, NEW_YORK)
    assert problems == ("answered_at: the answer lies before the question.",)


def test_times_are_on_the_courses_clock_and_come_back_as_they_were():
    content, problems = checked(AUDIT, GOOD, NEW_YORK)
    assert not problems and content["channel"] == "X"
    assert written(AUDIT.field("asked_at"), content["asked_at"], NEW_YORK) == "2026-03-02T14:05-05:00"


@pytest.mark.parametrize("number", ["-1", "2.5", "nan", "inf", "two"])
def test_a_number_of_posts_is_whole_and_not_negative(number: str):
    given = {"account": "B", "whose": "a brand's", "week": "1", "posts": number, "answers": "0"}
    assert len(checked(WEEKS, given, NEW_YORK).problems) == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "example.org", "ftp://example.org/x", "https://"])
def test_a_link_is_http_or_https_with_a_host(link: str):
    given = {"item": "A", "model": "press agentry", "link": link}
    assert len(checked(LABS["four-models"], given, NEW_YORK).problems) == 1


@pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
def test_a_labs_table_comes_back_as_it_was(lab):
    fill = {Kind.MOMENT: 1_772_000_040_000_000, Kind.YES_NO: True, Kind.NUMBER: 3, Kind.LINK: "https://example.org/"}
    content = {f.name: f.choices[0] if f.choices else fill.get(f.kind, f"=A {f.name}, “so”") for f in lab.fields}
    # What contradicts itself in such a row is left out.
    content |= {name: None for name in ("voice",) if name in content}
    table = to_csv(lab, [Row(content, "ada@example.org")], NEW_YORK)
    kept, refused = from_csv(lab, table.encode(), NEW_YORK)
    assert refused == [] and [(row.by, row.content) for row in kept] == [("ada@example.org", content)]
    assert all(not cell.startswith("=") for cell in table.splitlines()[1].split(","))


def test_a_file_of_something_else_is_refused_with_what_it_lacks():
    with pytest.raises(ExportRefused, match=r"missing: channel, asked_at, outcome\. Found: organisation, colour"):
        from_csv(AUDIT, b"organisation,colour\nB,red\n", NEW_YORK)


def test_wrong_rows_are_refused_by_line_and_the_others_kept():
    table = b"organisation;channel;asked_at;outcome\nB;X;2026-03-02;no answer\n\nB;pigeon;2026-03-02;no answer\n"
    kept, refused = from_csv(AUDIT, table, NEW_YORK)
    assert [row.line for row in kept] == [2] and [row.line for row in refused] == [4]


def test_every_lab_says_what_it_is_for_and_what_it_does_not_show():
    for lab in LABS.values():
        assert lab.purpose[-1] in ".?" and lab.limits.endswith(".") and lab.question.endswith("?") and lab.steps
        assert len({field.name for field in lab.fields}) == len(lab.fields)
