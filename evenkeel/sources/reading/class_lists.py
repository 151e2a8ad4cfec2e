"""Class lists of platforms: whose list a header is, and who a row is there.

All questions about headers stand here together, so that no header is two platforms' list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from evenkeel.accounts import folded
from evenkeel.model import Found, Note, Reject, Role, RosterRow, Skip

EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
CANVAS, CANVAS_SIS, MOODLE, BLACKBOARD, ONEROSTER = "canvas", "canvas-sis", "moodle", "blackboard", "oneroster"

# What Moodle calls its columns, in English, German, French, Spanish and Dutch.
MOODLE_NAMES: Mapping[str, tuple[str, ...]] = {
    "first": ("first name", "vorname", "prénom", "nombre", "voornaam", "firstname"),
    "last": ("last name", "surname", "nachname", "nom de famille", "nom", "apellido(s)", "apellidos", "achternaam",
             "lastname"),
    "email": ("email address", "e-mail-adresse", "adresse de courriel", "dirección de correo", "dirección email",
              "correo electrónico", "e-mailadres", "email"),
    "login": ("username", "anmeldename", "nom d'utilisateur", "nom d’utilisateur", "nombre de usuario",
              "gebruikersnaam"),
    "number": ("id number", "id-nummer", "numéro d'identification", "numéro d’identification", "número de id",
               "idnumber"),
    "groups": ("groups", "gruppen", "groupes", "grupos", "groepen", "group1"),
    "role": ("roles", "role1"),
    "suspended": ("suspended",),
}  # fmt: skip
_MOODLE_WHERE = frozenset({
    "institution", "department", "abteilung", "département", "institución", "departamento", "instelling", "afdeling",
})  # fmt: skip
MOODLE_PROFILE = _MOODLE_WHERE.union(*MOODLE_NAMES.values())
_MOODLE_GRADED = re.compile(r"last downloaded from this course|.* \((?:real|percentage|letter|feedback)\)", re.DOTALL)
_GRADED = re.compile(r".*\(\d+\)|.*\b(?:current|final) (?:score|grade|points)\b.*", re.DOTALL)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_BLACKBOARD_COLUMN = re.compile(r".*\|\s*\d+", re.DOTALL)


def list_of(names: frozenset[str]) -> str:
    """Say whose class list or enrolments have these column names (in lower case); empty for anybody's own table."""
    if {"author", "at"} <= names or {"student", "start"} <= names:  # our own acts and time
        return ""
    if {"sourcedid", "username", "givenname", "familyname"} <= names or {"classsourcedid", "usersourcedid"} <= names:
        return ONEROSTER
    if {"user_id", "status"} <= names and ("login_id" in names or {"course_id", "role"} <= names):
        return CANVAS_SIS
    if _is_canvas(names):
        return CANVAS
    if {"last name", "first name", "username"} <= names and _is_blackboard(names):
        return BLACKBOARD
    return MOODLE if _is_moodle(names) else ""


def _is_canvas(names: frozenset[str]) -> bool:
    who = "student" in names or {"lastname", "firstname"} <= names
    ids = {"sis user id", "sis login id"} & names
    graded = any(map(_GRADED.fullmatch, names))
    return who and "id" in names and (bool(ids) or ("section" in names and graded))


def _is_blackboard(names: frozenset[str]) -> bool:
    return bool({"student id", "last access", "availability"} & names) or any(map(_BLACKBOARD_COLUMN.fullmatch, names))


def _is_moodle(names: frozenset[str]) -> bool:
    has = {field for field, called in MOODLE_NAMES.items() if names & set(called)}
    if not ({"first", "last"} <= has and has & {"email", "login", "number"}):
        return False
    # A list kept by hand may call its columns alike, and has others besides.
    exported = any(map(_MOODLE_GRADED.fullmatch, names)) or ("number" in has and bool(names & _MOODLE_WHERE))
    return exported or {"username", "firstname", "lastname"} <= names or names <= MOODLE_PROFILE


class Listed(NamedTuple):
    """Somebody as a platform lists them; `accounts` are ids there, the surest to name somebody by first."""

    where: str
    name: str
    email: str = ""
    login: str = ""
    role: str = Role.STUDENT
    section: str = ""
    accounts: tuple[tuple[str, str], ...] = ()


def enrolled(rows: Iterable[Listed | Skip | Reject]) -> Iterator[Found]:
    """Yield each person once, under an address, else a login, else an id; and say what stands for an address."""
    named: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    without = ""
    for row in rows:
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        person = _person(row)
        if person is None:
            yield Reject(row.where, "has neither an e-mail address nor a login. Add a column “email”.")
        elif person.email in seen:
            yield Skip("listed twice")
        else:
            seen.add(person.email)
            named[folded(person.name)].append(person.email)
            without = without or ("" if EMAIL.fullmatch(person.email) else person.email)
            yield person
    yield from _notes(named, without)


def _person(row: Listed) -> RosterRow | None:
    ids = tuple((platform, value) for platform, value in row.accounts if value)
    addresses = [value.casefold() for value in (row.email, row.login) if EMAIL.fullmatch(value)]
    identity = next(iter(addresses), "") or row.login or next((value for _, value in ids), "")
    if not identity:
        return None
    login = (("login", row.login),) if row.login and row.login.casefold() not in addresses else ()
    return RosterRow(folded(identity), row.name or identity, row.role, row.section, (*login, *ids), complete=False)


def _notes(named: Mapping[str, list[str]], without: str) -> Iterator[Note]:
    if without:
        yield Note(
            f"The list has no e-mail address for everybody: they are known by login or id, such as “{without}”. "
            "A roster.csv with the columns email and login gives them one."
        )
    for emails in named.values():
        if len(emails) > 1:
            yield Note(f"{' and '.join(emails)} have the same name: by the name alone neither is found.")


def first_last(name: str) -> str:
    """Turn “Last, First” into “First Last”; a name without a comma is one already, and “Jr.” stays at the end."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    ends = [part for part in parts if _SUFFIX.fullmatch(part)]
    turned = [part for part in parts if part not in ends]
    return ", ".join([" ".join((*turned[1:], *turned[:1])), *ends])
