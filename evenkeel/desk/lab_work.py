"""The labs of an opened course folder: rows entered, loaded, taken back, and what they amount to for whoever looks."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evenkeel import inbox, people
from evenkeel.access import LOCAL_INSTRUCTOR, Viewer, require_instructor, require_own
from evenkeel.desk.conversation import Conversing
from evenkeel.errors import ExportRefused, NoSuchLab, NotAllowed
from evenkeel.labs import LABS, RELATIONSHIP_STAIRWAY
from evenkeel.labs.reading import checked
from evenkeel.labs.relationship_stairway import COUNTED
from evenkeel.labs.shape import Content, Lab, Row, Standpoint
from evenkeel.labs.tables import Refused, from_csv, to_csv
from evenkeel.labs.telling import Told
from evenkeel.metrics.groups import FLOOR
from evenkeel.model import Role
from evenkeel.store import labs as shelf
from evenkeel.store import people as registry
from evenkeel.store.record import fact, transaction

# So many others stand behind whatever a student sees of a class.
OTHERS = 10


@dataclass(frozen=True, slots=True)
class LabFile:
    """What became of a CSV of a lab: rows that are new, rows that were there already, and those refused."""

    path: str
    lab: str
    new: int
    known: int
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class ClassTold:
    """What a class's rows amount to; `told` is None for a student while too few others stand behind it."""

    rows: int
    authors: int
    told: Told | None


class LabWork(Conversing):
    """The part of a desk that the labs go through; every read and write takes the viewer."""

    def lab_counts(self, viewer: Viewer) -> dict[str, int]:
        """Return how many rows the class has entered in each lab."""
        with self._lock:
            held = shelf.counts(self.record)
        return {lab: held.get(lab, 0) for lab in LABS}

    def lab_rows(self, viewer: Viewer, lab: str, now: int) -> list[Row]:
        """Return the rows that the viewer may see one by one, oldest first.

        A student sees their own; who reviews the class sees all, but none of a private lab; nor does who looks at a
        student's pages as that student.
        """
        found = _lab(lab)
        if found.private and (viewer.role is not Role.STUDENT or viewer.looking_as):
            return []
        return [row for row in self._rows(found, now) if viewer.may_see(row.author)]

    def lab_told(self, viewer: Viewer, lab: str, now: int) -> ClassTold:
        """Return what the class's rows amount to together, for a student once enough others have entered any."""
        found, student = _lab(lab), viewer.role is Role.STUDENT
        rows = self._rows(found, now)
        authors = {row.author for row in rows}
        enough = self._enough(viewer, authors) if student else len(authors) >= FLOOR or not found.private
        at = Standpoint(now, self.course.zone, FLOOR if student or found.private else 0)
        return ClassTold(len(rows), len(authors), found.read(rows, at) if enough else None)

    def _enough(self, viewer: Viewer, authors: set[str]) -> bool:
        """Tell whether nobody can be made out: many other students stand behind it, or none but who teaches."""
        others = (authors & self._students()) - {viewer.email}
        return len(others) >= OTHERS or (not others and bool(authors - {viewer.email}))

    def _students(self) -> set[str]:
        """Return every student's address, also of those no longer on the roster."""
        with self._lock:
            everybody = registry.persons(self.record, listed_only=False)
        return {person.email for person in everybody if person.role == Role.STUDENT}

    def own_told(self, viewer: Viewer, lab: str, now: int) -> Told | None:
        """Return what a student's own rows amount to; None without any, and for who is no student."""
        rows = self.lab_rows(viewer, lab, now) if viewer.role is Role.STUDENT else []
        return _lab(lab).read(rows, Standpoint(now, self.course.zone)) if rows else None

    def _rows(self, lab: Lab, now: int) -> list[Row]:
        with self._lock:
            held = shelf.rows(self.record, lab.id)
        rows = [Row(json.loads(one.content), one.email, one.id, one.entered_at) for one in held]
        return self._beside(rows, now) if lab.id == RELATIONSHIP_STAIRWAY.id else rows

    # The stairs that the counts say, beside those that a student says

    def _beside(self, rows: list[Row], now: int) -> list[Row]:
        stairs, who = self._stairs(now), self._whoever()
        contacts = [who(str(row.content.get("contact") or "")) for row in rows]
        return [
            row._replace(content={**row.content, COUNTED: stairs.get((row.author, contact))})
            for row, contact in zip(rows, contacts, strict=True)
        ]

    def _whoever(self) -> Callable[[str], str]:
        """Return who finds the address of somebody as people write them; empty where it fits nobody, or several."""
        with self._lock:
            everybody = registry.persons(self.record)
            index = people.roster(everybody, fact(self.record, "secret"))
        emails = {person.id: person.email for person in everybody}

        def who(written: str) -> str:
            found = index.anyone(written)
            return emails.get(found, "") if found else ""

        return who

    def _stairs(self, now: int) -> dict[tuple[str, str], str]:
        # Read as the class's instructor; what leaves here is the viewer's own, or pooled.
        frame = self.stairway(LOCAL_INSTRUCTOR, now)
        keys = zip(frame["student"], frame["partner"], strict=True)
        return dict(zip(keys, (str(stair) for stair in frame["stair"]), strict=True))

    def own_partners(self, viewer: Viewer, now: int) -> dict[str, str]:
        """Return with whom a student exchanged anything over the term: names by address, in the order of names."""
        require_own(viewer, viewer.email)
        with self._lock:
            names = {person.email: person.name for person in registry.persons(self.record)}
        partners = {partner for student, partner in self._stairs(now) if student == viewer.email}
        return {one: names[one] for one in sorted(partners, key=lambda p: names.get(p, p)) if one in names}

    def lab_names(self, viewer: Viewer, lab: str, field: str) -> list[str]:
        """Return what the rows of a lab call something that all must write alike, in order.

        To a student it offers their own words, the instructor's, and what two people wrote: one person's slip, or a
        name that should not stand there, goes no further.
        """
        if not _lab(lab).field(field).shared:
            return []
        with self._lock:
            held = shelf.rows(self.record, lab)
        said: dict[str, set[str]] = {}
        students = self._students()
        for row in held:
            said.setdefault(str(json.loads(row.content)[field]), set()).add(row.email)
        everything = viewer.role is not Role.STUDENT
        shown = [
            name for name, by in said.items()
            if everything or viewer.email in by or len(by) > 1 or not by <= students
        ]  # fmt: skip
        return sorted(shown, key=str.casefold)

    # Entering

    def enter_lab_row(self, viewer: Viewer, lab: str, given: Mapping[str, str], now: int) -> tuple[str, ...]:
        """Keep a row as a form has it, in the viewer's own name; return what is wrong with it, then nothing is kept."""
        _require_writer(viewer)
        content, problems = checked(_lab(lab), given, self.course.zone)
        if not problems:
            self._enter(lab, [(viewer.email, content)], now)
        return problems

    def change_lab_row(self, viewer: Viewer, lab: str, row: int, given: Mapping[str, str], now: int) -> tuple[str, ...]:
        """Put a row in the place of one of the viewer's own; return what is wrong with it, then the old one stays."""
        _require_writer(viewer)
        if row not in {one.id for one in self.lab_rows(viewer, lab, now) if one.author == viewer.email}:
            raise NotAllowed("Only who entered a row may change it.")
        content, problems = checked(_lab(lab), given, self.course.zone)
        if not problems:
            with self._lock, transaction(self.record, counted=False):
                self._let_go(lab, row, now)
                shelf.enter(self.record, lab, [(viewer.email, _written(content))], now)
        return problems

    def _enter(self, lab: str, rows: Iterable[tuple[str, Content]], now: int) -> None:
        with self._lock, transaction(self.record, counted=False):
            shelf.enter(self.record, lab, [(email, _written(content)) for email, content in rows], now)

    def take_back_lab_row(self, viewer: Viewer, lab: str, row: int, now: int) -> None:
        """Take a row back: a student one of their own, who reviews the class any that they may see.

        Raises `NotAllowed`. A private row is gone for good.
        """
        _require_writer(viewer)
        if row not in {one.id for one in self.lab_rows(viewer, lab, now)}:
            raise NotAllowed("Only who entered a row, or the instructor, may take it back.")
        with self._lock, transaction(self.record, counted=False):
            self._let_go(lab, row, now)

    def _let_go(self, lab: str, row: int, now: int) -> None:
        if _lab(lab).private:
            shelf.remove(self.record, row)
        else:
            shelf.take_back(self.record, row, now)

    # Files

    def load_lab(self, viewer: Viewer, lab: str, data: bytes, now: int, path: str = "") -> LabFile:
        """Enter the rows of a CSV, all that are right; those that are there already change nothing.

        A student's rows are their own, whatever `by` says; else `by` names who on the roster entered a row (empty:
        the viewer). Raises `ExportRefused` for a file of something else.
        """
        _require_writer(viewer)
        found, refused = from_csv(_lab(lab), data, self.course.zone)
        rows: list[tuple[str, Content]] = []
        own, who = viewer.role is Role.STUDENT, self._whoever()
        for one in found:
            author = viewer.email if own or not one.by else who(one.by)
            if author or not one.by:
                rows.append((author, one.content))
            else:
                refused.append(Refused(one.line, f"by: “{one.by}” fits nobody, or more than one, on the roster."))
        new = self._unknown(lab, rows)
        self._enter(lab, new, now)
        return LabFile(path, lab, len(new), len(rows) - len(new), tuple(sorted(refused)))

    def _unknown(self, lab: str, rows: list[tuple[str, Content]]) -> list[tuple[str, Content]]:
        """Keep the rows that the record does not have yet; the second of two alike is a second one."""
        with self._lock:
            held = Counter((one.email, one.content) for one in shelf.rows(self.record, lab))
        new = []
        for email, content in rows:
            key = (email, _written(content))
            if held[key]:
                held[key] -= 1
            else:
                new.append((email, content))
        return new

    def load_lab_files(self, viewer: Viewer, now: int) -> list[LabFile]:
        """Enter what lies in the course's folder `labs`, where a file's name is its lab."""
        require_instructor(viewer)
        paths = [path for path in sorted((self.folder / inbox.LABS).glob("*.csv")) if path.stem in LABS]
        return [self._lab_file(viewer, path, now) for path in paths]

    def _lab_file(self, viewer: Viewer, path: Path, now: int) -> LabFile:
        shown = f"{inbox.LABS}/{path.name}"
        try:
            return self.load_lab(viewer, path.stem, path.read_bytes(), now, shown)
        except ExportRefused as problem:
            return LabFile(shown, path.stem, 0, 0, (Refused(1, str(problem)),))

    def lab_csv(self, viewer: Viewer, lab: str, now: int, names: Mapping[str, str] | None = None) -> str:
        """Return the rows that the viewer may see as CSV; `names` stand in place of addresses."""
        rows = self.lab_rows(viewer, lab, now)
        if names is not None:
            rows = [row._replace(author=names.get(row.author, "")) for row in rows]
        return to_csv(_lab(lab), rows, self.course.zone, with_by=viewer.role is not Role.STUDENT)


def _require_writer(viewer: Viewer) -> None:
    if viewer.looking_as:
        raise NotAllowed("You look at this as the student; only the student may enter something here.")


def _lab(lab: str) -> Lab:
    if lab not in LABS:
        raise NoSuchLab(f"There is no lab “{lab}”; there are: {', '.join(LABS)}.")
    return LABS[lab]


def _written(content: Content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
