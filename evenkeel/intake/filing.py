"""One file on its way into the record: rows made of what was found, kept in chunks and counted."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

from evenkeel import accounts, text
from evenkeel.course.calendar import midnight
from evenkeel.intake.enlisting import enlisted
from evenkeel.intake.likeness import PLAIN, likeness
from evenkeel.intake.registrar import Registrar
from evenkeel.intake.report import LoadReport
from evenkeel.model import (
    ALL_KINDS,
    Act,
    Covers,
    Found,
    Kind,
    Note,
    Reject,
    RosterRow,
    Skip,
    TimeEntry,
    TrackerSpan,
    Visit,
    Who,
)
from evenkeel.sources.base import Context, Source
from evenkeel.store import acts, time, visits
from evenkeel.store import people as registry
from evenkeel.store.acts import ActRow, Tally
from evenkeel.store.held import Shelf, as_before, digest_of
from evenkeel.store.time import EntryRow
from evenkeel.store.visits import VisitRow

Progress = Callable[[str, int], None]
_KIND = {kind: kind.value for kind in Kind}
SHELVES = {shelf.noun: shelf for shelf in (acts.SHELF, time.SHELF, visits.SHELF)}


class Filing:
    """One file on its way into the record."""

    def __init__(
        self,
        record: sqlite3.Connection,
        load: int,
        source: Source,
        context: Context,
        report: LoadReport,
        progress: Progress | None,
        again: bool = False,
    ) -> None:
        self.record, self.load, self.source, self.context, self.report = record, load, source, context, report
        self.progress = progress or (lambda path, count: None)
        self.registrar = Registrar(record, load)
        # Of a file that was loaded before: what its rows said when it was begun.
        self.trails: dict[str, dict[int, int]] | None = {} if again else None
        self.roster_changed = False
        self.authors: dict[int, str] = {}
        self.writers_of_posts: set[int] = set()
        self.covers: list[Covers] = []
        self.places: set[str] = set()
        self.first, self.last = 2**62, -(2**62)

    def take(self, stream: Iterable[Found]) -> None:
        """Take everything the source yields, in chunks, and finish the report."""
        found = iter(stream)
        done = 0
        while chunk := list(islice(found, acts.CHUNK)):
            self._keep(chunk)
            done += len(chunk)
            self.progress(self.report.path, done)
        self._name_owner()
        self._cover()
        self._finish()

    def changes_nothing(self) -> bool:
        """Tell whether all rows say what they said before the file was read; asked only of a file loaded before."""
        if self.report.new or self.roster_changed or self.trails is None:
            return False
        return all(as_before(self.record, SHELVES[noun], trail) for noun, trail in self.trails.items())

    def _by(self, shelf: Shelf) -> tuple[int, dict[int, int] | None]:
        return self.load, None if self.trails is None else self.trails.setdefault(shelf.noun, {})

    def _keep(self, chunk: list[Found]) -> None:
        of_acts = [item for item in chunk if type(item) is Act]
        if of_acts:
            self.report.acts += len(of_acts)
            self.report.add(acts.keep(self.record, list(self._act_rows(of_acts)), *self._by(acts.SHELF)))
        if len(of_acts) < len(chunk):
            self._keep_others([item for item in chunk if type(item) is not Act])

    def _keep_others(self, others: list[Found]) -> None:
        entries = [item for item in others if isinstance(item, TimeEntry)]
        self.report.entries += len(entries)
        self.report.add(time.keep(self.record, [self._entry_row(entry) for entry in entries], *self._by(time.SHELF)))
        self._keep_visits([item for item in others if isinstance(item, Visit)])
        spans = [item for item in others if isinstance(item, TrackerSpan)]
        time.watch(self.record, [(self._author(s.student), s.start, s.end) for s in spans], self.load)
        if roster := [item for item in others if isinstance(item, RosterRow)]:
            self._keep_roster(roster)
        for item in others:
            if isinstance(item, Skip):
                self.report.skipped[item.reason] += 1
            elif isinstance(item, Reject):
                self.report.rejected.append({"where": item.where, "why": item.why})
            elif isinstance(item, Note):
                self.report.notes.append(item.text)
            elif isinstance(item, Covers):
                self.covers.append(item)

    def _act_rows(self, found: list[Act]) -> Iterator[ActRow]:
        account, source, platform = self.registrar.account, self.source.name, _Folded(accounts.platform)
        authors, posters = self.authors, self.writers_of_posts
        alike = source not in PLAIN
        moments = [act.moment for act in found]
        self.places.update(platform[on] for on in {act.platform for act in found})
        self.first, self.last = min([self.first, *moments]), max([self.last, *moments])
        for act in found:
            ref, author, kind, moment, on, body, title, parent, to, tags, purpose, url = act
            writer = account(author)
            if writer not in authors:
                authors[writer] = author.handle or author.name or author.site
            if kind is Kind.POST:
                posters.add(writer)
            addressed = tuple(sorted({account(who) for who in to})) if to else ()
            people_ = f"{writer} {addressed}"
            print_ = "\x1f".join((kind, str(moment), on, body, title, parent, purpose, url, people_, *tags))
            yield ActRow(
                ref,
                writer,
                _KIND[kind],
                moment,
                platform[on],
                text.words(body) if kind is not Kind.REPOST else 0,
                parent or None,
                f"url:{accounts.blog(url)}" if url and kind is Kind.POST else None,
                purpose,
                source,
                digest_of(print_),
                likeness(act) if alike else None,
                title,
                body,
                url,
                addressed,
                _tags(act) if tags or "#" in body else (),
            )

    def _saw(self, moments: list[int]) -> None:
        self.first, self.last = min([self.first, *moments]), max([self.last, *moments])

    def _when(self, entry: TimeEntry) -> list[int]:
        """Return from when to when an entry is; of a day alone, its midnight."""
        if entry.start is None and entry.day is not None:
            try:
                return [midnight(date.fromordinal(entry.day), self.context.zone)]
            except (ValueError, OverflowError):  # at the very ends of the calendar
                return []
        return [moment for moment in (entry.start, entry.end) if moment is not None]

    def _entry_row(self, entry: TimeEntry) -> EntryRow:
        self._saw(self._when(entry))
        return EntryRow(
            entry.ref,
            self._author(entry.student),
            entry.start,
            entry.end,
            entry.day,
            entry.minutes,
            entry.evidence.value,
            entry.purpose,
            accounts.platform(entry.platform),
            entry.activity,
            int(entry.meant_to_work),
        )

    def _keep_visits(self, found: list[Visit]) -> None:
        self.report.visits += len(found)
        self._saw([visit.moment for visit in found])
        rows = [
            VisitRow(v.ref, self._author(v.student), v.moment, accounts.platform(v.platform), v.purpose) for v in found
        ]
        self.report.add(visits.keep(self.record, rows, *self._by(visits.SHELF)))

    def _author(self, who: Who) -> int:
        account = self.registrar.account(who)
        self.authors.setdefault(account, who.handle or who.name or who.site)
        return account

    def _keep_roster(self, rows: list[RosterRow]) -> None:
        self.report.roster += len(rows)
        found = enlisted(rows, registry.persons(self.record))
        self.report.notes += found.notes
        for login, email in found.addresses.items():
            registry.give_address(self.record, login, email)
        self.roster_changed = self.roster_changed or bool(found.addresses)
        for row in found.rows:
            held = {(accounts.column(c), accounts.spelling(accounts.column(c), v)): v for c, v in row.accounts}
            said = (row.email, row.name or row.email, row.role, row.section, held)
            outcome = registry.keep_person(self.record, *said, self.load, row.complete, row.joined)
            self.report.add(Tally(**{outcome: 1}))
            self.roster_changed = self.roster_changed or outcome == "changed"
        self.registrar.refresh()

    def _name_owner(self) -> None:
        """An archive in a student's folder is that student's, where its only author is nobody we know."""
        owner = self.context.owner
        named = self.writers_of_posts or set(self.authors)
        if owner is None or len(named) != 1:
            return
        (account,) = named
        person = self.registrar.person_of.get(self.registrar.account(owner))
        held = self.registrar.lay_in(account, person) if person else None
        if person and held is not None and held != person:
            self.report.notes.append(
                f"The folder names {owner.handle or owner.name}, but {self.authors[account]} is somebody else "
                "on the roster: the roster was believed."
            )

    def _cover(self) -> None:
        rows = []
        for cover in self.covers:
            covered = [self._author_of(cover.who)] if cover.who else list(self.authors)
            kinds = "any" if cover.kinds == ALL_KINDS else ",".join(sorted(cover.kinds))
            rows += [
                (account, self.source.name, kinds, self._place(kinds), cover.since, cover.until, int(cover.cut_short))
                for account in covered
            ]
        time.cover(self.record, rows, self.load)
        if rows:
            self.report.coverage = {
                "people": len({row[0] for row in rows}),
                "since": min((row[4] for row in rows if row[4] is not None), default=None),
                "until": max((row[5] for row in rows if row[5] is not None), default=None),
                "cut_short": any(row[6] for row in rows),
            }

    def _place(self, kinds: str) -> str:
        """Name the platform that a file shows: that of all its acts; a plain table speaks for no place alone."""
        return next(iter(self.places)) if len(self.places) == 1 and kinds != "any" else ""

    def _author_of(self, who: Who) -> int:
        return self.registrar.account(who)

    def _finish(self) -> None:
        self._count_once()
        if self.first <= self.last:
            self.report.period = (self.first, self.last)
        person_of, decisions = self.registrar.person_of, self.registrar.decisions
        self.report.unmatched = sorted(
            name
            for account, name in self.authors.items()
            if person_of.get(account) is None and accounts.folded(name) not in decisions
        )

    def _count_once(self) -> None:
        """Count as known, and not as new, what another source has told before."""
        if self.report.acts and self.source.name not in PLAIN:
            told = acts.told_elsewhere(self.record, self.load, self.source.name)
            self.report.elsewhere = min(told, self.report.new)
            self.report.new -= self.report.elsewhere
            self.report.known += self.report.elsewhere


class _Folded(dict[str, str]):
    """Spellings folded once each."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, written: str) -> str:
        self[written] = self._fold(written)
        return self[written]


def _tags(act: Act) -> tuple[tuple[str, int], ...]:
    given = {(accounts.tag(tag), 0) for tag in act.tags}
    in_text = {(tag, 1) for tag in text.hashtags(act.text)}
    return tuple(sorted((tag, place) for tag, place in given | in_text if tag))
