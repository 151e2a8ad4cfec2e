"""Somebody leaves: their files, their rows in what others share, and everything of them in the record.

Files go first: where something fails on the way, the person is still on the roster and leaving can be asked for again.
"""

import secrets
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evenkeel import accounts, inbox, people
from evenkeel.intake import Registrar
from evenkeel.leaving.files import Files, clear
from evenkeel.model import Person
from evenkeel.people.traces import FORMER, Named, Traces, scrub, traces
from evenkeel.store import leaving
from evenkeel.store import people as registry
from evenkeel.store.leaving import Held
from evenkeel.store.loads import thoroughly
from evenkeel.store.record import fact, transaction

# What is said of a file that somebody else brought.
OF_ANOTHER = "a file of somebody else"

__all__ = [
    "OF_ANOTHER",
    "Erased",
    "Files",
    "Held",
    "departed_on",
    "erase",
    "expire",
    "outlook",
    "paths_for",
    "readmit",
    "traces_of",
]


@dataclass(frozen=True, slots=True)
class Erased:
    """What leaves with somebody: rows of the record, and files of the course folder.

    `elsewhere`: names of files that were loaded from another place, which is not touched. `clean`: nothing of them is
    left in the bytes of the record's files; while another program reads the record, its log may keep some.
    """

    held: Held
    files: Files
    elsewhere: tuple[str, ...]
    clean: bool = True

    @property
    def finished(self) -> bool:
        """Tell whether nothing is left for somebody to look at."""
        return self.clean and not self.files.shared and not self.files.course


def traces_of(record: sqlite3.Connection, person: Person) -> Traces:
    """Return how the record, its files and the roster name somebody."""
    others = [one for one in registry.persons(record, listed_only=False) if one.id != person.id]
    return traces(person, [Named(*one) for one in leaving.accounts(record, person.id)], others)


def outlook(record: sqlite3.Connection, folder: Path, person: Person) -> Erased:
    """Say what would leave with somebody, and change nothing."""
    who = traces_of(record, person)
    files = clear(folder, who, _whose(record), dry=True)
    return Erased(leaving.held(record, person.id), files, _elsewhere(record, folder, person))


def erase(record: sqlite3.Connection, folder: Path, person: Person, day: int, *, shared: bool = False) -> Erased:
    """Take somebody out of the course folder for good; `shared`: with the files of several people that name them."""
    secret = fact(record, "secret")
    who, held = traces_of(record, person), leaving.held(record, person.id)
    elsewhere = _elsewhere(record, folder, person)
    lies_in_theirs = _lies_in_folder_of(record, person)
    own = [number for number, path in leaving.loads_of(record, person.id, person.email) if lies_in_theirs(path)]
    files = clear(folder, who, _whose(record), shared=shared)
    keys = who.keys(secret)
    spellings = {accounts.folded(one) for one in (*who.names, *who.handles)}
    spellings |= {f"{platform}:{spelling}" for platform, spelling in who.pairs}
    with thoroughly(record), transaction(record):
        with leaving.unguarded(record):
            leaving.remove(record, person.id, person.email, spellings)
            leaving.rename_loads(record, own, f"{FORMER}'s file")
            leaving.forget_refusals(record, lies_in_theirs)
            leaving.sweep(record, scrub(who, secret))
            leaving.depart(record, keys, day)
        Registrar(record)  # asks anew who each account is
    removed = files if not shared else Files(files.removed, files.cut, [], files.others, files.course)
    return Erased(held, removed, elsewhere, leaving.write_anew(record))


def paths_for(record: sqlite3.Connection, person: Person) -> Callable[[str], str]:
    """Return a function that shortens a load's path for somebody: whose folder another's file lies in is left out."""
    whose = _whose(record)

    def shown(path: str) -> str:
        owners = {whose(part) for part in path.split("/")[:-1]} - {None}
        return path if owners <= {person.email} else OF_ANOTHER

    return shown


def expire(record: sqlite3.Connection, folder: Path, day: int) -> bool:
    """Erase everybody: the record but for how many there were, the roster, and all exports of the inbox and labs.

    Tell whether no byte is left in the record's files (see `Erased.clean`).
    """
    (folder / inbox.ROSTER).unlink(missing_ok=True)
    brought = [path for name in (inbox.FOLDER, inbox.LABS) for path in (folder / name).glob("*")]
    for path in [*brought, *(folder / name for name in inbox.PLAIN)]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    with thoroughly(record), transaction(record), leaving.unguarded(record):
        leaving.remove_everybody(record, secrets.token_hex(32), day)
    return leaving.write_anew(record)


def readmit(record: sqlite3.Connection, spelling: str) -> bool:
    """Let files bring somebody again who left; tell whether anybody so named had."""
    with transaction(record, counted=False):
        return leaving.readmit(record, people.mail_key(spelling, fact(record, "secret")))


def departed_on(record: sqlite3.Connection) -> list[int]:
    """Return the days on which somebody left; who that was is not known."""
    return leaving.departures(record)


def _whose(record: sqlite3.Connection) -> Callable[[str], str | None]:
    """Return a function that tells which student a folder's name means, as loading does."""
    everybody = registry.persons(record, listed_only=False)
    emails: Mapping[int, str] = {one.id: one.email for one in everybody}
    index = people.roster(everybody, "")
    return lambda name: emails.get(index.anyone(name) or 0)


def _lies_in_folder_of(record: sqlite3.Connection, person: Person) -> Callable[[str], bool]:
    """Return a function that tells whether a path leads into this person's folder; the roster is asked only now."""
    whose = _whose(record)
    return lambda path: any(whose(part) == person.email for part in path.split("/")[:-1])


def _elsewhere(record: sqlite3.Connection, folder: Path, person: Person) -> tuple[str, ...]:
    """Name the files that brought something of somebody and lie in no place of the course folder."""
    paths = dict.fromkeys(path for _, path in leaving.loads_of(record, person.id, person.email))
    said = (path for path in paths if "://" not in path and not path.startswith(FORMER))
    return tuple(path for path in said if not _is_there(folder, path))


def _is_there(folder: Path, path: str) -> bool:
    """Tell whether a load's file lies in the course folder; a part of an archive lies where the archive does."""
    parts = path.split("/")
    return any((folder / "/".join(parts[:n])).is_file() for n in range(1, len(parts) + 1)) or (folder / path).is_dir()
