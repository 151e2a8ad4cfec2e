"""Sets of files that say who takes which course: Canvas SIS and OneRoster (Microsoft's School Data Sync alike).

`users.csv` says who there is, `enrollments.csv` who is in which course and as what. Passwords, telephone numbers and
whatever else stands there are never read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from evenkeel.model import Found, Note, Reject, Role, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.class_lists import CANVAS_SIS, ONEROSTER, Listed, enrolled, list_of
from evenkeel.sources.reading.tables import header, open_table

_ROLES = (
    dict.fromkeys(("student", "studentenrollment", "learner"), Role.STUDENT)
    | dict.fromkeys(("teacher", "teacherenrollment", "professor", "instructor", "faculty", "lecturer"), Role.INSTRUCTOR)
    | dict.fromkeys(("ta", "taenrollment", "aide", "assistant", "teaching assistant", "tutor"), Role.ASSISTANT)
)
_GONE = frozenset({"deleted", "inactive", "completed", "tobedeleted", "suspended", "deleted_last_completed"})


class _Layout(NamedTuple):
    """What one kind of set calls its columns; `files` are all that may lie in it."""

    list: str
    files: frozenset[str]
    user: tuple[str, ...]  # id, login, email, first, last, full name, status, role
    enrolment: tuple[str, ...]  # user, role, status, and the courses' columns, the nearest first
    titles: tuple[tuple[str, str, str], ...]  # file, id, title
    number: str  # what accounts its ids are


_CANVAS = _Layout(
    CANVAS_SIS,
    frozenset(
        f"{name}.csv"
        for name in ("accounts", "terms", "courses", "sections", "users", "logins", "enrollments", "groups", "xlists",
                     "groups_membership", "group_membership", "group_categories", "user_observers", "admins",
                     "change_sis_id", "differentiation_tag_sets", "differentiation_tags")
    ),
    ("user_id", "login_id", "email", "first_name", "last_name", "full_name", "status", ""),
    ("user_id", "role", "status", "section_id", "course_id"),
    (("sections.csv", "section_id", "name"), ("courses.csv", "course_id", "long_name")),
    "sis",
)  # fmt: skip
_ONEROSTER = _Layout(
    ONEROSTER,
    frozenset(
        f"{name}.csv"
        for name in ("manifest", "users", "enrollments", "classes", "courses", "orgs", "academicsessions", "roles",
                     "demographics", "relationships", "userflags", "userprofiles", "classresources", "resources",
                     "courseresources", "results", "lineitems", "categories")
    ),
    ("sourcedid", "username", "email", "givenname", "familyname", "", "status", "role"),
    ("usersourcedid", "role", "status", "classsourcedid"),
    (("classes.csv", "sourcedid", "title"),),
    "oneroster",
)  # fmt: skip


def _identify(layout: _Layout) -> Callable[[Export], bool]:
    def identify(export: Export) -> bool:
        if not export.members:
            return list_of(header(export)) == layout.list
        users, enrolments = export.member("users.csv"), export.member("enrollments.csv")
        return (
            users is not None
            and enrolments is not None
            and {member.name for member in export.members} <= layout.files
            and _are_users(header(users), layout)
        )

    return identify


def _are_users(names: frozenset[str], layout: _Layout) -> bool:
    return list_of(names) == layout.list and names >= set(layout.user[:2])


def _extract(layout: _Layout) -> Callable[[Export, Context], Iterator[Found]]:
    def extract(export: Export, context: Context) -> Iterator[Found]:
        users = export.member("users.csv") if export.members else export
        table = open_table(users) if users else None
        if users is None or table is None or not _are_users(frozenset(map(str.casefold, table.header)), layout):
            raise export.refuse("this says who is in which course, not who they are. Load it with users.csv as a zip.")
        if not export.members:
            yield Note("Taken for one class, all of it. Who teaches stands in enrollments.csv: load both as one zip.")
            yield from enrolled(_listed(users, layout, None))
            return
        enrolments = _Enrolments(dict(_titles(export, layout)))
        yield from enrolments.read(export, layout)
        if len(enrolments.courses) > 1:
            yield Note("Everybody of all its courses is taken. For one class, load an export of that one.")
        yield from enrolled(_listed(users, layout, enrolments))
        yield from (Skip("enrolled, but not among the users") for _ in enrolments.roles)

    return extract


class _Enrolments:
    """Who is in which course and as what; whoever is found among the users is taken out."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self.roles: dict[str, list[str]] = defaultdict(list)
        self.courses: set[str] = set()
        self._of: dict[str, list[str]] = defaultdict(list)

    def read(self, export: Export, layout: _Layout) -> Iterator[Skip | Reject]:
        """Read the enrolments; a row that cannot be read is said."""
        held = export.member("enrollments.csv")
        for where, cells in _rows(held, layout.enrolment) if held else ():
            if isinstance(cells, (Skip, Reject)):
                yield Reject(f"enrollments.csv {where}", cells.why) if isinstance(cells, Reject) else cells
            elif cells[2].casefold() in _GONE:
                yield Skip("enrolment no longer active")
            else:
                course = next(filter(None, cells[3:]), "")
                self.courses.add(next(filter(None, reversed(cells[3:])), ""))
                self.roles[cells[0]].append(cells[1])
                self._of[cells[0]].append(self._titles.get(course, course))

    def section(self, user: str) -> str:
        """Name somebody's courses."""
        return "; ".join(dict.fromkeys(filter(None, self._of.get(user, ()))))


def _listed(users: Export, layout: _Layout, enrolments: _Enrolments | None) -> Iterator[Listed | Skip | Reject]:
    for where, cells in _rows(users, layout.user):
        if isinstance(cells, (Skip, Reject)):
            yield cells
            continue
        number, login, email, first, last, full, status, role = cells
        roles = enrolments.roles.pop(number, []) if enrolments else [role or Role.STUDENT]
        known = {_ROLES[one.casefold()] for one in roles if one.casefold() in _ROLES}
        if status.casefold() in _GONE:
            yield Skip("no longer active")
        elif not known:
            yield Skip(f"listed as {roles[0][:40]}" if roles else "in none of the courses")
        else:
            section = enrolments.section(number) if enrolments else ""
            highest = next(one for one in Role if one in known)
            name = full or f"{first} {last}".strip()
            yield Listed(where, name, email, login, highest, section, ((layout.number, number),))


def _titles(export: Export, layout: _Layout) -> Iterator[tuple[str, str]]:
    for file, number, title in layout.titles:
        held = export.member(file)
        for _, cells in _rows(held, (number, title)) if held else ():
            if not isinstance(cells, (Skip, Reject)) and all(cells):
                yield cells[0], cells[1]


def _rows(export: Export, fields: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...] | Skip | Reject]]:
    """Yield the place and the cells of these columns; a field without a name or a column is empty."""
    table = open_table(export)
    if table is None:
        return
    names = [name.casefold() for name in table.header]
    places = [names.index(field) if field in names else -1 for field in fields]
    for row in table.rows(places):
        if isinstance(row, Reject):
            yield row.where, row
        elif isinstance(row, Skip):
            yield "", row
        else:
            yield f"line {row[0]}", tuple(cell.strip() for cell in row[1])


CANVAS_USERS = Source("canvas-sis-roster", "Canvas SIS users and enrolments", _identify(_CANVAS), _extract(_CANVAS))
ONEROSTER_USERS = Source(
    "oneroster", "OneRoster or School Data Sync users", _identify(_ONEROSTER), _extract(_ONEROSTER)
)
