from zoneinfo import ZoneInfo

from evenkeel.labs.engagement_ladder import STEPS, Climbed, climbed, reach, read, step_rates
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))
RUNGS = [(name,) for name, _ in STEPS]


def person(steps: str, brand: str = "B") -> Row:
    """Somebody by their steps, lowest first: "xx--x" likes, visits and tells ten."""
    return Row({"brand": brand, **{name: mark == "x" for (name, _), mark in zip(STEPS, steps, strict=True)}})


def test_the_highest_step_counts_and_what_is_left_out_below_it_is_skipped():
    found = [climbed(person(steps).content, RUNGS) for steps in ("-----", "x----", "xx--x", "----x")]
    assert found == [Climbed(0, 0), Climbed(1, 0), Climbed(5, 2), Climbed(5, 4)]


def test_reach_only_falls_and_rates_are_of_those_on_the_step_below():
    reached = reach([Climbed(5, 4), Climbed(2, 0), Climbed(0, 0)], [name for _, name in STEPS])
    assert [share.hits for share in reached] == [2, 2, 1, 1, 1]
    assert [(rate.hits, rate.n) for rate in step_rates(reached)] == [(2, 2), (1, 2), (1, 1), (1, 1)]


def test_skippers_and_champions_are_counted_with_wilsons_interval():
    """R's binom has .0807 to .4160 for 4 of 20."""
    told = read([person("----x")] * 4 + [person("xx---")] * 16, AT)
    assert told.finding == "4 of 20 people are champions: they tell ten others"
    assert told.sentences[0] == "Steps are skipped by 4 of 20, 20 % (8 to 42)."
    assert "The steepest step is from “visit it” to “post there”: 20 %" in told.sentences[1]
    assert told.sentences[2].startswith("0 of 4 champions came up step by step")


def test_a_step_that_nobody_stands_on_has_no_rate():
    told = read([person("x----")], AT)
    assert [row[1] for row in told.tables[0].rows][-1] == "no data"


def test_nobody_asked_is_no_zero_and_few_are_not_shown_to_a_student():
    assert read([], AT).finding == "Nobody asked yet"
    assert read([person("x----")] * 4, AT._replace(floor=5)).finding == "Too few people to be shown"
