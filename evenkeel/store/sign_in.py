"""Personal links and the sign-ins they opened: hashes alone, never a key, a code or a cookie."""

import sqlite3
from typing import NamedTuple


class Invite(NamedTuple):
    """A personal link with its short code, as the record has it; `ended_at` and `used_at` are 0 for never."""

    id: int
    email: str
    key_hash: str
    code_salt: str
    code_hash: str
    made_at: int
    made_by: str
    expires_at: int
    ended_at: int = 0
    used_at: int = 0

    def open(self, now: int) -> bool:
        """Tell whether it can still be used."""
        return not self.ended_at and now < self.expires_at


class SignedIn(NamedTuple):
    """Who a browser's cookie stands for, and until when."""

    email: str
    role: str
    expires_at: int


_INVITE = """
SELECT i.id, p.email, i.key_hash, i.code_salt, i.code_hash, i.made_at, i.made_by, i.expires_at, i.ended_at, i.used_at
FROM invite i JOIN person p ON p.id = i.person_id
"""


def invite(record: sqlite3.Connection, made: Invite) -> None:
    """Keep a new link; the person's earlier ones end with it. What they opened stays open."""
    end_invites(record, made.email, made.made_at)
    record.execute(
        "INSERT INTO invite (person_id, key_hash, code_salt, code_hash, made_at, made_by, expires_at) "
        "SELECT id, ?, ?, ?, ?, ?, ? FROM person WHERE email = ?",
        (made.key_hash, made.code_salt, made.code_hash, made.made_at, made.made_by, made.expires_at, made.email),
    )


def invites(record: sqlite3.Connection) -> list[Invite]:
    """Return the links of everybody on the roster, newest first."""
    return [Invite(*row) for row in record.execute(f"{_INVITE} WHERE p.listed = 1 ORDER BY i.id DESC")]


def by_key(record: sqlite3.Connection, key_hash: str) -> Invite | None:
    """Return the link with this key, of somebody on the roster."""
    row = record.execute(f"{_INVITE} WHERE p.listed = 1 AND i.key_hash = ?", (key_hash,)).fetchone()
    return Invite(*row) if row else None


def newest_of(record: sqlite3.Connection, email: str) -> Invite | None:
    """Return the newest link of somebody on the roster."""
    row = record.execute(f"{_INVITE} WHERE p.listed = 1 AND p.email = ? ORDER BY i.id DESC", (email,)).fetchone()
    return Invite(*row) if row else None


def begin(record: sqlite3.Connection, used: Invite, token_hash: str, now: int, expires_at: int) -> None:
    """Keep that a link was used, and what it opened."""
    record.execute("UPDATE invite SET used_at = ? WHERE id = ?", (now, used.id))
    record.execute(
        "INSERT INTO signed_in (person_id, invite_id, token_hash, begun_at, expires_at) "
        "SELECT person_id, id, ?, ?, ? FROM invite WHERE id = ?",
        (token_hash, now, expires_at, used.id),
    )


def signed_in(record: sqlite3.Connection, token_hash: str, now: int) -> SignedIn | None:
    """Return who a cookie stands for: somebody on the roster whose sign-in has neither ended nor run out."""
    row = record.execute(
        "SELECT p.email, p.role, s.expires_at FROM signed_in s JOIN person p ON p.id = s.person_id "
        "WHERE s.token_hash = ? AND p.listed = 1 AND s.ended_at = 0 AND s.expires_at > ?",
        (token_hash, now),
    ).fetchone()
    return SignedIn(*row) if row else None


def role_of(record: sqlite3.Connection, email: str) -> str:
    """Return the role of somebody on the roster; empty: they are not on it."""
    row = record.execute("SELECT role FROM person WHERE email = ? AND listed = 1", (email,)).fetchone()
    return str(row[0]) if row else ""


def sign_out(record: sqlite3.Connection, token_hash: str, now: int) -> None:
    """End what one cookie opened."""
    record.execute("UPDATE signed_in SET ended_at = ? WHERE token_hash = ? AND ended_at = 0", (now, token_hash))


def end_invites(record: sqlite3.Connection, email: str, now: int) -> None:
    """End a person's links, and leave what they opened."""
    record.execute(
        "UPDATE invite SET ended_at = ? WHERE ended_at = 0 AND person_id = (SELECT id FROM person WHERE email = ?)",
        (now, email),
    )


def end_all(record: sqlite3.Connection, email: str, now: int) -> None:
    """End a person's links and everything that they opened."""
    end_invites(record, email, now)
    record.execute(
        "UPDATE signed_in SET ended_at = ? WHERE ended_at = 0 AND person_id = (SELECT id FROM person WHERE email = ?)",
        (now, email),
    )


def forget_old(record: sqlite3.Connection, before: int) -> None:
    """Forget what has been of no use since `before`."""
    record.execute("DELETE FROM signed_in WHERE expires_at < ? OR (ended_at > 0 AND ended_at < ?)", (before, before))
    record.execute(
        "DELETE FROM invite WHERE (expires_at < ? OR (ended_at > 0 AND ended_at < ?)) "
        "AND NOT EXISTS (SELECT 1 FROM signed_in s WHERE s.invite_id = invite.id)",
        (before, before),
    )
