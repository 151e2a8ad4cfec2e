"""Blogger as Google Takeout gives it."""

from evenkeel.model import Act, Reject, Skip, Who
from evenkeel.sources.blogs import blogger_legacy
from evenkeel.sources.blogs.blogger_takeout import SOURCE
from tests.sources.golden import GOLDEN, check, export_of, found_in, only

FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">'
    "<id>tag:blogger.com,1999:blog-500</id><entry><id>tag:blogger.com,1999:blog-500.post-9</id>{}"
    "<author><name>Ben</name></author><published>2026-03-03T13:00:00Z</published></entry></feed>"
)
LIVE = "<blogger:type>{}</blogger:type><blogger:status>LIVE</blogger:status>"


def test_takeout_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "blogger_takeout.atom")


def test_takeout_is_not_the_old_backup() -> None:
    takeout = export_of((GOLDEN / "blogger_takeout.atom").read_bytes())
    assert not blogger_legacy.SOURCE.identify(takeout)


def test_an_item_has_one_name_in_takeout_and_backup() -> None:
    old = only(Act, found_in(blogger_legacy.SOURCE, (GOLDEN / "blogger_legacy.xml").read_bytes()))
    new = only(Act, found_in(SOURCE, (GOLDEN / "blogger_takeout.atom").read_bytes()))
    assert {(act.ref, act.parent) for act in old} < {(act.ref, act.parent) for act in new}


def test_who_only_says_that_they_are_the_owner_is_not_believed() -> None:
    (said,) = (act for act in only(Act, check(SOURCE, "blogger_takeout.atom")) if "only say" in act.text)
    assert said.author == Who("blogger", "", "Cleo")


def test_a_parent_written_as_a_bare_number_is_the_same_parent() -> None:
    content = FEED.format(LIVE.format("COMMENT") + "<blogger:parent>1</blogger:parent>")
    assert only(Act, found_in(SOURCE, content))[0].parent == "blogger:500:1"


def test_what_was_trashed_is_left_out_and_counted() -> None:
    content = FEED.format(LIVE.format("POST") + "<blogger:trashed>2026-03-04T00:00:00Z</blogger:trashed>")
    assert only(Skip, found_in(SOURCE, content)) == [Skip("trashed post")]


def test_pages_and_hidden_comments_are_left_out_and_counted() -> None:
    ghosted = "<blogger:type>COMMENT</blogger:type><blogger:status>GHOSTED_COMMENT</blogger:status>"
    assert only(Skip, found_in(SOURCE, FEED.format(LIVE.format("PAGE")))) == [Skip("page")]
    assert only(Skip, found_in(SOURCE, FEED.format(ghosted))) == [Skip("ghosted comment")]


def test_an_entry_without_status_is_rejected_for_it_may_be_a_draft() -> None:
    found = found_in(SOURCE, FEED.format("<blogger:type>POST</blogger:type>"))
    assert [reject.where for reject in only(Reject, found)] == ["entry 1"]
