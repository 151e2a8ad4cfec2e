"""Reddit's data request: an account's posts and comments, and nothing of what else the archive holds."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Covers, Found, Kind, Reject, Skip, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, in_memory
from evenkeel.sources.microblogs.reddit import SOURCE
from evenkeel.sources.opening.files import exports, uploaded
from tests.sources.golden import check, counts, only

ANNA = Who("reddit", "anna_b")
OWNER = Who(handle="anna@example.org")
WHEN = "2026-03-06 13:02:05 UTC"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
EXPORTED = int(datetime(2026, 5, 1, 6, 57, 14, tzinfo=UTC).timestamp()) * 1_000_000
OUTSIDE = Context(ZoneInfo("America/New_York"))
AT_ANNAS = OUTSIDE._replace(owner=OWNER)
THREAD = "https://www.reddit.com/r/prclass/comments/p1/a_title/"
POSTS = "id,permalink,date,ip,subreddit,gildings,title,url,body"
COMMENTS = "id,permalink,date,ip,subreddit,gildings,link,parent,body,media"
STATISTICS = (
    "statistic,value\r\naccount name,anna_b\r\nexport time,2026-05-01 06:57:14 UTC\r\n"
    "registration date,2014-05-19 22:02:20 UTC\r\nemail address,private@example.org\r\n"
)
PRIVATE = ("messages.csv", "chat_history.csv", "ip_logs.csv", "post_headers.csv", "comment_headers.csv", "drafts.csv")


def post(number: str = "p1", body: str = "Hello", title: str = "A title", url: str = "", when: str = WHEN) -> str:
    return f'{number},{THREAD},{when},203.0.113.7,prclass,0,{title},{url},"{body}"\r\n'


def comment(number: str = "c1", parent: str = "", body: str = "Yes", when: str = WHEN) -> str:
    return f'{number},{THREAD}{number}/,{when},203.0.113.7,prclass,0,{THREAD},{parent},"{body}",\r\n'


def posts(*rows: str) -> bytes:
    return f"{POSTS}\r\n{''.join(rows)}".encode()


def comments(*rows: str, header: str = COMMENTS) -> bytes:
    return f"{header}\r\n{''.join(rows)}".encode()


def bundle(files: dict[str, bytes], opened: list[str] | None = None) -> Export:
    def opener(name: str, content: bytes) -> Callable[[], io.BytesIO]:
        def opens() -> io.BytesIO:
            if opened is not None:
                opened.append(name)
            return io.BytesIO(content)

        return opens

    members = tuple(Export(f"r.zip/{name}", opener(name, held), len(held)) for name, held in files.items())
    return Export("r.zip", io.BytesIO, 0, members)


def load(export: Export, context: Context = OUTSIDE) -> list[Found]:
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def single(content: bytes, context: Context = AT_ANNAS) -> list[Found]:
    return load(in_memory("export.csv", content), context)


def test_an_archive_names_its_account_and_covers_it_until_the_day_of_the_export() -> None:
    files = {"comments.csv": comments(comment()), "posts.csv": posts(post()), "statistics.csv": STATISTICS.encode()}
    assert load(bundle(files)) == [
        Act(
            "reddit:t1_c1",
            ANNA,
            Kind.COMMENT,
            MOMENT,
            "reddit",
            "Yes",
            parent="reddit:t3_p1",
            tags=("prclass",),
            url=f"{THREAD}c1/",
        ),
        Act("reddit:t3_p1", ANNA, Kind.POST, MOMENT, "reddit", "Hello", "A title", tags=("prclass",), url=THREAD),
        Covers(frozenset({Kind.POST, Kind.COMMENT}), ANNA, None, EXPORTED),
    ]


def test_messages_chats_addresses_and_headers_are_never_opened() -> None:
    opened: list[str] = []
    files = {name: comments(comment("x")) for name in PRIVATE}
    files |= {"posts.csv": posts(post()), "comments.csv": comments()}
    export = bundle(files, opened)
    assert SOURCE.identify(export) and counts(SOURCE.extract(export, AT_ANNAS)) == {"post": 1}
    assert set(opened) == {"posts.csv", "comments.csv"}


def test_neither_the_ip_address_nor_the_accounts_mail_comes_out() -> None:
    files = {"posts.csv": posts(post()), "statistics.csv": STATISTICS.encode()}
    assert "203.0.113" not in str(load(bundle(files))) and "private@" not in str(load(bundle(files)))


def test_a_comment_without_a_parent_answers_the_post_and_else_the_comment() -> None:
    found = single(comments(comment("c1"), comment("c2", "c1"), comment("c3", "t1_c1"), comment("c4", "t3_p1")))
    parents = [act.parent for act in only(Act, found)]
    assert parents == ["reddit:t3_p1", "reddit:t1_c1", "reddit:t1_c1", "reddit:t3_p1"]


def test_deleted_and_removed_texts_are_counted() -> None:
    found = single(comments(comment("c1", body="[deleted]"), comment("c2", body=" [removed]"), comment("c3")))
    assert counts(found) == {"deleted": 2, "comment": 1}


def test_a_post_of_a_link_has_the_link_as_its_text() -> None:
    (act,) = only(Act, single(posts(post(body="", url="https://example.org/news"))))
    assert (act.text, act.title) == ("https://example.org/news", "A title")


def test_a_post_of_itself_has_no_text() -> None:
    assert only(Act, single(posts(post(body="", url=THREAD))))[0].text == ""


def test_users_in_a_text_are_addressed() -> None:
    body = "Ask u/Ben_C or /u/cleo, not r/u/dan or https://example.org/u/eve"
    (act,) = only(Act, single(comments(comment(body=body))))
    assert act.to == (Who("reddit", "ben_c"), Who("reddit", "cleo"))


def test_a_text_of_several_lines_with_quotes_is_one_text() -> None:
    (act,) = only(Act, single(comments(comment(body='one ""two""\r\n\r\nthree, four'))))
    assert act.text == 'one "two"\r\n\r\nthree, four'


def test_an_older_header_with_more_columns_is_read() -> None:
    older = "id,permalink,date,ip,subreddit,gildings,gildings_silver,gildings_supergold,link,parent,body,media"
    row = f'c1,{THREAD}c1/,{WHEN},,prclass,0,0,0,{THREAD},,"Yes",\r\n'
    assert counts(single(comments(row, header=older))) == {"comment": 1}


def test_one_table_alone_is_its_owners_and_covers_its_kind_alone() -> None:
    found = single(posts(post()))
    assert only(Act, found)[0].author == OWNER
    assert found[-1] == Covers(frozenset({Kind.POST}), OWNER, None, MOMENT)
    with pytest.raises(ExportRefused, match=r"does not say whose .* inbox/<e-mail address>/"):
        single(posts(post()), OUTSIDE)


def test_large_tables_come_in_numbered_parts() -> None:
    files = {"comments_1.csv": comments(comment("c1")), "comments_2.csv": comments(comment("c2"))}
    assert counts(load(bundle(files), AT_ANNAS)) == {"comment": 2}


def test_headers_alone_are_no_export() -> None:
    with pytest.raises(UnknownFormat):
        recognise(in_memory("post_headers.csv", f"{POSTS.rpartition(',')[0]}\r\n".encode()))


def test_a_zip_is_one_archive_and_its_private_files_make_no_noise() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name in PRIVATE:
            zipped.writestr(name, "x")
        zipped.writestr("posts.csv", posts(post()))
        zipped.writestr("comments.csv", comments())
    (export,) = uploaded("export_anna_b_20260501.zip", buffer.getvalue(), is_bundle)
    assert isinstance(export, Export)
    assert [type(part) for part in load(export, AT_ANNAS)] == [Act, Covers]


def test_a_students_other_files_beside_the_tables_do_not_vanish_in_them(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_bytes(posts(post()))
    (tmp_path / "acts.csv").write_bytes(b"author,at\nanna,2026-03-02\n")
    paths = [one.path for one in exports(tmp_path, "inbox", is_bundle) if isinstance(one, Export)]
    assert paths == ["inbox/acts.csv", "inbox/posts.csv"]


def test_a_row_without_an_id_or_a_date_is_rejected_with_its_table_and_line() -> None:
    files = {"comments.csv": comments(comment(""), comment("c2", when="yesterday"), "a,b\r\n", comment("c4"))}
    found = load(bundle(files), AT_ANNAS)
    assert [part.where for part in only(Reject, found)] == [f"comments.csv, line {line}" for line in (2, 3, 4)]
    assert counts(found) == {"comment": 1}


def test_an_invented_archive_reads_as_it_did() -> None:
    check(SOURCE, "reddit.zip")


CELLS = st.text(max_size=20) | st.sampled_from([WHEN, "c1", "[deleted]", '"', "u/ben", THREAD, "t3_", "9" * 400])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=11), max_size=4), st.sampled_from([POSTS, COMMENTS]))
def test_any_table_is_read_rejected_or_refused(rows: list[list[Any]], header: str) -> None:
    content = "\n".join([header, *(",".join(row) for row in rows)]).encode("utf-8", "replace")
    with suppress(ExportRefused):
        found = list(SOURCE.extract(in_memory("x.csv", content), AT_ANNAS))
        assert all(isinstance(part, Act | Covers | Reject | Skip) for part in found)
