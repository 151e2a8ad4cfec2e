"""The page of the flags: what was done about each, every step, and what is shown to whom."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel import mail
from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.flags.life import Card, Status, Step
from evenkeel.reports.flag_words import Naming
from evenkeel.web import flag_card
from tests.web.flagged import ROSTER, leisure, many, rosas_class, write
from tests.web.opened import NOW_MOMENT, begin, html_of, load


def cards(folder: Path) -> list[Card]:
    """The flags as the record has them, newest first."""
    desk = Desk(folder)
    try:
        return desk.cards(LOCAL_INSTRUCTOR, NOW_MOMENT)
    finally:
        desk.close()


def press(at: AppTest, label: str) -> AppTest:
    """Press the only button of a name."""
    [button] = [each for each in at.button if each.label == label]
    button.click().run()
    assert not at.exception
    return at


def field(at: AppTest, label: str):
    fields = [*at.text_input, *at.text_area]
    exact = [each for each in fields if each.label == label]
    [found] = exact or [each for each in fields if each.label.startswith(label)]
    return found


def everything(at: AppTest) -> str:
    """All that is sent to the browser."""
    return "\n".join(str(block) for block in (at.main, at.sidebar)) + html_of(at) + str(all_protos(at))


def all_protos(at: AppTest) -> list[object]:
    kinds = ("html", "markdown", "button", "page_link", "link_button", "code", "selectbox", "text_input", "text_area")
    return [element.proto for kind in kinds for element in at.get(kind)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rosa with a flag of week 9 that is on and one of week 2 that is calm again."""
    return rosas_class(tmp_path / "c")


@pytest.fixture
def page(open_page, folder: Path) -> AppTest:
    """The page with Rosa's newest flag open."""
    open_page("flags", folder)
    return open_page("flags", folder, flag=str(cards(folder)[0].id))


# Reading


def test_the_page_says_what_is_new_and_shows_the_open_flags_as_cards(open_page, folder) -> None:
    at = open_page("flags", folder)
    assert not at.exception
    assert at.title[0].value == "1 flag is new"
    said = html_of(at)
    assert "Rosa Reed spent 3 h on leisure in week 9, past the line of 1 h." in said
    assert "<strong>New.</strong> Still worth a look." in said and "▲ since week 9" in said
    assert "in week 2" not in said


def test_all_flags_are_one_choice_away_with_how_they_stand(open_page, folder) -> None:
    at = open_page("flags", folder)
    at.selectbox(key="flags_which").set_value("All").run()
    said = html_of(at)
    assert "Calm again since week 5." in said and "▲ went on in week 2" in said
    assert said.index("in week 9, past") < said.index("in week 2, past")


def test_a_card_tells_the_rule_where_it_comes_from_and_what_its_weeks_rest_on(page) -> None:
    said = html_of(page)
    assert "Worth a look when leisure is above 1 h in any week" in said and "Set in course.yaml." in said
    assert "1 stretch or act" in said and "past the line" in said


def test_weeks_without_data_stand_as_such_between_the_flags_own(open_page, tmp_path) -> None:
    rules = "rules: [{metric: leisure_minutes, above: 60, rule: 2 of 3}]\n"
    folder = load(write(tmp_path / "c", leisure("rosa@example.org", {1: 2, 3: 2}), rules=rules))
    at = open_page("flags", folder)
    assert '<th scope="row">2</th><td data-of="Leisure">no data</td>' in html_of(at)


def test_one_students_flags_are_named_in_the_address(open_page, folder) -> None:
    at = open_page("flags", folder, student="ben@example.org")
    assert at.title[0].value == "No flag has been raised so far for Ben Birk"
    at = open_page("flags", folder, student="Rosa Reed")
    assert (at.title[0].value, html_of(at).count("ek-card-head")) == ("1 flag is new for Rosa Reed", 2)


def test_a_flag_that_left_is_said_to_be_none(open_page, folder) -> None:
    at = open_page("flags", folder, flag="99")
    assert "no such flag" in at.warning[0].value


def test_a_card_is_opened_and_closed_where_it_stands(open_page, folder) -> None:
    at = press(open_page("flags", folder), "Open Rosa Reed, week 9")
    assert at.query_params["flag"] == str(cards(folder)[0].id)
    assert "Talked" in [button.label for button in at.button]
    press(at, "Close")
    assert [button.label for button in at.button] == ["Open Rosa Reed, week 9"]
    assert "flag" not in at.query_params


def test_a_flag_that_was_resolved_stays_where_it_was_opened(page) -> None:
    press(page, "Resolved")
    assert "<strong>Resolved.</strong> The numbers have not been calm since." in html_of(page)
    press(page, "Close")
    assert "ek-card-head" not in html_of(page)
    assert any("Nothing is open." in m.value for m in page.markdown)


# Steps


@pytest.mark.parametrize(
    ("label", "step", "status"),
    [
        ("Seen", Step.SEEN, Status.SEEN),
        ("Talked", Step.TALKED, Status.TALKED),
        ("Resolved", Step.RESOLVED, Status.RESOLVED),
    ],
)
def test_a_step_is_one_click_and_keeps_its_words(page, folder, label, step, status) -> None:
    field(page, "A few words").set_value("We met.")
    press(page, label)
    card = cards(folder)[0]
    assert (card.status, [(e.step, e.words) for e in card.entries]) == (status, [(step, "We met.")])
    assert f"27 April, instructor: {flag_card.flag_words.step(step)}" in html_of(page)
    assert "We met." in html_of(page)


def test_a_step_can_be_repeated_and_nothing_is_overwritten(page, folder) -> None:
    press(press(page, "Talked"), "Talked")
    assert [entry.step for entry in cards(folder)[0].entries] == [Step.TALKED, Step.TALKED]


def test_an_excuse_begins_with_the_flags_own_weeks_and_is_taken_back_by_opening_again(page, folder) -> None:
    press(page, "Excuse…")
    [weeks] = page.multiselect
    assert weeks.value == [9]
    field(page, "Why").set_value("ill")
    press(page, "Excuse these weeks")
    card = cards(folder)[0]
    assert (card.status, card.excused, card.entries[-1].words) == (Status.EXCUSED, {9}, "ill")
    assert "Excused, and not looked at: week 9." in html_of(page)
    press(page, "Open again")
    assert (cards(folder)[0].excused, cards(folder)[0].status) == (frozenset(), Status.SEEN)
    assert "Still worth a look." in html_of(page)


def test_an_excuse_without_weeks_is_asked_for_them_and_one_can_be_left(page, folder) -> None:
    press(page, "Excuse…")
    page.multiselect[0].set_value([])
    press(page, "Excuse these weeks")
    assert "Choose the weeks" in page.warning[0].value
    press(page, "Leave it")
    assert (list(page.multiselect), cards(folder)[0].entries) == ([], ())


def test_a_note_is_kept_and_an_empty_one_is_none(page, folder) -> None:
    press(page, "Keep the note")
    assert cards(folder)[0].entries == ()
    field(page, "A note").set_value("Works nights.")
    press(page, "Keep the note")
    assert [(e.step, e.words) for e in cards(folder)[0].entries] == [(Step.NOTE, "Works nights.")]


def test_useful_is_asked_once_something_came_of_it_and_counts_in_the_sentence(page, folder) -> None:
    assert "Useful" not in [button.label for button in page.button]
    press(press(page, "Talked"), "Useful")
    assert page.title[0].value.endswith("; 1 of 1 that was marked was useful")
    assert "95 % interval" in html_of(page) and "too few to lean on" in html_of(page)
    press(page, "Not useful")
    assert cards(folder)[0].useful is False


def test_an_answer_stands_beside_the_flag_and_waits_until_something_is_done(page, open_page, folder) -> None:
    desk = Desk(folder)
    flag = desk.cards(LOCAL_INSTRUCTOR, NOW_MOMENT)[-1].id
    desk.mark(Viewer(Role.STUDENT, "rosa@example.org"), flag, Step.ANSWER, NOW_MOMENT, "I was ill.")
    desk.close()
    at = open_page("flags", folder)
    assert at.title[0].value == "1 flag is new, 1 waits for your answer"
    assert '<p class="ek-answer">I was ill.' in html_of(at)
    at = press(open_page("flags", folder, flag=str(flag)), "Talked")
    assert at.title[0].value == "1 flag is new"


def test_a_step_shows_at_once_and_the_numbers_are_not_counted_anew(page, folder) -> None:
    began = time.perf_counter()
    press(page, "Seen")
    assert "<strong>Seen.</strong>" in html_of(page)
    # Far above what it takes, far below what counting takes.
    assert time.perf_counter() - began < 3


# Who reads


def test_a_student_would_see_the_same_card_without_notes_and_marks(page, folder) -> None:
    field(page, "A note").set_value("not for Rosa")
    press(press(page, "Keep the note"), "Talked")
    press(page, "Useful")
    card, course = cards(folder)[0], Desk(folder).course
    seen = flag_card.html(card, flag_card.Reader(Role.STUDENT, course, Naming({})), {})
    assert "You spent 3 h on leisure in week 9" in seen and "talked about" in seen
    assert "not for Rosa" not in seen and "useful" not in seen
    assert "not for Rosa" in flag_card.html(card, flag_card.Reader(Role.ASSISTANT, course, Naming({})), {})


def test_while_names_are_hidden_no_name_address_or_text_is_sent(page, folder) -> None:
    field(page, "A few words").set_value("Spoke with Rosa's mother")
    press(page, "Talked")
    press(page, "Write to Rosa Reed…")
    page.toggle(key="names_shown").set_value(False).run()
    page.session_state["flags_history"] = True
    page.run()
    sent = everything(page)
    assert not page.exception
    assert "Student " in sent and "While names are hidden no letter is shown" in sent
    for word in ("Rosa", "rosa", "mother", "Reed", "Ida", "example.org"):
        assert word not in sent, word


def test_a_word_of_anybody_is_text_and_does_nothing(page) -> None:
    field(page, "A few words").set_value("<img src=x onerror=alert(1)>")
    press(page, "Talked")
    assert "<img" not in html_of(page) and "&lt;img" in html_of(page)


# Letters


def test_a_letter_is_drafted_changed_and_logged_once_it_was_sent_by_hand(page, folder) -> None:
    press(page, "Write to Rosa Reed…")
    body = field(page, "Text")
    assert "Hello Rosa," in body.value and "You spent 3 h on leisure in week 9" in body.value
    assert body.value.rstrip().endswith("Ida Ingle")
    field(page, "Subject").set_value("A short question")
    body.set_value("Hello Rosa, all well?").run()
    assert page.get("code")[0].proto.code_text == "A short question\n\nHello Rosa, all well?"
    press(page, "I have sent it")
    [entry] = cards(folder)[0].entries
    assert (entry.step, entry.words) == (Step.MESSAGE, "sent by hand: “A short question”")


def test_without_a_mail_server_it_says_how_to_set_one_up(page, monkeypatch) -> None:
    monkeypatch.delenv("EVENKEEL_SMTP_HOST", raising=False)
    press(page, "Write to Rosa Reed…")
    assert "docs/mail.md" in html_of(page)
    assert not [button for button in page.button if button.label.startswith("Send it")]


def test_own_words_hold_for_every_letter_until_given_back(page, folder) -> None:
    press(page, "Write to Rosa Reed…")
    field(page, "Text of every letter").set_value("Dear {frist_name}").run()
    assert any("Perhaps" in m.value for m in page.markdown)
    press(page, "Keep these words")
    assert "not kept yet" in page.warning[0].value and field(page, "Text").value.startswith("Hello Rosa,")
    field(page, "Text of every letter").set_value("Dear {first_name}, {sentence}").run()
    press(page, "Keep these words")
    assert field(page, "Text").value.startswith("Dear Rosa, You spent 3 h")
    press(page, "Back to Evenkeel's own words")
    assert field(page, "Text").value.startswith("Hello Rosa,")


def test_who_changes_a_letter_and_clicks_at_once_means_the_changed_one(page, folder) -> None:
    press(page, "Write to Rosa Reed…")
    field(page, "Subject").set_value("Changed at the last moment")
    press(page, "I have sent it")
    assert cards(folder)[0].entries[0].words == "sent by hand: “Changed at the last moment”"


# History


def test_the_history_is_folded_and_lists_all_that_was_decided(page, open_page, folder) -> None:
    press(page, "Talked")
    assert "flag of week 9" not in html_of(page)
    page.session_state["flags_history"] = True
    page.run()
    assert "Leisure, flag of week 9: talked about" in html_of(page)


# Other pages lead here


def links(at: AppTest) -> dict[str, str]:
    """The links to cards, by what they say."""
    found = [link.proto for link in at.get("page_link") if link.proto.page == "flags"]
    return {proto.label: proto.query_string for proto in found}


def test_the_week_shows_how_far_a_flag_has_got_and_leads_to_its_card(open_page, page, folder) -> None:
    press(page, "Talked")
    at = open_page("this_week", folder, week="9")
    assert links(at) == {"Talked about. Open the flag": f"flag={cards(folder)[0].id}"}


def test_one_student_has_all_flags_those_of_changed_rules_too(open_page, folder) -> None:
    open_page("flags", folder)
    desk = Desk(folder)
    desk.mark(LOCAL_INSTRUCTOR, cards(folder)[1].id, Step.RESOLVED, NOW_MOMENT)
    desk.set_rules(LOCAL_INSTRUCTOR, [], NOW_MOMENT, "no lines")
    desk.close()
    at = open_page("student", folder, student="rosa@example.org")
    newer, older = cards(folder)
    assert links(at) == {"New. Open the flag": f"flag={newer.id}", "Resolved. Open the flag": f"flag={older.id}"}
    said = html_of(at)
    assert "No rule is in force" in said
    assert "Went on in week 2. The rule has been changed since; the flag is kept but counts no more." in said


# Classes of every size


def test_an_empty_class_one_without_data_and_one_without_flags(open_page, tmp_path) -> None:
    at = open_page("flags", begin(tmp_path / "nobody", roster=""))
    assert at.title[0].value == "Nobody is in this class yet"
    at = open_page("flags", begin(tmp_path / "nothing"))
    assert at.title[0].value == "Nothing has been loaded yet"
    at = open_page("flags", load(write(tmp_path / "calm", leisure("rosa@example.org", {1: 0.5}), ROSTER)))
    assert not at.exception
    assert at.title[0].value == "No flag has been raised so far"


def test_the_running_week_flags_nobody_and_what_is_raised_later_is_not_there(open_page, folder) -> None:
    at = open_page("flags", folder, now="2026-03-12T12:00:00Z")  # in week 9
    at.selectbox(key="flags_which").set_value("All").run()
    assert not at.exception
    assert html_of(at).count("ek-card-head") == 1 and "▲ went on in week 2" in html_of(at)


def test_a_class_of_one_student_has_a_page_too(open_page, tmp_path) -> None:
    at = open_page("flags", many(tmp_path / "c", 1))
    assert not at.exception
    assert at.title[0].value == "1 flag is new"
    assert [button.label for button in at.button] == ["Open Student 000 Example, week 9"]


def test_a_class_of_200_shows_a_dozen_flags_at_a_time(open_page, tmp_path) -> None:
    at = open_page("flags", many(tmp_path / "c", 200))
    assert not at.exception
    assert at.title[0].value == "200 flags are new"
    assert html_of(at).count("ek-card-head") == 12
    press(at, "Show more (188)")
    assert html_of(at).count("ek-card-head") == 24


def test_a_mail_server_that_fails_is_said_and_logs_nothing(page, folder, monkeypatch) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": "9", "FROM": "ida@example.org", "SECURITY": "none"}.items():
        monkeypatch.setenv(f"EVENKEEL_SMTP_{name}", value)
    assert mail.settings().configured()
    press(page, "Write to Rosa Reed…")
    press(page, "Send it to rosa@example.org")
    assert "cannot be reached" in page.warning[0].value
    assert cards(folder)[0].entries == ()
