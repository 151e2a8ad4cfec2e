"""What came of one address into the record: loaded as a file is, and how the address stands remembered."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from evenkeel import words
from evenkeel.intake import LoadReport, load
from evenkeel.live.addresses import Part
from evenkeel.live.answers import Answer, Failure
from evenkeel.model import DAY, SECOND, Who
from evenkeel.refresh.asking import Brought, Came, Missed, Nothing, Unchanged, Waiting, When
from evenkeel.refresh.report import Account, Outcome
from evenkeel.sources.base import Context, Source, in_memory
from evenkeel.store import fetched
from evenkeel.store.fetched import Fetched
from evenkeel.store.record import transaction

# Comments that were nowhere are looked for again after a week, and what is gone for good after a month.
_LOOK_AGAIN, _GONE = 7 * DAY, 30 * DAY


@dataclass(frozen=True, slots=True)
class Taking:
    """Takes what came of one account into the record; `rows` is what was known of its addresses before."""

    record: sqlite3.Connection
    account: Account
    rows: Sequence[Fetched]
    when: When

    def take(self, came: Came) -> Outcome | None:
        """Keep what came of one address and tell it; None where there is nothing to tell."""
        if isinstance(came, Waiting):
            row = came.row
            return Outcome(
                self.account, row.address, row.part, 0, problem=words.sentence(row.problem), since=row.failing_since
            )
        before = self._before(came.place.part, came.place.address)
        if isinstance(came, Nothing):
            with transaction(self.record):
                fetched.keep(self.record, before._replace(not_before=self.when.now + _LOOK_AGAIN))
            return None
        if isinstance(came, Missed):
            return self._missed(before, came.failure)
        if isinstance(came, Unchanged):
            return self._unchanged(before, came.answer)
        return self._brought(before, came)

    def _before(self, part: Part, address: str) -> Fetched:
        """Return what is known of an address, with the news that it has been asked."""
        known = next((row for row in self.rows if row.address == address), None)
        row = known or Fetched(*self.account.key, address)
        return row._replace(part=str(part), asked_at=self.when.now)

    def _missed(self, before: Fetched, failure: Failure) -> Outcome:
        since = before.failing_since or self.when.now
        wait = _GONE if failure.status == 410 else round(failure.wait * SECOND)
        row = before._replace(
            status=failure.status,
            problem=failure.sentence,
            failures=before.failures + 1,
            failing_since=since,
            not_before=self.when.now + wait if wait else 0,
            moved_to="" if failure.status in (404, 410) else before.moved_to,
        )
        with transaction(self.record):
            fetched.keep(self.record, row)
        said = words.sentence(failure.sentence)
        return Outcome(self.account, row.address, row.part, failure.status, problem=said, since=since)

    def _unchanged(self, before: Fetched, answer: Answer) -> Outcome:
        row = self._well(before, answer)
        with transaction(self.record):
            fetched.keep(self.record, row)
            fetched.prolong(self.record, row.address, before.reached_at, self.when.now)
        return Outcome(self.account, row.address, row.part, answer.status, moved=answer.moved)

    def _well(self, before: Fetched, answer: Answer) -> Fetched:
        return before._replace(
            reached_at=self.when.now,
            etag=answer.marks.etag,
            modified=answer.marks.modified,
            moved_to=answer.moved or before.moved_to,
            status=answer.status,
            problem="",
            failures=0,
            failing_since=0,
            not_before=0,
        )

    def _brought(self, before: Fetched, came: Brought) -> Outcome:
        """Load it as a file is loaded; only then is it remembered, so that a crash makes it asked for again."""
        report = self._load(came)
        if report.refused:
            said = report.refused.removeprefix(f"{came.place.address}: ")
            return self._missed(before, Failure(came.place.address, said.rstrip("."), came.answer.status))
        row = self._well(before, came.answer)._replace(digest=came.digest)
        window = fetched.Window(came.window.since, self.when.now, came.window.cut_short)
        lost = [old.address for old in self.rows if old.part == row.part and old.problem and old.address != row.address]
        with transaction(self.record):
            fetched.keep(self.record, row)
            fetched.carry(self.record, row.address, before.reached_at, window)
            fetched.forget(self.record, *self.account.key, lost)
        return Outcome(self.account, row.address, row.part, came.answer.status, report, moved=came.answer.moved)

    def _load(self, came: Brought) -> LoadReport:
        source = Source(came.source.name, came.source.label, came.source.identify, lambda _export, _context: came.found)
        whose = self.account.whose if came.place.part is not Part.COMMENTS else ()
        owner = Who(handle=whose[0]) if len(whose) == 1 else None
        context = Context(self.when.zone, owner, now=self.when.now)
        return load(self.record, in_memory(came.place.address, came.body), source, context)
