"""A tie list: who said something to whom, and when; what network software and many chat logs call an edge list."""

import re
from collections.abc import Iterator
from contextlib import suppress

from evenkeel.accounts import column, folded
from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import cells, joined
from evenkeel.sources.reading.class_lists import list_of
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.tables import Identity, Table, encoding_note, header, open_table
from evenkeel.sources.reading.written_dates import Dates

# What the two ends of a tie are called; the last pair is also what diaries call the ends of a stretch of time.
_ENDS = (("sender", "receiver"), ("sender", "recipient"), ("source", "target"), ("from", "to"))
_TIMES = (
    "time", "at", "date", "timestamp", "datetime", "date_time", "created_at", "created", "sent", "sent_at", "when",
)  # fmt: skip
FIELDS = ("sender", "receiver", "time", "id", "text", "platform", "weight")
REQUIRED = frozenset(FIELDS[:3])
# Where these stand, `from` and `to` are no people, or the list is somebody's mail.
_NO_TIES = frozenset(
    ["duration", "minutes", "hours", "activity", "activity type", "project", "task", "student", "name", "email",
     "email address", "subject", "cc", "bcc"]
)  # fmt: skip
_CLOCK = re.compile(r"\s*\d{1,4}\s*[:h./-]\s*\d.*|\s*\d{1,2}\s*[ap]\.?m\b.*", re.DOTALL | re.IGNORECASE | re.ASCII)


def identify(export: Export) -> bool:
    """Recognise the two ends, and that they are people; whether there is a time is asked when it is read."""
    names = header(export)
    ends = _ends(names)
    if ends is None or {"author", "at"} <= names or {"student", "start"} <= names or list_of(names):
        return False
    return ends != _ENDS[-1] or bool(names & set(_TIMES) and not names & _NO_TIES and _are_people(export))


def _ends(names: frozenset[str]) -> tuple[str, str] | None:
    return next((pair for pair in _ENDS if names.issuperset(pair)), None)


def _are_people(export: Export) -> bool:
    """Tell from the first row whether `from` is somebody, and not when something began."""
    with suppress(ExportRefused):
        table = open_table(export)
        places = table.columns(("from", "to"), {}).values() if table else ()
        rows = table.rows((*places, -1)) if table else iter(())
        first = next((row for row in rows if not isinstance(row, (Skip, Reject))), None)
        return first is not None and not any(_CLOCK.fullmatch(cell) for cell in first[1])
    return False


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one addressed comment a row, or why there is none."""
    table = joined(open_table(export), context.mapping)
    mapping = _mapping(table, context) if table else {}
    places = table.columns(FIELDS, mapping) if table else {}
    if table is None or places["receiver"] < 0 or (places["sender"] < 0 and context.owner is None):
        raise export.refuse("a tie list needs two columns for its ends: sender and receiver, or source and target")
    if places["time"] < 0:
        raise export.refuse(
            "a tie list needs a column time: when each was said. Without it a tie lies in no week and is no answer."
        )
    yield from encoding_note(table)
    yield from table.missing(FIELDS, context.mapping)
    reader = _Reader(export, table, places["time"], context)
    yield from _ties(table, tuple(places.values()), reader)
    if reader.weighted:
        yield Note("Each row counts as one act, whatever its weight: list every message in a row of its own.")
    yield Covers(frozenset({Kind.COMMENT}))


def _mapping(table: Table, context: Context) -> dict[str, str]:
    """Say which columns are the ends and the time: the mapped ones, else those of a usual name."""
    names = frozenset(name.casefold() for name in table.header)
    usual = dict(zip(FIELDS, _ends(names) or (), strict=False))
    when = next((name for name in _TIMES if name in names), "time")
    return usual | {"time": when} | {name: context.mapping[name] for name in FIELDS if name in context.mapping}


def _ties(table: Table, places: tuple[int, ...], reader: "_Reader") -> Iterator[Found]:
    for row in table.rows(places):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, texts = row
        try:
            yield reader.tie(texts)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))


class _Reader:
    """Turns rows into acts. A tie is a comment, the kind that says something to somebody: it can be no broadcast."""

    def __init__(self, export: Export, table: Table, when: int, context: Context) -> None:
        dates = Dates(export, lambda: cells(table, [when]), context.mapping.get("date_order", ""))
        self._moment = dates.readable(Clock(context.zone))
        self._owner = context.owner
        self._identity = Identity("tie")
        self._people: dict[str, Who] = {}
        self.weighted = False

    def tie(self, texts: tuple[str, ...]) -> Act | Skip:
        """Read one row; ValueError says what is wrong with it."""
        sender, receiver, when, ref, text, platform, weight = texts
        if not sender.strip() and self._owner is None:
            raise ValueError("has no sender")
        receivers = dict.fromkeys(name.strip() for name in receiver.split(";") if name.strip())
        if not receivers:
            raise ValueError("has no receiver")
        others = [name for name in receivers if folded(name) != folded(sender)]
        if not others:
            return Skip("tie to oneself")
        if weight.strip() == "0":
            return Skip("weight 0")
        self.weighted = self.weighted or weight.strip() not in ("", "1")
        return Act(
            ref=f"tie:{ref.strip()}" if ref.strip() else self._identity.of(texts),
            author=self._who(sender.strip()) if sender.strip() or self._owner is None else self._owner,
            kind=Kind.COMMENT,
            moment=self._moment(when),
            platform=column(platform),
            text=text,
            to=tuple(map(self._who, others)),
        )

    def _who(self, name: str) -> Who:
        return self._people.get(name) or self._people.setdefault(name, Who(handle=name))


SOURCE = Source("ties", "Tie list", identify, extract)
