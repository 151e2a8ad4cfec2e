"""Plain acts.csv: what anybody can write by hand or map from a forum or a log."""

from collections.abc import Callable, Iterator, Mapping

from evenkeel import words
from evenkeel.accounts import column
from evenkeel.model import ALL_KINDS, Act, Covers, Found, Kind, Note, Purpose, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import cells, joined
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.tables import Identity, Row, Table, encoding_note, header, open_table
from evenkeel.sources.reading.written_dates import Dates
from evenkeel.text import mentions

FIELDS = ("id", "author", "kind", "at", "text", "platform", "in_reply_to", "to", "tags", "purpose", "url")
REQUIRED = frozenset({"author", "at"})
_KINDS = {kind.value: kind for kind in Kind}
_PURPOSES = {"": ""} | {purpose.value: purpose.value for purpose in Purpose}
_MENTIONING = frozenset({Kind.TWEET, Kind.COMMENT})


def identify(export: Export) -> bool:
    """Recognise the header: an author and a date."""
    return header(export) >= REQUIRED


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one act a row, or why there is none."""
    table = joined(open_table(export), context.mapping)
    columns = table.columns(FIELDS, context.mapping) if table else {}
    if table is None or columns["at"] < 0 or (columns["author"] < 0 and context.owner is None):
        raise export.refuse("acts need an author and a date: name the columns, --map author=… --map at=…")
    yield from encoding_note(table)
    yield from table.missing(FIELDS, context.mapping)
    yield from _leave_foreign_words(table, columns, context.mapping)
    dates = Dates(export, lambda: cells(table, [columns["at"]]), context.mapping.get("date_order", ""))
    reader = _Reader(context, dates.readable(Clock(context.zone)))
    yield from _acts(table, columns, context, reader, _zero_means_none(table, columns, context.mapping))
    yield Covers(ALL_KINDS)


def _acts(
    table: Table, columns: Mapping[str, int], context: Context, reader: "_Reader", zero_is_none: bool
) -> Iterator[Found]:
    identity = Identity("csv")
    future = 0
    for row in table.rows(columns.values()):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, texts = row
        try:
            act = reader.act(texts, identity, zero_is_none)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
            continue
        future += act.moment > context.now
        yield act
    if future and context.now:
        yield Note(f"{words.count(future, 'act is', 'acts are')} dated in the future, counted only from then on.")


class _Reader:
    """Turns cells into acts; what comes again and again (authors, tags, platforms) is made once."""

    def __init__(self, context: Context, moment: Callable[[str], int]) -> None:
        self._moment = moment
        self._owner = context.owner
        self._authors: dict[str, Who] = {}
        self._addressees: dict[str, tuple[Who, ...]] = {"": ()}
        self._kinds: dict[str, Kind] = dict(_KINDS)
        self._platforms: dict[str, str] = {}
        self._tags: dict[str, tuple[str, ...]] = {"": ()}
        self._purposes: dict[str, str] = dict(_PURPOSES)

    def act(self, texts: tuple[str, ...], identity: Identity, zero_is_none: bool) -> Act:
        """Read one row in the order of FIELDS; ValueError says what is wrong with it."""
        ref, author, kind, at, text, platform, parent, to, tags, purpose, url = texts
        parent = parent.strip()
        if zero_is_none and parent == "0":
            parent = ""
        who = self._authors.get(author) or self._author(author)
        what = self._kinds.get(kind) or self._kind(kind, parent)
        addressed = self._addressees[to] if to in self._addressees else self._somebody(to)
        if "@" in text and what in _MENTIONING:
            addressed = tuple(dict.fromkeys((*addressed, *map(self._known, mentions(text)))))
        values = (
            ref.strip() or identity.of(texts if who is not self._owner else (*texts, who.handle)),
            who,
            what,
            self._moment(at),
            self._platforms[platform] if platform in self._platforms else self._platform(platform),
            text,
            "",
            parent,
            addressed,
            self._tags[tags] if tags in self._tags else self._labels(tags),
            self._purposes[purpose] if purpose in self._purposes else self._purpose(purpose),
            url,
        )
        # A million times: Act(…) would spend as long on its own call as on all of the above.
        return tuple.__new__(Act, values)

    def _author(self, cell: str) -> Who:
        name = cell.strip()
        if not name and self._owner is None:
            raise ValueError("has no author")
        found = self._authors[cell] = Who(handle=name) if name or self._owner is None else self._owner
        return found

    def _known(self, name: str) -> Who:
        return self._authors.get(name) or self._authors.setdefault(name, Who(handle=name))

    def _somebody(self, cell: str) -> tuple[Who, ...]:
        people = (Who(handle=name.strip()) for name in cell.split(";") if name.strip())
        return self._addressees.setdefault(cell, tuple(people))

    def _kind(self, cell: str, parent: str) -> Kind:
        name = cell.strip().casefold()
        if not name:
            return Kind.COMMENT if parent else Kind.POST
        if name not in _KINDS:
            raise ValueError(f"the kind “{name[:40]}” is none of {', '.join(_KINDS)}")
        return self._kinds.setdefault(cell, _KINDS[name])

    def _platform(self, cell: str) -> str:
        return self._platforms.setdefault(cell, column(cell))

    def _labels(self, cell: str) -> tuple[str, ...]:
        parts = (part.strip().lstrip("#") for part in cell.replace(",", ";").split(";"))
        return self._tags.setdefault(cell, tuple(part for part in parts if part))

    def _purpose(self, cell: str) -> str:
        name = cell.strip().casefold()
        if name not in _PURPOSES:
            raise ValueError(f"the purpose “{name[:40]}” is none of {', '.join(Purpose)}")
        return self._purposes.setdefault(cell, _PURPOSES[name])


def _leave_foreign_words(table: Table, columns: dict[str, int], mapping: Mapping[str, str]) -> Iterator[Note]:
    """Leave a log's own `kind` or `purpose` column alone: under a mapping the name is a coincidence.

    Only where the columns were mapped by hand, this one was not, and none of its first words is ours.
    """
    for field, ours in (("kind", _KINDS), ("purpose", _PURPOSES)):
        if not mapping.keys() & set(FIELDS) or field in mapping or columns[field] < 0:
            continue
        words = _first_words(table, columns[field])
        if words and not any(word.casefold() in ours for word in words):
            columns[field] = -1
            yield Note(f"The column “{field}” is not read: “{words[0][:40]}” and the like are the log's own.")


def _first_words(table: Table, place: int, rows: int = 1000) -> list[str]:
    found: dict[str, None] = {}
    for _, row in zip(range(rows), table.rows((place, -1)), strict=False):
        if not isinstance(row, (Skip, Reject)) and row[1][0].strip():
            found[row[1][0].strip()] = None
    return list(found)


def _zero_means_none(table: Table, columns: Mapping[str, int], mapping: Mapping[str, str]) -> bool:
    """Tell whether a forum's parent 0 means "answers nothing": under a mapping, if no row has that id."""
    if "in_reply_to" not in mapping or columns["in_reply_to"] < 0:
        return False
    return not any(_has_id(row, "0") for row in table.rows((columns["id"], -1)))


def _has_id(row: Row | Skip | Reject, wanted: str) -> bool:
    return not isinstance(row, (Skip, Reject)) and row[1][0].strip() == wanted


SOURCE = Source("acts", "Plain acts (CSV)", identify, extract)
