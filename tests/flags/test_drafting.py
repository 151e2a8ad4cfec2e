"""A letter about a flag: kind, in the instructor's words, and nothing in it can become a header or a second letter."""

import re
from string import ascii_lowercase
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from evenkeel.course.values import Rule
from evenkeel.flags import drafting
from evenkeel.flags.decide import Flag
from evenkeel.flags.drafting import DEFAULT, MAILTO_LONGEST, PLACEHOLDERS, Draft, Fields, Template
from evenkeel.flags.wording import reason
from evenkeel.metrics.registry import METRICS
from tests.flags.raised import held

RULE = Rule("procrastination_minutes", 300)
FLAG = Flag("rosa@example.org", RULE, 9, held(RULE, [(7, 60.0), (8, 372.0), (9, 420.0)]))
SENTENCE = reason(FLAG, "You", METRICS)
FIELDS = Fields("Rosa Quispe", SENTENCE, FLAG.week, "PR 310", "Ida Ingle")


def written(body: str, subject: str = "Hello") -> Draft:
    return drafting.draft(Template(subject, body), FIELDS)


def test_the_default_says_it_to_the_student_asks_and_offers_a_talk() -> None:
    letter = drafting.draft(DEFAULT, FIELDS)
    assert (letter.subject, letter.problems) == ("A question about week 9 in PR 310", ())
    assert letter.body.startswith("Hello Rosa,\n")
    assert "\n\nYou spent 6 h 12 min and 7 h on leisure while work was due in weeks 8 and 9, " in letter.body
    assert letter.body.endswith("Kind regards\nIda Ingle\n")
    for promise in ("worth a look", "question and not as a verdict", "can be wrong", "have it corrected", "talk", "?"):
        assert promise in letter.body
    assert "{" not in letter.subject + letter.body


def test_the_default_judges_nobody() -> None:
    said = (DEFAULT.subject + DEFAULT.body).casefold()
    judging = ("at risk", "fail", "warn", "must", "concern", "procrastinat", "lazy", "grade", "rank", "worst", "behind")
    assert [word for word in judging if word in said] == []


def test_the_default_is_short_and_fits_a_mail_programs_link() -> None:
    letter = drafting.draft(DEFAULT, FIELDS)
    assert len(letter.body.split()) < 160
    link = drafting.mailto("rosa@example.org", letter)
    assert drafting.too_long(link) == ""


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_every_placeholder_that_is_offered_can_be_used(name: str) -> None:
    letter = written(f"<{{{name}}}>")
    assert letter.problems == ()
    assert re.fullmatch(r"<[^{}<>]+>\n", letter.body)


def test_placeholders_may_be_spelt_as_people_do() -> None:
    assert written("{ First name }, {NAME}").body == "Rosa, Rosa Quispe\n"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Dear {nmae}", "Nothing is called {nmae} (in line 1 of the text). Perhaps {name}?"),
        (
            "Hi\n\n{xyzzy}",
            "Nothing is called {xyzzy} (in line 3 of the text). "
            "There are {name}, {first_name}, {sentence}, {week}, {course}, {instructor}.",
        ),
        ("{}", "Nothing is called {} (in line 1 of the text). There are {name}, {first_name}, {sentence}, {week}, "),
        ("Dear {name", "There is a single { in line 1 of the text; braces come in pairs around a name, like {name}."),
        ("Dear name}", "There is a single } in line 1 of the text; "),
        ("{name.__class__}", "Nothing is called {name.__class__} (in line 1 of the text)."),
        ("{0!r:>10}", "Nothing is called {0!r:>10} (in line 1 of the text)."),
    ],
)
def test_what_is_no_placeholder_stays_and_is_a_problem(body: str, problem: str) -> None:
    letter = written(body)
    assert letter.body == body + "\n"
    assert len(letter.problems) == 1 and letter.problems[0].startswith(problem)


def test_doubled_braces_never_go_out_unnoticed() -> None:
    assert len(written("Dear {{name}}").problems) == 2


def test_the_subject_is_checked_as_the_text_is() -> None:
    letter = written("Hello", subject="{wek}")
    assert letter.problems == ("Nothing is called {wek} (in line 1 of the subject). Perhaps {week}?",)


def test_an_empty_letter_is_a_problem() -> None:
    assert drafting.check(Template(" \n", "\t\u202e\n")) == ("The subject is empty.", "The text is empty.")


def test_a_hole_is_a_problem_only_where_the_template_has_the_placeholder() -> None:
    nobody = Fields("Rosa", "You …", 9, "PR 310", "")
    assert drafting.draft(DEFAULT, nobody).problems == ("Nothing is known for {instructor} here; write it yourself.",)
    assert drafting.draft(Template("Hi", "{name}"), nobody).problems == ()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Rosa Quispe", "Rosa"),
        ("Quispe Mayta, Rosa", "Rosa"),
        ("Dr. Anna Ash", "Anna"),
        ("prof dr Anna", "Anna"),
        ("Zoë", "Zoë"),
        ("Ash,", "Ash"),
        ("Dr.", "Dr."),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_first_name_is_taken_as_the_roster_spells_it(name: str, first: str) -> None:
    assert drafting.first_name(name) == first


def test_a_name_that_looks_like_a_placeholder_is_only_a_name() -> None:
    fields = Fields("{sentence} {week}", "You {name}.", 9, "{", "}")
    letter = drafting.draft(Template("{name}", "{sentence} {course}{instructor}"), fields)
    assert (letter.subject, letter.body, letter.problems) == ("{sentence} {week}", "You {name}. {}\n", ())


HOSTILE = "Eve\r\nBcc: all@example.org\r\n\r\nPay here\u2028X-Evil: 1\x00\x0b\u202e\ud83dgnp"


def test_a_name_with_line_ends_starts_no_line_of_its_own() -> None:
    letter = drafting.draft(Template("For {name}", "{name}"), Fields(HOSTILE, "", 1, "", ""))
    assert letter.subject == "For Eve Bcc: all@example.org Pay here X-Evil: 1 gnp"
    assert letter.body == "Eve Bcc: all@example.org Pay here X-Evil: 1 gnp\n"


def test_a_subject_template_with_line_ends_is_one_line() -> None:
    assert written("Hi", subject="One\r\nBcc: all@example.org").subject == "One Bcc: all@example.org"


def test_a_link_carries_the_letter_whole_with_the_line_ends_that_mail_has() -> None:
    letter = Draft("50 % & more? #1", "Grüß dich, Zoë 🙂\n\na=b&c=d +1\n")
    link = drafting.mailto("zoe+pr@example.org", letter)
    assert link.startswith("mailto:zoe%2Bpr@example.org?subject=50%20%25%20%26%20more%3F%20%231&body=Gr%C3%BC%C3%9F%20")
    assert "%0D%0A%0D%0A" in link and re.fullmatch(r"[A-Za-z0-9:@?=&%._~-]+", link)
    fields = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert fields == {"subject": [letter.subject], "body": [letter.body.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    "address",
    ["", "s1234567", "a@b@c", "a@x, b@y", "a@x\nBcc: b@y", "a@x?bcc=b@y c", "<a@x>", "a b@x", "@", "a@", 'a"@x'],
)
def test_what_is_no_single_address_has_no_link(address: str) -> None:
    assert drafting.mailto(address, Draft("Hi", "Hi\n")) == ""


def test_an_address_cannot_add_fields_to_the_link() -> None:
    link = drafting.mailto("a?bcc=b&x=%0A@example.org", Draft("Hi", "Hi\n"))
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}
    assert unquote(urlsplit(link).path) == "a?bcc=b&x=%0A@example.org"


def test_a_link_that_mail_programs_would_cut_is_said_to_be_too_long() -> None:
    empty = len(drafting.mailto("a@example.org", Draft("S", "")))
    fits = drafting.mailto("a@example.org", Draft("S", "x" * (MAILTO_LONGEST - empty)))
    assert (len(fits), drafting.too_long(fits)) == (2000, "")
    assert "copy the text" in drafting.too_long(fits + "x")


@settings(deadline=None)
@given(
    *[some.text(max_size=60)] * 2,
    some.builds(Fields, some.text(), some.text(), some.integers(1, 60), some.text(), some.text()),
)
def test_any_template_and_any_name_make_a_letter_and_a_link(subject: str, body: str, fields: Fields) -> None:
    letter = drafting.draft(Template(subject, body), fields)
    assert len(letter.subject.splitlines()) <= 1 and all(problem.strip() for problem in letter.problems)
    letter.body.encode("utf-8")
    link = drafting.mailto("a@example.org", letter)
    assert re.fullmatch(r"mailto:a@example\.org\?subject=[\w%.~-]*&body=[\w%.~-]*", link, re.ASCII)


@settings(deadline=None)
@given(some.text("{}" + ascii_lowercase[:5] + " \n", max_size=30))
def test_a_template_without_problems_leaves_no_brace(body: str) -> None:
    template = Template("Hi", body + "x")
    letter = drafting.draft(template, FIELDS)
    assert ("{" in letter.body or "}" in letter.body) == bool(drafting.check(template))
