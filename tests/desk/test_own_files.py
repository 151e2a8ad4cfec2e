"""Files that students bring: their own and nobody else's, all or nothing; and a diary that is typed week by week."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.consent import Kind
from evenkeel.desk.diary import Cell, Diary, Span, What, as_csv, file_name, from_csv
from evenkeel.errors import NotAllowed
from evenkeel.intake import LoadReport
from evenkeel.model import Role
from tests.class_folder import dump
from tests.metrics.small_class import ADA, AFTER, BEN, micros, opened, value, write_acts, write_course

NOW = micros(AFTER)
HERSELF = Viewer(Role.STUDENT, ADA)
SEEN_AS_ADA = Viewer(Role.STUDENT, ADA, looking_as=True)
MONDAY = date(2025, 9, 1)
TUESDAY = date(2025, 9, 2)
OWN_TIME = f"student,start,end,purpose,evidence\n{ADA},2025-09-02T10:00,2025-09-02T11:00,leisure,measured\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada has agreed to all; one act of each is on record, loaded by the instructor."""
    yield from agreed(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same, for tests that must leave no trace."""
    yield from agreed(tmp_path_factory.mktemp("own") / "course")


def agreed(folder: Path) -> Iterator[Desk]:
    write_acts(write_course(folder), [f"{ADA},post,2025-09-02T09:00,p1", f"{BEN},post,2025-09-02T09:00,p2"])
    with opened(folder) as found:
        for kind in Kind:
            found.consent(HERSELF, kind, True, NOW)
        yield found


def load(desk: Desk, content: str | bytes, name: str = "mine.csv", viewer: Viewer = HERSELF) -> LoadReport:
    [report] = desk.load_own(viewer, name, content if isinstance(content, bytes) else content.encode(), NOW)
    return report


def own_folder(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.folder / "inbox" / ADA).glob("*"))


# Own files


def test_an_own_tracker_export_counts_and_lies_in_the_own_folder(desk: Desk) -> None:
    report = load(desk, OWN_TIME)
    assert (report.refused, report.new, report.path) == ("", 1, f"inbox/{ADA}/mine.csv")
    assert value(desk, ADA, "leisure_minutes", 1) == 60
    assert (desk.folder / report.path).read_text("utf-8") == OWN_TIME


def test_the_record_can_be_rebuilt_from_the_inbox(desk: Desk) -> None:
    load(desk, OWN_TIME)
    desk.keep_diary(HERSELF, desk.weeks()[0], WEEK, NOW)
    before = value(desk, ADA, "leisure_minutes", 1)
    for name in ("class.db", "class.db-wal", "class.db-shm"):
        (desk.folder / name).unlink(missing_ok=True)
    with opened(desk.folder) as again:
        assert value(again, ADA, "leisure_minutes", 1) == before


def test_the_same_file_again_changes_nothing_and_another_of_its_name_lies_beside_it(desk: Desk) -> None:
    load(desk, OWN_TIME)
    assert (load(desk, OWN_TIME).known, own_folder(desk)) == (1, ["mine.csv"])
    load(desk, OWN_TIME.replace("10:00", "09:00"))
    assert own_folder(desk) == ["mine 2.csv", "mine.csv"]


ACTS = "id,author,kind,at,text\n"
TIMES = "student,start,minutes\n"
REFUSED = {
    "another's acts": (
        f"{ACTS},{ADA},post,2025-09-03,a\n,{BEN},post,2025-09-03,b\n",
        "it holds 1 post or comment of other people, and only",
    ),
    "strangers' acts": (
        f"{ACTS},A Stranger,post,2025-09-03,b\n,Another,post,2025-09-03,b\n",
        "it holds 2 posts and comments of other people, and only",
    ),
    "another's row taken over": (f"{ACTS}p2,{ADA},post,2025-09-02T09:00,mine now\n", "of other people"),
    "another's row said again": (f"{ACTS}p2,{BEN},post,2025-09-02T09:00,\n", "of other people"),
    "another's time": (f"{TIMES}{ADA},2025-09-02,9\n{BEN},2025-09-02,9\n", "1 stretch of time of other"),
    "a roster": (f"name,email,role,x\nAda Ash,{ADA},instructor,ben\n", "class list"),
    "no table of ours": ("what,ever\n1,2\n", "mine.csv"),
}


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=list(REFUSED))
def test_a_file_with_anything_that_is_not_the_students_is_refused_and_leaves_no_trace(
    untouched: Desk, content: str, why: str
) -> None:
    before = dump(untouched.folder)
    assert why in load(untouched, content).refused
    assert dump(untouched.folder) == before
    assert own_folder(untouched) == []


def test_an_archive_is_refused_whole_where_one_file_in_it_holds_somebody_else(untouched: Desk) -> None:
    desk = untouched
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/time.csv", OWN_TIME)
        archive.writestr("b/time.csv", f"student,start,minutes\n{BEN},2025-09-02,9\n")
    before = dump(desk.folder)
    [report] = desk.load_own(HERSELF, "both.zip", packed.getvalue(), NOW)
    assert "1 stretch of time of other people" in report.refused
    assert (dump(desk.folder), own_folder(desk)) == (before, [])


def test_what_the_student_has_not_agreed_to_is_not_kept(desk: Desk) -> None:
    desk.consent(HERSELF, Kind.TIME, False, NOW + 1)
    before = dump(desk.folder)
    assert "You have taken back your agreement" in load(desk, OWN_TIME).refused
    assert (dump(desk.folder), own_folder(desk)) == (before, [])


def test_nothing_is_kept_of_what_the_student_was_never_asked(tmp_path: Path) -> None:
    with opened(write_course(tmp_path)) as desk:
        assert "You have not agreed to this: My time" in load(desk, OWN_TIME).refused
        assert value(desk, ADA, "leisure_minutes", 1) is None


def test_nobody_loads_in_a_students_name(untouched: Desk) -> None:
    desk = untouched
    for viewer in (LOCAL_INSTRUCTOR, SEEN_AS_ADA):
        with pytest.raises(NotAllowed):
            load(desk, OWN_TIME, viewer=viewer)
        with pytest.raises(NotAllowed):
            desk.keep_diary(viewer, desk.weeks()[0], WEEK, NOW)
        with pytest.raises(NotAllowed):
            desk.diary(viewer, desk.weeks()[0])


def test_no_name_of_a_file_leads_out_of_the_own_folder(desk: Desk) -> None:
    names = ("../../course.yaml", "/etc/passwd", "..\\..\\x.csv", ".hidden", "a\x00b.csv", "")
    for minute, name in enumerate(names):
        assert load(desk, OWN_TIME.replace("10:00", f"10:0{minute}"), name).refused == ""
    assert own_folder(desk) == ["a_b.csv", "course.yaml", "file", "hidden", "passwd", "x.csv"]
    assert (desk.folder / "course.yaml").read_text("utf-8").startswith("starts_on")


# The diary

WEEK = Diary(
    MONDAY,
    cells=(Cell(TUESDAY, What.COURSEWORK, 45), Cell(TUESDAY, What.LEISURE, 30), Cell(date(2025, 9, 4), What.MEANT, 20)),
    spans=(
        Span(date(2025, 9, 3), time(20), time(21, 30), What.LEISURE, "instagram"),
        Span(date(2025, 9, 5), time(23, 30), time(0, 30), What.MEANT),
    ),
)


def test_a_typed_week_counts_as_it_is_counted_by_hand(desk: Desk) -> None:
    """Tuesday has 430 s (7.1667 min) of estimated minutes around the post of 9:00, which the 75 told minutes contain.

    Room on Tuesday: 75 - 430/60; coursework takes 45/75 of it and leisure 30/75. Leisure: that, 20, 90 and 60 minutes;
    meant to be working: 20 and 60; on Instagram: 90, and the estimated ones.
    """
    desk.keep_diary(HERSELF, desk.weeks()[0], WEEK, NOW)
    estimated = 430 / 60
    room = 75 - estimated
    assert value(desk, ADA, "coursework_minutes", 1) == pytest.approx(room * 45 / 75)
    assert value(desk, ADA, "leisure_minutes", 1) == pytest.approx(room * 30 / 75 + 20 + 90 + 60)
    assert value(desk, ADA, "procrastination_minutes", 1) == pytest.approx(80)
    assert value(desk, ADA, "social_minutes", 1) == pytest.approx(90 + estimated)


def test_saving_a_week_again_replaces_what_it_said(desk: Desk) -> None:
    week = desk.weeks()[0]
    desk.keep_diary(HERSELF, week, WEEK, NOW)
    desk.keep_diary(HERSELF, week, Diary(MONDAY, (Cell(date(2025, 9, 4), What.LEISURE, 15),)), NOW)
    assert value(desk, ADA, "leisure_minutes", 1) == 15
    assert value(desk, ADA, "procrastination_minutes", 1) is None
    assert own_folder(desk) == ["diary-2025-W36.csv"]
    assert desk.diary(HERSELF, week).cells == (Cell(date(2025, 9, 4), What.LEISURE, 15),)
    assert [one.path for one in desk.loads(LOCAL_INSTRUCTOR)].count(f"inbox/{ADA}/diary-2025-W36.csv") == 1


def test_a_week_that_is_emptied_leaves_nothing(desk: Desk) -> None:
    before = dump(desk.folder)
    desk.keep_diary(HERSELF, desk.weeks()[0], WEEK, NOW)
    assert desk.keep_diary(HERSELF, desk.weeks()[0], Diary(MONDAY), NOW) is None
    assert (dump(desk.folder), own_folder(desk)) == (before, [])


def test_a_diary_is_not_kept_without_consent_and_the_week_before_stays(desk: Desk) -> None:
    week = desk.weeks()[0]
    desk.keep_diary(HERSELF, week, WEEK, NOW)
    desk.consent(HERSELF, Kind.TIME, False, NOW + 1)
    with pytest.raises(Exception, match="taken back your agreement"):
        desk.keep_diary(HERSELF, week, Diary(MONDAY, (Cell(TUESDAY, What.LEISURE, 1),)), NOW)
    assert set(desk.diary(HERSELF, week).cells) == set(WEEK.cells)


def test_a_diary_reads_back_what_it_wrote_and_says_what_cannot_be() -> None:
    assert from_csv(as_csv(WEEK, ADA), MONDAY) == WEEK
    assert file_name(date(2025, 12, 29)) == "diary-2026-W01.csv"
    assert (WEEK.minutes(TUESDAY, What.LEISURE), WEEK.minutes(TUESDAY, What.MEANT)) == (30, None)
    full = Diary(MONDAY, (Cell(MONDAY, What.LEISURE, 900), Cell(MONDAY, What.COURSEWORK, 600)), WEEK.spans[:1] * 2)
    assert list(full.problems()) == ["Monday has more than 24 hours.", "The same stretch stands there twice."]


BLOG = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Ash</title><link>https://ash.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://ash.example.org</wp:base_site_url>
<wp:author><wp:author_login>ash</wp:author_login><wp:author_email>{email}</wp:author_email>
<wp:author_display_name>{name}</wp:author_display_name></wp:author>
<item><title>First</title><link>https://ash.example.org/first</link><dc:creator>ash</dc:creator>
<content:encoded>Words of a first post.</content:encoded><wp:post_id>7</wp:post_id>
<wp:post_date_gmt>2025-09-02 09:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>A Visitor</wp:comment_author>
<wp:comment_author_email>visitor@example.org</wp:comment_author_email>
<wp:comment_date_gmt>2025-09-02 10:00:00</wp:comment_date_gmt><wp:comment_content>Nice.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>{name}</wp:comment_author>
<wp:comment_author_email>{email}</wp:comment_author_email>
<wp:comment_date_gmt>2025-09-02 11:00:00</wp:comment_date_gmt><wp:comment_content>Thank you.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>1</wp:comment_parent></wp:comment>
</item></channel></rss>
"""


def test_of_a_students_own_blog_others_comments_are_left_out_and_counted(desk: Desk) -> None:
    [report] = desk.load_own(HERSELF, "ash.xml", BLOG.format(email=ADA, name="Ada Ash").encode(), NOW)
    assert (report.refused, report.acts, report.skipped["written by others"]) == ("", 2, 1)
    assert (value(desk, ADA, "posts", 1), value(desk, ADA, "comments", 1)) == (2, 1), "one post was on record"
    assert value(desk, ADA, "received", 1) == 0, "the visitor's comment did not come in by her word"
    [again] = desk.load_own(HERSELF, "ash.xml", BLOG.format(email=ADA, name="Ada Ash").encode(), NOW)
    assert (again.new, again.known) == (0, 2)


def test_anothers_blog_is_no_students_to_load(untouched: Desk) -> None:
    before = dump(untouched.folder)
    [report] = untouched.load_own(HERSELF, "ben.xml", BLOG.format(email=BEN, name="Ben Birk").encode(), NOW)
    assert report.refused and not report.new
    assert dump(untouched.folder) == before
