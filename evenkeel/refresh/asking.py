"""Asking for what one account publishes, page by page, and reading it; the record is not touched here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel.errors import EvenkeelError, ExportRefused
from evenkeel.live import addresses, finding
from evenkeel.live.addresses import Part, Place
from evenkeel.live.answers import NO_MARKS, Answer, Failure, Marks
from evenkeel.live.fetching import Fetcher
from evenkeel.live.finding import Found as Fed
from evenkeel.model import Act, Covers, Found, Kind, Who
from evenkeel.refresh.report import Account
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, Source, in_memory
from evenkeel.store.fetched import Fetched

# How many pages of one feed are asked for, to reach back to what is known already or to the term's beginning.
_PAGES = {"blog": 3, "mastodon": 5, "bluesky": 5}
_NO_FEED = "it answers with something that is no feed"
_ENOUGH = 20 * 1024 * 1024  # bytes of all pages of one feed
# An address that a server says is gone, or wrong, or closed, or that is none (200): it is looked for anew.
_LOST = frozenset({200, 400, 401, 403, 404, 410})
_OTHER_FORM = "it answers in a form that is not read as short posts"


class When(NamedTuple):
    """The moment of a refresh, the beginning of the term, and the course's clock."""

    now: int
    begins: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Window:
    """From when on all pages together show everything; None: from the beginning. `cut_short`: older was left out."""

    since: int | None
    cut_short: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """A feed that says something new: its pages as one, read by its importer."""

    place: Place
    answer: Answer
    source: Source
    found: tuple[Found, ...]
    window: Window
    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A feed that says what it said before."""

    place: Place
    answer: Answer


@dataclass(frozen=True, slots=True)
class Missed:
    """An address that brought nothing, and why."""

    place: Place
    failure: Failure


@dataclass(frozen=True, slots=True)
class Nothing:
    """A place that was tried on a guess and is none: that is no failure."""

    place: Place


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that is not asked yet, because it said when to come back."""

    row: Fetched


Came = Brought | Unchanged | Missed | Nothing | Waiting


def ask(account: Account, rows: Iterable[Fetched], fetcher: Fetcher, when: When) -> Iterator[Came]:
    """Ask for all that an account publishes: at the addresses on record, or wherever it may be found."""
    known = {row.address: row for row in rows}
    asking = _Asking(account, fetcher, when)
    main = [row for row in known.values() if row.part != Part.COMMENTS]
    if any(row.reached_at and not _lost(row) for row in main):
        yield from asking.known_places(known)
    elif waiting := [row for row in main if row.not_before > when.now]:
        yield from map(Waiting, waiting)
    else:
        yield from asking.search(known)


def _lost(row: Fetched) -> bool:
    return bool(row.problem) and row.status in _LOST


class _Asking:
    """One account being asked."""

    def __init__(self, account: Account, fetcher: Fetcher, when: When) -> None:
        self.account, self.fetcher, self.when = account, fetcher, when

    def known_places(self, known: dict[str, Fetched]) -> Iterator[Came]:
        """Ask where it answered before; beside a feed of posts, look now and then for one of comments."""
        posts: Fed | None = None
        for row in known.values():
            place = Place(Part(row.part), row.address)
            if not row.reached_at:
                continue
            if row.not_before > self.when.now:
                yield Waiting(row)
                continue
            answer = self._again(row)
            if isinstance(answer, Failure):
                yield Missed(place, answer)
                continue
            posts = Fed(place, answer) if place.part is Part.POSTS else posts
            yield self._read(place, answer, row)
        if posts and not any(self._settled(row) for row in known.values()):
            yield from self._took(finding.comments(posts, self.fetcher.get), known, {posts.place.address})

    def _settled(self, row: Fetched) -> bool:
        """Tell whether a place for comments is known, or known not to be there for a while."""
        return row.part == Part.COMMENTS and bool(row.reached_at or row.not_before > self.when.now)

    def _again(self, row: Fetched) -> Answer | Failure:
        """Ask where it moved to, and at the old address if it is not there any more."""
        marks = Marks(row.etag, row.modified) if row.digest else NO_MARKS
        found = self.fetcher.get(row.moved_to or row.address, marks)
        if row.moved_to and isinstance(found, Failure) and found.status in _LOST:
            return self.fetcher.get(row.address)
        return found

    def search(self, known: dict[str, Fetched]) -> Iterator[Came]:
        """Look for what it publishes."""
        found = finding.search(self.account.platform, self.account.written, self.fetcher.get)
        yield from self._took(found, known, set())

    def _took(self, search: finding.Search, known: dict[str, Fetched], done: set[str]) -> Iterator[Came]:
        if search.failure:
            part = Part.POSTS if self.account.platform == "blog" else Part.STATUSES
            yield Missed(Place(part, search.failure.address), search.failure)
        for fed in search.found:
            if fed.place.address not in done:
                yield self._read(fed.place, fed.answer, known.get(fed.place.address))
        for place in search.empty:
            yield Nothing(place)

    def _read(self, place: Place, answer: Answer, row: Fetched | None) -> Came:
        """Read an answer, and the pages after it as far as they are wanted."""
        if answer.unchanged:
            return Unchanged(place, answer)
        if self.account.platform == "blog" and not addresses.is_feed(answer.body):
            return Missed(place, Failure(place.address, _NO_FEED, 200))
        try:
            pages = _Pages(self._context(place), place, answer)
            if place.part is Part.STATUSES and not pages.source.name.startswith(self.account.platform):
                return Missed(place, Failure(place.address, _OTHER_FORM, 200))
            if row and row.digest == pages.digest:
                return Unchanged(place, answer)
            self._further(pages, row)
        except EvenkeelError as refusal:
            said = str(refusal).removeprefix(f"{place.address}: ").removeprefix(place.address).lstrip(", ")
            return Missed(place, Failure(place.address, said.rstrip("."), 200))
        return Brought(
            place, answer, pages.source, tuple(pages.told(self.when.now)), pages.window, pages.digest, pages.body
        )

    def _context(self, place: Place) -> Context:
        # A feed of comments is written by visitors: nothing in it is the owner's because it lies here.
        whose = self.account.whose if place.part is not Part.COMMENTS else ()
        owner = Who(handle=whose[0]) if len(whose) == 1 else None
        return Context(self.when.zone, owner, now=self.when.now)

    def _further(self, pages: "_Pages", row: Fetched | None) -> None:
        """Ask for older pages until they meet what is known, the term's beginning, or the end."""
        enough = max(self.when.begins, row.reached_at if row else 0)
        most = _PAGES[self.account.platform]
        while pages.cut_short and pages.oldest > enough and pages.number < most and len(pages.body) < _ENOUGH:
            address = pages.next_address()
            if not address:
                pages.ends(at_once=self.account.platform != "blog")
                return
            found = self.fetcher.get(address)
            if isinstance(found, Failure):
                if found.status in (404, 410):  # so WordPress says that there is no such page
                    pages.ends(at_once=True)
                return
            if not pages.add(found):
                return


class _Pages:
    """The pages of one feed, newest first, read as they come. Raises `ExportRefused` where the first is none."""

    def __init__(self, context: Context, place: Place, answer: Answer) -> None:
        self.context, self.place = context, place
        self.source = recognise(in_memory(place.address, answer.body))
        self.found = self._extracted(answer)
        # What it says, not how it is written: likes are counted anew each time.
        self.digest = _print(self.found)
        self.last, self.number, self.whole = answer, 1, False
        self.body = answer.body
        self.oldest = _oldest(self.found)

    @property
    def cut_short(self) -> bool:
        """Whether something older may have been left out, as far as is known."""
        covers = [each for each in self.found if isinstance(each, Covers)]
        return not self.whole and any(cover.cut_short for cover in covers)

    @property
    def window(self) -> Window:
        """From when on the pages show everything."""
        return Window(self.oldest if self.cut_short else None, self.cut_short)

    def next_address(self) -> str:
        """Return the address of the page after the last."""
        return addresses.following(self.last.origin, self.last.body, self.last.link, self.number)

    def ends(self, at_once: bool) -> None:
        """Hear that no page follows: nothing was left out, unless it is a feed that never has a second page."""
        self.whole = self.whole or at_once or self.number > 1

    def add(self, answer: Answer) -> bool:
        """Add an older page; tell whether it was one."""
        try:
            if not self.source.identify(in_memory(self.place.address, answer.body)):
                return False
            found = self._extracted(answer)
        except EvenkeelError:
            return False
        if not any(isinstance(each, Act) for each in found):
            self.ends(at_once=True)
            return False
        if _oldest(found) >= self.oldest:
            return False
        self.found += found
        self.last, self.number, self.body = answer, self.number + 1, self.body + answer.body
        self.oldest = _oldest(found)
        return True

    def told(self, now: int) -> Iterator[Found]:
        """Yield what all pages hold, and whom they cover: up to now, for a feed shows what there is."""
        kinds: dict[Who | None, set[Kind]] = {}
        for each in self.found:
            if isinstance(each, Covers):
                kinds.setdefault(each.who, set()).update(each.kinds)
            else:
                yield each
        window = self.window
        for who, shown in kinds.items():
            yield Covers(frozenset(shown), who, window.since, now, window.cut_short)

    def _extracted(self, answer: Answer) -> list[Found]:
        export = in_memory(self.place.address, answer.body)
        try:
            return list(self.source.extract(export, self.context))
        except EvenkeelError:
            raise
        except Exception as error:
            raise ExportRefused(f"reading it as {self.source.label} failed ({type(error).__name__})") from error


def _oldest(found: Iterable[Found]) -> int:
    """Return from when on a page shows everything: as its importer says, else its oldest act."""
    items = list(found)
    said = [each.since for each in items if isinstance(each, Covers) and each.since is not None]
    acts = [each.moment for each in items if isinstance(each, Act)]
    return min(said or acts, default=0)


def _print(found: Iterable[Found]) -> str:
    seen = blake2b(digest_size=16)
    for each in found:
        if not isinstance(each, Covers):
            seen.update(repr(each).encode("utf-8", "replace"))
    return seen.hexdigest()
