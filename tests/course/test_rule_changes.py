"""What a change of the rules changed."""

from evenkeel.course.rule_changes import Changed, changed
from evenkeel.course.values import Rule

TIME, OTHER = Rule("leisure_minutes", 300), Rule("words", 100, above=False)


def test_a_rule_that_came_is_added_and_one_that_left_is_taken_out():
    assert changed([TIME], [TIME, OTHER]) == (Changed(None, OTHER),)
    assert changed([TIME, OTHER], [OTHER]) == (Changed(TIME, None),)
    assert changed([TIME, OTHER], [OTHER, TIME]) == ()


def test_a_rule_of_the_same_number_and_side_is_the_old_one_changed():
    stricter = Rule("leisure_minutes", 240)
    assert changed([TIME, OTHER], [stricter, OTHER]) == (Changed(TIME, stricter),)
    assert changed([OTHER], [Rule("words", 100)]) == (Changed(None, Rule("words", 100)), Changed(OTHER, None))


def test_of_two_alike_the_one_for_the_same_section_is_meant():
    for_a, for_b = Rule("words", 100, section="A"), Rule("words", 100, section="B")
    lower = Rule("words", 50, section="B")
    assert changed([for_a, for_b], [for_a, lower]) == (Changed(for_b, lower),)
    assert changed([for_a, for_b], [lower]) == (Changed(for_b, lower), Changed(for_a, None))
