"""What a file holds and the record may not: rows of who left the class, and of what somebody no longer agrees to."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from evenkeel.intake.registrar import Registrar
from evenkeel.model import Act, Covers, Found, Note, Reject, RosterRow, Skip, TimeEntry, TrackerSpan, Visit, Who
from evenkeel.people.traces import Departed
from evenkeel.sources.base import Export
from evenkeel.store import leaving
from evenkeel.store.consents import Kind, withdrawn
from evenkeel.store.record import fact

LEFT, WITHDRAWN = "of somebody who left the class", "withdrawn by the student"
OTHERS = "written by others"
# Accounts as files name them: platform and spelling.
Own = frozenset[tuple[str, str]]


def departed(record: sqlite3.Connection) -> Departed:
    """Return those who left, as far as they would be known again."""
    return Departed(leaving.departed(record), fact(record, "secret"))


class Gate:
    """Lets a file's rows in, one by one; without anybody who left or withdrew it lets all of them in at once.

    `own`: where it is given, only what these accounts wrote or logged comes in.
    """

    def __init__(self, record: sqlite3.Connection, export: Export, own: Own | None = None) -> None:
        self._path, self._own = export.path, own
        self._departed = departed(record)
        self._withdrawn: Mapping[int, frozenset[str]] = withdrawn(record)
        self._place = {Kind.ARCHIVES} if export.members else {Kind.FEEDS} if "://" in export.path else set()
        self._gone: dict[Who, bool] = {}
        self._whose: dict[Who, int | None] = {}

    def lies_in_a_folder_of_old(self) -> bool:
        """Tell whether the file lies in the folder of somebody who left."""
        if not self._departed.keys:
            return False
        return any(self._departed.is_key(part) for part in self._path.split("/")[:-1])

    def let_in(self, stream: Iterable[Found], registrar: Registrar) -> Iterable[Found]:
        """Yield what may be kept, and a skip for each row that may not."""
        if self._own is not None:
            stream = self._only_own(stream, self._own, registrar)
        if self._departed.keys:
            stream = self._without_departed(stream)
        return self._agreed_to(stream, registrar) if self._withdrawn else stream

    def _only_own(self, stream: Iterable[Found], own: Own, registrar: Registrar) -> Iterator[Found]:
        for item in stream:
            who = _who(item)
            if who is None or registrar.spelt(who) in own:
                yield item
            elif not isinstance(item, Covers):
                yield Skip(OTHERS)

    # Those who left

    def _without_departed(self, stream: Iterable[Found]) -> Iterator[Found]:
        for item in stream:
            if isinstance(item, Covers):
                if item.who is None or not self._left(item.who):
                    yield item
            elif self._is_theirs(item):
                yield Skip(LEFT)
            else:
                yield self._unnamed(item)

    def _is_theirs(self, item: Found) -> bool:
        if isinstance(item, RosterRow):
            spelt = (item.email, item.name, *(value for _, value in item.accounts))
            return any(self._departed.is_key(one) for one in spelt if one)
        who = _who(item)
        return who is not None and self._left(who)

    def _left(self, who: Who) -> bool:
        if who not in self._gone:
            self._gone[who] = self._departed.knows(who)
        return self._gone[who]

    def _unnamed(self, item: Found) -> Found:
        """Take the names of those who left out of what somebody else wrote."""
        clean = self._departed.scrubbed
        if isinstance(item, Act):
            to = tuple(one for one in item.to if not self._left(one))
            text, title, url = clean(item.text), clean(item.title), clean(item.url)
            return item._replace(ref=clean(item.ref), parent=clean(item.parent), text=text, title=title, url=url, to=to)
        if isinstance(item, Reject):
            return Reject(clean(item.where), clean(item.why))
        return Note(clean(item.text)) if isinstance(item, Note) else item

    # Consent

    def _agreed_to(self, stream: Iterable[Found], registrar: Registrar) -> Iterator[Found]:
        for item in stream:
            who = _who(item)
            if who is None or not (self._kinds(item) & self._refused(who, registrar)):
                yield item
            elif not isinstance(item, Covers):
                yield Skip(WITHDRAWN)

    def _kinds(self, item: Found) -> set[Kind]:
        own = Kind.WRITING if isinstance(item, Act | Covers) else Kind.TIME
        return {own, *self._place}

    def _refused(self, who: Who, registrar: Registrar) -> frozenset[str]:
        if who not in self._whose:
            self._whose[who] = registrar.person(who)
        return self._withdrawn.get(self._whose[who] or 0, frozenset())


def _who(item: Found) -> Who | None:
    """Return whose a row is, where it is somebody's."""
    if isinstance(item, Act):
        return item.author
    if isinstance(item, TimeEntry | Visit | TrackerSpan):
        return item.student
    return item.who if isinstance(item, Covers) else None
