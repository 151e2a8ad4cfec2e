"""The mail server as the environment names it, read once and checked before anybody is asked."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from evenkeel.mail.letter import is_address

HOST, PORT = "EVENKEEL_SMTP_HOST", "EVENKEEL_SMTP_PORT"
USER, PASSWORD = "EVENKEEL_SMTP_USER", "EVENKEEL_SMTP_PASSWORD"
FROM, SECURITY = "EVENKEEL_SMTP_FROM", "EVENKEEL_SMTP_SECURITY"
AUTHORITY, INSECURE = "EVENKEEL_SMTP_CA", "EVENKEEL_SMTP_INSECURE"
NO_SERVER = f"No mail server is set up: {HOST} is empty."

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class Settings:
    """The mail server, as the environment names it; `problems` say what is missing or wrong, in sentences."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    security: Security = Security.STARTTLS
    authority: str = ""
    problems: tuple[str, ...] = ()

    def configured(self) -> bool:
        """Tell whether letters can be sent."""
        return bool(self.host) and not self.problems


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables `EVENKEEL_SMTP_…`; docs/mail.md explains each."""
    given = {name: environ.get(name, "").strip() for name in (HOST, PORT, USER, FROM, SECURITY, AUTHORITY, INSECURE)}
    password = environ.get(PASSWORD, "")
    if not given[HOST]:
        return Settings(problems=(NO_SERVER,))
    security = _security(given[SECURITY])
    return Settings(
        host=given[HOST],
        port=_port(given[PORT]) or _PORTS[security or Security.STARTTLS],
        user=given[USER],
        password=password,
        sender=given[FROM],
        security=security or Security.STARTTLS,
        authority=given[AUTHORITY],
        problems=tuple(_problems(given, password, security)),
    )


def _security(text: str) -> Security | None:
    found = text.casefold() or Security.STARTTLS
    return Security(found) if found in list(Security) else None


def _port(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) < 65536 else 0


def _problems(given: Mapping[str, str], password: str, security: Security | None) -> Iterator[str]:
    """Yield what is wrong with the variables; no sentence repeats the password."""
    if given[PORT] and not _port(given[PORT]):
        yield f"{PORT} takes a number from 1 to 65535, found {given[PORT]!r}."
    if not is_address(given[FROM]):
        yield f"{FROM} takes the address that letters come from, found {given[FROM]!r}."
    if security is None:
        yield f"{SECURITY} is one of {', '.join(Security)}; found {given[SECURITY]!r}."
    if security is Security.NONE and given[HOST] not in _HERE and given[INSECURE].casefold() != "yes":
        yield (
            f"{SECURITY}=none would send letters and the password readable for everybody on the way to {given[HOST]}; "
            f"it is for a server on this computer, or with {INSECURE}=yes."
        )
    if bool(given[USER]) != bool(password):
        yield f"{USER} and {PASSWORD} go together; one of them is empty."
    if not (given[USER] + password).isascii():
        yield f"{USER} and {PASSWORD} may hold plain letters, digits and signs only (no ä, no é)."
    if given[AUTHORITY] and not Path(given[AUTHORITY]).is_file():
        yield f"{AUTHORITY} names a file that is not there: {given[AUTHORITY]}."
