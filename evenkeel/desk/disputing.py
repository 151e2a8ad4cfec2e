"""What students say is wrong about their acts and hours, and what was decided, in an opened course folder."""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evenkeel.access import Viewer, require_instructor, require_own
from evenkeel.desk.naming import Naming
from evenkeel.errors import NoSuchDispute, NotAllowed
from evenkeel.store import disputes as shelf
from evenkeel.store import flags, marks
from evenkeel.store.disputes import Disputed, Ruled, Thing
from evenkeel.store.record import transaction

__all__ = ["ACT", "ENTRY", "Claim", "Dispute", "Disputing", "Ruling", "Thing"]

ACT, ENTRY = "act", "entry"


class Claim(StrEnum):
    """What a student says of an act or a stretch of time."""

    COURSEWORK = "coursework"
    LEISURE = "leisure"
    NOT_MINE = "not mine"


class Ruling(StrEnum):
    """What became of a dispute."""

    OPEN = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute: whose, about what (None: its file was taken back), and what became of it, why, when and by whom.

    `flag` is the number of the flag that led to it, 0 without one.
    """

    id: int
    student: str
    flag: int
    noun: str
    claim: Claim
    words: str
    at: int
    thing: Thing | None
    ruling: Ruling = Ruling.OPEN
    why: str = ""
    ruled_at: int = 0
    ruled_by: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits for a word."""
        return self.ruling is Ruling.OPEN


class Disputing(Naming):
    """The part of a desk that disputes go through: students make them, instructors decide, and nothing moves before."""

    record: sqlite3.Connection
    _lock: threading.RLock

    def disputes(self, viewer: Viewer, student: str = "") -> list[Dispute]:
        """Return the disputes that the viewer may see, of one student or all, the newest first."""
        with self._lock:
            ruled = shelf.rulings(self.record)
            found = [
                _dispute(one, shelf.thing(self.record, one.noun, one.refs), ruled.get(one.id, []))
                for one in reversed(shelf.listed(self.record))
                if viewer.may_see(one.email) and student in ("", one.email)
            ]
        return found

    def ref_of(self, viewer: Viewer, act: int) -> str:
        """Return the identity of one of the viewer's own acts, by its number in `acts`; empty for anybody else's."""
        with self._lock:
            ref = shelf.ref_of(self.record, act)
            return ref if marks.owns(self.record, viewer.email, ACT, ref) else ""

    def dispute(
        self, viewer: Viewer, noun: str, refs: Iterable[str], claim: Claim, words: str, now: int, flag: int = 0
    ) -> Dispute:
        """Say that an own act (or the entries of a stretch: `noun`) was for something else, or is not one's own.

        It changes no number. Raises `NotAllowed` for anybody but the student, and `NoSuchDispute` for what is not
        theirs.
        """
        require_own(viewer, viewer.email)
        with self._lock, transaction(self.record, counted=False):
            asked = tuple(refs) if noun in (ACT, ENTRY) else ()
            if not asked or not all(marks.owns(self.record, viewer.email, noun, ref) for ref in asked):
                raise NoSuchDispute("This is not counted as yours, or its file has been taken back.")
            own = {one.id for one in flags.kept(self.record) if one.email == viewer.email}
            led = flag if flag in own else None
            made = Disputed(0, viewer.email, led, noun, asked, claim.value, words.strip(), now)
            number = shelf.make(self.record, made)
        return next(one for one in self.disputes(viewer) if one.id == number)

    def take_dispute_back(self, viewer: Viewer, dispute: int, now: int) -> None:
        """Take an own dispute back that nobody has decided yet. Raises `NotAllowed` and `NoSuchDispute`."""
        require_own(viewer, viewer.email)
        with self._lock:
            if not self._dispute(viewer, dispute).open:
                raise NoSuchDispute("This has been decided already. You can dispute it anew, with other words.")
            with transaction(self.record, counted=False):
                shelf.rule(self.record, dispute, Ruled(Ruling.TAKEN_BACK.value, "", now, viewer.signature))

    def decide_dispute(
        self, viewer: Viewer, dispute: int, ruling: Ruling, why: str, now: int, account_is: str | None = None
    ) -> None:
        """Accept a dispute or decline it, with a word to the student; a later decision goes before an earlier one.

        Accepted, a purpose holds and what is not the student's is nobody's. `account_is` (with an accepted `not mine`)
        decides whose the whole account is, for all files: somebody on the roster, or "" for nobody. Raises
        `NotAllowed`, `NoSuchDispute` and, for `account_is`, `NobodyFound`.
        """
        require_instructor(viewer)
        if ruling not in (Ruling.ACCEPTED, Ruling.DECLINED):
            raise NotAllowed("A dispute is accepted or declined; only the student takes it back.")
        with self._lock, transaction(self.record):
            found = self._dispute(viewer, dispute)
            if found.ruling is Ruling.TAKEN_BACK:
                raise NoSuchDispute("The student has taken this back.")
            shelf.rule(self.record, dispute, Ruled(ruling.value, why.strip(), now, viewer.signature))
            if account_is is not None and ruling is Ruling.ACCEPTED and found.claim is Claim.NOT_MINE:
                self._give_account(viewer, found, account_is, now)

    def _give_account(self, viewer: Viewer, found: Dispute, who: str, now: int) -> None:
        if found.thing is None or not found.thing.account:
            raise NoSuchDispute("Its file names the student and no account, so this act alone can be taken away.")
        self.match(viewer, found.thing.account, who, now)

    def _dispute(self, viewer: Viewer, number: int) -> Dispute:
        found = next((one for one in self.disputes(viewer) if one.id == number), None)
        if found is None:
            raise NoSuchDispute(f"There is no dispute number {number} in this class.")
        return found


def _dispute(one: Disputed, thing: Thing | None, ruled: list[Ruled]) -> Dispute:
    made = Dispute(one.id, one.email, one.flag or 0, one.noun, Claim(one.claim), one.words, one.at, thing)
    if not ruled:
        return made
    last = ruled[-1]
    return Dispute(
        made.id, made.student, made.flag, made.noun, made.claim, made.words, made.at, thing,
        Ruling(last.ruling), last.why, last.at, last.by,
    )  # fmt: skip
