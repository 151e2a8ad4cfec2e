import io
import zipfile

import pytest

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
