"""Rows of the labs behind the desk: who may see, enter and take back which."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import ExportRefused, NoSuchLab, NotAllowed
from tests.web.opened import begin

NAMES = [f"s{n}" for n in range(13)]
ROSTER = "name,email,role\n" + "".join(f"{name.title()} Example,{name}@example.org,student\n" for name in NAMES)
NOW = 1_777_298_400_000_000
ASKED = {"brand": "B", "follows": "yes", "bought": "no"}


def student(name: str, *, looking_as: bool = False) -> Viewer:
    return Viewer(Role.STUDENT, f"{name}@example.org", looking_as=looking_as)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(begin(tmp_path / "course", ROSTER))
    yield opened
    opened.close()


def test_a_student_sees_their_own_rows_and_the_instructor_all_with_their_authors(desk: Desk):
    for name in ("s1", "s2"):
        assert desk.enter_lab_row(student(name), "social-customers", ASKED, NOW) == ()
    desk.enter_lab_row(LOCAL_INSTRUCTOR, "social-customers", ASKED, NOW)
    assert [row.author for row in desk.lab_rows(student("s1"), "social-customers", NOW)] == ["s1@example.org"]
    authors = [row.author for row in desk.lab_rows(LOCAL_INSTRUCTOR, "social-customers", NOW)]
    assert authors == ["s1@example.org", "s2@example.org", ""]
    assert desk.lab_counts(student("s3"))["social-customers"] == 3


def test_a_wrong_row_is_not_kept_and_every_mistake_is_said(desk: Desk):
    problems = desk.enter_lab_row(student("s1"), "social-customers", {"follows": "perhaps"}, NOW)
    assert len(problems) == 3 and desk.lab_counts(LOCAL_INSTRUCTOR)["social-customers"] == 0


def test_a_student_sees_the_class_only_with_ten_others_behind_it(desk: Desk):
    for name in NAMES[:10]:
        desk.enter_lab_row(student(name), "engagement-ladder", _ladder(), NOW)
    assert desk.lab_told(student("s0"), "engagement-ladder", NOW).told is None  # nine others
    assert desk.lab_told(student("s12"), "engagement-ladder", NOW).told is not None
    assert desk.lab_told(LOCAL_INSTRUCTOR, "engagement-ladder", NOW).told is not None
    assert desk.own_told(student("s0"), "engagement-ladder", NOW) is not None
    assert desk.own_told(student("s12"), "engagement-ladder", NOW) is None


def _ladder() -> dict[str, str]:
    return {"brand": "B", **dict.fromkeys(("likes", "visits", "posts", "writes", "tells_ten"), "yes")}


def test_who_looks_as_a_student_writes_nothing(desk: Desk):
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    looking = student("s1", looking_as=True)
    (row,) = desk.lab_rows(looking, "social-customers", NOW)
    for act in (
        lambda: desk.enter_lab_row(looking, "social-customers", ASKED, NOW),
        lambda: desk.change_lab_row(looking, "social-customers", row.id, ASKED, NOW),
        lambda: desk.take_back_lab_row(looking, "social-customers", row.id, NOW),
        lambda: desk.load_lab(looking, "social-customers", b"", NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_placed_contacts_are_their_students_alone_and_gone_for_good_when_taken_back(desk: Desk):
    for name in NAMES[:6]:
        desk.enter_lab_row(student(name), "relationship-stairway", {"contact": "S9 Example", "stair": "giver"}, NOW)
    (own,) = desk.lab_rows(student("s0"), "relationship-stairway", NOW)
    assert desk.lab_rows(LOCAL_INSTRUCTOR, "relationship-stairway", NOW) == []
    assert desk.lab_rows(student("s0", looking_as=True), "relationship-stairway", NOW) == []
    assert desk.own_told(student("s0", looking_as=True), "relationship-stairway", NOW) is None
    assert "S9" not in desk.lab_csv(LOCAL_INSTRUCTOR, "relationship-stairway", NOW)
    with pytest.raises(NotAllowed):
        desk.take_back_lab_row(LOCAL_INSTRUCTOR, "relationship-stairway", own.id, NOW)
    desk.take_back_lab_row(student("s0"), "relationship-stairway", own.id, NOW)
    assert desk.record.execute("SELECT count(*) FROM lab_row WHERE id = ?", (own.id,)).fetchone() == (0,)


def test_an_instructor_sees_pooled_contacts_of_five_students_or_none(desk: Desk):
    for n, name in enumerate(NAMES[:5]):
        assert desk.lab_told(LOCAL_INSTRUCTOR, "relationship-stairway", NOW).told is None, n
        desk.enter_lab_row(student(name), "relationship-stairway", {"contact": "S9 Example", "stair": "giver"}, NOW)
    assert desk.lab_told(LOCAL_INSTRUCTOR, "relationship-stairway", NOW).told is not None


def test_a_row_is_changed_by_its_author_alone_and_a_wrong_change_leaves_it(desk: Desk):
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    (row,) = desk.lab_rows(student("s1"), "social-customers", NOW)
    for other in (student("s2"), LOCAL_INSTRUCTOR):
        with pytest.raises(NotAllowed):
            desk.change_lab_row(other, "social-customers", row.id, ASKED, NOW)
    assert desk.change_lab_row(student("s1"), "social-customers", row.id, {"brand": ""}, NOW)
    assert [one.id for one in desk.lab_rows(student("s1"), "social-customers", NOW)] == [row.id]
    assert desk.change_lab_row(student("s1"), "social-customers", row.id, ASKED | {"bought": "yes"}, NOW) == ()
    assert [one.content["bought"] for one in desk.lab_rows(student("s1"), "social-customers", NOW)] == [True]


def test_the_instructor_may_take_back_any_row_that_is_not_private(desk: Desk):
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    (row,) = desk.lab_rows(LOCAL_INSTRUCTOR, "social-customers", NOW)
    with pytest.raises(NotAllowed):
        desk.take_back_lab_row(student("s2"), "social-customers", row.id, NOW)
    desk.take_back_lab_row(LOCAL_INSTRUCTOR, "social-customers", row.id, NOW)
    assert desk.lab_rows(student("s1"), "social-customers", NOW) == []


TABLE = b"by,brand,follows,bought\nS1 Example,B,yes,no\ns1@example.org,B,yes,no\n,B,no,no\nNobody,B,no,no\nS2,B,x,no\n"


def test_a_file_brought_twice_changes_nothing_and_two_alike_in_it_are_two(desk: Desk):
    first = desk.load_lab(LOCAL_INSTRUCTOR, "social-customers", TABLE, NOW)
    assert (first.new, first.known, [one.line for one in first.refused]) == (3, 0, [5, 6])
    second = desk.load_lab(LOCAL_INSTRUCTOR, "social-customers", TABLE, NOW)
    assert (second.new, second.known) == (0, 3)
    assert desk.lab_counts(LOCAL_INSTRUCTOR)["social-customers"] == 3


def test_a_students_file_is_their_own_whatever_it_says(desk: Desk):
    desk.load_lab(student("s2"), "social-customers", TABLE, NOW)
    authors = {row.author for row in desk.lab_rows(LOCAL_INSTRUCTOR, "social-customers", NOW)}
    assert authors == {"s2@example.org"}


def test_a_students_table_names_nobody_and_hidden_names_stay_hidden(desk: Desk):
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    assert "s1@" not in desk.lab_csv(student("s1"), "social-customers", NOW)
    assert "s1@" in desk.lab_csv(LOCAL_INSTRUCTOR, "social-customers", NOW)
    hidden = desk.lab_csv(LOCAL_INSTRUCTOR, "social-customers", NOW, {"s1@example.org": "Student 1"})
    assert "s1@" not in hidden and "Student 1" in hidden


def test_the_courses_own_tables_are_loaded_by_their_names_and_a_wrong_one_is_told(desk: Desk):
    folder = desk.folder / "labs"
    folder.mkdir()
    (folder / "social-customers.csv").write_bytes(TABLE)
    (folder / "crisis-response.csv").write_text("colour\nred\n", "utf-8")
    (folder / "notes.csv").write_text("anything\n", "utf-8")
    crisis, customers = desk.load_lab_files(LOCAL_INSTRUCTOR, NOW)
    assert customers.new == 3 and crisis.refused[0].why.startswith("For Crisis response the first line")
    with pytest.raises(NotAllowed):
        desk.load_lab_files(student("s1"), NOW)


def test_nothing_of_the_labs_counts_a_number_anew(desk: Desk):
    before = desk.snapshots.counted()
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    assert desk.snapshots.counted() == before


def test_rows_go_with_the_person(desk: Desk):
    desk.enter_lab_row(student("s1"), "social-customers", ASKED, NOW)
    desk.record.execute("DELETE FROM person WHERE email = 's1@example.org'")
    assert desk.lab_counts(LOCAL_INSTRUCTOR)["social-customers"] == 0


def test_a_lab_that_there_is_none_of_is_a_sentence(desk: Desk):
    with pytest.raises(NoSuchLab, match="There is no lab “tea”; there are: response-audit"):
        desk.lab_rows(LOCAL_INSTRUCTOR, "tea", NOW)
    with pytest.raises(ExportRefused):
        desk.load_lab(LOCAL_INSTRUCTOR, "social-customers", b"a,b\n1,2\n", NOW)


def test_names_that_all_must_write_alike_are_offered_once_two_people_or_the_instructor_wrote_them(desk: Desk):
    for name, item in (("s1", "A poll"), ("s2", "A poll"), ("s2", "Only mine"), ("s1", "A slip")):
        desk.enter_lab_row(student(name), "four-models", {"item": item, "model": "press agentry"}, NOW)
    desk.enter_lab_row(LOCAL_INSTRUCTOR, "four-models", {"item": "The list's", "model": "press agentry"}, NOW)
    assert desk.lab_names(student("s2"), "four-models", "item") == ["A poll", "Only mine", "The list's"]
    assert desk.lab_names(LOCAL_INSTRUCTOR, "four-models", "item") == ["A poll", "A slip", "Only mine", "The list's"]
    assert desk.lab_names(student("s2"), "four-models", "shows") == []


def test_what_the_instructor_alone_brought_is_every_students_to_see(desk: Desk):
    desk.load_lab(LOCAL_INSTRUCTOR, "social-customers", b"brand,follows,bought\nB,yes,yes\nB,no,no\n", NOW)
    told = desk.lab_told(student("s1"), "social-customers", NOW)
    assert (told.rows, told.authors) == (2, 1) and told.told is not None
    desk.enter_lab_row(student("s2"), "social-customers", ASKED, NOW)
    assert desk.lab_told(student("s1"), "social-customers", NOW).told is None
    assert desk.lab_told(student("s2"), "social-customers", NOW).told is not None


def test_who_leaves_takes_their_rows_along_and_out_of_the_tables_of_the_folder(desk: Desk):
    (desk.folder / "labs").mkdir()
    table = desk.folder / "labs" / "social-customers.csv"
    table.write_text("by,brand,follows,bought\ns1@example.org,B,yes,no\ns2@example.org,B,no,no\n", "utf-8")
    desk.load_lab_files(LOCAL_INSTRUCTOR, NOW)
    desk.enter_lab_row(student("s1"), "relationship-stairway", {"contact": "S2 Example", "stair": "giver"}, NOW)
    held = desk.everything_about(student("s1"), "s1@example.org", NOW)
    assert len(held.part("lab_row").rows) == 2 and "your instructor sees the rest" in held.part("lab_row").told
    desk.erase(student("s1"), "s1@example.org", NOW)
    assert [row.author for row in desk.lab_rows(LOCAL_INSTRUCTOR, "social-customers", NOW)] == ["s2@example.org"]
    assert desk.lab_counts(LOCAL_INSTRUCTOR)["relationship-stairway"] == 0
    assert table.read_text("utf-8") == "by,brand,follows,bought\ns2@example.org,B,no,no\n"
