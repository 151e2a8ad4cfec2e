"""The two groups, against the numbers that were published with the intervals."""

from zoneinfo import ZoneInfo

from evenkeel.labs.shape import Row, Standpoint
from evenkeel.labs.social_customers import Two, difference, odd, ratio, read, split

AT = Standpoint(0, ZoneInfo("UTC"))


def people(n: int, *, follows: bool, bought: bool, before: bool | None = None) -> list[Row]:
    return [Row({"brand": "B", "follows": follows, "bought": bought, "customer_before": before})] * n


def test_the_difference_has_newcombes_interval():
    """Newcombe 1998, Statistics in Medicine 17, 873: 56/70 v 48/80 .0524 to .3339, 9/10 v 3/10 .1705 to .8090."""
    assert difference(Two(56, 70, 48, 80)) == "+20 points (+5 to +33)"
    assert difference(Two(9, 10, 3, 10)) == "+60 points (+17 to +81)"


def test_the_ratio_has_katzs_interval():
    """Fagerland, Lydersen & Laake 2015: 7/34 over 1/34 has .91 to 54; a difference of .019 to .34."""
    assert ratio(Two(7, 34, 1, 34)) == "7.0 times as often (0.9 to 53.9), which is 600 % more."
    assert difference(Two(7, 34, 1, 34)) == "+18 points (+2 to +34)"


def test_680_percent_more_is_a_ratio_of_7_8():
    assert ratio(Two(78, 100, 10, 100)).startswith("7.8 times as often") and "680 % more" in ratio(
        Two(78, 100, 10, 100)
    )


def test_an_empty_cell_is_said_and_nothing_is_added_to_it():
    assert "nothing was added" in ratio(Two(5, 10, 0, 10))
    assert ratio(Two(0, 10, 5, 10)) == "0.0 times as often; with nobody among the followers the ratio has no interval."


def test_the_trap_is_told_and_drawn():
    rows = people(6, follows=True, bought=True, before=True) + people(4, follows=True, bought=False, before=False)
    told = read(rows + people(10, follows=False, bought=False), AT)
    assert told.finding == "60 % of followers bought, and 0 % of others"
    labels = list(told.pictures[0].frame["label"])
    assert labels == ["follow the brand", "do not follow", "were no customers before"]
    assert any("6 of 10" in said and "before they followed" in said for said in told.sentences)


def test_one_group_alone_is_no_comparison():
    assert split(people(3, follows=True, bought=True)) == Two(3, 3, 0, 0)
    assert read(people(3, follows=True, bought=True), AT).finding.startswith("Both groups are needed")


def test_a_small_group_is_not_shown_to_a_student():
    rows = people(30, follows=True, bought=True) + people(4, follows=False, bought=True)
    assert read(rows, AT._replace(floor=5)).finding == "Too few in a group to be shown"


def test_only_followers_can_have_bought_before_following():
    assert list(odd(people(1, follows=False, bought=True, before=True)[0].content))
    assert not list(odd(people(1, follows=True, bought=True, before=True)[0].content))
