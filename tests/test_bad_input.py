"""What people drop in by mistake or in malice: a sentence with file, place and remedy, and all the rest still loads."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.class_folder import dump, load, load_one, rows, run, write_course

GOOD = "id,author,at,text\ngood,Anna Ash,2026-01-13T10:00,Hello\n"
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<link>https://anna.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>One</titel></item>
</channel></rss>
"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>&c;</title>
<wp:wxr_version>1.2</wp:wxr_version></channel></rss>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><title>&secret;</title></channel></rss>
"""
OUTBOX = '{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", '


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def nested(times: int) -> bytes:
    content = zipped({"d.csv": b"x"})
    for _ in range(times - 1):
        content = zipped({"in.zip": content})
    return content


def locked() -> bytes:
    content = bytearray(zipped({"acts.csv": GOOD.encode()}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


REFUSED: dict[str, tuple[str, bytes, list[str]]] = {
    "a file that is no export": (
        "essay.txt",
        b"It was a dark and stormy night\nand nobody posted.\n",
        ["text of no kind known here", "Load the export"],
    ),
    "a picture": ("me.csv", b"\x89PNG\r\n\x1a\n\x00\x00", ["this is a picture", "Load the export as the site gave it"]),
    "an HTML export where JSON is needed": (
        "watch-history.html",
        b"<!DOCTYPE html><html><head><title>YouTube watch-history</title></head></html>",
        ["a web page (HTML), where data is needed", "JSON instead of HTML"],
    ),
    "broken XML": ("blog.xml", WXR.encode(), ["line 4", "expected a complete export", "export it again"]),
    "XML that ends in the middle": (
        "blog.xml",
        WXR[:-30].replace("titel", "title").encode(),
        ["line", "export it again"],
    ),
    "broken JSON": (
        "outbox.json",
        f'{OUTBOX}"orderedItems": [\n{{"type": "Create",}}]}}'.encode(),
        ["line 2, column", "is broken", "Download it again."],
    ),
    "JSON that ends in the middle": ("odd.json", b'{"a": [1, 2,\n 3', ["line 2, column 3", "ends in the middle"]),
    "a zip bomb": ("bomb.zip", zipped({"a.csv": bytes(30 << 20)}), ["times its size, as no export does", "a.csv"]),
    "archives in archives in archives": (
        "deep.zip",
        nested(11),
        ["more than 10 deep", "Unpack the inner ones"],
    ),
    "an XML entity bomb": ("bomb.xml", BOMB.encode(), ["line", "declares the entity", "expected none"]),
    "XML that fetches a file": ("outside.xml", OUTSIDE.encode(), ["declares the entity “secret”"]),
    "an encrypted zip": ("locked.zip", locked(), ["locked with a password", "Unpack it and load the folder"]),
    "half a zip": ("half.zip", zipped({"a.csv": GOOD.encode() * 99})[:-30], ["broken archive", "download it again"]),
    "an empty file": ("acts.csv", b"", ["the file is empty", "Download it again"]),
    "a file of blanks": ("acts.csv", b" \r\n \r\n", ["only blanks", "Download it again"]),
    "UTF-16 that does not say so": ("acts.csv", GOOD.encode("utf-16-le"), ["UTF-16", "save it as UTF-8"]),
    "a broken Excel sheet": (
        "acts.xlsx",
        zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
        ["broken workbook", "Save the sheet as .xlsx or CSV"],
    ),
    "a Word document": (
        "acts.docx",
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        ["an Office file", "holds no table"],
    ),
    "a table of unknown columns": ("log.csv", b"who,when\nAnna,today\n", ["(when, who)", "--map author=…"]),
    "a table without rows or sense": ("a.csv", b"author\nAnna\n", ["Load the export as the site gave it"]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_the_rest_still_loads(tmp_path: Path, what: str) -> None:
    name, content, sentence = REFUSED[what]
    folder = write_course(tmp_path / "class", {f"inbox/bad/{name}": content})
    load(folder)
    before = dump(folder)
    bad = load_one(folder)
    assert dump(folder) == before
    assert bad["path"].startswith(f"inbox/bad/{name}") and bad["refused"].startswith(f"inbox/bad/{name}")
    assert [part for part in sentence if part not in bad["refused"]] == [], bad["refused"]
    assert (bad["new"], bad["rejected"], bad["format"]) == (0, [], bad["format"])
    (folder / "inbox" / "z-good.csv").write_text(GOOD, "utf-8")
    ran = run("load", "--course", folder)
    assert ran.code == 1
    assert f"✗ {bad['refused']}" in ran.out
    assert "1 file loaded, 1 new row; 1 file could not be taken." in ran.out
    assert rows(folder, "SELECT ref FROM act") == [("good",)]


def acts(*lines: str) -> str:
    return "\n".join(
        ["id,author,at,text", "a,Anna Ash,2026-01-13T10:00,Hello", *lines, "z,Ben Birk,2026-01-14,Bye", ""]
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("b,Anna Ash,,no date", "date"),
        ("b,Anna Ash,soon,no date either", "soon"),
        ("b,Anna Ash,2026-02-30,no such day", "2026-02-30"),
        ("b,,2026-01-13,nobody", "has no author"),
        ("b,Anna Ash,2026-01-13", "has 3 cells where the header has 4"),
        ('b,Anna Ash,2026-01-13,"he said "no""', "quotation mark"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line_and_the_others_count(
    tmp_path: Path, line: str, why: str
) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts(line)})
    report = load_one(folder)
    assert report["new"] == 2
    [reject] = report["rejected"]
    assert reject["where"] == "line 3" and why in reject["why"]
    assert f"not read: line 3: {reject['why']}" in run("load", "--course", folder).out


def test_a_quotation_mark_that_is_never_closed_loses_only_what_follows_and_says_how_much(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts('b,Anna Ash,2026-01-13,"open')})
    report = load_one(folder)
    assert report["new"] == 1
    [reject] = report["rejected"]
    assert reject["where"] == "line 3" and "never closed" in reject["why"] and "lines" in reject["why"]


def test_a_date_in_the_future_is_kept_noted_and_not_yet_counted(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts("b,Anna Ash,2099-01-01,from the future")})
    report = load_one(folder)
    assert (report["new"], report["rejected"]) == (3, [])
    [note] = report["notes"]
    assert note == "1 act is dated in the future, counted only from then on."
    printed = json.loads(run("metrics", "--course", folder, "--now", "2026-02-02", "--term", "--format", "json").out)
    assert [row["value"] for row in printed if (row["metric"], row["student"][:3]) == ("acts", "ann")] == [1]


def test_a_file_in_another_encoding_is_read_with_a_note_about_its_accents(tmp_path: Path) -> None:
    roster = "name,email,role\nZoë Çelik,zoe@example.org,student\n"
    text = acts("b,Zoë Çelik,2026-01-13,déjà vu")
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": text.encode("cp1252")}, roster)
    report = load_one(folder)
    assert report["new"] == 3 and "Zoë Çelik" not in report["unmatched"]
    assert report["notes"] == ["The file is not UTF-8; it was read as Windows-1252. Look whether accents are right."]
    (folder / "inbox" / "acts.csv").write_bytes(text.encode("utf-16"))
    assert load_one(folder)["known"] == 3


@pytest.mark.parametrize("pack", [lambda content: zipped({"deep/er/acts.csv": content}), None])
def test_a_zip_inside_a_folder_is_fine(tmp_path: Path, pack: Callable[[bytes], bytes] | None) -> None:
    inner = zipped({"acts.csv": GOOD.encode()}) if pack is None else pack(GOOD.encode())
    content = zipped({"inner.zip": inner, "photo.jpg": b"\xff\xd8"})
    folder = write_course(tmp_path / "class", {"inbox/anna@example.org/all.zip": content})
    report = load_one(folder)
    assert report["path"].startswith("inbox/anna@example.org/all.zip/inner.zip/")
    assert (report["new"], report["refused"]) == (1, "")


def test_a_zip_whose_names_climb_out_writes_nothing_anywhere(tmp_path: Path) -> None:
    content = zipped({"../../../climbed.csv": GOOD.encode()})
    folder = write_course(tmp_path / "class", {"inbox/up.zip": content})
    before = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert load_one(folder)["new"] == 1
    after = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert [path for path in after if path not in before] == ["class/class.db"]


def test_a_roster_with_two_students_of_one_name_is_taken_and_the_name_alone_finds_neither(tmp_path: Path) -> None:
    roster = "name,email,x\nSam Stone,sam.one@example.org,samone\nSam Stone,sam.two@example.org,\n"
    text = "author,at\nSam Stone,2026-01-13\n@samone,2026-01-13\nsam.two@example.org,2026-01-13\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": text}, roster)
    taken, report = load(folder)
    assert (taken["new"], taken["refused"]) == (2, "")
    assert taken["notes"] == [
        "sam.one@example.org and sam.two@example.org have the same name: by the name alone neither is found."
    ]
    assert report["unmatched"] == ["Sam Stone"]


@pytest.mark.parametrize(
    ("roster", "where", "why"),
    [
        ("name,email\nAnna Ash,anna@example.org\nBen Birk,ben at home\n", "line 3", "“ben at home” is not an e-mail"),
        ("name,email\nAnna Ash,anna@example.org\nBen Birk,\n", "line 3", "has no e-mail address"),
        ("name,email\nAnna Ash,anna@example.org\nAnn,ANNA@example.org\n", "line 3", "stands in line 2 already"),
        (
            "name,email,role\nAnna Ash,anna@example.org,\nBen,b@example.org,boss\n",
            "line 3",
            "the role “boss” is none of",
        ),
    ],
)
def test_a_wrong_row_of_the_roster_is_named_and_the_others_are_taken(
    tmp_path: Path, roster: str, where: str, why: str
) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": GOOD}, roster)
    taken, report = load(folder)
    assert taken["new"] == 1
    [reject] = taken["rejected"]
    assert reject["where"] == where and why in reject["why"]
    assert report["unmatched"] == []


def test_a_roster_without_addresses_stops_with_a_sentence_and_leaves_the_class_as_it_was(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": GOOD})
    load(folder)
    held = dump(folder)
    (folder / "roster.csv").write_text("name\nAnna Ash\n", "utf-8")
    ran = run("load", "--course", folder)
    assert ran.code == 2
    assert ran.err == "roster.csv: a roster needs a column “email”, or --map email=…\n"
    assert dump(folder) == held


def test_an_empty_roster_file_does_not_empty_the_class(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": GOOD})
    load(folder)
    (folder / "roster.csv").write_text("", "utf-8")
    assert run("load", "--course", folder).code == 2
    assert rows(folder, "SELECT count(*) FROM person WHERE listed = 1") == [(3,)]


def test_a_course_yaml_with_a_wrong_key_names_file_line_and_key(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": GOOD})
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("brakes: [3]\n")
    ran = run("load", "--course", folder)
    assert ran.code == 2
    [sentence] = [line for line in ran.err.splitlines() if "brakes" in line]
    assert sentence.startswith("course.yaml, line 5") and "breaks" in sentence
    assert not (folder / "class.db").exists()


@pytest.mark.parametrize("text", ["title: [", "- a\n- b\n", "", "title: \x00\n", "a: &a [*a]\n", "\ttitle: x\n"])
def test_a_course_yaml_that_is_no_course_is_a_sentence(tmp_path: Path, text: str) -> None:
    folder = write_course(tmp_path / "class")
    (folder / "course.yaml").write_text(text, "utf-8")
    ran = run("load", "--course", folder)
    assert ran.code == 2 and "course.yaml" in ran.err and len(ran.err) < 2000


def test_a_diary_with_impossible_times_counts_the_possible_ones(tmp_path: Path) -> None:
    diary = """student,start,end,minutes
Anna Ash,2026-01-13T10:00,2026-01-13T11:00,
Anna Ash,2026-01-13T12:00,2026-01-13T11:00,
Anna Ash,2026-01-13T12:00,2026-01-15T12:00,
Anna Ash,2026-01-13,,-5
Anna Ash,2026-01-13,,2000
Anna Ash,2026-01-13T12:00,,
Anna Ash,2026-01-13T12:00,,lots
Anna Ash,2026-01-13T12:00,2026-01-13T12:00,
Anna Ash,2026-01-13,,0
"""
    folder = write_course(tmp_path / "class", {"inbox/time.csv": diary})
    report = load_one(folder)
    assert report["new"] == 3
    assert [one["where"] for one in report["rejected"]] == [f"line {n}" for n in range(3, 9)]


def test_everything_bad_at_once_is_one_report_a_file_and_the_good_ones_load(tmp_path: Path) -> None:
    files = {f"inbox/{number:02} {name}": content for number, (name, content, _) in enumerate(REFUSED.values())}
    folder = write_course(tmp_path / "class", {**files, "inbox/good.csv": GOOD})
    reports = [one for one in load(folder) if one["path"] != "roster.csv"]
    assert len(reports) == len(REFUSED) + 1
    assert [one["path"] for one in reports if not one["refused"]] == ["inbox/good.csv"]
    assert rows(folder, "SELECT ref FROM act") == [("good",)]
