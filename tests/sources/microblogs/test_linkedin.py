"""LinkedIn archives: posts, comments and reposts from three files in two dialects; all other files stay shut."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.microblogs.linkedin import SOURCE
from tests.sources import golden
from tests.sources.microblogs.meta_exports import (
    AT_ANNAS,
    MOMENT,
    NOWHERE,
    acts,
    archive,
    guarded,
    opened,
    refusal,
    single,
)

ANNA = Who("linkedin", name="Anna Bögl")
PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date\nAnna, Bögl,,Private Street 1,1 Jan\n".encode()
POST = "https://www.linkedin.com/feed/update/urn%3Ali%3A"
SHARES_HEAD = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
COMMENTS_HEAD = "Date,Link,Message\n"
AT = "2026-03-02 14:05:00"


def shares(*rows: str, head: str = SHARES_HEAD) -> bytes:
    return (head + "".join(f"{row}\n" for row in rows)).encode()


def comments(*rows: str) -> bytes:
    return shares(*rows, head=COMMENTS_HEAD)


def share(text: str = "Hello", item: str = "share%3A73", visible: str = "MEMBER_NETWORK") -> str:
    return f"{AT},{POST}{item},{text},,,{visible}"


def comment(text: str = "Nice", item: str = "activity%3A79") -> str:
    return f"{AT},{POST}{item},{text}"


def read(files: dict[str, bytes], **more: Any) -> list[Found]:
    return archive(SOURCE, {"Profile.csv": PROFILE, "Connections.csv": b"Notes:\n", **files}, **more)


def text_of(content: bytes, name: str = "Shares.csv") -> str:
    (act,) = acts(single(SOURCE, content, name=name))
    return act.text


def test_a_whole_archive_says_whose_it_is_and_covers_what_it_lists_from_the_beginning() -> None:
    found = read({"Shares.csv": shares(share()), "Comments.csv": comments(comment())})
    post = next(act for act in acts(found) if act.kind is Kind.POST)
    assert post == Act("linkedin:share:73", ANNA, Kind.POST, MOMENT, "linkedin", "Hello", url=f"{POST}share%3A73")
    assert found[-1] == Covers(frozenset({Kind.POST, Kind.COMMENT}), ANNA, None, int(1777626000e6))
    assert "Private" not in repr(found)


@pytest.mark.parametrize("item", ["share", "ugcPost", "groupPost", "activity"])
def test_a_post_is_called_by_its_number_whatever_it_is_of_and_however_its_address_is_written(item: str) -> None:
    for link in (f"{POST}{item}%3A12-73", f"https://www.linkedin.com/feed/update/urn:li:{item}:12-73/"):
        (act,) = acts(single(SOURCE, shares(f"{AT},{link},Hello,,,"), name="Shares.csv"))
        assert act.ref == f"linkedin:{item}:12-73"


def test_dates_are_utc_and_not_the_courses_clock() -> None:
    assert acts(single(SOURCE, shares(share()), name="Shares.csv"))[0].moment == MOMENT


def test_each_line_of_a_post_has_quotation_marks_of_its_own_which_are_not_its_text() -> None:
    lines = '"One: ""a""""\n""""\n""Two, with a ""quote"" in it""\n""and three"'
    assert text_of(shares(share(lines))) == 'One: "a"\n\nTwo, with a "quote" in it\nand three'
    assert text_of(shares(share('"One\n""Two"""'))) == 'One\n"Two"'  # not between two lines: a quotation mark


def test_comments_have_a_backslash_before_a_quotation_mark() -> None:
    content = comments(comment('"He said \\"yes\\", twice,\nand left"'), comment("plain"))
    assert [act.text for act in acts(single(SOURCE, content, name="Comments.csv"))] == [
        'He said "yes", twice,\nand left',
        "plain",
    ]


def test_both_dialects_in_one_archive() -> None:
    files = {"Shares.csv": shares(share('"a ""b"" \\ c"')), "Comments.csv": comments(comment('"a \\"b\\""'))}
    assert {act.text for act in acts(read(files))} == {'a "b" \\ c', 'a "b"'}


def test_comments_in_the_usual_dialect_are_read_as_well() -> None:
    assert text_of(comments(comment('"a ""b"" ¯\\_(ツ)_/¯"')), "Comments.csv") == 'a "b" ¯\\_(ツ)_/¯'


@pytest.mark.parametrize("names", [("Shares_1234.csv", "Comments_1234.csv"), ("shares.csv", "COMMENTS.CSV")])
def test_file_names_may_bear_the_members_number(names: tuple[str, str]) -> None:
    found = read({names[0]: shares(share()), names[1]: comments(comment())})
    assert {act.kind for act in acts(found)} == {Kind.POST, Kind.COMMENT}


def test_lines_of_a_comment_that_nothing_marks_are_put_together() -> None:
    content = comments(comment("Interested\nStudent\n\nThird"), comment("Next"), "", comment("Last"))
    found = single(SOURCE, content, name="Comments.csv")
    assert [act.text for act in acts(found)] == ["Interested\nStudent\n\nThird", "Next", "Last"]
    assert not any(isinstance(one, Skip | Reject) for one in found)


def test_a_comment_answers_the_post_it_stands_under_and_its_addressee_is_not_guessed() -> None:
    (act,) = acts(single(SOURCE, comments(comment("Ben Ode thank you")), name="Comments.csv"))
    assert (act.kind, act.parent, act.to) == (Kind.COMMENT, "linkedin:activity:79", ())


def test_a_comment_under_a_post_of_the_same_number_answers_that_post() -> None:
    files = {
        "Shares.csv": shares(share("Hello", "ugcPost%3A73")),
        "Comments.csv": comments(comment("Yes", "ugcPost%3A73")),
    }
    said, post = acts(read(files))
    assert said.parent == post.ref


def test_a_comment_whose_address_tells_nothing_answers_something_unknown() -> None:
    (act,) = acts(read({"Comments.csv": comments(f"{AT},,Nice")}))
    assert act.parent == "linkedin:unknown"


def test_a_comment_has_no_id_and_is_called_the_same_in_a_newer_archive() -> None:
    old = read({"Comments.csv": comments(comment("Yes"), comment("Yes"), comment("Yes", "activity%3A80"))})
    new = read(
        {"Comments.csv": comments(comment("New"), comment("Yes", "activity%3A80"), comment("Yes"), comment("Yes"))}
    )
    before, after = {act.ref for act in acts(old)}, {act.ref for act in acts(new)}
    assert len(before) == 3 and before < after


@pytest.mark.parametrize("visible", ["MEMBER_NETWORK", "PUBLIC", "", "public"])
def test_what_every_member_can_see_is_public(visible: str) -> None:
    assert text_of(shares(share(visible=visible))) == "Hello"


@pytest.mark.parametrize(("visible", "reason"), [("CONNECTIONS", "for connections only"), ("CONTAINER", "not public")])
def test_what_fewer_can_see_is_counted_and_left_out(visible: str, reason: str) -> None:
    found = single(SOURCE, shares(share("secret", visible=visible)), name="Shares.csv")
    assert found[0] == Skip(reason) and "secret" not in repr(found)


def test_older_posts_have_fewer_columns() -> None:
    content = shares(f"{AT},{POST}share%3A73,Hello", head="Date,ShareLink,ShareCommentary\n")
    assert text_of(content) == "Hello"


def test_a_post_without_words_is_a_post_and_its_shared_page_is_not_its_address() -> None:
    (act,) = acts(single(SOURCE, shares(f"{AT},{POST}share%3A73,,https://example.org/,,"), name="Shares.csv"))
    assert (act.text, act.url) == ("", f"{POST}share%3A73")


def test_a_repost_without_words_is_a_repost_of_what_it_names() -> None:
    reposts = f"Date,Link\n{AT},{POST}share%3A73\n".encode()
    (act,) = acts(single(SOURCE, reposts, name="InstantReposts.csv"))
    assert (act.kind, act.text, act.parent) == (Kind.REPOST, "", "linkedin:share:73")
    found = read({"InstantReposts.csv": reposts})
    assert isinstance(found[-1], Covers) and found[-1].kinds == {Kind.REPOST}


def test_private_files_are_never_opened() -> None:
    readable = {"Shares.csv": shares(share()), "Comments.csv": comments(comment()), "Profile.csv": PROFILE}
    private = ["messages.csv", "Connections.csv", "Email Addresses.csv", "PhoneNumbers.csv", "Reactions.csv"]
    private += ["Jobs/Saved Jobs.csv", "Ad_Targeting.csv", "Receipts_v2.csv", "Articles/Articles/one.html"]
    export = guarded({**dict.fromkeys(private, b""), **readable}, readable.__contains__)
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, NOWHERE))
    assert len(acts(found)) == 2
    assert Note("Not opened, being private or no posts: 9 other files of the archive.") in found


def test_the_archives_own_name_makes_room_for_files_not_known_yet_and_says_its_day() -> None:
    name = "Complete_LinkedInDataExport_05-03-2026.zip"
    found = archive(SOURCE, {"Shares.csv": shares(share()), "Brand New Thing.csv": b"a,b\n"}, AT_ANNAS, name)
    assert isinstance(found[-1], Covers) and found[-1].until == int(1777766400e6)


def test_somebody_elses_file_in_the_folder_does_not_vanish_in_it() -> None:
    files = {
        "Shares.csv": shares(share()),
        "Comments.csv": comments(comment()),
        "acts.csv": b"author,at\nanna,2026-03-02\n",
    }
    exports = opened(files)
    assert sorted(recognise(export).name for export in exports) == ["acts", "linkedin", "linkedin"]


def test_the_archive_may_lie_in_a_folder_of_the_zip() -> None:
    found = archive(SOURCE, {"my data/Shares.csv": shares(share()), "my data/Comments.csv": comments()}, AT_ANNAS)
    assert len(acts(found)) == 1


def test_the_basic_archive_is_refused_with_what_to_ask_for() -> None:
    said = refusal({"Profile.csv": PROFILE, "Connections.csv": b"", "messages.csv": b"", "Registration.csv": b""})
    assert "larger data archive" in said


def test_a_file_that_names_nobody_needs_an_owner_from_outside() -> None:
    assert acts(single(SOURCE, shares(share()), name="Shares.csv"))[0].author == AT_ANNAS.owner
    with pytest.raises(ExportRefused, match=r"does not say whose posts.*--student"):
        single(SOURCE, shares(share()), NOWHERE, "Shares.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"Date,Link,Message\n2026-03-02,https://example.org,a log of another kind\n",
        b"Date,Type,Link\n2026-03-02,LIKE,https://www.linkedin.com/feed\n",
        b"First Name,Last Name\nAnna,B\n",
        b"Date,Link,Message,Author\n2026-03-02,https://www.linkedin.com/,x,anna\n",
    ],
)
def test_tables_of_other_kinds_are_not_taken(content: bytes) -> None:
    assert not SOURCE.identify(in_memory("Comments.csv", content))


@pytest.mark.parametrize("row", ["soon," + POST + "share%3A1,x,,,", ",x,,,,", f"{AT},a,b", f"{AT},a,b,c,d,e,f,g"])
def test_a_row_that_cannot_be_read_is_rejected_with_its_line_and_the_others_are_kept(row: str) -> None:
    found = single(SOURCE, shares(share('"two\nlines"'), row, share("x", "share%3A9")), name="Shares.csv")
    assert [one.where for one in found if isinstance(one, Reject)] == ["line 4"]
    assert len(acts(found)) == 2


def test_an_empty_row_is_counted() -> None:
    assert single(SOURCE, shares(share(), ",,,,,", ""), name="Shares.csv")[1] == Skip("empty row")


def test_comments_alone_are_others_than_in_their_archive_and_it_is_said() -> None:
    for content, said in ((comments(comment()), True), (shares(share()), False)):
        found = single(SOURCE, content, name="one.csv")
        assert any("would count twice" in one.text for one in found if isinstance(one, Note)) is said


def test_a_file_with_other_columns_refuses_the_archive() -> None:
    files = {"Profile.csv": PROFILE, "Connections.csv": b"", "Shares.csv": b"Datum,Text\n2026-03-02,x\n"}
    assert "Shares.csv: lacks columns" in refusal(files)


def test_a_file_cut_off_inside_a_text_does_not_take_the_rest_for_its_text() -> None:
    whole = comments(comment('"one"'), comment('"two, cut'), comment("three"))
    found = single(SOURCE, whole, name="Comments.csv")
    assert [act.text for act in acts(found)] == ["one"]
    (reject,) = (one for one in found if isinstance(one, Reject))
    assert reject == Reject("line 3", "has a quotation mark that is never closed: 2 lines are not read")


def test_quotation_marks_that_nothing_marks_are_read_as_they_stand() -> None:
    content = comments(comment('"He said "hi" to me"'), comment("Next"))
    found = single(SOURCE, content, name="Comments.csv")
    assert [act.text for act in acts(found)][-1] == "Next" and not any(isinstance(one, Reject) for one in found)


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing() -> None:
    content = b"\xef\xbb\xbf" + shares(share('"One""\r\n""Two"')).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
    assert text_of(content) == "One\r\nTwo"


def test_an_invented_archive_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "linkedin.zip")


PIECES = [share(), comment(), '"', '\\"', '""', "\n", ",", AT, POST, "\x00", "\r", "ü", "\\", "CONNECTIONS", "x" * 50]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.mark.parametrize("written", [shares, comments])
@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_any_text_is_read_rejected_or_refused(written: Callable[..., bytes], rows: list[str], profile: str) -> None:
    files = {"Shares.csv": written(*rows), "Comments.csv": written(*rows), "Profile.csv": profile.encode()}
    for one in opened(files):
        try:
            list(SOURCE.extract(one, AT_ANNAS))
        except ExportRefused as refused:
            assert str(refused).startswith("up.zip")
