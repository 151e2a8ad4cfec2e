"""Everything held about one person: for the page that shows it and for the copy that they take along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from evenkeel.access import Viewer
from evenkeel.course.calendar import local
from evenkeel.course.rules import as_written
from evenkeel.desk.flag_life import FlagLife
from evenkeel.desk.leaving import Leaving
from evenkeel.flags.life import Card
from evenkeel.leaving import paths_for
from evenkeel.model import Person, Role
from evenkeel.store import holding
from evenkeel.store.holding import Table

# What each part is, in the words of whoever it is about.
TOLD = {
    "roster": "You, as the class's roster has you.",
    "on_the_roster": "Your accounts, as the roster has them.",
    "accounts": "How files name you, and by what it is known that this is you. Of an e-mail address in a file only a "
    "keyed hash is kept.",
    "acts": "What you wrote in public.",
    "received": "What others wrote to you.",
    "time": "Your stretches of time.",
    "visits": "When you were on a site, as a history has it: never the page.",
    "watched": "When a tracker was running.",
    "numbers": "What was counted, week by week; week 0 is the term. An empty value is “no data”, not 0.",
    "flags": "When a number was worth a look, and what was done about it.",
    "decisions": "Names that somebody decided are you.",
    "fetched": "Your feeds, when they were asked last, and what went wrong.",
    "disputes": "What you said is not as the files have it, and what was decided.",
    "set_by_hand": "What your instructor set of your work by hand: 1 counts, 0 does not.",
    "grades": "How your work was judged, where your instructor shows it.",
    "consent": "What you agreed to and withdrew; 1 is given.",
    "who_looked": "Who looked at your data.",
    "files": "The files that name you, and what was taken from each.",
}
# Of what only they may take, that which is not theirs alone to see.
APART = {
    "mark": "What you said of stretches of your time. Your instructor sees it.",
    "goal": "Your limits and goals. Yours alone, but for what you share.",
    "reflection": "Your reflections. Yours alone, but for what you share.",
    "lab_row": "What you entered in the labs. Contacts of the stairway are yours alone; your instructor sees the rest.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of what is held: its name, a sentence, and the rows, in plain values and the course's clock."""

    name: str
    told: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is held about one person; `private_left_out`: what only they may take is not among it."""

    person: Person
    course: str
    taken_at: str
    parts: tuple[Part, ...]
    private_left_out: bool

    def part(self, name: str) -> Part:
        """Return a part by its name."""
        return next(one for one in self.parts if one.name == name)


class Holding(Leaving, FlagLife):
    """The part of a desk that tells somebody all that is held about them."""

    def everything_about(self, viewer: Viewer, who: str, now: int) -> Everything:
        """Return all that is held about somebody: for themself, or without what is private for the instructor.

        Raises `NobodyFound` and `NotAllowed`.
        """
        person = self.somebody(viewer, who)
        own = viewer.email == person.email and not viewer.looking_as
        parts = tuple(self._parts(person, now, own=own))
        return Everything(person, self.course.title, self._clock(now), parts, not own)

    def _parts(self, person: Person, now: int, *, own: bool) -> Iterator[Part]:
        with self._lock:
            numbers = [one.id for one, _ in self._loads_with(person)]
            found = holding.tables(self.record, person.id, person.email)
            found["files"] = holding.files(self.record, numbers)
            found = {name: _unowned(table, paths_for(self.record, person)) for name, table in found.items()}
            kept = holding.private(self.record, person.id) if own else {}
        found["numbers"] = self._numbers(person, now)
        found["flags"] = self._flags(person, now)
        yield from (self._part(name, TOLD[name], found[name]) for name in TOLD)
        yield from (self._part(name, APART.get(name, "Yours alone."), table) for name, table in kept.items())

    def _part(self, name: str, told: str, table: Table) -> Part:
        rows = tuple(
            tuple(self._said(column, value) for column, value in zip(table.columns, row, strict=True))
            for row in table.rows
        )
        return Part(name, told, table.columns, rows)

    def _said(self, column: str, value: object) -> object:
        """Write a moment or a day as people read it."""
        if isinstance(value, int) and column.endswith("_at"):
            return self._clock(value) if value else ""
        if isinstance(value, int) and column.endswith("_day"):
            return date.fromordinal(value).isoformat()
        return "" if value is None else value

    def _clock(self, at: int) -> str:
        return local(at, self.course.zone).replace(microsecond=0).isoformat()

    def _numbers(self, person: Person, now: int) -> Table:
        shares = ("measured", "self_reported", "unplaced", "estimated")
        columns = ("week", "metric", "value", "n", "state", *shares)
        frame = self.measures(_themself(person), now)
        rows = frame[frame["student"] == person.email][list(columns)].astype(object)
        return Table(columns, [tuple(row) for row in rows.where(rows.notna(), None).itertuples(index=False, name=None)])

    def _flags(self, person: Person, now: int) -> Table:
        columns = ("week", "rule", "raised_at", "status", "steps")
        cards = [card for card in self.cards(_themself(person), now) if card.flag.student == person.email]
        return Table(columns, [self._flag(card) for card in cards])

    def _flag(self, card: Card) -> tuple[object, ...]:
        rule = "; ".join(f"{key}: {value}" for key, value in as_written(card.flag.rule).items())
        steps = "; ".join(f"{self._clock(one.at)} {one.step}: {one.words}".rstrip(": ") for one in card.entries)
        return card.flag.week, rule, card.raised_at, card.status.value, steps


def _unowned(table: Table, shown: Callable[[str], str]) -> Table:
    """Leave out whose folder a file of somebody else lies in."""
    if "file" not in table.columns:
        return table
    place = table.columns.index("file")
    rows = [(*row[:place], shown(row[place] or ""), *row[place + 1 :]) for row in table.rows]
    return Table(table.columns, rows)


def _themself(person: Person) -> Viewer:
    """What somebody may see of themself, whoever asks: no note that instructors keep to themselves."""
    return Viewer(Role.STUDENT, person.email)
