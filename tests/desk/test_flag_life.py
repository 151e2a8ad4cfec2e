"""Flags through the desk: kept as they were raised, with every step taken since."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.desk import Desk
from evenkeel.errors import NoSuchFlag, NotAllowed
from evenkeel.flags.life import Card, Ended, Status, Step
from evenkeel.model import Role
from tests.metrics.small_class import ADA, AFTER, BEN, ROSTER, micros, opened, write_course, write_time

NOW = micros(AFTER)
LEISURE = Rule("leisure_minutes", 60, k=2, m=3)
RULES = [{"metric": "leisure_minutes", "above": 60, "rule": "2 of 3"}]
ADA_HERSELF = Viewer(Role.STUDENT, ADA)
# Monday 2025-09-01 begins week 1; Ada's leisure on each Tuesday.
HOURS = {1: 2, 2: 3, 3: 0.5, 4: 0.5, 5: 2, 6: 2}


def leisure(hours: dict[int, float], student: str = ADA) -> list[str]:
    """One stretch of leisure on the Tuesday of each week."""
    lines = []
    for week, long in hours.items():
        start = datetime(2025, 9, 2, 10, tzinfo=UTC) + timedelta(weeks=week - 1)
        end = start + timedelta(hours=long)
        lines.append(f"{student},{start.isoformat()},{end.isoformat()},leisure,measured")
    return lines


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada over 60 minutes in weeks 1, 2, 5 and 6: a flag in week 2 that is off in week 4, and one in week 6."""
    write_time(write_course(tmp_path, rules=RULES), leisure(HOURS))
    with opened(tmp_path) as found:
        yield found


def cards(desk: Desk, viewer: Viewer = LOCAL_INSTRUCTOR, now: int = NOW) -> list[Card]:
    desk.keep(now)
    return desk.cards(viewer, now)


def mark(desk: Desk, card: Card, step: Step, words: str = "", weeks: tuple[int, ...] = ()) -> Card:
    """Take a step and give the card as it is then."""
    desk.mark(LOCAL_INSTRUCTOR, card.id, step, NOW, words, weeks)
    return next(each for each in desk.cards(LOCAL_INSTRUCTOR, NOW) if each.id == card.id)


# Kept


def test_a_flag_is_kept_once_with_the_numbers_that_raised_it(desk: Desk) -> None:
    assert [desk.keep(NOW), desk.keep(NOW)] == [2, 0]
    newer, older = desk.cards(LOCAL_INSTRUCTOR, NOW)
    assert (older.flag.week, older.flag.off_week, newer.flag.week, newer.flag.off_week) == (2, 4, 6, None)
    assert older.flag.values == ((1, 120), (2, 180))
    assert (older.n, older.raised_at, older.origin.version) == ((1, 1), NOW, 0)
    assert [card.status for card in (newer, older)] == [Status.NEW, Status.NEW]


def test_a_kept_flag_is_the_previewed_one(desk: Desk) -> None:
    desk.keep(NOW)
    kept = sorted((card.flag for card in desk.cards(LOCAL_INSTRUCTOR, NOW)), key=lambda flag: flag.week)
    assert kept == desk.preview(LOCAL_INSTRUCTOR, NOW, LEISURE)


def test_changing_a_rule_rewrites_no_old_flag_and_the_new_one_knows_who_set_it(desk: Desk) -> None:
    desk.keep(NOW)
    desk.set_rules(LOCAL_INSTRUCTOR, [Rule("leisure_minutes", 150, k=1, m=1)], NOW + 5, "too many")
    by_line = {(card.flag.rule.line, card.flag.week): card for card in cards(desk, now=NOW + 5)}
    assert sorted(by_line) == [(60, 2), (60, 6), (150, 2)]
    old, new = by_line[60, 2], by_line[150, 2]
    assert old.flag.values == ((1, 120), (2, 180))
    assert (old.ended, new.ended) == (Ended.RULE, Ended.NOT)
    assert not by_line[60, 6].open
    assert (new.origin.version, new.origin.set_at, new.origin.why) == (1, NOW + 5, "too many")


def test_what_was_raised_but_not_looked_at_is_kept_before_the_rule_changes(desk: Desk) -> None:
    desk.set_rules(LOCAL_INSTRUCTOR, [], NOW, "no lines")
    assert [card.flag.week for card in desk.cards(LOCAL_INSTRUCTOR, NOW)] == [6, 2]


def test_a_rule_that_stays_keeps_its_version_when_another_is_added(desk: Desk) -> None:
    desk.set_rules(LOCAL_INSTRUCTOR, [LEISURE], NOW, "as before")
    desk.set_rules(LOCAL_INSTRUCTOR, [LEISURE, Rule("words", 1)], NOW, "one more")
    [change, *_] = desk.rule_history(LOCAL_INSTRUCTOR)
    assert change.number == 2
    assert {card.origin.version for card in desk.cards(LOCAL_INSTRUCTOR, NOW)} == {0}


def test_later_numbers_rewrite_no_flag(desk: Desk, tmp_path: Path) -> None:
    desk.keep(NOW)
    # An entry that makes week 1 longer by an hour, and tells of week 3 that Ada was over the line there as well.
    write_time(tmp_path, [*leisure(HOURS), f"{ADA},2025-09-03T10:00,2025-09-03T11:00,leisure,measured"])
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(tmp_path), inbox.Asked(NOW))
    assert desk.preview(LOCAL_INSTRUCTOR, NOW, LEISURE)[0].values == ((1, 180), (2, 180))
    assert cards(desk)[-1].flag.values == ((1, 120), (2, 180))


def test_a_flag_that_later_numbers_would_not_raise_says_so_and_is_not_open(desk: Desk, tmp_path: Path) -> None:
    desk.keep(NOW)
    [load] = [one for one in desk.loads(LOCAL_INSTRUCTOR) if one.path.endswith("time.csv")]
    assert load.number is not None
    desk.undo(LOCAL_INSTRUCTOR, load.number)
    newer, older = cards(desk)
    assert (newer.ended, older.ended) == (Ended.NUMBERS, Ended.NUMBERS)
    assert (newer.open, older.flag.values) == (False, ((1, 120), (2, 180)))


def test_what_is_raised_later_is_not_yet_seen_earlier(desk: Desk) -> None:
    desk.keep(NOW)
    assert desk.cards(LOCAL_INSTRUCTOR, NOW - 1) == []


# Every step


def test_a_flag_goes_from_new_over_seen_and_talked_to_resolved_and_is_opened_again(desk: Desk) -> None:
    card = cards(desk)[0]
    assert card.open
    told = [mark(desk, card, step) for step in (Step.SEEN, Step.TALKED, Step.RESOLVED, Step.REOPENED)]
    assert [each.status for each in told] == [Status.SEEN, Status.TALKED, Status.RESOLVED, Status.SEEN]
    assert [each.open for each in told] == [True, True, False, True]
    assert [entry.by for entry in told[-1].entries] == ["instructor"] * 4


def test_a_note_and_a_mark_change_no_status(desk: Desk) -> None:
    card = mark(desk, mark(desk, cards(desk)[0], Step.TALKED), Step.NOTE, " Works nights in week 5. ")
    card = mark(desk, mark(desk, card, Step.USEFUL), Step.NOT_USEFUL)
    assert (card.status, card.useful) == (Status.TALKED, False)
    assert [entry.words for entry in card.entries if entry.words] == ["Works nights in week 5."]


def test_excused_weeks_are_not_looked_at_until_the_flag_is_opened_again(desk: Desk) -> None:
    card = mark(desk, cards(desk)[-1], Step.EXCUSED, "ill", (1,))
    assert (card.status, card.ended, card.flag.values) == (Status.EXCUSED, Ended.NUMBERS, ((1, 120), (2, 180)))
    assert [flag.week for flag in desk.flags(LOCAL_INSTRUCTOR, NOW)] == [6]
    card = mark(desk, card, Step.REOPENED, "a mistake")
    assert (card.status, card.ended) == (Status.SEEN, Ended.NOT)
    assert [flag.week for flag in desk.flags(LOCAL_INSTRUCTOR, NOW)] == [2, 6]


def test_a_step_makes_no_number_be_counted_anew_but_shows_at_once(desk: Desk) -> None:
    card = cards(desk)[0]
    counted, stamp = desk.snapshots.counted(), desk.stamp()
    mark(desk, card, Step.SEEN)
    assert desk.snapshots.counted() == counted
    assert desk.stamp() != stamp


def test_a_load_beside_a_step_is_counted(desk: Desk, tmp_path: Path) -> None:
    counted = desk.snapshots.counted()
    mark(desk, cards(desk)[0], Step.SEEN)
    write_time(tmp_path, leisure({3: 4}, BEN))
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(tmp_path), inbox.Asked(NOW))
    assert desk.snapshots.counted() > counted


# Whoever looks


def test_a_student_sees_the_same_card_without_what_instructors_note(desk: Desk) -> None:
    card = cards(desk)[0]
    for step in (Step.TALKED, Step.NOTE, Step.USEFUL):
        card = mark(desk, card, step, "not for Ada")
    seen = desk.cards(ADA_HERSELF, NOW)[0]
    assert (seen.flag, seen.n, seen.status) == (card.flag, card.n, Status.TALKED)
    assert [entry.step for entry in seen.entries] == [Step.TALKED]


def test_a_student_answers_their_own_flag_and_no_other(desk: Desk) -> None:
    card = cards(desk)[0]
    desk.mark(ADA_HERSELF, card.id, Step.ANSWER, NOW, "I was ill.")
    assert [(e.step, e.by, e.words) for e in cards(desk)[0].entries] == [(Step.ANSWER, ADA, "I was ill.")]
    with pytest.raises(NoSuchFlag):
        desk.mark(Viewer(Role.STUDENT, BEN), card.id, Step.ANSWER, NOW, "Mine?")
    with pytest.raises(NotAllowed):
        desk.mark(ADA_HERSELF, card.id, Step.RESOLVED, NOW)
    assert desk.cards(Viewer(Role.STUDENT, BEN), NOW) == []


def test_a_flag_nobody_has_is_refused_with_a_sentence(desk: Desk) -> None:
    with pytest.raises(NoSuchFlag, match="no flag number 99"):
        desk.mark(LOCAL_INSTRUCTOR, 99, Step.SEEN, NOW)


@pytest.mark.parametrize(
    "change",
    ["UPDATE flag SET week = 1", "DELETE FROM flag", "UPDATE flag_step SET words = ''", "DELETE FROM flag_step"],
)
def test_what_was_decided_can_be_neither_rewritten_nor_cut(desk: Desk, change: str) -> None:
    mark(desk, cards(desk)[0], Step.SEEN)
    with pytest.raises(sqlite3.IntegrityError):
        desk.record.execute(change)


def test_a_person_who_leaves_the_record_takes_their_flags_along(desk: Desk) -> None:
    mark(desk, cards(desk)[0], Step.NOTE, "about Ada")
    desk.record.execute("UPDATE account SET person_id = NULL")
    desk.record.execute("DELETE FROM person WHERE email = ?", (ADA,))
    counts = [desk.record.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("flag", "flag_step")]
    assert counts == [0, 0]


def test_the_instructors_words_are_remembered_the_newest_hold(desk: Desk) -> None:
    assert desk.words(LOCAL_INSTRUCTOR) is None
    desk.set_words(LOCAL_INSTRUCTOR, "Hello", "Dear {name}", NOW)
    desk.set_words(LOCAL_INSTRUCTOR, "Hi", "Dear {first_name}", NOW)
    words = desk.words(LOCAL_INSTRUCTOR)
    assert words is not None and (words.subject, words.body) == ("Hi", "Dear {first_name}")


def test_empty_words_are_the_way_back_and_no_wording_is_lost(desk: Desk) -> None:
    desk.set_words(LOCAL_INSTRUCTOR, "Hello", "Dear {name}", NOW)
    desk.set_words(LOCAL_INSTRUCTOR, "", "", NOW)
    assert desk.words(LOCAL_INSTRUCTOR) is None
    assert [words.subject for words in desk.words_history(LOCAL_INSTRUCTOR)] == ["", "Hello"]
    with pytest.raises(NotAllowed):
        desk.words_history(ADA_HERSELF)


def test_the_weeks_left_out_are_told_of_to_those_who_may_see_the_student(desk: Desk) -> None:
    mark(desk, cards(desk)[0], Step.EXCUSED, "ill", (5, 6))
    assert desk.left_out(LOCAL_INSTRUCTOR, ADA) == desk.left_out(ADA_HERSELF, ADA) == {5, 6}
    assert desk.left_out(Viewer(Role.STUDENT, BEN), ADA) == frozenset()


def test_a_flag_raised_later_than_the_moment_cannot_be_marked_then(desk: Desk) -> None:
    card = cards(desk)[0]
    with pytest.raises(NoSuchFlag):
        desk.mark(LOCAL_INSTRUCTOR, card.id, Step.SEEN, NOW - 1)


# Whom a rule looks at


def weeks_of(desk: Desk, rule: Rule) -> list[tuple[str, int]]:
    return [(flag.student, flag.week) for flag in desk.preview(LOCAL_INSTRUCTOR, NOW, rule)]


def test_a_rule_for_a_section_a_student_or_from_a_week_on_looks_at_no_other(tmp_path: Path) -> None:
    roster = ROSTER.replace(f"Ben Birk,{BEN},student,A", f"Ben Birk,{BEN},student,B")
    both = [*leisure({1: 2, 4: 2}), *leisure({1: 2, 4: 2}, BEN)]
    write_time(write_course(tmp_path, roster), both)
    any_week = {"k": 1, "m": 1}
    with opened(tmp_path) as desk:
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week)) == [(ADA, 1), (BEN, 1)]
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week, section="b")) == [(BEN, 1)]
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week, student="Ada Ash")) == [(ADA, 1)]
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week, since=2)) == [(ADA, 4), (BEN, 4)]
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week, section="C")) == []
        assert weeks_of(desk, Rule("leisure_minutes", 60, **any_week, student="Nobody")) == []


def test_two_numbers_must_be_past_their_lines_in_the_same_week(desk: Desk) -> None:
    also = Condition("coursework_share", 0.5, above=False)
    assert weeks_of(desk, Rule("leisure_minutes", 60, k=1, m=1, also=also)) == [(ADA, 1), (ADA, 5)]
    never = Condition("coursework_minutes", 10)
    assert weeks_of(desk, Rule("leisure_minutes", 60, k=1, m=1, also=never)) == []


def test_a_rule_against_the_class_wants_ten_students(desk: Desk) -> None:
    assert weeks_of(desk, Rule("leisure_minutes", 3, against=Against.CLASS)) == []


def test_the_weeks_before_somebody_joined_and_the_one_in_which_they_did_are_not_looked_at(tmp_path: Path) -> None:
    # 2025-09-09 is the Tuesday of week 2: with one week of grace, week 3 is the first that counts.
    roster = "name,email,role,joined\nAda Ash,ada@example.org,student,2025-09-09\n"
    write_time(write_course(tmp_path, roster), leisure({1: 2, 2: 2, 3: 2}))
    with opened(tmp_path) as desk:
        assert weeks_of(desk, Rule("leisure_minutes", 60, k=1, m=1)) == [(ADA, 3)]


def test_the_grace_is_a_setting_of_the_course(tmp_path: Path) -> None:
    roster = "name,email,role,joined\nAda Ash,ada@example.org,student,2025-09-09\n"
    write_time(write_course(tmp_path, roster, settings={"grace_weeks": 0}), leisure({1: 2, 2: 2, 3: 2}))
    with opened(tmp_path) as desk:
        assert weeks_of(desk, Rule("leisure_minutes", 60, k=1, m=1)) == [(ADA, 2)]


def test_week_by_week_what_was_previewed_is_what_was_raised(desk: Desk) -> None:
    """The term is replayed: at each week's end the page previews, keeps, and shows the same flags."""
    for week in desk.weeks():
        previewed = desk.preview(LOCAL_INSTRUCTOR, week.end, LEISURE)
        shown = [card.flag for card in cards(desk, now=week.end)]
        assert sorted(shown, key=lambda flag: flag.week) == previewed
    assert datetime.fromtimestamp(desk.weeks()[-1].end / 1e6, UTC) < AFTER
