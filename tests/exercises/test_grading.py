import pytest

from evenkeel.exercises.grading import Grade, left_open, most, newest, points, totals
from evenkeel.exercises.readability import reading_ease, syllables
from evenkeel.exercises.values import Criterion, Level

RUBRIC = (
    Criterion("Sources", (Level("none", 0), Level("one", 2), Level("several", 3))),
    Criterion("Voice", (Level("stiff", 0.5), Level("warm", 1.5))),
    Criterion("Remarks", (Level("see comment"),)),
)


def grade(occasion: str, worth: float | None, student: str = "ada@example.org") -> Grade:
    return Grade(student, "weekly-blog-post", occasion, {}, worth, "", 1, "instructor")


def test_points_are_the_sum_of_the_levels_that_were_chosen():
    assert points(RUBRIC, {"Sources": "one", "Voice": "warm"}) == 3.5
    assert points(RUBRIC, {"Sources": "none"}) == 0
    assert most(RUBRIC) == 4.5


def test_nothing_chosen_is_no_points_and_not_zero_points():
    assert points(RUBRIC, {}) is None and points(RUBRIC, {"Remarks": "see comment"}) is None
    assert left_open(RUBRIC, {"Voice": "warm"}) == ("Sources", "Remarks")


def test_the_newest_grade_holds_and_totals_say_what_they_are_made_of():
    given = [grade("week 1", 2), grade("week 1", 3), grade("week 2", 1), grade("week 3", None)]
    assert newest(given)["ada@example.org", "weekly-blog-post", "week 1"].points == 3
    total = totals(given, "weekly-blog-post", ["week 1", "week 2", "week 3"])["ada@example.org"]
    assert (total.points, total.graded, total.asked) == (4, 2, 3)
    assert totals([grade("week 3", None)], "weekly-blog-post", ["week 3"]) == {}


@pytest.mark.parametrize(("word", "n"), [("cat", 1), ("make", 1), ("table", 2), ("wanted", 2), ("university", 5)])
def test_syllables_by_a_rule_of_thumb(word, n):
    assert syllables(word) == n


def test_short_words_read_more_easily_than_long_ones_and_few_words_say_nothing():
    easy = reading_ease("The cat sat on the mat. " * 8)
    hard = reading_ease("Organizational communication necessitates considerable institutional deliberation. " * 8)
    assert easy == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert hard is not None and hard < 0 < easy
    assert reading_ease("The cat sat.") is None
