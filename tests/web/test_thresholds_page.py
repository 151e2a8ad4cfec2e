import shutil

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.desk import Desk
from evenkeel.metrics.registry import METRICS
from evenkeel.web import line_trial, rule_draft
from evenkeel.web.balance_points import BALANCE, TIME
from tests.web.opened import NOW_MOMENT, begin, html_of, load

RULE = Rule(TIME, 300)
LOW = Rule(BALANCE, 0.2, above=False)


@pytest.fixture
def own_class(sample_class, tmp_path):
    """A copy of the sample class that a test may change."""
    return shutil.copytree(sample_class, tmp_path / "course")


def test_a_line_is_typed_in_the_unit_people_use() -> None:
    hours, share = (rule_draft.line_field(METRICS[name]) for name in (TIME, BALANCE))
    assert (hours.typed(315), hours.line(5.25)) == (5.25, 315)
    assert (share.typed(0.2), share.line(20), share.high) == (20, 0.2, 100)


def test_a_changed_rule_takes_the_place_of_the_one_it_changes() -> None:
    changed = Rule(TIME, 240)
    assert rule_draft.with_rule([RULE, LOW], 0, changed) == (changed, LOW)
    assert rule_draft.with_rule([RULE], None, LOW) == (RULE, LOW)
    assert rule_draft.with_rule([RULE], None, RULE) == (RULE,)
    assert rule_draft.without_rule([RULE, LOW], 0) == (LOW,)


def test_a_tried_line_finds_the_rule_that_it_would_change() -> None:
    assert rule_draft.place_of([LOW, RULE], Rule(TIME, 200)) == 1
    assert rule_draft.place_of([LOW], Rule(TIME, 200)) is None


def test_a_typed_line_is_carried_over_only_to_what_is_counted_alike() -> None:
    leisure, words = METRICS["leisure_minutes"], METRICS["words"]
    assert rule_draft.start_line(leisure, Against.LINE, RULE.conditions[0], 900) == 300
    assert rule_draft.start_line(words, Against.LINE, RULE.conditions[0], 900) == 900
    assert rule_draft.start_line(METRICS["posts"], Against.LINE, Condition("words", 300), None) == 1
    assert rule_draft.start_line(leisure, Against.CLASS, RULE.conditions[0], 900) == 3


def test_a_line_that_nobody_typed_stays_as_it_was_to_the_last_digit() -> None:
    third = Condition(BALANCE, 1 / 3, above=False)
    field = rule_draft.line_field(METRICS[BALANCE])
    assert rule_draft.exact(field, field.typed(third.line), third) == third.line
    assert rule_draft.exact(field, 33, third) == 0.33


def test_every_pair_of_weeks_has_its_words() -> None:
    assert rule_draft.how_often_choice(3, 3) == "in 3 weeks in a row"
    assert rule_draft.how_often_choice(2, 5) == rule_draft.CUSTOM


# The page


def field(kind, label: str):
    """The one field of a kind with a label."""
    [found] = [each for each in kind if each.label == label]
    return found


def said(at) -> str:
    """Return the page's own words, as they read."""
    return "\n".join(m.value for m in at.markdown).replace("\\", "")


def put(at, why: str):
    """Give a reason and put in force what the fields say."""
    field(at.text_input, "Why (a few words, kept in the history)").set_value(why)
    [button] = [each for each in at.button if each.label.startswith("Put th")]
    return button.click().run()


def rules_of(course) -> tuple[Rule, ...]:
    desk = Desk(course)
    found = desk.rules(LOCAL_INSTRUCTOR)
    desk.close()
    return found


def set_rules(course, *rules: Rule, why: str = "to try") -> None:
    desk = Desk(course)
    desk.set_rules(LOCAL_INSTRUCTOR, rules, NOW_MOMENT, why)
    desk.close()


def test_the_rules_in_force_are_sentences_with_where_they_come_from(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    assert not at.exception
    assert at.title[0].value == "One rule says who is worth a look"
    assert "is above 5 h in 2 of the last 3 weeks" in at.markdown[0].value
    assert "Set in course.yaml." in html_of(at)
    assert "Would have flagged 6 of 24 in the 14 weeks so far; 1 of them still is worth a look" in said(at)


def test_the_preview_says_week_by_week_out_of_how_many(open_page, sample_class) -> None:
    page = html_of(open_page("thresholds", sample_class))
    assert "Week 15: 1 of 18 with a number is on, none new; 6 have no number." in page
    assert "17 of 251 student-weeks so far lie past the line." in page
    assert page.count('<th scope="row">Week ') == 14


def test_another_line_is_previewed_at_once(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    field(at.number_input, "Line (hours a week)").set_value(7.0).run()
    assert not at.exception
    assert "fewer" in said(at)
    assert "It would read: Worth a look when leisure while work was due is above 7 h" in said(at)


def test_the_suggested_line_is_used_by_one_button_and_has_another_side(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    field(at.button, "Use 3 h").click().run()
    assert field(at.number_input, "Line (hours a week)").value == 3.0
    field(at.radio, "Worth a look when it is").set_value("below").run()
    assert "no line below its middle would be unusual" in html_of(at)
    assert field(at.number_input, "Line (hours a week)").value == 3.0


def test_another_unit_begins_with_a_line_of_its_own_and_the_typed_one_comes_back(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    field(at.number_input, "Line (hours a week)").set_value(7.0).run()
    field(at.selectbox, "Number").set_value("leisure_minutes").run()
    assert field(at.number_input, "Line (hours a week)").value == 7.0
    field(at.selectbox, "Number").set_value("words").run()
    assert field(at.number_input, "Line (a week)").value > 100
    field(at.selectbox, "Number").set_value(TIME).run()
    assert field(at.number_input, "Line (hours a week)").value == 7.0


def test_a_rule_against_the_class_counts_spreads_and_says_what_they_are(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    field(at.selectbox, "Compared with").set_value(Against.CLASS).run()
    assert field(at.number_input, "Unusual: more spreads from the middle than").value == 3.0
    assert "fewer than 10 students have a number is skipped" in html_of(at)
    assert "unusually high for the class" in said(at)
    put(at, "fair to everybody")
    assert rules_of(own_class) == (Rule(TIME, 3, against=Against.CLASS),)


def test_a_rule_against_ones_own_past_says_when_it_begins(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    field(at.selectbox, "Compared with").set_value(Against.OWN).run()
    assert "once a student has 8 weeks with a number" in html_of(at)
    assert "unusually high for the student" in said(at)


def test_two_numbers_a_section_and_a_first_week_are_set_and_open_the_fields_again(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    field(at.toggle, "And a second number in the same week").set_value(True).run()
    field(at.selectbox, "For").set_value("one section").run()
    field(at.number_input, "From week").set_value(3).run()
    assert "In section 310-01: worth a look when leisure while work was due is above 5 h and engagement" in said(at)
    put(at, "both together")
    assert not at.exception
    low = Condition(BALANCE, 0.25, above=False)
    assert rules_of(own_class) == (Rule(TIME, 300, also=low, section="310-01", since=3),)
    more = next(each for each in at.expander if each.label.startswith("More"))
    assert more.proto.expanded
    assert field(at.number_input, "From week").value == 3


def test_a_rule_about_one_student_is_named_and_hidden_with_the_names(open_page, own_class) -> None:
    set_rules(own_class, Rule(TIME, 300, student="Liam O'Donnabhain"), Rule(TIME, 200))
    at = open_page("thresholds", own_class)
    name = field(at.selectbox, "Student of the rule").value
    assert f"For {name.split('.')[0].title()}" in said(at)
    field(at.toggle, "Names shown").set_value(False).run()
    assert not at.exception
    shown = said(at) + html_of(at) + str(field(at.text_area, "Rules as YAML").value)
    assert "Liam" not in shown and "liam" not in shown
    assert "For Student " in said(at)
    field(at.number_input, "Line (hours a week)").set_value(4.0).run()
    put(at, "a little lower")
    assert rules_of(own_class)[0] == Rule(TIME, 240, student="Liam O'Donnabhain")


def test_a_rule_about_nobody_says_so_in_the_list_and_before_it_is_saved(open_page, own_class) -> None:
    set_rules(own_class, Rule(TIME, 300, section="Z"))
    at = open_page("thresholds", own_class)
    assert not at.exception
    told = [warning.value.replace("\\", "") for warning in at.warning]
    assert told == ["It looks at nobody: the roster has no student in a section “Z”."] * 2


def test_a_section_written_in_small_letters_is_the_one_of_the_roster(open_page, tmp_path) -> None:
    roster = "name,email,role,section\nAda Example,ada@example.org,student,North\n"
    course = load(begin(tmp_path / "course", roster))
    set_rules(course, Rule(TIME, 300, section="north"))
    at = open_page("thresholds", course)
    assert field(at.selectbox, "Section of the rule").options == ["North"]
    assert not at.warning
    assert "It reads: In section north" in said(at)


def test_a_rule_for_one_section_shows_nobody_of_another(open_page, own_class) -> None:
    set_rules(own_class, Rule(TIME, 300, section="310-01"))
    at = open_page("thresholds", own_class, section="310-02")
    assert "It looks at nobody in this section." in at.warning[0].value
    assert "no data" not in html_of(at)


def test_names_that_are_hidden_are_not_in_the_names_of_fields(open_page, own_class) -> None:
    set_rules(own_class, Rule(TIME, 300, student="liam.odonnabhain@example.org"))
    at = open_page("thresholds", own_class)
    keys = [element.key for kind in (at.selectbox, at.number_input, at.text_area) for element in kind]
    assert not [key for key in keys if "liam" in str(key)]


# The same as YAML


def test_the_fields_are_written_as_yaml(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    area = field(at.text_area, "Rules as YAML")
    assert area.value == "- {metric: procrastination_minutes, above: 300, rule: 2 of 3}\n"
    field(at.number_input, "Line (hours a week)").set_value(7.0).run()
    assert "above: 420" in field(at.text_area, "Rules as YAML").value


def test_edited_yaml_is_previewed_and_put_in_force(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    text = "- {metric: words, below: 100, and: {metric: posts, below: 1}, rule: any week}\n"
    field(at.text_area, "Rules as YAML").set_value(text).run()
    assert "It would read: Worth a look when words is below 100 and posts is below 1 in the same week" in said(at)
    put(at, "by hand")
    assert rules_of(own_class) == (Rule("words", 100, False, 1, 1, also=Condition("posts", 1, False)),)
    assert field(at.text_area, "Rules as YAML").value == text


def test_what_is_wrong_in_yaml_is_listed_at_once_and_not_saved(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    wrong = "- {metric: wrods, above: 1}\n- {metric: words, above: lots, rule: often}\n"
    field(at.text_area, "Rules as YAML").set_value(wrong).run()
    page = html_of(at)
    assert [key in page for key in ("[1].metric", "[2].above", "[2].rule", "did you mean")] == [True] * 4
    put(at, "to try")
    assert "cannot be read yet" in at.warning[0].value
    assert rules_of(own_class) == (RULE,)
    field(at.button, "Back to the fields").click().run()
    assert "above: 300" in field(at.text_area, "Rules as YAML").value


def test_edited_yaml_stays_while_the_fields_move(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    field(at.text_area, "Rules as YAML").set_value("[]").run()
    field(at.number_input, "Line (hours a week)").set_value(7.0).run()
    assert field(at.text_area, "Rules as YAML").value == "[]"
    assert "fewer: " in said(at)


# Saving, and what came before


def test_a_rule_is_put_in_force_with_its_reason_and_the_history_keeps_it(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    field(at.number_input, "Line (hours a week)").set_value(4.0).run()
    put(at, "")
    assert "Say why" in at.warning[0].value
    put(at, "The first weeks were busier than I thought")
    assert not at.exception
    assert at.success[0].value == "In force from now on."
    assert "is above 4 h" in at.markdown[0].value
    page = html_of(at)
    assert "“The first weeks were busier than I thought”" in page
    assert "Version 1" in page
    assert (
        "Changed: Leisure while work was due above 5 h in 2 of the last 3 weeks → "
        "Leisure while work was due above 4 h in 2 of the last 3 weeks" in page
    )
    assert "History: 1 change" in [each.label for each in at.expander]


def test_a_second_rule_is_added_and_the_first_taken_out(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    field(at.selectbox, "Rule").set_value(-1).run()
    field(at.selectbox, "Number").set_value(BALANCE).run()
    field(at.radio, "Worth a look when it is").set_value("below").run()
    field(at.number_input, "Line (0 to 100)").set_value(20.0).run()
    put(at, "Some only broadcast")
    assert not at.exception
    assert at.title[0].value == "2 rules say who is worth a look"
    field(at.text_input, "Why (a few words, kept in the history)").set_value("Time says too little here")
    field(at.button, "Take this rule out").click().run()
    assert at.title[0].value == "One rule says who is worth a look"
    assert "engagement balance is below 20 of 100" in at.markdown[0].value
    page = html_of(at)
    assert "Taken out: Leisure while work was due above 5 h" in page and "Added: Engagement balance below 20" in page


def test_a_line_from_the_chart_is_filled_in(open_page, own_class) -> None:
    at = open_page("balance", own_class)
    at.select_slider[0].set_value(360.0).run()
    assert line_trial.line_words(Rule(TIME, 360)) == "6 h"
    tried = open_page("thresholds", own_class)
    tried.session_state["tried_rule"] = Rule(TIME, 360)
    tried.run()
    assert field(tried.number_input, "Line (hours a week)").value == 6.0
    assert "above 6 h" in said(tried)


def test_without_a_completed_week_the_rules_can_be_set_all_the_same(open_page, own_class) -> None:
    at = open_page("thresholds", own_class, now="2025-12-01T12:00:00Z")
    assert not at.exception
    assert "nothing to try it on" in said(at)


def test_a_class_of_one_without_data_shows_no_data(open_page, tmp_path) -> None:
    at = open_page("thresholds", load(begin(tmp_path / "course")))
    assert not at.exception
    assert "Would have flagged nobody of 1" in said(at)
    assert "Week 15: no data." in html_of(at)
