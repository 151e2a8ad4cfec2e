import io
import zipfile
from datetime import date, time

import pytest
from openpyxl import Workbook

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.web import load_help
from evenkeel.web.load_words import Told, refusal, summary
from tests.web.opened import begin, html_of, load

ACTS = (
    "id,author,kind,at,text\n1,ada@example.org,post,2026-01-13T10:00,Hello\n2,Night Owl,comment,2026-01-14T10:00,Hi\n"
)
FORUM = "userfullname,created,message,parent\nAda Example,2026-01-13T10:00,Hello,0\n"


def drop(at, name: str, content: bytes):
    """Drop a file on the page and press the button."""
    at.get("file_uploader")[0].set_value([(name, content, "")]).run()
    return press(at)


def press(at):
    next(button for button in at.button if button.label.startswith("Load 1 file")).click().run()
    return at


def test_a_dropped_table_is_loaded_told_of_and_forgotten(open_page, tmp_path) -> None:
    at = drop(open_page("load", begin(tmp_path / "c")), "acts.csv", ACTS.encode())
    assert not at.exception
    assert "1 file loaded: 2 new rows." in html_of(at)
    assert not at.get("file_uploader")[0].value


def test_twice_is_once(open_page, tmp_path) -> None:
    at = drop(open_page("load", load(begin(tmp_path / "c", acts=ACTS))), "acts.csv", ACTS.encode())
    assert "no new rows, 2 known already" in html_of(at)


def test_a_name_is_decided_once_and_remembered(open_page, tmp_path) -> None:
    course = load(begin(tmp_path / "c", acts=ACTS))
    at = open_page("load", course)
    box = next(box for box in at.selectbox if "Night Owl" in box.label)
    assert "1 act" in box.label
    box.set_value("ada@example.org")
    next(button for button in at.button if button.label == "Remember these").click().run()
    assert not at.exception
    assert "Remembered: 1 name" in at.success[0].value
    assert not any("Night Owl" in box.label for box in open_page("load", course).selectbox)


def test_columns_of_another_name_are_asked_for_and_suggested(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c"))
    at.get("file_uploader")[0].set_value([("forum.csv", FORUM.encode(), "")]).run()
    assert not at.exception
    assert at.radio[0].value == "acts"
    assert any(box.value == "userfullname" for box in at.selectbox)
    assert "1 file loaded: 1 new row." in html_of(press(at))


def asked(at) -> list:
    """Return the questions about dropped tables."""
    return [radio for radio in at.radio if radio.key.startswith("load_")]


def choose(at, words: str, option: str):
    """Choose an option of the question that begins with these words."""
    next(radio for radio in at.radio if radio.label.startswith(words)).set_value(option).run()
    return at


def drop_only(at, *files: tuple[str, str]):
    """Drop files on the page without loading them."""
    at.get("file_uploader")[0].set_value([(name, text.encode(), "") for name, text in files]).run()
    assert not at.exception
    return at


def test_each_guess_has_its_reason_and_the_first_rows_are_read_ahead(open_page, tmp_path) -> None:
    log = FORUM + "Night Owl,2026-01-14T10:00,Hi there,1\n,2026-01-15T10:00,No name,1\nAda Example,soon,No date,1\n"
    shown = html_of(drop_only(open_page("load", begin(tmp_path / "c")), ("forum.csv", log)))
    assert "called “userfullname”, 2 of 3 are names of your roster" in shown
    assert "Of its 4 rows, 2 can be read; 2 cannot. “Night Owl” is nobody on the roster yet" in shown
    assert "Tue 13 January 2026, 10:00" in shown and "has no author" in shown
    assert "“soon” is not a date" in shown


def test_the_next_table_with_the_same_columns_just_loads(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    at = drop(open_page("load", course), "forum.csv", FORUM.encode())
    assert "Remembered: the next table with these columns is read the same way." in html_of(at)
    later = "PARENT,Message,Created,Userfullname\n0,More,2026-01-20T10:00,Ada Example\n"
    at = drop_only(open_page("load", course), ("other.csv", later))
    assert not asked(at)
    shown = html_of(press(at))
    assert "1 file loaded: 1 new row." in shown
    assert "Read as somebody said before of tables with these columns: author from “userfullname”" in shown


def test_what_is_remembered_is_listed_and_can_be_forgotten(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    drop(open_page("load", course), "forum.csv", FORUM.encode())
    at = open_page("load", course)
    assert [one.label for one in at.expander if "Remembered" in one.label] == ["Remembered tables: 1"]
    at.session_state["load_remembered"] = True
    at.run()
    assert "userfullname → Who wrote it" in html_of(at)
    next(button for button in at.button if button.label == "Forget").click().run()
    assert not at.exception and not any("Remembered" in one.label for one in at.expander)
    assert drop_only(open_page("load", course), ("forum.csv", FORUM)).radio[0].value == "acts"


def test_a_day_or_month_that_nothing_says_is_asked_for(open_page, tmp_path) -> None:
    log = "User,Posted,Body\nAda Example,3/4/2026 10:00,Hello\n"
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("log.csv", log))
    assert at.warning[0].value == "log.csv still needs: which part of its dates is the day."
    assert next(button for button in at.button if button.label == "Load 1 file").disabled
    choose(at, "Dates such as 3/4/2026 10\\:00 have", "mdy")
    assert "Wed 4 March 2026, 10:00" in html_of(at)
    assert "1 file loaded: 1 new row." in html_of(press(at))


def test_a_table_whose_columns_are_known_is_asked_only_for_its_dates(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    at = drop_only(open_page("load", course), ("acts.csv", "author,at\nAda Example,3/4/2026\n"))
    assert [radio.label for radio in asked(at)] == ["Dates such as 3/4/2026 have"]
    assert "Plain acts (CSV). Its dates can be read in two ways" in html_of(at)
    choose(at, "Dates", "dmy")
    assert "1 new row" in html_of(press(at))
    at = drop_only(open_page("load", course), ("acts.csv", "author,at\nAda Example,4/4/2026\n"))
    assert not asked(at) and "1 new row" in html_of(press(at))


def test_bare_numbers_are_hours_where_the_column_says_so(open_page, tmp_path) -> None:
    log = "Who,Day,Hours,What\nAda Example,2026-01-13,1.5,Reading\n"
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("log.csv", log))
    assert next(radio for radio in at.radio if radio.label.startswith("Bare numbers")).value == "hours"
    assert "1 h 30 min" in html_of(at)
    choose(at, "Bare numbers", "minutes")
    assert "1 h 30 min" not in html_of(at) and "2 min" in html_of(at)


def test_a_students_own_diary_needs_only_to_be_said_whose_it_is(open_page, tmp_path) -> None:
    log = "Day,Spent,Doing\n2026-01-13,1:30,Reading\n"
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("log.csv", log))
    assert "still needs: Whose time" in at.warning[0].value
    at.selectbox(key="load_owner").set_value("ada@example.org").run()
    assert not at.warning and "All of" not in html_of(at) and "Its one row can be read." in html_of(at)
    assert "1 file loaded: 1 new row." in html_of(press(at))


def test_a_class_list_takes_only_the_accounts_that_were_named(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    people = "Correo,Nombre,Matrícula,Twitter\ncleo@example.org,Cleo Moss,0042,@cleo\n"
    at = drop_only(open_page("load", course), ("liste.csv", people))
    assert next(radio for radio in at.radio if radio.label == "What is this?").value == "roster"
    assert "1 file loaded: 1 new row." in html_of(press(at))
    desk = Desk(course)
    accounts = next(one.accounts for one in desk.people(LOCAL_INSTRUCTOR) if one.email == "cleo@example.org")
    desk.close()
    assert accounts == {("x", "cleo"): "@cleo"}


def test_two_tables_of_one_header_are_asked_about_once(open_page, tmp_path) -> None:
    second = FORUM.replace("Hello", "Hello again")
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("a.csv", FORUM), ("b.csv", second))
    assert len([radio for radio in at.radio if radio.label == "What is this?"]) == 1
    next(button for button in at.button if button.label == "Load 2 files").click().run()
    assert "2 files loaded: 2 new rows" in html_of(at)


def test_a_file_that_could_be_two_things_is_asked_about(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c"))
    table = b"author,at,student,start,minutes\nada@example.org,2026-01-13T10:00,ada@example.org,2026-01-13T10:00,20\n"
    at.get("file_uploader")[0].set_value([("both.csv", table, "")]).run()
    asked = next(radio for radio in at.radio if "both.csv" in radio.label)
    assert next(button for button in at.button if button.label.startswith("Load 1 file")).disabled
    asked.set_value("time").run()
    press(at)
    assert not at.exception
    assert "1 file loaded: 1 new row." in html_of(at)


def test_a_table_may_be_left_out(open_page, tmp_path) -> None:
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("forum.csv", FORUM))
    choose(at, "What is this?", "")
    assert not at.exception and len([box for box in at.selectbox if "wrote" in box.label]) == 0


def test_a_table_in_the_inbox_is_asked_about_and_loaded(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c", forum=FORUM, acts=ACTS)
    at = open_page("load", course)
    assert [one.label for one in at.expander if "ask you about" in one.label] == [
        "1 table in the inbox to ask you about: forum.csv"
    ]
    at.session_state["load_waiting"] = True
    at.run()
    next(button for button in at.button if button.label == "Load forum.csv").click().run()
    assert not at.exception and "1 file loaded: 1 new row." in html_of(at)
    assert not any("ask you about" in one.label for one in at.expander)


def test_a_spreadsheet_is_asked_about_like_any_table(open_page, tmp_path) -> None:
    book = Workbook()
    book.active.append(["Datum", "Von", "Bis", "Tätigkeit"])
    book.active.append([date(2026, 1, 13), time(22, 0), time(0, 30), "Lesen"])
    written = io.BytesIO()
    book.save(written)
    at = open_page("load", begin(tmp_path / "c"))
    at.selectbox(key="load_owner").set_value("ada@example.org").run()
    at.get("file_uploader")[0].set_value([("tagebuch.xlsx", written.getvalue(), "")]).run()
    assert not at.exception
    assert any(box.value == "Datum + Von" for box in at.selectbox)
    assert "Tue 13 January 2026, 22:00 to 00:30" in html_of(at) and "2 h 30 min" in html_of(at)
    assert "1 file loaded: 1 new row." in html_of(press(at))


def test_names_and_cells_of_a_table_are_shown_as_text_and_can_do_nothing(open_page, tmp_path) -> None:
    log = "Who,Posted,<img src=x>,**Body**\n<script>x</script>,2026-01-13,x,[a](b)\n"
    at = drop_only(open_page("load", begin(tmp_path / "c")), ("<b>log.csv", log))
    shown = html_of(at)
    assert "<img" not in shown and "<script" not in shown and "&lt;script&gt;" in shown
    assert any("\\<b\\>log" in heading.value for heading in at.subheader)


def test_a_plain_file_beside_the_roster_is_asked_about_too(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    (course / "acts.csv").write_text("author,at\nAda Example,3/4/2026\n", "utf-8")
    at = open_page("load", course)
    assert any("ask you about: acts.csv" in one.label for one in at.expander)


def test_the_help_names_what_has_no_export() -> None:
    told = dict(load_help.EXPORTS["Time"])
    assert "Neither can be exported" in told["Apple Screen Time, Digital Wellbeing"]


def encrypted() -> bytes:
    """Make a zip whose one file claims to be encrypted."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("acts.csv", ACTS)
    raw = bytearray(packed.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("page.json", b"<!doctype html><html><body>Please sign in</body></html>"),
        ("broken.json", b'{"a": [1, 2'),
        ("secret.zip", encrypted()),
        ("broken.zip", b"PK\x03\x04 this is no archive"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        ("_x_*y*.xml", b"<rss><channel>"),
        ("nul.csv", b"\0" * 4096),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_lost(open_page, tmp_path, name, content) -> None:
    at = drop(open_page("load", load(begin(tmp_path / "c", acts=ACTS))), name, content)
    assert not at.exception
    assert "could not be loaded; nothing of it was stored." in html_of(at)
    assert len(at.error) == 1 and "--map" not in at.error[0].value and "Traceback" not in at.error[0].value
    assert "2 files loaded:" not in html_of(at)


def test_an_error_of_ours_is_a_sentence_too(open_page, tmp_path, monkeypatch) -> None:
    at = open_page("load", begin(tmp_path / "c"))

    def fails(*_args: object) -> None:
        raise RuntimeError("an importer's mistake")

    monkeypatch.setattr("evenkeel.desk.Desk.load", fails)
    drop(at, "acts.csv", ACTS.encode())
    assert not at.exception
    assert "An error inside Evenkeel" in at.error[0].value


def test_a_class_without_a_roster_can_still_load_one(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=""))
    assert not at.exception
    drop(at, "roster.csv", b"name,email,role\nAda,ada@example.org,student\n")
    assert "1 file loaded: 1 new row" in html_of(at)


def test_the_folder_inbox_is_loaded_by_one_button(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c", acts=ACTS))
    at.button(key="load_inbox").click().run()
    assert not at.exception
    assert "1 file loaded: 2 new rows." in html_of(at)


def test_the_sample_class_shows_what_is_covered(open_page, sample_class) -> None:
    at = open_page("load", sample_class)
    assert not at.exception
    assert "of 24 students" in html_of(at)


def test_a_summary_counts_everything() -> None:
    reports = [
        Told("a.csv", new=3, known=1, skipped={"draft": 2}, rejected=[{"where": "line 4", "why": "no date"}]),
        Told("b.json", refused="b.json: the file is empty."),
    ]
    assert summary(reports) == (
        "1 file loaded: 3 new rows, 1 known already, 2 items left out on purpose and 1 row could not be read. "
        "1 file could not be loaded; nothing of it was stored."
    )


def test_the_page_never_speaks_of_options_of_the_command_line() -> None:
    table = Told(
        "t.csv", refused="t.csv: this is a table whose columns are not known (a, b). Say which is which: --map a=b"
    )
    both = Told("t.csv", refused="t.csv: x and y both recognise it; say which with --format")
    assert "--" not in refusal(table) + refusal(both)
