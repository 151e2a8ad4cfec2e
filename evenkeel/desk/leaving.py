"""A student's data as theirs: taken back load by load, or all of it, by the student or by the instructor."""

from evenkeel import leaving, people
from evenkeel.access import Viewer, require_head, require_own
from evenkeel.course.calendar import local
from evenkeel.desk.counting import Counting
from evenkeel.desk.loading import Loading
from evenkeel.errors import NobodyFound, NotAllowed, NotUndone
from evenkeel.intake import undoing
from evenkeel.leaving import Erased
from evenkeel.leaving.files import discard
from evenkeel.model import Person
from evenkeel.store import leaving as shelf
from evenkeel.store import loads
from evenkeel.store import people as registry
from evenkeel.store.loads import Load
from evenkeel.store.record import fact

__all__ = ["Erased", "Leaving", "Load"]

_NOT_THEIRS = "That file is not yours alone, so it cannot be taken back here. Your instructor can help."


class Leaving(Loading, Counting):
    """The part of a desk through which data go for good."""

    def somebody(self, viewer: Viewer, who: str) -> Person:
        """Find one person by address, name or handle, also off the roster; for the instructor, or oneself.

        Raises `NobodyFound` and `NotAllowed`.
        """
        if viewer.looking_as or not viewer.email or viewer.email != who:
            require_head(viewer)
        with self._lock:
            everybody = registry.persons(self.record, listed_only=False)
            found = people.roster(everybody, fact(self.record, "secret")).anyone(who)
        person = next((one for one in everybody if one.id == found or one.email == who.strip().casefold()), None)
        if person is None:
            raise NobodyFound(f"“{who}” fits nobody, or more than one, in this class; try an e-mail address.")
        return person

    def erasing(self, viewer: Viewer, who: str) -> Erased:
        """Say what would leave with somebody, and change nothing. Raises as `erase` does."""
        person = self.somebody(viewer, who)
        with self._lock:
            return leaving.outlook(self.record, self.folder, person)

    def erase(self, viewer: Viewer, who: str, now: int, *, shared: bool = False) -> Erased:
        """Take somebody out of record and folder for good: the instructor anybody, a student themself.

        `shared`: with the files of several people that name them. Raises `NobodyFound` and `NotAllowed`.
        """
        person = self.somebody(viewer, who)
        if shared:
            require_head(viewer)
        day = local(now, self.course.zone).date().toordinal()
        with self._lock:
            found = leaving.erase(self.record, self.folder, person, day, shared=shared)
            self._forget_read()
        return found

    # Kept up to a day

    def expire(self, viewer: Viewer, now: int) -> bool:
        """Erase everybody once the day is over, record, roster and inbox; tell whether no byte is left.

        Raises `NotAllowed` for anybody but the instructor, and before the day is over.
        """
        require_head(viewer)
        until = self.course.personal_data_until
        day = local(now, self.course.zone).date()
        if until is None or day <= until:
            raise NotAllowed(
                "Data about people are erased after the day that personal_data_until in course.yaml names"
                + (f", {until}." if until else "; it names none.")
            )
        with self._lock:
            clean = leaving.expire(self.record, self.folder, day.toordinal())
            self._forget_read()
        return clean

    def _forget_read(self) -> None:
        """Let go of all that was read from the record and worked out."""
        self._analyses.clear()
        self.__dict__.get("_talks", {}).clear()

    def readmit(self, viewer: Viewer, who: str) -> bool:
        """Let files bring somebody again who left, by address, name or handle; tell whether anybody so named had."""
        require_head(viewer)
        with self._lock:
            return leaving.readmit(self.record, who)

    def departures(self, viewer: Viewer) -> list[int]:
        """Return the days on which somebody left the record; nothing tells who."""
        require_head(viewer)
        with self._lock:
            return leaving.departed_on(self.record)

    # Files of one's own

    def loads_with(self, viewer: Viewer, who: str) -> list[tuple[Load, bool]]:
        """Return the loads whose files name somebody, newest first, and whether each is theirs alone.

        A file from the folder of somebody else does not say whose it is.
        """
        return self._loads_with(self.somebody(viewer, who))

    def _loads_with(self, person: Person) -> list[tuple[Load, bool]]:
        with self._lock:
            numbers = dict(shelf.loads_of(self.record, person.id, person.email))
            shown = leaving.paths_for(self.record, person)
            return [
                (one._replace(path=shown(one.path)), self._is_own(one, person))
                for one in loads.listed(self.record)
                if one.id in numbers
            ]

    def _is_own(self, load: Load, person: Person) -> bool:
        """A file is somebody's own where it lies in their folder, or where nobody else's rows are in it."""
        if not load.traced or load.format.endswith("roster"):
            return False
        return shelf.authors(self.record, load.id) == {person.id} or person.email in load.path.casefold().split("/")

    def withdraw(self, viewer: Viewer, load: int) -> undoing.Undone:
        """Take back a file of one's own, and remove it from one's folder.

        Raises `NotUndone` where it is not one's own, or cannot be taken back.
        """
        require_own(viewer, viewer.email)
        held = self.loads_with(viewer, viewer.email)
        path = next((one.path for one, own in held if own and one.id == load), "")
        if not path:
            raise NotUndone(_NOT_THEIRS)
        with self._lock:
            self._undoable(load)
            found = undoing.undo(self.record, load)
            if viewer.email in path.casefold().split("/"):
                discard(self.folder, path, [one.path for one in loads.listed(self.record)])
            self._forget_read()
        return found
