"""Who may sign in: personal links made by the instructor, what they open, and what somebody is at this moment.

A key is 256 random bits, so a plain hash keeps it. A short code is 40 bits and is typed, so it is hashed slowly, and is
good only together with the person's address; how often one may try is the web's to limit.
"""

import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evenkeel.access import Role, Viewer, require_head
from evenkeel.errors import NobodyFound
from evenkeel.model import DAY, Person
from evenkeel.store import people as registry
from evenkeel.store import sign_in
from evenkeel.store.record import FILE_NAME, fact, open_record, set_fact, transaction

LINK_DAYS, SIGNED_IN_DAYS = 14, 30
# Without what is easily misread: 0 and O, 1, I and L.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
_NAMES = "assistants see names"


@dataclass(frozen=True, slots=True)
class Made:
    """A link as it is shown once: its key, the short code, and until when it is good."""

    email: str
    name: str
    key: str
    code: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody on the roster can sign in: their role, and what came of the newest link (moments; 0: never)."""

    email: str
    name: str
    role: str
    section: str
    made_at: int
    expires_at: int
    ended: bool
    used_at: int


class Signing:
    """The part of a desk that knows who is who at the door."""

    record: sqlite3.Connection
    _lock: threading.RLock

    # Links

    def invite(self, viewer: Viewer, emails: Iterable[str], now: int, days: int = LINK_DAYS) -> list[Made]:
        """Make a personal link for each of these; what is returned can be seen this once.

        An earlier link of the same person ends. Raises `NotAllowed`, and `NobodyFound` for who is not on the roster.
        """
        require_head(viewer)
        with self._lock:
            names = {person.email: person.name for person in registry.persons(self.record)}
            wanted = list(emails)
            for email in wanted:
                if email not in names:
                    raise NobodyFound(f"{email} is not on this class's roster: a link needs somebody to be for.")
            made = [Made(email, names[email], _key(), _code(), now + days * DAY) for email in wanted]
            with transaction(self.record, counted=False, shown=False):
                for one in made:
                    sign_in.invite(self.record, _kept(one, now, viewer.signature))
                sign_in.forget_old(self.record, now - 90 * DAY)
        return made

    def revoke(self, viewer: Viewer, email: str, now: int) -> None:
        """End a person's links and sign them out everywhere, at their next click."""
        require_head(viewer)
        with self._lock, transaction(self.record, counted=False, shown=False):
            sign_in.end_all(self.record, email, now)

    def standings(self, viewer: Viewer) -> list[Standing]:
        """Return how everybody on the roster can sign in, in the roster's order."""
        require_head(viewer)
        with self._lock:
            newest = {one.email: one for one in reversed(sign_in.invites(self.record))}
            return [_standing(person, newest.get(person.email)) for person in registry.persons(self.record)]

    # At the door

    def name_on_link(self, key: str, now: int) -> str:
        """Return the name of whom a link is for; empty where it is none, has run out or was taken back."""
        with self._lock:
            found = sign_in.by_key(self.record, _hash(key))
            everybody = registry.persons(self.record) if found and found.open(now) else []
        return next((person.name or person.email for person in everybody if found and person.email == found.email), "")

    def sign_in_by_key(self, key: str, now: int) -> str:
        """Use a link; return the token for the browser's cookie, empty where the link is not good."""
        with self._lock:
            return self._begin(sign_in.by_key(self.record, _hash(key)), now)

    def sign_in_by_code(self, email: str, code: str, now: int) -> str:
        """Use a short code; return the token for the browser's cookie, empty where it is not good.

        It takes as long for an address that nobody has, so that nothing is learnt from the time.
        """
        with self._lock:
            found = sign_in.newest_of(self.record, email.strip().casefold())
        typed = _slowly(_plain(code), found.code_salt if found else "00")
        right = hmac.compare_digest(typed, found.code_hash if found else "")
        with self._lock:
            return self._begin(found if right else None, now)

    def _begin(self, found: sign_in.Invite | None, now: int) -> str:
        if found is None or not found.open(now):
            return ""
        token = _key()
        with transaction(self.record, counted=False, shown=False):
            sign_in.begin(self.record, found, _hash(token), now, now + SIGNED_IN_DAYS * DAY)
        return token

    def sign_out(self, token: str, now: int) -> None:
        """End what a cookie's token opened; it opens nothing again."""
        with self._lock, transaction(self.record, counted=False, shown=False):
            sign_in.sign_out(self.record, _hash(token), now)

    # At every run of a page

    def viewer_by_session(self, session: str, now: int) -> Viewer | None:
        """Return who a sign-in (see `session_of`) stands for, with the role the roster gives them at this moment."""
        with self._lock:
            found = sign_in.signed_in(self.record, session, now)
            return self._viewer(found.email, found.role) if found else None

    def viewer_by_email(self, email: str) -> Viewer | None:
        """Return who has this address, which somebody else has verified; None where they are not on the roster."""
        address = email.strip().casefold()
        with self._lock:
            role = sign_in.role_of(self.record, address)
            return self._viewer(address, role) if role else None

    def name_of(self, email: str) -> str:
        """Return the name that the roster gives somebody; their address where it gives none."""
        with self._lock:
            return next((p.name for p in registry.persons(self.record) if p.email == email and p.name), email)

    def the_only_student(self) -> Viewer | None:
        """Return the one student of a class of one; None where there are more, or none."""
        with self._lock:
            found = [person for person in registry.persons(self.record) if person.role == Role.STUDENT]
        return Viewer(Role.STUDENT, found[0].email) if len(found) == 1 else None

    def _viewer(self, email: str, role: str) -> Viewer:
        names = role != Role.ASSISTANT or fact(self.record, _NAMES, "yes") == "yes"
        return Viewer(Role(role), email, names=names)

    def assistants_see_names(self, viewer: Viewer) -> bool:
        """Tell whether assistants see names."""
        require_head(viewer)
        with self._lock:
            return fact(self.record, _NAMES, "yes") == "yes"

    def let_assistants_see_names(self, viewer: Viewer, yes: bool) -> None:
        """Say whether assistants see names; it holds from their next click on."""
        require_head(viewer)
        with self._lock, transaction(self.record, counted=False, shown=False):
            set_fact(self.record, _NAMES, "yes" if yes else "no")

    def cookie_secret(self) -> str:
        """Return what cookies of this class are signed with; it never leaves this computer."""
        with self._lock:
            return hashlib.sha256(f"cookie {fact(self.record, 'secret')}".encode()).hexdigest()


def session_of(token: str) -> str:
    """Name a sign-in by its token without telling the token."""
    return _hash(token)


def _key() -> str:
    return secrets.token_urlsafe(32)


def _code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _slowly(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()


def _kept(made: Made, now: int, by: str) -> sign_in.Invite:
    salt = secrets.token_hex(16)
    slow = _slowly(_plain(made.code), salt)
    return sign_in.Invite(0, made.email, _hash(made.key), salt, slow, now, by, made.expires_at)


def _standing(person: Person, newest: sign_in.Invite | None) -> Standing:
    who = person.email, person.name, person.role, person.section
    if newest is None:
        return Standing(*who, 0, 0, False, 0)
    return Standing(*who, newest.made_at, newest.expires_at, bool(newest.ended_at), newest.used_at)


class Doorkeeper(Signing):
    """Who may come in, on a connection of its own: a long load holds nobody up at the door."""

    def __init__(self, folder: Path) -> None:
        self.record = open_record(folder / FILE_NAME)
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()
