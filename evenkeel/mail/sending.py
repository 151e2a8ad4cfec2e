"""The way of a letter to the mail server, and what may go wrong on it, in sentences a teacher can act on."""

import smtplib
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from evenkeel import words
from evenkeel.mail.letter import IN_UTF8, Message, letter, one_line
from evenkeel.mail.settings import AUTHORITY, FROM, HOST, NO_SERVER, PASSWORD, PORT, SECURITY, USER, Security, Settings

TIMEOUT = 20.0
# How the computer greets: its own name is nobody's business.
_GREETING = "[127.0.0.1]"


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took the letter for these addresses; `refused` are sentences on those that it did not take."""

    to: tuple[str, ...]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nobody gets the letter; the sentence says why. `refused`: the server was there, and took it for nobody."""

    sentence: str
    refused: tuple[str, ...] = ()


def send(given: Settings, message: Message, timeout: float = TIMEOUT) -> Sent | NotSent:
    """Send a letter. Never raises for what a server or an address does; no sentence has the password in it."""
    if not given.configured():
        return NotSent(" ".join(given.problems) or NO_SERVER)
    if not message.to:
        return NotSent("The letter has no address to go to.")
    try:
        made = letter(given.sender, message)
    except ValueError as error:
        return NotSent(f"{str(error)!r} is no e-mail address; nothing was sent.")
    try:
        return _handed_over(given, made, timeout)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        return _why(given, error, timeout)


def _handed_over(given: Settings, made: EmailMessage, timeout: float) -> Sent:
    to = [each.addr_spec for each in made["To"].addresses]
    server = _connected(given, timeout)
    try:
        if given.user:
            server.login(given.user, given.password)
        refused = _posted(server, made, to)
        with suppress(smtplib.SMTPException, OSError):  # the letter is taken, whatever the goodbye is like
            server.quit()
    finally:
        server.close()
    return Sent(tuple(each for each in to if each not in refused), _refusals(given, refused))


def _posted(server: smtplib.SMTP, made: EmailMessage, to: list[str]) -> dict[str, tuple[int, bytes]]:
    """Hand the letter over, and return whom the server refuses. (smtplib's own way would turn "From" into ">From".)"""
    origin = made["From"].addresses[0].addr_spec
    if "".join([origin, *to]).isascii():
        return server.sendmail(origin, to, made.as_bytes())
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("SMTPUTF8")
    return server.sendmail(origin, to, made.as_bytes(policy=IN_UTF8), ("SMTPUTF8", "BODY=8BITMIME"))


def _connected(given: Settings, timeout: float) -> smtplib.SMTP:
    """Return a connection that is encrypted as was asked for, or raise: nothing falls back to a weaker way."""
    if given.security is Security.TLS:
        return smtplib.SMTP_SSL(given.host, given.port, _GREETING, timeout=timeout, context=_trust(given))
    server = smtplib.SMTP(given.host, given.port, _GREETING, timeout=timeout)
    try:
        if given.security is Security.STARTTLS:
            server.starttls(context=_trust(given))
    except BaseException:
        server.close()
        raise
    return server


def _trust(given: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=given.authority or None)


# What went wrong


def _why(given: Settings, error: Exception, timeout: float) -> NotSent:
    """Say why nobody gets the letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refused = _refusals(given, error.recipients)
        return NotSent(" ".join(refused), refused)
    doubt = isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError)
    end = "It has not said that it took the letter." if doubt else "Nothing was sent."
    return NotSent(f"{_failed(given, error, timeout)} {end}")


def _failed(given: Settings, error: Exception, timeout: float) -> str:
    where = f"The mail server {given.host} (port {given.port})"
    if isinstance(error.__context__, TimeoutError):  # smtplib takes it for a server that hung up
        return _no_connection(where, error.__context__, timeout)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{where} {_lacks(str(error))}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{where} does not accept the user name or the password ({USER}, {PASSWORD})."
    if isinstance(error, smtplib.SMTPSenderRefused):
        return f"{where} takes no mail from {given.sender} ({FROM}){_said(given, error.smtp_code, error.smtp_error)}."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{where} did not take the letter{_said(given, error.smtp_code, error.smtp_error)}."
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{where} hung up."
    if isinstance(error, smtplib.SMTPException):
        return f"{where} does not talk as a mail server does."
    return _no_connection(where, error, timeout)


def _no_connection(where: str, error: Exception, timeout: float) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{where} shows a certificate that is not to be trusted: {error.verify_message} ({AUTHORITY})."
    if isinstance(error, ssl.SSLError):
        return f"{where} makes no encrypted connection of this kind ({SECURITY}, {PORT})."
    if isinstance(error, TimeoutError):
        return f"{where} did not answer within {words.number(timeout)} seconds."
    if isinstance(error, socket.gaierror | UnicodeError):
        return f"{where} cannot be found: is the name right ({HOST})?"
    return f"{where} cannot be reached ({HOST}, {PORT})."


def _lacks(what: str) -> str:
    if "STARTTLS" in what:
        return f"offers no encryption (STARTTLS); {SECURITY}=tls may be what it wants."
    if "SMTPUTF8" in what:
        return "takes no addresses with letters such as ä or é."
    return f"wants no sign-in here: leave {USER} and {PASSWORD} empty, or use another port."


def _refusals(given: Settings, refused: Mapping[str, tuple[int, bytes]]) -> tuple[str, ...]:
    return tuple(f"The mail server takes nothing for {who}{_said(given, *what)}." for who, what in refused.items())


def _said(given: Settings, code: int, text: bytes | str) -> str:
    """Quote the server, shortly; should it repeat the password, that is left out."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if given.password:
        plain = plain.replace(given.password, "…")
    return f", and says: {code} {one_line(plain)[:160]}".rstrip(" .")
