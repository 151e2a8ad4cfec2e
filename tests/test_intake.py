"""Loading: twice is once, all or nothing, the export's word beats the feed's, and nothing vanishes."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel import inbox, intake
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.model import Act, Found, Kind, Who
from evenkeel.sources.base import Context, Export, Source, in_memory
from tests.class_folder import dump, load, load_one, rows, run, write_course

ACTS = """id,author,kind,at,text,in_reply_to,to,tags
p1,anna@example.org,post,2026-01-13T10:00,First words #prclass,,,news
c1,ben@example.org,comment,2026-01-14T10:00,I think so,p1,,
t1,Anna Ash,tweet,2026-01-15T10:00,@ben look at this,,,
"""
TIME = """student,start,end,minutes,activity,platform,purpose,meant_to_work,evidence
anna@example.org,2026-01-13T10:00,2026-01-13T10:30,,scrolling,x,leisure,yes,measured
ben@example.org,2026-01-14,,45,reading,,coursework,,
"""


def wxr(*items: str, site: str = "anna.example.org") -> str:
    """Write a WordPress export of one blog with one author."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A blog</title><link>https://{site}</link><pubDate>Mon, 23 Feb 2026 12:00:00 +0000</pubDate>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://{site}</wp:base_blog_url>
<wp:author><wp:author_login>writer</wp:author_login></wp:author>
{"".join(items)}</channel></rss>"""


def post(number: int, text: str, *comments: str, status: str = "publish") -> str:
    return f"""<item><title>Post {number}</title><link>https://anna.example.org/post-{number}/</link>
<dc:creator>writer</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2026-01-{12 + number} 15:00:00</wp:post_date_gmt>
<wp:post_type>post</wp:post_type><wp:status>{status}</wp:status>{"".join(comments)}</item>"""


def comment(number: int, name: str, text: str) -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author>{name}</wp:comment_author><wp:comment_date_gmt>2026-01-20 15:00:00</wp:comment_date_gmt>
<wp:comment_content>{text}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type></wp:comment>"""


def feed(*items: str) -> str:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>A blog</title><link>https://anna.example.org</link><description/>
<generator>https://wordpress.org/?v=6.5</generator>{"".join(items)}</channel></rss>"""


def item(number: int, text: str) -> str:
    return f"""<item><title>Post {number}</title><link>https://anna.example.org/post-{number}/</link>
<dc:creator>writer</dc:creator><pubDate>Tue, {12 + number} Jan 2026 15:00:00 +0000</pubDate>
<guid isPermaLink="false">https://anna.example.org/?p={number}</guid><description>{text}</description></item>"""


def x_archive(handle: str, *tweets: tuple[str, str, str]) -> bytes:
    """Write an X archive of (id, date as X writes it, text)."""
    listed = [
        {"tweet": {"id_str": number, "created_at": at, "full_text": text, "entities": {}}}
        for number, at, text in tweets
    ]
    account = [{"account": {"username": handle, "accountId": "11", "accountDisplayName": handle}}]
    files = {"tweets": ("tweets", listed), "account": ("account", account)}
    manifest = {
        "userInfo": {"accountId": "11", "userName": handle, "displayName": handle},
        "archiveInfo": {"sizeBytes": "1", "generationDate": "2026-02-23T12:00:00.000Z"},
        "dataTypes": {
            name: {
                "files": [{"fileName": f"data/{name}.js", "globalName": f"YTD.{name}.part0", "count": str(len(rows_))}]
            }
            for name, (_, rows_) in files.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data/manifest.js", f"window.__THAR_CONFIG = {json.dumps(manifest)}")
        for name, (key, values) in files.items():
            archive.writestr(f"data/{name}.js", f"window.YTD.{key}.part0 = {json.dumps(values)}")
    return buffer.getvalue()


def said(folder: Path) -> dict[str, str]:
    return dict(rows(folder, "SELECT a.ref, s.text FROM act a JOIN said s ON s.act_id = a.id"))


def person_of(folder: Path) -> dict[str, str | None]:
    """Return whose each act is."""
    return dict(
        rows(
            folder,
            "SELECT a.ref, p.email FROM act a JOIN account c ON c.id = a.account_id "
            "LEFT JOIN person p ON p.id = c.person_id",
        )
    )


EVERYTHING: dict[str, str | bytes] = {
    "inbox/acts.csv": ACTS,
    "inbox/time.csv": TIME,
    "inbox/anna@example.org/blog.xml": wxr(post(1, "One"), post(2, "Two", comment(5, "Ben Birk", "Yes"))),
    "inbox/anna@example.org/feed.xml": feed(item(2, "Two, cut")),
    "inbox/ben@example.org/x.zip": x_archive("ben", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello @anna")),
}


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    first = load(folder)
    assert [one["refused"] for one in first] == [""] * 6
    assert sum(one["new"] for one in first) == 3 + 3 + 2 + 3 + 1
    held = dump(folder)
    again = load(folder)
    assert dump(folder) == held
    assert [(one["new"], one["changed"]) for one in again] == [(0, 0)] * 5
    assert sum(one["known"] for one in again) == 10


def test_loading_in_another_order_under_other_names_holds_the_same_acts(tmp_path: Path) -> None:
    one = write_course(tmp_path / "one", EVERYTHING)
    other = write_course(tmp_path / "other")
    load(one)
    for name, content in reversed(EVERYTHING.items()):
        (other / name).parent.mkdir(exist_ok=True)
        (other / name).write_bytes(content.encode() if isinstance(content, str) else content)
        load(other, other / name)
    assert said(one) == said(other)
    assert person_of(one) == person_of(other)


def test_an_overlapping_newer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": wxr(post(1, "One"), post(2, "Two"))})
    assert load_one(folder)["new"] == 2
    newer = wxr(post(2, "Two"), post(3, "Three", comment(9, "Ben Birk", "Yes")))
    (folder / "inbox" / "blog.xml").write_text(newer, "utf-8")
    report = load_one(folder)
    assert (report["new"], report["known"], report["changed"]) == (2, 1, 0)
    assert len(said(folder)) == 4


def test_a_changed_item_counts_as_changed_and_its_new_words_hold(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": wxr(post(1, "One"), post(2, "Two"))})
    load(folder)
    (folder / "inbox" / "blog.xml").write_text(wxr(post(1, "One, mended"), post(2, "Two")), "utf-8")
    report = load_one(folder)
    assert (report["new"], report["known"], report["changed"]) == (0, 1, 1)
    assert sorted(said(folder).values()) == ["One, mended", "Two"]


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("to", "", "ida@example.org"),
        ("author", "anna@example.org", "ben@example.org"),
        ("kind", "post", "tweet"),
        ("at", "2026-01-13T10:00", "2026-01-13T10:01"),
        ("text", "words", "other words"),
        ("tags", "", "prclass"),
        ("purpose", "", "leisure"),
        ("platform", "forum", "x"),
        ("in_reply_to", "", "p0"),
        ("url", "", "https://anna.example.org/p1"),
    ],
)
def test_whatever_the_source_changes_of_an_act_is_seen(tmp_path: Path, column: str, before: str, after: str) -> None:
    cells = {"author": "anna@example.org", "kind": "post", "at": "2026-01-13T10:00", "text": "words"}

    def table(value: str) -> str:
        held = {"id": "p1", **cells, column: value}
        return f"{','.join(held)}\n{','.join(held.values())}\n"

    folder = write_course(tmp_path / "class", {"inbox/acts.csv": table(before)})
    load(folder)
    (folder / "inbox" / "acts.csv").write_text(table(after), "utf-8")
    report = load_one(folder)
    assert (report["new"], report["known"], report["changed"]) == (0, 0, 1)
    held = dump(folder)
    assert load_one(folder)["known"] == 1
    assert dump(folder) == held


def test_of_the_same_id_twice_in_a_file_the_last_row_holds(tmp_path: Path) -> None:
    twice = ACTS + "p1,anna@example.org,post,2026-01-13T10:00,Last words,,,\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": twice})
    report = load_one(folder)
    assert (report["new"], report["acts"]) == (3, 4)
    assert said(folder)["p1"] == "Last words"
    held = dump(folder)
    assert load_one(folder)["changed"] == 0
    assert dump(folder) == held


def test_the_last_row_of_an_id_holds_also_when_it_comes_thousands_of_rows_later(tmp_path: Path) -> None:
    lines = [f"p{n},anna@example.org,post,2026-01-13T10:00,{n}" for n in range(12_000)]
    lines.append("p3,anna@example.org,post,2026-01-13T10:00,Last words")
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": "\n".join(["id,author,kind,at,text", *lines, ""])})
    assert load_one(folder)["new"] == 12_000
    assert said(folder)["p3"] == "Last words"
    held = dump(folder)
    assert load_one(folder)["new"] == 0
    assert dump(folder) == held


def test_identical_rows_without_an_id_are_two_acts_and_stay_two(tmp_path: Path) -> None:
    row = "Anna Ash,2026-01-13T10:00,me too\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": "author,at,text\n" + row * 2})
    assert load_one(folder)["new"] == 2
    assert (load_one(folder)["new"], load_one(folder)["known"]) == (0, 2)
    (folder / "inbox" / "acts.csv").write_text("author,at,text\n" + row * 3, "utf-8")
    assert (load_one(folder)["new"], len(said(folder))) == (1, 3)


def test_identical_rows_of_a_diary_are_two_entries_and_stay_two(tmp_path: Path) -> None:
    row = "anna@example.org,2026-01-13,20\n"
    folder = write_course(tmp_path / "class", {"inbox/time.csv": "student,start,minutes\n" + row * 2})
    assert load_one(folder)["new"] == 2
    assert load_one(folder)["known"] == 2
    assert rows(folder, "SELECT count(*), sum(minutes) FROM entry") == [(2, 40.0)]


@pytest.mark.parametrize("feed_first", [True, False])
def test_feed_and_export_of_a_post_are_one_act_and_the_exports_words_win(tmp_path: Path, feed_first: bool) -> None:
    files = {"feed.xml": feed(item(1, "The whole of i […]")), "blog.xml": wxr(post(1, "The whole of it."))}
    folder = write_course(tmp_path / "class")
    for name in files if feed_first else reversed(files):
        (folder / "inbox" / name).write_text(files[name], "utf-8")
        report = load_one(folder, folder / "inbox" / name)
    assert list(said(folder).values()) == ["The whole of it."]
    assert (report["new"], report["changed"]) == (0, int(feed_first))
    held = dump(folder)
    load(folder)
    assert dump(folder) == held


def test_parents_are_found_by_id_and_by_address_in_whatever_file_and_order_they_come(tmp_path: Path) -> None:
    acts = "id,author,kind,at,in_reply_to\na1,ben@example.org,comment,2026-01-14T10:00,p1\n"
    acts += "a2,ben@example.org,comment,2026-01-14T12:00,nowhere\n"
    link = "https://www.Anna.example.org/post-1/"
    comments = f"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Comments for Anna</title><link>https://anna.example.org</link>
<atom:link href="https://anna.example.org/comments/feed/" rel="self"/>
<item><title>By: Ben Birk</title><link>{link}#comment-5</link><dc:creator>Ben Birk</dc:creator>
<pubDate>Tue, 20 Jan 2026 10:00:00 +0000</pubDate><guid>{link}#comment-5</guid>
<content:encoded>Well said</content:encoded></item></channel></rss>"""
    files = {"inbox/1.csv": acts, "inbox/2.csv": ACTS, "inbox/3.xml": comments, "inbox/4.xml": wxr(post(1, "One"))}
    folder = write_course(tmp_path / "class", files)
    assert [one["format"] for one in load(folder)][1:] == ["acts", "acts", "wordpress-comments", "wordpress-wxr"]
    refs = dict(rows(folder, "SELECT id, ref FROM act"))
    with closing(Desk(folder)) as desk:
        parents = desk.snapshots.cursor().execute("SELECT act, parent FROM act WHERE answers").fetchall()
    assert {refs[act]: refs.get(parent) for act, parent in parents} == {
        "a1": "p1",
        "a2": None,
        "c1": "p1",
        "wordpress:anna.example.org:comment:5": "wordpress:anna.example.org:post:1",
    }


def test_the_folder_names_the_student_whose_archive_says_nothing_of_it(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/ben@example.org/x.zip": tweets})
    assert load_one(folder)["unmatched"] == []
    assert list(person_of(folder).values()) == ["ben@example.org"]
    assert rows(folder, "SELECT matched_by FROM account WHERE handle = 'night_owl'") == [("folder",)]


def test_what_the_folder_told_holds_for_later_files_and_after_a_reload(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    own = "author,at,kind\nowl,2026-01-14T10:00,post\n"
    folder = write_course(
        tmp_path / "class", {"inbox/ben@example.org/x.zip": tweets, "inbox/anna@example.org/own.csv": own}
    )
    load(folder)
    held = person_of(folder)
    assert sorted(str(email) for email in held.values()) == ["anna@example.org", "ben@example.org"]
    (folder / "inbox" / "more.csv").write_text(ACTS, "utf-8")
    load(folder, folder / "inbox" / "more.csv")
    assert {ref: email for ref, email in person_of(folder).items() if ref in held} == held


def test_the_command_names_the_student_too(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"x.zip": tweets})
    assert load_one(folder, folder / "x.zip", "--student", "Ben Birk")["unmatched"] == []
    assert list(person_of(folder).values()) == ["ben@example.org"]


def test_where_the_roster_contradicts_the_folder_the_roster_is_believed_and_it_is_said(tmp_path: Path) -> None:
    tweets = x_archive("anna", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/ben@example.org/x.zip": tweets})
    report = load_one(folder)
    [note] = [note for note in report["notes"] if "roster" in note]
    assert note == (
        "The folder names ben@example.org, but anna is somebody else on the roster: the roster was believed."
    )
    assert list(person_of(folder).values()) == ["anna@example.org"]


def test_a_decision_that_an_account_is_not_ours_is_not_overruled_by_a_folder(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/ben@example.org/x.zip": tweets})
    with closing(Desk(folder)) as desk:
        desk.match(LOCAL_INSTRUCTOR, "night_owl", "nobody", 1)
    assert load_one(folder)["unmatched"] == []
    assert list(person_of(folder).values()) == [None]


@pytest.mark.parametrize(
    ("name", "content", "said_of_it"),
    [
        ("broken.xml", wxr(post(1, "One"))[:-40], "line"),
        ("notes.docx", b"PK\x03\x04 not really", "broken archive"),
        ("empty.csv", b"", "empty"),
        ("story.txt", b"Once upon a time there was a class.\n", "no kind known here"),
        ("page.html", b"<!doctype html><html><body>Instagram</body></html>", "JSON"),
    ],
)
def test_a_refused_file_leaves_the_record_as_it_was(
    tmp_path: Path, name: str, content: str | bytes, said_of_it: str
) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    load(folder)
    held = dump(folder)
    path = folder / "inbox" / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    report = load_one(folder, path)
    assert report["path"] == f"inbox/{name}"
    assert said_of_it in report["refused"] and report["refused"].startswith(f"inbox/{name}")
    assert report["new"] == report["known"] == 0
    assert dump(folder) == held


@pytest.mark.parametrize("name", ["notes, part 2.zip", "week 1: notes.zip", "a.b, line 3: c.zip"])
def test_a_refusal_names_the_whole_path_whatever_marks_are_in_it(tmp_path: Path, name: str) -> None:
    folder = write_course(tmp_path / "class", {f"inbox/{name}": b"PK\x03\x04 not really"})
    assert load_one(folder)["path"] == f"inbox/{name}"


def test_a_cancelled_load_leaves_no_trace(tmp_path: Path) -> None:
    lines = [f"q{n},Nobody {n},post,2026-01-13T10:00,{n}" for n in range(12_000)]
    folder = write_course(tmp_path / "class", EVERYTHING)
    load(folder)
    held = dump(folder)
    big = folder / "inbox" / "big.csv"
    big.write_text("\n".join(["id,author,kind,at,text", *lines, ""]), "utf-8")
    seen: list[tuple[str, int]] = []

    def cancel(path: str, count: int) -> None:
        seen.append((path, count))
        if count >= 10_000:
            raise KeyboardInterrupt

    with closing(Desk(folder)) as desk:
        before = desk.stamp()
        with pytest.raises(KeyboardInterrupt):
            desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder, [big]), inbox.Asked(now=1), cancel)
        assert desk.stamp() == before
        assert dump(folder) == held
        [report] = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder, [big]), inbox.Asked(now=1))
        assert report.new == 12_000
    assert seen == [("inbox/big.csv", 5_000), ("inbox/big.csv", 10_000)]


def test_an_importer_that_fails_half_way_leaves_no_trace(tmp_path: Path) -> None:
    broken = wxr(*(post(n, "x" * 300, comment(n, f"Visitor {n}", "Hm")) for n in range(1, 15)))
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": broken.replace("</channel>", "</chanel>")})
    report = load_one(folder)
    assert "line" in report["refused"]
    assert rows(folder, "SELECT (SELECT count(*) FROM act), (SELECT count(*) FROM account)") == [(0, 0)]


def test_only_authors_and_students_are_listed_as_unmatched_not_everybody_who_was_named(tmp_path: Path) -> None:
    acts = "author,at,text,kind,to\nStranger,2026-01-13T10:00,@passer hello,tweet,Addressed One\n"
    diary = "student,start,minutes\nUnknown Student,2026-01-13,20\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts, "inbox/time.csv": diary})
    acts_report, diary_report = (one for one in load(folder) if one["path"] != "roster.csv")
    assert acts_report["unmatched"] == ["Stranger"]
    assert diary_report["unmatched"] == ["Unknown Student"]
    with closing(Desk(folder)) as desk:
        assert sorted(desk.unmatched(LOCAL_INSTRUCTOR)["handle"]) == ["Stranger", "Unknown Student"]


def test_a_plain_file_covers_all_kinds_of_everybody_who_wrote_in_it(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    assert load_one(folder)["coverage"] == {"people": 3, "since": None, "until": None, "cut_short": False}
    whose = "SELECT c.handle, v.source, v.kinds, v.cut_short FROM coverage v JOIN account c ON c.id = v.account_id"
    assert sorted(rows(folder, whose)) == [
        ("Anna Ash", "acts", "any", 0),
        ("anna@example.org", "acts", "any", 0),
        ("ben@example.org", "acts", "any", 0),
    ]


def test_an_archive_covers_its_owner_until_it_was_made(tmp_path: Path) -> None:
    tweets = x_archive("ben", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/x.zip": tweets})
    assert load_one(folder)["coverage"] == {
        "people": 1,
        "since": None,
        "until": "2026-02-23T12:00:00+00:00",
        "cut_short": False,
    }


def test_a_feed_that_was_cut_short_says_so_and_from_when_it_shows(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/feed.xml": feed(*(item(n, "x") for n in range(1, 11)))})
    coverage = load_one(folder)["coverage"]
    assert (coverage["cut_short"], coverage["since"]) == (True, "2026-01-13T15:00:00+00:00")


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    acts = ACTS + "x1,,post,2026-01-13T10:00,no author,,,\nx2,Anna Ash,post,,no date,,,\n,,,,,,,\nx3,a,b\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts})
    report = load_one(folder)
    assert (report["new"], report["skipped"]) == (3, {"empty row": 1})
    assert [one["where"] for one in report["rejected"]] == ["line 5", "line 6", "line 8"]
    assert all(one["why"] for one in report["rejected"])


def test_a_roster_is_loaded_before_all_else_so_that_everybody_is_known(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": "author,at\nzed,2026-01-13\n"})
    (folder / "inbox" / "z.csv").write_text("name,email,forum\nZoe Zed,zoe@example.org,zed\n", "utf-8")
    reports = load(folder)[1:]
    assert [one["format"] for one in reports] == ["roster", "acts"]
    assert reports[1]["unmatched"] == []


def test_a_change_to_the_newest_act_beside_new_ones_loses_neither(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": wxr(post(1, "One"))})
    load(folder)
    (folder / "inbox" / "blog.xml").write_text(wxr(post(1, "One, mended"), post(2, "Two")), "utf-8")
    report = load_one(folder)
    assert (report["new"], report["changed"]) == (1, 1)
    assert sorted(said(folder).values()) == ["One, mended", "Two"]


def test_what_no_text_can_hold_is_no_reason_to_fail(tmp_path: Path) -> None:
    odd = x_archive(
        "ben",
        ("901", "Wed Jan 14 10:00:00 +0000 2026", "half a smile \ud83d and a \x00"),
        ("902", "Wed Jan 14 11:00:00 +0000 2026", "whole"),
    )
    folder = write_course(tmp_path / "class", {"inbox/x.zip": odd})
    assert load_one(folder)["new"] == 2
    assert said(folder)["x:901"].startswith("half a smile ? and a")


def test_a_file_name_that_is_no_text_is_no_reason_to_fail(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class")
    name = os.fsencode(folder / "inbox") + b"/caf\xe9.csv"
    try:
        with open(name, "wb") as file:
            file.write(ACTS.encode())
    except OSError:
        pytest.skip("this disk takes no such names")
    report = load_one(folder)
    assert (report["path"], report["new"]) == ("inbox/caf?.csv", 3)
    assert load_one(folder, os.fsdecode(name))["known"] == 3


def test_several_desks_may_load_at_once(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    with closing(Desk(folder)) as one, closing(Desk(folder)) as other:
        loaded: list[Callable[[], object]] = [
            lambda: one.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=1)),
            lambda: other.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=1)),
        ]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda ask: ask(), loaded))
    alone = write_course(tmp_path / "alone", EVERYTHING)
    load(alone)
    assert said(folder) == said(alone) and person_of(folder) == person_of(alone)


def test_an_importer_that_stumbles_refuses_its_file_and_leaves_no_trace(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    load(folder)
    held = dump(folder)

    def stumble(export: Export, context: Context) -> Iterator[Found]:
        yield Act("odd:1", Who("x", "anna"), Kind.TWEET, 1)
        raise KeyError("of no import")

    source = Source("odd", "Odd export", lambda export: True, stumble)
    with closing(Desk(folder)) as desk:
        report = intake.load(desk.record, in_memory("inbox/odd.bin", b"?"), source, Context(desk.course.zone))
    assert report.refused.startswith("inbox/odd.bin: reading it as Odd export failed (KeyError")
    assert dump(folder) == held


SIDE = ("archive_browser.html", "Blogger/Blogs/Anna asks/settings.csv", "Blogger/Blogs/Anna asks/followers.csv",
        "Blogger/Blogs/Anna asks/theme-layouts.xml", "Blogger/Profile/profile.csv")  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
def test_what_comes_beside_an_export_is_passed_over_and_named(tmp_path: Path, packed: bool) -> None:
    folder = write_course(tmp_path / "class", {"inbox/README.txt": "Put exports here.\n"})
    if packed:
        with zipfile.ZipFile(folder / "inbox" / "takeout.zip", "w") as archive:
            for name in SIDE:
                archive.writestr(f"Takeout/{name}", "a,b\n1,2\n")
    else:
        for name in SIDE:
            path = folder / "inbox" / "Takeout" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("a,b\n1,2\n", "utf-8")
    reports = [one for one in load(folder) if one["path"] != "roster.csv"]
    assert {one["path"].rpartition("/")[2] for one in reports} == {"README.txt", *(s.rpartition("/")[2] for s in SIDE)}
    assert {one["refused"] for one in reports} == {""}
    assert [one["skipped"] for one in reports] == [{"file beside an export": 1}] * 6
    said_of = run("load", "--course", folder)
    assert said_of.code == 0
    assert "inbox/README.txt: passed over" in said_of.out and "No files loaded, no new rows." in said_of.out


def test_a_table_of_that_name_anywhere_else_is_not_passed_over(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/settings.csv": "a,b\n1,2\n"})
    assert "columns are not known" in load_one(folder)["refused"]


def test_the_whole_course_folder_may_be_named_and_its_own_files_are_no_exports(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {**EVERYTHING, "acts.csv": "author,at\nAnna Ash,2026-01-13\n"})
    (folder / "truth.json").write_text("{}", "utf-8")
    (folder / "README.txt").write_text("Mine.\n", "utf-8")
    (folder / "exercises").mkdir()
    (folder / "exercises" / "video.yaml").write_text("id: video\n", "utf-8")
    by_default = [one["path"] for one in load(folder) if one["path"] != "roster.csv"]
    held = dump(folder)
    assert "acts.csv" in by_default
    assert sorted(one["path"] for one in load(folder, folder)) == sorted(by_default)
    assert dump(folder) == held
