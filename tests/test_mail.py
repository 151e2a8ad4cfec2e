"""Letters reach a real mail server as they were written, and whatever goes wrong is a sentence without the password."""

import re
import ssl
from collections.abc import Iterator, Mapping
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as some

from evenkeel.mail import Message, NotSent, Sent, Settings, send, settings
from evenkeel.mail.letter import is_address, letter
from evenkeel.mail.settings import Security
from tests.mail_server import PASSWORD, USER, Postbox, certificate, free_port, mail_server, rude_server, signing_in

IDA = "Ida Ingle <ida@example.org>"
HELLO = Message(("rosa@example.org",), "Hello", "How do you see it?\n")


def given_to(port: int, security: str = "none", **more: str) -> Settings:
    """Read settings for a server on this computer."""
    variables = {"HOST": "localhost" if security != "none" else "127.0.0.1", "PORT": str(port), "FROM": IDA}
    return read({**variables, "SECURITY": security, **more})


def read(variables: Mapping[str, str]) -> Settings:
    return settings({f"EVENKEEL_SMTP_{name}": value for name, value in variables.items()})


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def port(postbox: Postbox) -> Iterator[int]:
    with mail_server(postbox) as number:
        yield number


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("certificate"))


# What is written arrives


def test_a_letter_arrives_with_what_a_letter_has(postbox: Postbox, port: int) -> None:
    assert send(given_to(port), HELLO) == Sent(("rosa@example.org",))
    [envelope] = postbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("ida@example.org", ["rosa@example.org"])
    got = postbox.letter()
    assert (got["From"], got["To"], got["Subject"]) == (IDA, "rosa@example.org", "Hello")
    assert got.get_content().splitlines() == ["How do you see it?"]
    assert re.fullmatch(r"<[\w.]+@example\.org>", got["Message-ID"])
    assert parsedate_to_datetime(got["Date"]).utcoffset() is not None
    assert got["Auto-Submitted"] is None and got["Reply-To"] is None


def test_the_greeting_does_not_tell_the_computers_name(postbox: Postbox, port: int) -> None:
    send(given_to(port), HELLO)
    assert postbox.greetings == ["[127.0.0.1]"]


def test_text_and_page_arrive_as_they_were_written(postbox: Postbox, port: int) -> None:
    text = "Grüß dich, Zoë 🙂\n\n.\n..dots\nFrom me\n" + "lang " * 400 + "\n" + "x" * 1500 + "\n"
    page = "<!doctype html><p>Grüß dich, Zoë 🙂</p>\n"
    message = Message(("rosa@example.org",), "Week 5", text, page, reply_to="Ida <office@example.org>", automatic=True)
    assert send(given_to(port), message) == Sent(("rosa@example.org",))
    got = postbox.letter()
    assert (got["Auto-Submitted"], got["Reply-To"]) == ("auto-generated", "Ida <office@example.org>")
    assert got.get_content_type() == "multipart/alternative"
    parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in got.iter_parts()}
    assert parts == {"text/plain": text, "text/html": page}
    assert postbox.raw().isascii() and max(map(len, postbox.raw().split(b"\r\n"))) <= 998


NAMES = (
    *("Zoë Müller", "Ä, Ö", "🙂 Party", "Łukasz (Ł) Żółć", "عبد الرحمن بن عبد العزيز الفلاني", "Plain", "a\\b"),
    *('Rosa "Ro" Quispe', "x;y:z", "=?utf-8?q?Eve?=", "Eve <eve@evil.example>", "Ünal " * 12),
)


def test_names_arrive_one_beside_the_other_whatever_they_are(postbox: Postbox, port: int) -> None:
    to = tuple(f"{name} <p{number}@example.org>" for number, name in enumerate(NAMES))
    assert send(given_to(port, FROM="Zoë, Ä <zoe@example.org>"), Message(to, "Grüße 🙂 " + "ü" * 90, "Hi\n")) == Sent(
        tuple(f"p{number}@example.org" for number in range(len(NAMES)))
    )
    head = dict(line.split(": ", 1) for line in unfolded(postbox.raw().split(b"\r\n\r\n")[0].decode("ascii")))
    found = [(str(make_header(decode_header(name))), address) for name, address in getaddresses([head["To"]])]
    assert found == [(name.strip(), f"p{number}@example.org") for number, name in enumerate(NAMES)]
    assert str(make_header(decode_header(head["Subject"]))) == "Grüße 🙂 " + "ü" * 90


def unfolded(head: str) -> list[str]:
    return re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")


HOSTILE = "Eve\r\nBcc: all@example.org\r\n\r\nPay here\u2028X-Evil: 1\x85\x0b\u202e\ud83d"


def test_line_ends_in_names_and_subjects_make_no_header(postbox: Postbox, port: int) -> None:
    message = Message(
        (f"{HOSTILE} <rosa@example.org>",), HOSTILE, "Hi\x00\ud83d\n", reply_to=f"{HOSTILE} <a@example.org>"
    )
    assert send(given_to(port), message) == Sent(("rosa@example.org",))
    [envelope] = postbox.envelopes
    assert envelope.rcpt_tos == ["rosa@example.org"]
    head, _, body = postbox.raw().partition(b"\r\n\r\n")
    names = [line.partition(":")[0] for line in unfolded(head.decode("ascii"))]
    usual = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert sorted(names) == sorted([*usual, "Content-Transfer-Encoding"])
    assert body == b"Hi\r\n"


@tried(deadline=None)
@given(some.text(max_size=80), some.text(max_size=200))
def test_no_name_and_no_subject_adds_a_header_or_a_recipient(name: str, subject: str) -> None:
    named = f"{name} <rosa@example.org>"
    head = letter(IDA, Message((named,), subject, "Hi\n")).as_bytes().partition(b"\r\n\r\n")[0].decode("ascii")
    lines = unfolded(head)
    assert sorted({line.partition(":")[0] for line in lines} - {"Content-Transfer-Encoding"}) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    )
    to = next(line for line in lines if line.startswith("To: "))
    assert [address for _, address in getaddresses([to[4:]])] == ["rosa@example.org"]


@pytest.mark.parametrize("address", ["", "s1234567", "a@b@c", "a@x, b@y", "a b@x", "<a@x", "Ida <ida>", "@x", "a@"])
def test_what_is_no_address_is_said_and_nothing_is_sent(postbox: Postbox, port: int, address: str) -> None:
    assert not is_address(address)
    assert send(given_to(port), Message((address,), "Hi", "Hi\n")) == NotSent(
        f"{address!r} is no e-mail address; nothing was sent."
    )
    assert postbox.envelopes == []


def test_a_letter_to_nobody_is_not_sent(port: int) -> None:
    assert send(given_to(port), Message((), "Hi", "Hi\n")) == NotSent("The letter has no address to go to.")


# The way is encrypted as asked, or nothing is sent


def test_by_default_the_way_is_encrypted_by_starttls(postbox: Postbox, trusted) -> None:
    authority, context = trusted
    with mail_server(postbox, tls_context=context, require_starttls=True) as port:
        given = read({"HOST": "localhost", "PORT": str(port), "FROM": IDA, "CA": str(authority)})
        assert given.security is Security.STARTTLS
        assert send(given, HELLO) == Sent(("rosa@example.org",))
    assert postbox.letter()["Subject"] == "Hello"


def test_tls_from_the_first_byte_works_too(postbox: Postbox, trusted) -> None:
    authority, context = trusted
    with mail_server(postbox, ssl_context=context) as port:
        assert send(given_to(port, "tls", CA=str(authority)), HELLO) == Sent(("rosa@example.org",))
    assert postbox.letter()["Subject"] == "Hello"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(postbox: Postbox, trusted, security: str) -> None:
    option = "tls_context" if security == "starttls" else "ssl_context"
    with mail_server(postbox, **{option: trusted[1]}) as port:
        found = send(given_to(port, security), HELLO)
    assert isinstance(found, NotSent) and "shows a certificate that is not to be trusted: self" in found.sentence
    assert found.sentence.endswith("Nothing was sent.") and postbox.envelopes == []


def test_a_certificate_for_another_name_is_not_trusted(postbox: Postbox, tmp_path: Path) -> None:
    authority, context = certificate(tmp_path, "mail.example.org")
    with mail_server(postbox, tls_context=context) as port:
        found = send(given_to(port, "starttls", CA=str(authority)), HELLO)
    assert isinstance(found, NotSent) and "ostname mismatch" in found.sentence
    assert postbox.envelopes == []


def test_a_server_without_encryption_gets_nothing_where_it_was_asked_for(postbox: Postbox, port: int) -> None:
    assert send(given_to(port, "starttls"), HELLO) == NotSent(
        f"The mail server localhost (port {port}) offers no encryption (STARTTLS); EVENKEEL_SMTP_SECURITY=tls may be "
        "what it wants. Nothing was sent."
    )
    found = send(given_to(port, "tls"), HELLO)
    assert isinstance(found, NotSent) and "makes no encrypted connection of this kind" in found.sentence
    assert postbox.envelopes == []


# Signing in


def test_the_right_password_signs_in(postbox: Postbox, trusted) -> None:
    authority, context = trusted
    with mail_server(postbox, tls_context=context, **signing_in()) as port:
        given = given_to(port, "starttls", CA=str(authority), USER=USER, PASSWORD=PASSWORD)
        assert send(given, HELLO) == Sent(("rosa@example.org",))
    [envelope] = postbox.envelopes
    assert envelope.rcpt_tos == ["rosa@example.org"]


@pytest.mark.parametrize(("user", "password"), [(USER, "wr0ng-Pass"), ("eve", PASSWORD)])
def test_the_wrong_password_is_said_and_never_repeated(postbox: Postbox, trusted, user: str, password: str) -> None:
    authority, context = trusted
    with mail_server(postbox, tls_context=context, **signing_in()) as port:
        found = send(given_to(port, "starttls", CA=str(authority), USER=user, PASSWORD=password), HELLO)
    assert found == NotSent(
        f"The mail server localhost (port {port}) does not accept the user name or the password (EVENKEEL_SMTP_USER, "
        "EVENKEEL_SMTP_PASSWORD). Nothing was sent."
    )
    assert postbox.envelopes == []


def test_a_server_that_wants_a_password_and_gets_none_says_so(postbox: Postbox, trusted) -> None:
    authority, context = trusted
    with mail_server(postbox, tls_context=context, **signing_in()) as port:
        found = send(given_to(port, "starttls", CA=str(authority)), HELLO)
    assert isinstance(found, NotSent)
    assert "takes no mail from Ida Ingle <ida@example.org> (EVENKEEL_SMTP_FROM), and says: 530" in found.sentence


def test_a_server_that_knows_no_sign_in_says_so(postbox: Postbox, port: int) -> None:
    found = send(given_to(port, USER=USER, PASSWORD=PASSWORD), HELLO)
    assert isinstance(found, NotSent) and "wants no sign-in here" in found.sentence


def test_the_password_stands_in_no_text(postbox: Postbox, trusted) -> None:
    authority, context = trusted
    with mail_server(postbox, tls_context=context, **signing_in()) as port:
        given = given_to(port, "starttls", CA=str(authority), USER=USER, PASSWORD=PASSWORD)
        refused = send(given, Message(("rosa@example.org",), "Hi", "X-Refuse-Me\n"))
    assert isinstance(refused, NotSent)
    assert "did not take the letter, and says: 554 5.7.1 Not with … in it. Nothing was sent." in refused.sentence
    assert PASSWORD not in repr(given) + str(given) + repr(refused)


# What goes wrong on the way


def test_one_address_that_is_refused_stops_no_other(postbox: Postbox, port: int) -> None:
    found = send(given_to(port), Message(("rosa@example.org", "nobody@example.org"), "Hi", "Hi\n"))
    assert found == Sent(
        ("rosa@example.org",),
        ("The mail server takes nothing for nobody@example.org, and says: 550 5.1.1 No such user here.",),
    )
    assert postbox.envelopes[0].rcpt_tos == ["rosa@example.org"]


def test_where_every_address_is_refused_nothing_is_sent(postbox: Postbox, port: int) -> None:
    found = send(given_to(port), Message(("nobody@example.org",), "Hi", "Hi\n"))
    sentence = "The mail server takes nothing for nobody@example.org, and says: 550 5.1.1 No such user here."
    assert found == NotSent(sentence, (sentence,))
    assert postbox.envelopes == []


def test_letters_outside_ascii_in_an_address_need_a_server_that_takes_them(postbox: Postbox) -> None:
    message = Message(("zoë@example.org",), "Hi", "Hi\n")
    with mail_server(postbox, enable_SMTPUTF8=False) as port:
        found = send(given_to(port), message)
        assert isinstance(found, NotSent) and "takes no addresses with letters such as ä or é" in found.sentence
    with mail_server(postbox, enable_SMTPUTF8=True) as port:
        assert send(given_to(port), message) == Sent(("zoë@example.org",))
    assert postbox.envelopes[0].rcpt_tos == ["zoë@example.org"]


def test_nobody_at_the_port() -> None:
    gone = free_port()
    assert send(given_to(gone), HELLO) == NotSent(
        f"The mail server 127.0.0.1 (port {gone}) cannot be reached (EVENKEEL_SMTP_HOST, EVENKEEL_SMTP_PORT). "
        "Nothing was sent."
    )


@pytest.mark.parametrize("host", ["mail.invalid", "a..example.org", "x" * 70 + ".example.org"])
def test_a_host_that_does_not_exist(host: str) -> None:
    found = send(read({"HOST": host, "FROM": IDA}), HELLO, timeout=5)
    assert isinstance(found, NotSent) and found.sentence.startswith(f"The mail server {host} (port 587) cannot be ")


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (b"", "hung up. It has not said that it took the letter."),
        (b"220 hello\r\n", "hung up. It has not said that it took the letter."),
        (b"554 no service\r\n", "did not take the letter, and says: 554 no service. Nothing was sent."),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "Nothing was sent."),
    ],
)
def test_a_server_that_hangs_up_is_a_sentence(says: bytes, sentence: str) -> None:
    with rude_server(says) as port:
        found = send(given_to(port), HELLO, timeout=5)
    assert isinstance(found, NotSent)
    assert found.sentence.startswith(f"The mail server 127.0.0.1 (port {port}) ") and found.sentence.endswith(sentence)


def test_a_server_that_keeps_silent_is_waited_for_so_long_and_no_longer() -> None:
    with rude_server(b"", hangs_up=False) as port:
        assert send(given_to(port), HELLO, timeout=0.3) == NotSent(
            f"The mail server 127.0.0.1 (port {port}) did not answer within 0.3 seconds. "
            "It has not said that it took the letter."
        )


# The variables


@pytest.mark.parametrize(("security", "port"), [("", 587), ("STARTTLS", 587), ("tls", 465), ("none", 25)])
def test_each_way_has_its_usual_port(security: str, port: int) -> None:
    given = read({"HOST": "localhost", "FROM": IDA, "SECURITY": security})
    assert given.configured() and given.port == port


def test_without_a_host_nothing_is_set_up() -> None:
    for each in (settings({}), read({"HOST": " ", "FROM": IDA}), Settings()):
        assert not each.configured()
        assert send(each, HELLO) == NotSent("No mail server is set up: EVENKEEL_SMTP_HOST is empty.")


GOOD = {"HOST": "mail.example.org", "FROM": IDA, "USER": USER, "PASSWORD": PASSWORD}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"PORT": "smtp"}, "EVENKEEL_SMTP_PORT takes a number from 1 to 65535, found 'smtp'."),
        ({"PORT": "65536"}, "EVENKEEL_SMTP_PORT takes a number from 1 to 65535, found '65536'."),
        ({"FROM": ""}, "EVENKEEL_SMTP_FROM takes the address that letters come from, found ''."),
        ({"FROM": "Ida"}, "EVENKEEL_SMTP_FROM takes the address that letters come from, found 'Ida'."),
        ({"SECURITY": "ssl"}, "EVENKEEL_SMTP_SECURITY is one of starttls, tls, none; found 'ssl'."),
        ({"USER": ""}, "EVENKEEL_SMTP_USER and EVENKEEL_SMTP_PASSWORD go together; one of them is empty."),
        ({"PASSWORD": ""}, "EVENKEEL_SMTP_USER and EVENKEEL_SMTP_PASSWORD go together; one of them is empty."),
        ({"PASSWORD": "pässword"}, "EVENKEEL_SMTP_USER and EVENKEEL_SMTP_PASSWORD may hold plain letters, "),
        ({"CA": "no/such.pem"}, "EVENKEEL_SMTP_CA names a file that is not there: no/such.pem."),
        ({"SECURITY": "none"}, "EVENKEEL_SMTP_SECURITY=none would send letters and the password readable for "),
    ],
)
def test_a_wrong_variable_is_named_and_nothing_is_sent(changed: dict[str, str], sentence: str) -> None:
    assert read(GOOD).configured()
    given = read({**GOOD, **changed})
    assert len(given.problems) == 1 and given.problems[0].startswith(sentence)
    assert not given.configured()
    assert send(given, HELLO) == NotSent(given.problems[0])
    assert "pässword" not in given.problems[0] and PASSWORD not in given.problems[0]


def test_a_way_without_encryption_to_elsewhere_must_be_wanted_in_so_many_words() -> None:
    assert not read({**GOOD, "SECURITY": "none", "INSECURE": "1"}).configured()
    assert read({**GOOD, "SECURITY": "none", "INSECURE": "yes"}).configured()
    assert not read({**GOOD, "SECURITY": "none", "HOST": "localhost.example.org"}).configured()
