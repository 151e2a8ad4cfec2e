import pytest

from evenkeel.exercises.standing import SHAPES, Standing, crowded, reason, spread, standing

DUE, WEEK_END = 1_000, 2_000


@pytest.mark.parametrize(
    ("handed_in", "now", "covered", "by_hand", "found"),
    [
        (1_000, 5_000, True, False, Standing.DONE),
        (1_001, 5_000, True, False, Standing.LATE),
        (1_001, 5_000, True, True, Standing.LATE),
        (None, 5_000, False, True, Standing.CHECKED),
        (None, 5_000, True, False, Standing.MISSING),
        (None, 5_000, False, False, Standing.NO_DATA),
        (None, 500, True, False, Standing.OPEN),
        (None, 1_500, True, False, Standing.OPEN),  # due, but its week is still running
    ],
)
def test_late_is_late_and_unknown_is_not_missing(handed_in, now, covered, by_hand, found):
    assert standing(handed_in, DUE, now, closes=WEEK_END, covered=covered, by_hand=by_hand) is found


def test_every_state_has_a_shape_of_its_own():
    assert len(set(SHAPES.values())) == len(Standing)


def test_the_reason_of_a_match_is_said():
    assert reason(0, "", "post") == "set by hand"
    assert reason(2, "local-news", "post") == "tagged local-news"
    assert reason(3, "", "post") == "a post within the window, without another exercise's tag"


def test_twenty_posts_on_the_last_night_are_seen_as_such():
    assert crowded(20, 18) == "18 of 20 on the last day"
    assert spread(22, 20) == "20 of 22 acts within one day"
    assert crowded(2, 2) == spread(20, 4) == ""
