"""Who looked at one student's data: entered when it happens, and read by that student."""

from enum import StrEnum

from evenkeel.access import Viewer, require_head
from evenkeel.course.calendar import local
from evenkeel.desk.counting import Counting
from evenkeel.model import Role
from evenkeel.store import looks
from evenkeel.store import people as registry
from evenkeel.store.looks import Looked
from evenkeel.store.record import transaction

__all__ = ["Looked", "Looking", "What"]


class What(StrEnum):
    """What an instructor or assistant did with one student's data."""

    PAGE = "opened your page"
    PAGES = "looked at your pages as you see them"
    EXPORT = "took a copy of your data"
    LETTER = "wrote you a letter"


class Looking(Counting):
    """The part of a desk that remembers who looked at whom."""

    def looked(self, viewer: Viewer, student: str, what: What, now: int) -> None:
        """Remember that an instructor or assistant looked at a student's data; once a day, and no page is read anew.

        A student's look at their own data is nobody's business and is not kept.
        """
        if viewer.role is Role.STUDENT:
            return
        day = local(now, self.course.zone).date().toordinal()
        entry = Looked(viewer.signature, viewer.role.value, what.value, day)
        with self._lock:
            if not looks.is_noted(self.record, student, entry):
                with transaction(self.record, counted=False, shown=False):
                    looks.note(self.record, student, entry)

    def who_looked(self, viewer: Viewer, who: str) -> list[Looked]:
        """Return who looked at somebody's data by name, the newest first; for that student, and for the instructor."""
        if viewer.looking_as or viewer.email != who:
            require_head(viewer)
        with self._lock:
            names = {one.email: one.name for one in registry.persons(self.record, listed_only=False)}
            return [one._replace(viewer=names.get(one.viewer, one.viewer)) for one in looks.listed(self.record, who)]
