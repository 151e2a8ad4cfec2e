"""What was asked held beside what was done, in a class small enough to count by hand."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import NoSuchTask, NotAllowed
from evenkeel.exercises.standing import Standing, Work
from evenkeel.exercises.values import Criterion, Exercise, Level
from evenkeel.live.answers import Answer, Failure
from evenkeel.model import Kind
from tests.metrics.small_class import ADA, BEN, micros, opened, row, value, write_course

BLOG, NEWS = "weekly-blog-post", "local-news-item"
SCHEDULE = [
    {"exercise": BLOG, "every": "week", "weeks": [1, 2, 3], "release": "Mon 09:00", "due": "Fri 23:59"},
    {"exercise": NEWS, "release": "2025-09-08T09:00", "due": "2025-09-12"},
]
ACTS = f"""id,author,kind,at,text,platform,tags
a1,{ADA},post,2025-09-02T10:00:00Z,First,blog,
a2,{ADA},post,2025-09-13T10:00:00Z,"Late, by a day",blog,
a3,{ADA},post,2025-09-10T12:00:00Z,News by Ada Ash,blog,local-news
b1,{BEN},post,2025-09-16T10:00:00Z,Third week,blog,
b2,{BEN},post,2025-09-21T10:00:00Z,More,blog,
"""
RUBRIC = (Criterion("Sources", (Level("none", 0), Level("one", 2))), Criterion("Voice", (Level("warm", 1),)))
NOW = datetime(2025, 9, 30, tzinfo=UTC)
LOOKED = micros(NOW)
AS_ADA = Viewer(Role.STUDENT, ADA)


def course(folder: Path, acts: str = ACTS) -> Path:
    write_course(folder, schedule=SCHEDULE)
    (folder / "inbox" / "acts.csv").write_text(acts, "utf-8")
    return folder


def defined(desk: Desk) -> Desk:
    desk.exercises = {
        BLOG: Exercise(BLOG, "Weekly blog post", Kind.POST),
        NEWS: Exercise(NEWS, "Local news item", Kind.POST, tags=("local-news",), rubric=RUBRIC),
    }
    return desk


@pytest.fixture
def desk(tmp_path: Path):
    with opened(course(tmp_path), NOW) as found:
        yield defined(found)


def work(desk: Desk, student: str, exercise: str, occasion: str, now: int = LOOKED) -> Work:
    [found] = [one for one in desk.work(LOCAL_INSTRUCTOR, now) if one.key == (student, exercise, occasion)]
    return found


def test_work_is_done_late_or_missing_and_says_why_it_counts(desk: Desk):
    assert work(desk, ADA, BLOG, "week 1").standing is Standing.DONE
    assert work(desk, ADA, BLOG, "week 1").why == "a post within the window, without another exercise's tag"
    assert work(desk, ADA, BLOG, "week 2").standing is Standing.LATE
    assert (work(desk, ADA, NEWS, "time 1").standing, work(desk, ADA, NEWS, "time 1").why) == (
        Standing.DONE,
        "tagged local-news",
    )
    assert work(desk, BEN, BLOG, "week 1").standing is Standing.MISSING


def test_what_no_file_would_show_is_not_missing(tmp_path: Path):
    only_ada = "\n".join(line for line in ACTS.splitlines() if not line.startswith("b")) + "\n"
    with opened(course(tmp_path, only_ada), NOW) as desk:
        assert work(defined(desk), BEN, BLOG, "week 1").standing is Standing.NO_DATA
        # Ada's files end on 13 September: nobody knows of week 3.
        assert work(desk, ADA, BLOG, "week 3").standing is Standing.NO_DATA


def test_the_running_week_is_never_missed(desk: Desk):
    saturday = micros(datetime(2025, 9, 6, 12, tzinfo=UTC))
    assert work(desk, BEN, BLOG, "week 1", saturday).standing is Standing.OPEN


def test_an_act_set_by_hand_counts_for_that_and_for_nothing_else(desk: Desk):
    late = work(desk, ADA, BLOG, "week 2").act
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, (ADA, NEWS, "time 1"), late, True, "Ada asked: the tag was forgotten.")
    assert work(desk, ADA, NEWS, "time 1").act == late
    assert work(desk, ADA, NEWS, "time 1").why == "set by hand"
    assert work(desk, ADA, BLOG, "week 2").act is None
    [told] = desk.handed(LOCAL_INSTRUCTOR, LOOKED, work(desk, ADA, NEWS, "time 1")).corrections
    assert (told.why, told.by, told.at) == ("Ada asked: the tag was forgotten.", "instructor", LOOKED)


def test_what_does_not_count_makes_room_for_the_next_and_can_be_given_back(desk: Desk):
    task, first = (BEN, BLOG, "week 3"), work(desk, BEN, BLOG, "week 3").act
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, task, first, False, "only a test post")
    assert work(desk, *task).act != first and work(desk, *task).standing is Standing.LATE
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, task, first, None, "it was right after all")
    assert (
        work(desk, *task).act == first
        and len(desk.handed(LOCAL_INSTRUCTOR, LOOKED, work(desk, *task)).corrections) == 2
    )


def test_work_that_no_file_shows_is_checked_by_hand_and_changes_no_number(desk: Desk):
    before = desk.snapshots.counted()
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, (BEN, BLOG, "week 1"), None, True, "on paper")
    assert work(desk, BEN, BLOG, "week 1").standing is Standing.CHECKED
    assert desk.snapshots.counted() == before


def test_numbers_follow_a_correction(desk: Desk):
    minutes = row(desk, ADA, "acts", 2, NOW)["value"]
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, (ADA, BLOG, "week 1"), work(desk, ADA, BLOG, "week 2").act, True, "")
    assert work(desk, ADA, BLOG, "week 1").standing is Standing.LATE
    assert value(desk, ADA, "acts", 2, NOW) == minutes


def test_an_act_of_somebody_else_is_refused(desk: Desk):
    with pytest.raises(NoSuchTask, match="none of ben@"):
        desk.correct(LOCAL_INSTRUCTOR, LOOKED, (BEN, BLOG, "week 1"), work(desk, ADA, BLOG, "week 1").act, True, "")
    with pytest.raises(NoSuchTask, match="has no week 9 of weekly-blog-post; it has week 1, week 2, week 3"):
        desk.correct(LOCAL_INSTRUCTOR, LOOKED, (BEN, BLOG, "week 9"), None, True, "")


def test_an_item_is_opened_with_its_words_and_what_else_it_could_have_been(desk: Desk):
    found = desk.handed(LOCAL_INSTRUCTOR, LOOKED, work(desk, ADA, NEWS, "time 1"))
    assert found.item is not None and found.item.text == "News by Ada Ash" and found.item.author == "Ada Ash"
    assert found.around["act"].size == 3


def test_a_moved_due_date_loses_no_grade(desk: Desk, tmp_path: Path):
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, (ADA, NEWS, "time 1"), {"Sources": "one"}, "Good.")
    moved = [SCHEDULE[0], {**SCHEDULE[1], "due": "2025-09-19"}]
    write_course(tmp_path, schedule=moved)
    with opened(tmp_path, NOW) as again:
        assert defined(again).totals(LOCAL_INSTRUCTOR, NEWS, "time 1")[ADA].points == 2


# Grades


def test_points_are_those_of_the_levels_and_the_newest_grade_holds(desk: Desk):
    task = (ADA, NEWS, "time 1")
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, task, {}, "")
    assert desk.grades(LOCAL_INSTRUCTOR)[-1].points is None and desk.totals(LOCAL_INSTRUCTOR, NEWS) == {}
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, task, {"Sources": "one", "Voice": "warm"}, "Good.")
    assert desk.totals(LOCAL_INSTRUCTOR, NEWS)[ADA].points == 3
    with pytest.raises(NoSuchTask, match="no level “three” of “Sources”"):
        desk.grade(LOCAL_INSTRUCTOR, LOOKED, task, {"Sources": "three"}, "")


def test_a_grade_makes_no_number_anew(desk: Desk):
    before = desk.snapshots.counted()
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, (ADA, NEWS, "time 1"), {"Sources": "one"}, "")
    assert desk.snapshots.counted() == before


def test_students_see_their_own_grades_once_they_are_released_and_not_who_gave_them(desk: Desk):
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, (ADA, NEWS, "time 1"), {"Sources": "one"}, "Good.")
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, (BEN, NEWS, "time 1"), {"Sources": "none"}, "Where from?")
    assert desk.grades(AS_ADA) == []
    desk.release_grades(LOCAL_INSTRUCTOR, LOOKED, NEWS, True)
    [mine] = desk.grades(AS_ADA)
    assert (mine.student, mine.comment, mine.by) == (ADA, "Good.", "")
    desk.release_grades(LOCAL_INSTRUCTOR, LOOKED, NEWS, False)
    assert desk.grades(AS_ADA) == []


def test_students_see_their_own_work_alone_and_change_nothing(desk: Desk):
    assert {one.student for one in desk.work(AS_ADA, LOOKED)} == {ADA}
    for attempt in (
        lambda: desk.handed(AS_ADA, LOOKED, work(desk, BEN, BLOG, "week 3")),
        lambda: desk.correct(AS_ADA, LOOKED, (ADA, NEWS, "time 1"), None, True, ""),
        lambda: desk.grade(AS_ADA, LOOKED, (ADA, NEWS, "time 1"), {}, ""),
        lambda: desk.totals(AS_ADA, NEWS),
        lambda: desk.release_grades(replace(LOCAL_INSTRUCTOR, role=Role.ASSISTANT), LOOKED, NEWS, True),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_twenty_posts_on_the_last_night_are_seen_as_such(tmp_path: Path):
    night = [f"n{n},{ADA},post,2025-09-12T{20 + n // 60}:{n % 60:02}:00Z,Post {n},blog,local-news" for n in range(20)]
    with opened(course(tmp_path, "\n".join([ACTS.strip(), *night, ""])), NOW) as desk:
        assert work(defined(desk), ADA, NEWS, "time 1").crowd == "20 of 21 on the last day"
        frame = desk.in_one_day(LOCAL_INSTRUCTOR, LOOKED)
        [ada] = frame[frame["student"] == ADA].itertuples(index=False)
        assert (ada.acts, ada.most) == (23, 21)


class Web:
    """Answers for one address, wants a password at another, and has nothing else."""

    def get(self, address: str) -> Answer | Failure:
        if address.endswith("/there"):
            return Answer(address, address)
        return Failure(address, "no", status=403 if address.endswith("/closed") else 404)


def test_links_are_asked_only_when_somebody_says_so_and_a_closed_door_is_an_answer(desk: Desk):
    asked = [f"https://a.example.org/{name}" for name in ("there", "closed", "gone")]
    assert list(desk.ask_links(LOCAL_INSTRUCTOR, asked, Web()).answers.values()) == [True, True, False]
    with pytest.raises(NotAllowed):
        desk.ask_links(AS_ADA, asked, Web())


def test_what_was_said_is_never_rewritten_and_goes_with_the_person_alone(desk: Desk):
    desk.grade(LOCAL_INSTRUCTOR, LOOKED, (ADA, NEWS, "time 1"), {"Sources": "one"}, "")
    desk.correct(LOCAL_INSTRUCTOR, LOOKED, (ADA, BLOG, "week 3"), None, True, "on paper")
    for attempt in ("UPDATE grade SET points = 9", "DELETE FROM grade", "DELETE FROM correction"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            desk.record.execute(attempt)
    desk.record.execute("DELETE FROM person WHERE email = ?", (ADA,))
    assert desk.grades(LOCAL_INSTRUCTOR) == []
    assert desk.record.execute("SELECT count(*) FROM correction").fetchone() == (0,)


def test_a_short_posts_hashtag_is_a_tag_where_a_definition_names_it_and_in_no_other_kind(tmp_path: Path):
    acts = (
        "id,author,kind,at,text,platform,tags\n"
        f"t1,{ADA},tweet,2025-09-10T12:00:00Z,The panel begins #LiveNews,x,\n"
        f"t2,{BEN},post,2025-09-10T12:00:00Z,I wrote about #livenews,blog,\n"
    )
    live = Exercise(NEWS, "Live news", Kind.TWEET, tags=("livenews",))
    with opened(course(tmp_path, acts), NOW) as desk:
        desk.exercises = {NEWS: live}
        assert work(desk, ADA, NEWS, "time 1").standing is Standing.DONE
        assert work(desk, BEN, NEWS, "time 1").standing is not Standing.DONE
