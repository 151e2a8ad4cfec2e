"""`digest`: printed, written, sent to a real mail server; what goes wrong ends with its code and a sentence."""

import os
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.class_folder import Ran, load, run, write_course
from tests.mail_server import Postbox, free_port, mail_server

NOW = "2026-02-09T07:00"  # the Monday after week 4
ROSTER = """name,email,role
Anna Ash,anna@example.org,student
"Zoë ""Z"" Vale",zoe@example.org,instructor
No Mail,login7,instructor
Tim Tutor,tim@example.org,assistant
"""
TIME = """student,start,end,purpose,meant_to_work
anna@example.org,2026-01-27T10:00,2026-01-27T16:00,leisure,yes
anna@example.org,2026-02-03T10:00,2026-02-03T16:00,leisure,yes
"""
RULE = {"metric": "procrastination_minutes", "above": 300, "rule": "2 of 3"}
SUBJECT = "Small: 1 of 1 is worth a look in week 4; it is new"


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("EVENKEEL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_course(tmp_path / "class", {"inbox/time.csv": TIME}, roster=ROSTER, rules=[RULE])
    load(made)
    return made


@pytest.fixture
def postbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server on this computer, set up as the variables say."""
    box = Postbox()
    with mail_server(box) as port:
        set_up(monkeypatch, port)
        yield box


def set_up(monkeypatch: pytest.MonkeyPatch, port: int, **more: str) -> None:
    variables = {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "FROM": "Zoë Vale <zoe@example.org>"}
    for name, value in {**variables, **more}.items():
        monkeypatch.setenv(f"EVENKEEL_SMTP_{name}", value)


def digest(folder: Path, *more: object, now: str = NOW) -> Ran:
    return run("digest", "--course", folder, "--now", now, *more)


def parts(letter: EmailMessage) -> dict[str, str]:
    return {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in letter.iter_parts()}


def test_it_prints_the_last_week_that_has_ended(folder: Path) -> None:
    ran = digest(folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Small, week 4 (2–8 February)\n\n1 of 1 is worth a look in week 4; it is new.\n")
    assert "week 3 (26 January – 1 February)" in digest(folder, "--week", "3").out


def test_it_writes_a_page_or_a_text(folder: Path, tmp_path: Path) -> None:
    page, text = tmp_path / "week.HTML", tmp_path / "week.txt"
    assert digest(folder, "-o", page) == Ran(0, f"{page}: week 4.\n", "")
    assert digest(folder, "-o", text).code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert text.read_text("utf-8") == digest(folder).out


def test_it_is_sent_to_the_instructors_who_have_an_address(folder: Path, postbox: Postbox) -> None:
    assert digest(folder, "--send") == Ran(0, "Week 4 was sent to zoe@example.org.\n", "")
    [envelope] = postbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("zoe@example.org", ["zoe@example.org"])
    letter = postbox.letter()
    assert (letter["Subject"], letter["Auto-Submitted"]) == (SUBJECT, "auto-generated")
    assert letter["To"].addresses[0].display_name == 'Zoë "Z" Vale'
    sent = parts(letter)
    assert sent["text/plain"] == digest(folder).out
    assert sent["text/html"].startswith("<!doctype html>") and "Anna Ash spent 6 h and 6 h" in sent["text/html"]


def test_it_can_be_sent_to_others_and_written_at_once(folder: Path, postbox: Postbox, tmp_path: Path) -> None:
    page = tmp_path / "week.html"
    ran = digest(folder, "--send", "--to", "ida@example.org", "--to", "Bo <bo@example.org>", "-o", page)
    assert ran == Ran(0, f"{page}: week 4.\nWeek 4 was sent to ida@example.org and bo@example.org.\n", "")
    assert postbox.envelopes[0].rcpt_tos == ["ida@example.org", "bo@example.org"]
    assert parts(postbox.letter())["text/html"] == page.read_text("utf-8")


def test_the_link_is_there_where_the_environment_names_the_app(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "http" not in digest(folder).out
    monkeypatch.setenv("EVENKEEL_URL", "http://localhost:8501")
    assert "The page of this week: http://localhost:8501/?week=4\n" in digest(folder).out
    monkeypatch.setenv("EVENKEEL_URL", "javascript:alert(1)")
    assert digest(folder).code == 2


def test_an_address_that_is_refused_is_said_and_ends_with_1(folder: Path, postbox: Postbox) -> None:
    some = digest(folder, "--send", "--to", "ida@example.org", "--to", "nobody@example.org")
    assert (some.code, some.out) == (1, "Week 4 was sent to ida@example.org.\n")
    assert some.err == "The mail server takes nothing for nobody@example.org, and says: 550 5.1.1 No such user here.\n"
    none = digest(folder, "--send", "--to", "nobody@example.org")
    assert (none.code, none.out, none.err) == (1, "", some.err)
    assert len(postbox.envelopes) == 1


def test_a_server_that_is_not_there_ends_with_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, free_port())
    ran = digest(folder, "--send")
    assert (ran.code, ran.out) == (1, "") and "cannot be reached" in ran.err


def test_without_a_server_nothing_is_sent_and_it_ends_with_2(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = digest(folder, "--send")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "No mail server is set up: EVENKEEL_SMTP_HOST is empty. "
        "docs/mail.md explains the variables; nothing was sent.\n"
    )
    set_up(monkeypatch, 25, PASSWORD="s3cret")
    ran = digest(folder, "--send")
    assert ran.code == 2 and "go together" in ran.err and "s3cret" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-o", "week.pdf"], "-o takes a file that ends in .html or .txt, found 'week.pdf'."),
        (["--to", "ida@example.org"], "--to says where to send it; add --send."),
        (["--send", "--to", "ida"], "--to takes an e-mail address, found 'ida'."),
        (["--send", "--to", "a@example.org\nBcc: b@example.org"], "--to takes an e-mail address, found "),
        (["--week", "5"], "Week 5 is still running; it can be told of when it has ended, after 15 February."),
        (["--week", "9"], "There is no week 9 to tell of: the course has weeks 1 to 6."),
        (["--now", "soon"], "--now takes a time like 2026-03-02T09:00, found 'soon'."),
    ],
)
def test_wrong_use_ends_with_2_and_sends_nothing(
    folder: Path, postbox: Postbox, arguments: list[str], sentence: str
) -> None:
    ran = digest(folder, *arguments, "--send") if "--to" not in arguments else digest(folder, *arguments)
    assert (ran.code, ran.out) == (2, "") and ran.err.startswith(sentence)
    assert postbox.envelopes == []


def test_where_no_instructor_can_get_mail_it_asks_for_an_address(tmp_path: Path, postbox: Postbox) -> None:
    course = write_course(tmp_path / "bare", roster="name,email,role\nAnna Ash,anna@example.org,student\n")
    ran = digest(course, "--send")
    assert ran.code == 2 and ran.err == (
        "No instructor on the roster has an e-mail address: name one with --to. Nothing was sent.\n"
    )


def test_before_a_week_has_ended_cron_hears_it_and_nobody_gets_mail(folder: Path, postbox: Postbox) -> None:
    ran = digest(folder, "--send", now="2026-01-14T07:00")
    assert ran == Ran(0, "Week 1 is still running; it can be told of when it has ended, after 18 January.\n", "")
    assert postbox.envelopes == []


def test_a_week_is_not_sent_again_by_the_clock_but_when_asked_for(folder: Path, postbox: Postbox) -> None:
    late = "2026-03-02T07:00"  # the term ended with week 6, a week ago
    assert digest(folder, "--send", now=late) == Ran(
        0, "No week has ended since week 6, which was told of before; nothing was sent. --week 6 sends it again.\n", ""
    )
    assert postbox.envelopes == []
    assert digest(folder, "--send", "--week", "6", now=late).code == 0
    assert digest(folder, now=late).out.startswith("Small, week 6 ")
    assert len(postbox.envelopes) == 1


def test_nothing_is_sent_unless_asked(folder: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtplib, "SMTP", None)
    assert digest(folder).code == 0
    assert postbox.envelopes == []
