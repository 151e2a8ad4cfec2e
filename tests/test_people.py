"""Who is who: by decision, account, e-mail, site or name, in this order, and never by guessing."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel import accounts, inbox, people
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.model import Account, Person, Who
from tests.class_folder import load, load_one, rows, run, write_course

SECRET = "5e" * 32
ANNA, BEN, CAL = 1, 2, 3


def person(number: int, name: str, email: str, **held: str) -> Person:
    """Make somebody whose accounts are given as on the roster, several with `;`."""
    spelt = {(p, accounts.spelling(p, one)): one for p, cell in held.items() for one in cell.split(";")}
    return Person(number, email, name, "student", "", spelt)


ROSTER = people.roster(
    [
        person(ANNA, "Anna Ash", "anna@example.org", x="@Anna", blog="https://www.Anna.example.org/"),
        person(BEN, "Ben Birk", "ben@example.org", x="ben;ben_second"),
        person(CAL, "Cal Cole", "cal@example.org", mastodon="@Cal@Mastodon.example.org"),
        person(4, "Sam Stone", "sam.one@example.org", x="samone"),
        person(5, "Sam  STONE", "sam.two@example.org"),
    ],
    SECRET,
)


def account(platform: str, handle: str = "", name: str = "", email: str = "", site: str = "") -> Account:
    """Make an account as the record would keep what a file says."""
    who = Who(platform, handle, name, email, site)
    key = people.mail_key(email, SECRET)
    return Account(1, platform, people.spelling(who, key), handle, name, key, site)


def matched(one: Account, decisions: dict[str, int | None] | None = None) -> tuple[int | None, str]:
    return people.match(one, ROSTER, decisions or {})


def test_a_decision_comes_first_then_account_email_site_and_name() -> None:
    all_five = account("x", "anna", "Cal Cole", "ben@example.org", "anna.example.org")
    assert matched(all_five, {"anna": BEN}) == (BEN, "decision")
    assert matched(all_five) == (ANNA, "account")
    assert matched(account("x", "?", "Cal Cole", "ben@example.org", "anna.example.org")) == (BEN, "e-mail")
    assert matched(account("x", "?", "Cal Cole", "nora@example.org", "anna.example.org")) == (ANNA, "site")
    assert matched(account("x", "?", "Cal Cole", "nora@example.org", "nora.example.org")) == (CAL, "name")
    assert matched(account("x", "?", "Nora Nobody")) == (None, "")


def test_a_decision_may_be_that_somebody_is_not_one_of_ours() -> None:
    assert matched(account("x", "anna"), {"anna": None}) == (None, "decision")


@pytest.mark.parametrize("decided", ["x:stranger", "stranger", "nora nobody"])
def test_a_decision_is_about_an_account_a_handle_or_a_name(decided: str) -> None:
    assert matched(account("x", "Stranger", "Nora  Nobody"), {decided: CAL}) == (CAL, "decision")


def test_two_people_of_one_name_are_found_by_neither() -> None:
    assert matched(account("wordpress", name="Sam Stone")) == (None, "")
    assert ROSTER.anyone("Sam Stone") is None
    assert ROSTER.anyone("sam.one@example.org") == 4


def test_an_account_that_two_people_claim_is_nobodys() -> None:
    shared = people.roster(
        [
            person(1, "Anna Ash", "anna@example.org", x="team"),
            person(2, "Ben Birk", "ben@example.org", x="@Team"),
        ],
        SECRET,
    )
    assert people.match(account("x", "team"), shared, {}) == (None, "")
    assert shared.anyone("team") is None


def test_a_name_is_refused_where_that_persons_account_on_the_platform_is_another() -> None:
    assert matched(account("x", "another_anna", "Anna Ash")) == (None, "")
    assert matched(account("mastodon", "anna@elsewhere.example.org", "Anna Ash")) == (ANNA, "name")
    assert matched(account("x", "", "Anna Ash")) == (ANNA, "name")


def test_a_name_must_be_the_whole_name_but_for_case_and_blanks() -> None:
    assert matched(account("wordpress", name=" anna   ASH ")) == (ANNA, "name")
    assert matched(account("wordpress", name="Anna")) == (None, "")
    assert matched(account("wordpress", name="Anna Ash-Birk")) == (None, "")


def test_two_people_behind_one_address_are_matched_by_neither_name() -> None:
    lab = people.learned(account("wordpress", "", "Anna Ash", "lab@example.org"), account("wordpress", name="Ben Birk"))
    assert lab.name == "Anna Ash / Ben Birk"
    assert matched(lab) == (None, "")
    stranger = people.learned(lab._replace(name="Anna Ash"), account("wordpress", name="Nora Nobody"))
    assert matched(stranger) == (None, "")


def test_a_part_of_the_name_behind_the_same_address_is_the_same_person() -> None:
    own = people.learned(account("wordpress", "", "Anna", "a@example.org"), account("wordpress", name="Anna Ash"))
    assert own.name == "Anna / Anna Ash"
    assert matched(own) == (ANNA, "name")
    assert people.learned(own, account("wordpress", name="ANNA ash")) == own


def test_what_a_later_file_tells_of_an_account_is_learnt_but_a_handle_keeps_its_first_name() -> None:
    first, later = account("x", "owl"), account("x", "owl", "Cal Cole", "ben@example.org", "anna.example.org")
    known = people.learned(first, later)
    assert (known.name, known.mail_key, known.site) == ("Cal Cole", later.mail_key, "anna.example.org")
    assert people.learned(known, account("x", "owl", "Somebody")) == known
    assert matched(known) == (BEN, "e-mail")


def test_a_decision_about_one_of_two_names_behind_an_address_holds_unless_they_differ() -> None:
    lab = account("wordpress", "", "Anna Ash / Nora", "lab@example.org")
    assert matched(lab, {"nora": CAL}) == (CAL, "decision")
    assert matched(lab, {"nora": CAL, "anna ash": BEN}) == (None, "")


@pytest.mark.parametrize(
    ("platform", "written", "spelt"),
    [
        ("x", "@Anna", "anna"),
        ("x", "https://x.com/anna", "anna"),
        ("x", "https://twitter.com/Anna/?lang=en", "anna"),
        ("x", " ANNA ", "anna"),
        ("mastodon", "@Cal@Mastodon.example.org", "cal@mastodon.example.org"),
        ("mastodon", "https://mastodon.example.org/@cal", "cal@mastodon.example.org"),
        ("mastodon", "https://mastodon.example.org/users/Cal/", "cal@mastodon.example.org"),
        ("blog", "https://www.anna.example.org/", "anna.example.org"),
        ("blog", "http://Anna.Example.org", "anna.example.org"),
        ("blog", "anna.example.org/feed/", "anna.example.org"),
        ("blog", "anna.example.org/feeds/posts/default?alt=rss", "anna.example.org"),
        ("blog", "https://blogs.example.org/anna/", "blogs.example.org/anna"),
        ("blog", "http://[", "http://["),
    ],
)
def test_a_handle_has_one_spelling_however_it_is_written(platform: str, written: str, spelt: str) -> None:
    assert accounts.spelling(platform, written) == spelt


@pytest.mark.parametrize(
    "written",
    ["ANNA@example.org", "anna ash", "@anna", "Anna", "https://www.anna.example.org", "anna.example.org/", "@ANNA"],
)
def test_a_plain_file_may_use_any_name_address_or_handle(written: str) -> None:
    assert matched(account("", written))[0] == ANNA


def test_a_person_may_have_several_accounts_on_one_platform() -> None:
    assert matched(account("x", "ben")) == matched(account("x", "ben_second")) == (BEN, "account")


@pytest.mark.parametrize(("written", "known"), [("Twitter", "x"), ("#X", "x"), ("E-Mail", "email"), ("Site", "blog")])
def test_a_roster_column_has_one_name_whatever_it_is_called(written: str, known: str) -> None:
    assert accounts.column(written) == known


def test_the_hash_of_an_address_depends_on_the_records_secret_and_not_on_letter_case() -> None:
    assert people.mail_key("Anna@Example.org ", SECRET) == people.mail_key("anna@example.org", SECRET)
    assert people.mail_key("anna@example.org", SECRET) != people.mail_key("anna@example.org", "aa" * 32)
    assert people.mail_key(" ", SECRET) == ""


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Anna asks</title><link>https://anna.example.org</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://anna.example.org</wp:base_blog_url>
<wp:author><wp:author_login>anna</wp:author_login><wp:author_email>anna.private@example.org</wp:author_email>
<wp:author_display_name>Anna Ash</wp:author_display_name></wp:author>
<item><title>One</title><link>https://anna.example.org/one/</link><dc:creator>anna</dc:creator>
<content:encoded>Some words</content:encoded><wp:post_id>1</wp:post_id>
<wp:post_date_gmt>2026-01-13 15:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>Benny</wp:comment_author>
<wp:comment_author_email>ben.at.home@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.77</wp:comment_author_IP>
<wp:comment_date_gmt>2026-01-13 16:00:00</wp:comment_date_gmt><wp:comment_content>Well said</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment>
<wp:comment><wp:comment_id>8</wp:comment_id><wp:comment_author>Nora</wp:comment_author>
<wp:comment_author_email>nora.stranger@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.78</wp:comment_author_IP>
<wp:comment_date_gmt>2026-01-13 17:00:00</wp:comment_date_gmt><wp:comment_content>Indeed</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment>
</item></channel></rss>
"""
CLASS = """name,email,role,blog
Anna Ash,anna@example.org,student,anna.example.org
Ben Birk,ben.at.home@example.org,student,
"""


def test_commenters_are_matched_by_email_and_no_address_of_theirs_is_anywhere_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[bytes] = []

    class Watched(tempfile.TemporaryDirectory[str]):
        def cleanup(self) -> None:
            copies.append((Path(self.name) / "copy.db").read_bytes())
            super().cleanup()

    monkeypatch.setattr(tempfile, "TemporaryDirectory", Watched)
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": WXR}, CLASS)
    with closing(Desk(folder)) as desk:
        [report] = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=0))
        assert (report.new, report.unmatched) == (3, ["Nora"])
        assert not desk.analysis(0).measures.empty
        written = [path.read_bytes() for path in folder.glob("class.db*")]  # while the WAL still holds it all
    matches = dict(rows(folder, "SELECT name, matched_by FROM account"))
    assert (matches["Benny"], matches["Nora"]) == ("e-mail", "")
    assert len(copies) == 1 and b"CREATE TABLE" in copies[0]
    for content in [*written, *copies]:
        for private in (b"nora.stranger", b"anna.private", b"192.0.2.7"):
            assert private not in content.lower()


def test_a_match_is_asked_again_when_the_roster_changes(tmp_path: Path) -> None:
    acts = "author,at,kind\nnightowl,2026-01-13T10:00,post\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts})
    assert load_one(folder)["unmatched"] == ["nightowl"]
    (folder / "roster.csv").write_text("name,email,forum\nAnna Ash,anna@example.org,NightOwl\n", "utf-8")
    assert load(folder)[-1]["unmatched"] == []
    assert rows(folder, "SELECT p.email FROM account a JOIN person p ON p.id = a.person_id") == [("anna@example.org",)]


def test_who_left_the_roster_is_no_longer_found_and_comes_back_with_all_they_wrote(tmp_path: Path) -> None:
    acts = "author,at,kind\nben@example.org,2026-01-13T10:00,post\nAnna Ash,2026-01-13T11:00,post\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts})
    load(folder)
    whole = (folder / "roster.csv").read_text("utf-8")
    (folder / "roster.csv").write_text("\n".join(whole.splitlines()[:2]), "utf-8")
    students = {line.split(",")[0] for line in run("metrics", "--course", folder).out.splitlines()[1:]}
    assert students == {"anna@example.org"}
    assert load_one(folder)["unmatched"] == ["ben@example.org"]
    (folder / "roster.csv").write_text(whole, "utf-8")
    assert load(folder)[-1]["unmatched"] == []
    printed = run("metrics", "--course", folder, "--term", "--now", "2026-03-01").out
    assert "ben@example.org,,posts,1.0,1,ok," in printed
