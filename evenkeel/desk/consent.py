"""A student's own say about each kind of data: asked before the first load, withdrawn at any time, all of it kept."""

import sqlite3
import threading
from dataclasses import dataclass

from evenkeel.access import Viewer, require_own
from evenkeel.errors import NotAllowed
from evenkeel.store import consents as shelf
from evenkeel.store.consents import Kind
from evenkeel.store.record import transaction

__all__ = ["ASKED", "WORDS", "Consent", "Consenting", "Kind"]

# The wording of `ASKED`; raise it with every change of meaning, and everybody is asked again.
WORDS = 1


# What is asked, as a name for the switch and what it means.
ASKED: dict[Kind, tuple[str, str]] = {
    Kind.WRITING: (
        "My public posts and comments",
        "Counted in your numbers. Your instructor and assistants can read them here.",
    ),
    Kind.TIME: (
        "My time: trackers and diary",
        "Start, end, what for, and the app or activity. Your instructor and assistants see the minutes.",
    ),
    Kind.ARCHIVES: (
        "My whole archives",
        "An archive can hold more than is asked for. Only public posts and comments are read; nothing else is kept.",
    ),
    Kind.FEEDS: (
        "New posts fetched from my accounts",
        "Your public feeds are asked when somebody presses the button. Nothing is sent but the address.",
    ),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """What holds for one kind: `given` None while it was never asked; `at` is 0 then."""

    kind: Kind
    given: bool | None = None
    at: int = 0
    words: int = 0


class Consenting:
    """The part of a desk that a student's say goes through."""

    record: sqlite3.Connection
    _lock: threading.RLock

    def consents(self, viewer: Viewer, who: str) -> dict[Kind, Consent]:
        """Return what holds for each kind of somebody's data; raises `NotAllowed` for another student's."""
        if not viewer.may_see(who):
            raise NotAllowed("What another student agreed to is theirs alone.")
        with self._lock:
            said = shelf.history(self.record, who)
        newest = {one.kind: one for one in said}
        return {kind: _holding(kind, newest.get(kind.value)) for kind in Kind}

    def consented(self, viewer: Viewer, kind: Kind) -> bool:
        """Tell whether the viewer has agreed to one kind, in the words as they are now."""
        held = self.consents(viewer, viewer.email)[kind]
        return bool(held.given) and held.words == WORDS

    def consent(self, viewer: Viewer, kind: Kind, given: bool, now: int) -> None:
        """Give or withdraw the viewer's own consent; raises `NotAllowed` for anybody else's."""
        require_own(viewer, viewer.email)
        held = self.consents(viewer, viewer.email)[kind]
        if (held.given, held.words) == (given, WORDS):
            return
        with self._lock, transaction(self.record, counted=False):
            shelf.say(self.record, viewer.email, shelf.Said(kind.value, given, now, WORDS))


def _holding(kind: Kind, said: shelf.Said | None) -> Consent:
    return Consent(kind, said.given, said.at, said.words) if said else Consent(kind)
