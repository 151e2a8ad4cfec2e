"""What students say of their own time and acts: numbers follow marks at once, and disputes once they are accepted."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.disputing import ACT, ENTRY, Claim, Dispute, Ruling
from evenkeel.desk.marking import Label, Stretch
from evenkeel.errors import NoSuchDispute, NoSuchStretch, NotAllowed
from evenkeel.model import Role
from evenkeel.store.record import MIGRATIONS, connect, open_record
from tests.metrics.small_class import ADA, AFTER, BEN, micros, opened, value, write_acts, write_course, write_time

NOW = micros(AFTER)
HERSELF, HIMSELF = Viewer(Role.STUDENT, ADA), Viewer(Role.STUDENT, BEN)
SEEN_AS_ADA = Viewer(Role.STUDENT, ADA, looking_as=True)
TIME = [
    f"{ADA},2025-09-02T10:00,2025-09-02T11:00,leisure,measured",
    f"{ADA},2025-09-03T10:00,2025-09-03T10:30,coursework,",
    f"{BEN},2025-09-02T10:00,2025-09-02T12:00,leisure,measured",
]
ROSTER = f"name,email,role,x\nAda Ash,{ADA},student,ada\nBen Birk,{BEN},student,ben\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada: an hour of measured leisure and half an hour of coursework in week 1, and two acts; Ben: two hours, one."""
    write_time(write_course(tmp_path, ROSTER), TIME)
    acts = ((ADA, 2, "p1"), (ADA, 4, "p2"), (BEN, 2, "p3"))
    write_acts(tmp_path, [f"{who},post,2025-09-0{day}T09:00,{ref}" for who, day, ref in acts])
    with opened(tmp_path) as found:
        yield found


def stretches(desk: Desk, student: str = ADA) -> list[Stretch]:
    return desk.stretches(LOCAL_INSTRUCTOR, student, desk.weeks()[0])


def numbers(desk: Desk, student: str = ADA) -> list[float | None]:
    return [value(desk, student, f"{what}_minutes", 1) for what in ("coursework", "leisure", "procrastination")]


def disputed(desk: Desk, ref: str, claim: Claim) -> Dispute:
    return desk.dispute(HERSELF, ACT, [ref], claim, " We wrote it in class. ", NOW)


def decide(desk: Desk, one: Dispute, ruling: Ruling, account: str | None = None) -> Dispute:
    desk.decide_dispute(LOCAL_INSTRUCTOR, one.id, ruling, "looked at it", NOW + 1, account)
    return desk.disputes(HERSELF)[0]


# Marks. Two acts are 2 x 430 s of estimated minutes of unknown purpose, apart from all below.


def test_a_mark_goes_before_what_the_file_says_and_taking_it_back_restores(desk: Desk) -> None:
    first, second = (one.ref for one in stretches(desk))
    assert numbers(desk) == [30, 60, None]
    desk.mark_time(HERSELF, [first], Label.COURSEWORK, NOW)
    assert numbers(desk) == [90, 0, None]
    desk.mark_time(HERSELF, [first], Label.MEANT, NOW)
    assert numbers(desk) == [30, 60, 60]
    desk.mark_time(HERSELF, [second], Label.LEISURE, NOW)
    assert numbers(desk) == [0, 90, 60]
    desk.mark_time(HERSELF, [first, second], None, NOW)
    assert numbers(desk) == [30, 60, None]


def test_everybody_who_sees_a_marked_stretch_sees_that_it_was_marked(desk: Desk) -> None:
    desk.mark_time(HERSELF, [stretches(desk)[0].ref], Label.COURSEWORK, NOW)
    assert [one.label for one in stretches(desk)] == [Label.COURSEWORK, None]
    told = desk.timeline(LOCAL_INSTRUCTOR, NOW)
    known = told[(told["student"] == ADA) & (told["evidence"] != "estimated")]
    assert known["marked"].tolist() == [True, False]


def test_nobody_marks_the_time_of_somebody_else(desk: Desk) -> None:
    hers = stretches(desk)[0].ref
    for viewer in (LOCAL_INSTRUCTOR, SEEN_AS_ADA):
        with pytest.raises(NotAllowed):
            desk.mark_time(viewer, [hers], Label.COURSEWORK, NOW)
    with pytest.raises(NoSuchStretch):
        desk.mark_time(HIMSELF, [hers], Label.COURSEWORK, NOW)
    with pytest.raises(NotAllowed):
        desk.stretches(HIMSELF, ADA, desk.weeks()[0])
    assert numbers(desk) == [30, 60, None]


def test_a_mark_waits_for_a_file_that_was_taken_back_and_comes_again(desk: Desk, tmp_path: Path) -> None:
    desk.mark_time(HERSELF, [stretches(desk)[0].ref], Label.COURSEWORK, NOW)
    [load] = [one.number for one in desk.loads(LOCAL_INSTRUCTOR) if one.path.endswith("time.csv")]
    assert load is not None
    desk.undo(LOCAL_INSTRUCTOR, load)
    assert stretches(desk) == []
    with opened(tmp_path) as again:
        assert numbers(again) == [90, 0, None]


# Disputes


def purpose(desk: Desk, ref: str) -> str:
    """What an act of Ada's counts as."""
    act = desk.record.execute("SELECT id FROM act WHERE ref LIKE '%' || ?", (ref,)).fetchone()[0]
    frame = desk.acts(LOCAL_INSTRUCTOR, NOW, ADA)
    return str(frame.loc[frame["act"] == act, "purpose"].iloc[0])


def full(desk: Desk, ref: str) -> str:
    return str(desk.record.execute("SELECT ref FROM act WHERE ref LIKE '%' || ?", (ref,)).fetchone()[0])


def test_a_dispute_changes_nothing_until_it_is_accepted_and_a_later_word_takes_that_back(desk: Desk) -> None:
    one = disputed(desk, full(desk, "p1"), Claim.COURSEWORK)
    assert (one.open, one.words, purpose(desk, "p1")) == (True, "We wrote it in class.", "unknown")
    accepted = decide(desk, one, Ruling.ACCEPTED)
    assert (accepted.ruling, accepted.why, accepted.ruled_by) == (Ruling.ACCEPTED, "looked at it", "instructor")
    assert [purpose(desk, "p1"), purpose(desk, "p2")] == ["coursework", "unknown"]
    decide(desk, one, Ruling.DECLINED)
    assert purpose(desk, "p1") == "unknown"


def test_an_act_that_is_not_hers_counts_for_her_no_more_and_its_fellows_do(desk: Desk) -> None:
    assert value(desk, ADA, "posts", 1) == 2
    one = disputed(desk, full(desk, "p2"), Claim.NOT_MINE)
    assert value(desk, ADA, "posts", 1) == 2
    decide(desk, one, Ruling.ACCEPTED)
    assert [value(desk, who, "posts", 1) for who in (ADA, BEN)] == [1, 1]


def test_a_stretch_that_is_not_hers_leaves_her_minutes(desk: Desk) -> None:
    one = desk.dispute(HERSELF, ENTRY, [stretches(desk)[0].ref], Claim.NOT_MINE, "My brother's evening.", NOW)
    decide(desk, one, Ruling.ACCEPTED)
    assert numbers(desk) == [30, 0, None]


def test_the_whole_account_can_be_given_to_somebody_else(tmp_path: Path) -> None:
    write_course(tmp_path, ROSTER)
    with opened(tmp_path) as desk:
        _tweet(desk.record)
        assert [len(desk.acts(LOCAL_INSTRUCTOR, NOW, who)) for who in (ADA, BEN)] == [1, 0]
        one = disputed(desk, "x:1", Claim.NOT_MINE)
        assert one.thing is not None and one.thing.account == "x:ada"
        decide(desk, one, Ruling.ACCEPTED, account=BEN)
        assert [len(desk.acts(LOCAL_INSTRUCTOR, NOW, who)) for who in (ADA, BEN)] == [0, 1]


def _tweet(record: sqlite3.Connection) -> None:
    me = record.execute("SELECT id FROM person WHERE email = ?", (ADA,)).fetchone()[0]
    record.execute(
        "INSERT INTO account (id, platform, spelling, handle, name, mail_key, site, person_id, matched_by)"
        " VALUES (77, 'x', 'ada', 'ada', '', '', '', ?, 'account')",
        (me,),
    )
    record.execute(
        "INSERT INTO act (id, ref, account_id, kind, moment, platform, words, purpose, source, digest)"
        " VALUES (77, 'x:1', 77, 'tweet', ?, 'x', 3, '', 'x-archive', 7)",
        (micros(AFTER) - 90 * 86_400_000_000,),
    )
    record.execute("INSERT INTO said VALUES (77, '', 'Hello there all', '')")


def test_a_plain_tables_name_cannot_be_given_away_whole(desk: Desk) -> None:
    one = disputed(desk, full(desk, "p1"), Claim.NOT_MINE)
    with pytest.raises(NoSuchDispute, match="this act alone"):
        decide(desk, one, Ruling.ACCEPTED, account="")
    assert desk.disputes(HERSELF)[0].open


def test_only_the_student_disputes_and_takes_back_and_only_who_reviews_decides(desk: Desk) -> None:
    ref = full(desk, "p1")
    for viewer in (LOCAL_INSTRUCTOR, SEEN_AS_ADA):
        with pytest.raises(NotAllowed):
            desk.dispute(viewer, ACT, [ref], Claim.COURSEWORK, "", NOW)
    with pytest.raises(NoSuchDispute):
        desk.dispute(HIMSELF, ACT, [ref], Claim.COURSEWORK, "", NOW)
    one = disputed(desk, ref, Claim.COURSEWORK)
    with pytest.raises(NotAllowed):
        desk.decide_dispute(HERSELF, one.id, Ruling.ACCEPTED, "", NOW)
    assert desk.disputes(HIMSELF) == []
    with pytest.raises(NoSuchDispute):
        desk.take_dispute_back(HIMSELF, one.id, NOW)
    desk.take_dispute_back(HERSELF, one.id, NOW)
    assert desk.disputes(HERSELF)[0].ruling is Ruling.TAKEN_BACK
    with pytest.raises(NoSuchDispute, match="taken this back"):
        decide(desk, one, Ruling.ACCEPTED)


def test_what_was_said_and_decided_is_never_rewritten_and_goes_with_the_person(desk: Desk) -> None:
    desk.mark_time(HERSELF, [stretches(desk)[0].ref], Label.MEANT, NOW)
    decide(desk, disputed(desk, full(desk, "p1"), Claim.COURSEWORK), Ruling.DECLINED)
    for table, key in (("dispute", "id"), ("disputed", "dispute_id"), ("dispute_ruling", "id")):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key} + 1"):
            with pytest.raises(sqlite3.IntegrityError, match=r"stays as it was made|append-only"):
                desk.record.execute(change)
    desk.record.execute("UPDATE account SET person_id = NULL")
    desk.record.execute("DELETE FROM person WHERE email = ?", (ADA,))
    tables = ("mark", "dispute", "disputed", "dispute_ruling")
    assert [desk.record.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables] == [0] * 4


def test_an_older_record_keeps_every_step_when_students_may_ask_for_a_talk(tmp_path: Path) -> None:
    older = [step for step in sorted(MIGRATIONS.glob("*.sql")) if step.name < "011"]
    with open_old(tmp_path / "class.db", older) as record:
        record.execute("INSERT INTO person VALUES (1, 'a@example.org', 'A', 'student', '', 1, NULL)")
        record.execute("INSERT INTO flag VALUES (5, 1, '{}', 2, '[]', 0, 0)")
        record.execute("INSERT INTO flag_step VALUES (9, 5, 'note', '[]', 'ill', 3, 'instructor')")
    record = open_record(tmp_path / "class.db")
    assert record.execute("SELECT * FROM flag_step").fetchall() == [(9, 5, "note", "[]", "ill", 3, "instructor")]
    record.execute("INSERT INTO flag_step VALUES (10, 5, 'talk wanted', '[]', '', 4, 'a@example.org')")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        record.execute("DELETE FROM flag_step")
    record.close()


def open_old(path: Path, steps: list[Path]) -> sqlite3.Connection:
    record = connect(path)
    for step in steps:
        record.executescript(step.read_text("utf-8"))
    record.execute(f"PRAGMA user_version = {len(steps)}")
    return record
