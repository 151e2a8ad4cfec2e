"""Where a source left some of a week out, pages say "at least" and never a plain number."""

from pathlib import Path

import pandas as pd

from evenkeel.metrics import cut_short
from evenkeel.metrics.registry import METRICS
from evenkeel.model import State
from evenkeel.reports import news
from evenkeel.web.student_numbers import Reading, lead, readings, usual
from tests.metrics.test_coverage import feed
from tests.web.opened import NOW, begin, html_of, load

COVERAGE = pd.DataFrame(
    [
        (1, "feed", "post", False),
        (2, "feed", "post", True),
        (2, "wordpress-comments", "comment", False),
        (3, "feed", "post", True),
        (3, "wordpress-wxr", "comment,post", False),
        (4, "acts", "any", False),
        (4, "feed", "post", True),
    ],
    columns=["week", "source", "kinds", "cut_short"],
)


def test_a_week_is_cut_short_by_kind_unless_another_source_of_the_kind_makes_up_for_it() -> None:
    assert cut_short.short(COVERAGE) == {2: {"post"}, 4: {"post"}, 0: {"post"}}
    assert cut_short.short(COVERAGE[COVERAGE["week"] == 1]) == {}


def test_only_counts_of_what_was_left_out_are_at_least() -> None:
    cut = cut_short.short(COVERAGE)
    found = {name for name in METRICS if cut_short.is_at_least(name, 2, cut)}
    assert found == {"posts", "acts", "words", "outreach"}
    assert {name for name in METRICS if cut_short.is_at_least(name, 3, cut)} == set()


def reading(value: float, bound: bool = True) -> Reading:
    return Reading(METRICS["acts"], 2, value, int(value), State.OK, (), bound)


def test_a_count_says_at_least() -> None:
    assert reading(12).said == "at least 12"
    assert reading(12, bound=False).said == "12"
    said = lead({("acts", 2): reading(12)}, 2, "week 2", running=False)
    assert said == "Week 2: at least 12 acts written."
    nothing = lead({("acts", 2): reading(0)}, 2, "week 2", running=False)
    assert nothing == "Week 2: no act is known, but a source left some of the week out."


def test_a_usual_week_is_no_lower_bound() -> None:
    found = {("acts", week): Reading(METRICS["acts"], week, 4.0, 4, State.OK) for week in (1, 2, 3)}
    assert usual(found, "acts", 4) == (4.0, 3)
    assert usual({**found, ("acts", 3): reading(1)}, "acts", 4) is None


def test_a_students_numbers_know_it() -> None:
    columns = ["student", "metric", "week", "value", "n", "state", "measured", "self_reported", "unplaced", "estimated"]
    rows = [("a", "posts", 2, 3.0, 3, "ok", *[None] * 4), ("a", "comments", 2, 1.0, 1, "ok", *[None] * 4)]
    found = readings(pd.DataFrame(rows, columns=columns), "a", cut_short.short(COVERAGE))
    assert (found["posts", 2].said, found["comments", 2].said) == ("at least 3", "1")


def test_what_came_in_is_at_least_where_somebodys_week_was_cut() -> None:
    coverage = COVERAGE.assign(student="a")
    cut = news.cut_kinds(coverage, 2, ["a", "b"])
    assert cut == {"post"} and news.cut_kinds(coverage, 2, ["b"]) == frozenset()
    frame = pd.DataFrame([("a", 2, 3.0), ("b", 2, 2.0)], columns=["student", "week", "value"])
    counts = dict.fromkeys(news.KINDS, frame)
    found = news.came_in(counts, 2, [], ["a", "b"], cut)
    assert news.came_in_sentence(found, 2, running=False) == "At least 20 acts in week 2."
    assert [row[1] for row in news.came_in_rows(found, 2)] == ["at least 5", "5", "5", "5"]


def test_a_students_page_says_at_least_in_a_week_between_two_feeds_that_do_not_meet(open_page, tmp_path: Path) -> None:
    course = begin(tmp_path / "c")
    (course / "course.yaml").write_text("title: Small\ntimezone: UTC\nstarts_on: 2025-09-01\nweeks: 6\n", "utf-8")
    for number, days in enumerate((range(1, 11), range(30, 40))):
        (course / "inbox" / "ada@example.org").mkdir(exist_ok=True)
        (course / "inbox" / "ada@example.org" / f"feed{number}.xml").write_text(feed(days), "utf-8")
    load(course)
    at = open_page("student", course, now=NOW, student="ada@example.org", week="2")
    assert not at.exception
    page = html_of(at)
    assert "at least 4 acts written" in page
    assert "but a source left items out in weeks 1 to 5" in page
    gap = html_of(open_page("student", course, now=NOW, student="ada@example.org", week="3"))
    assert "what was written is unknown, for a source left the week out" in gap
