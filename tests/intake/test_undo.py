"""A load taken back leaves the record as if its file had never been loaded, whatever came before and after it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenkeel import intake
from evenkeel.intake import undoing
from evenkeel.model import Act, Covers, Evidence, Found, Kind, RosterRow, TimeEntry, TrackerSpan, Visit, Who
from evenkeel.sources.base import Context, Source, in_memory
from evenkeel.store import loads
from evenkeel.store.record import open_record

ZONE = ZoneInfo("UTC")
ANNA = Who(handle="anna@example.org")


class File(NamedTuple):
    """A file that an importer of this name reads as these things, in a student's folder or none."""

    path: str
    source: str
    found: tuple[Found, ...]
    owner: Who | None = None


def take(record: sqlite3.Connection, file: File) -> bool:
    """Load a file; tell whether that was a load of its own, or the same file again that brought nothing."""
    source = Source(file.source, file.source, lambda export: True, lambda export, context: iter(file.found))
    before = len(loads.listed(record))
    report = intake.load(record, in_memory(file.path, repr(file).encode()), source, Context(ZONE, file.owner))
    assert not report.refused
    return len(loads.listed(record)) > before


TO = "SELECT group_concat((SELECT platform || spelling FROM account WHERE id = d.account_id), ' ') FROM addressee d"
WHO = "SELECT platform || ':' || spelling FROM account WHERE id ="
READ = {
    "act": f"SELECT ref, ({WHO} account_id), kind, moment, platform, words, parent, address, purpose, source, "
    f"likeness, title, text, url, ({TO} WHERE d.act_id = act.id), "
    "(SELECT group_concat(tag || in_text, ' ') FROM tag WHERE tag.act_id = act.id) FROM act JOIN said ON act_id = id",
    "entry": f"SELECT ref, ({WHO} account_id), starts, ends, day, minutes, evidence, purpose, platform, activity, "
    "meant_to_work FROM entry",
    "visit": f"SELECT ref, ({WHO} account_id), moment, platform, purpose FROM visit",
    "tracked": f"SELECT ({WHO} account_id), starts, max(ends) FROM tracked GROUP BY 1, 2",
    "coverage": f"SELECT DISTINCT ({WHO} account_id), source, kinds, place, since, until, cut_short FROM coverage",
    "person": "SELECT email, name, role, section, listed, (SELECT group_concat(platform || spelling || written, ' ') "
    "FROM person_account a WHERE a.person_id = person.id) FROM person",
    "account": "SELECT platform, spelling, account.name, mail_key, site, alias, email, matched_by "
    "FROM account LEFT JOIN person ON person.id = person_id",
}


def known(record: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is known of a class, whatever numbers the record gives its rows."""
    return {name: sorted(record.execute(query).fetchall(), key=repr) for name, query in READ.items()}


CLASS = File(
    "roster.csv",
    "roster",
    (
        RosterRow("anna@example.org", "Anna Ash", "student", "A", ()),
        RosterRow("ben@example.org", "Ben Birk", "student", "A", ()),
    ),
)


def fresh(path: Path) -> sqlite3.Connection:
    """Open a record that knows the class; all of them share a secret, so that hashes can be compared."""
    path.unlink(missing_ok=True)
    record = open_record(path)
    record.execute("UPDATE fact SET value = ? WHERE name = 'secret'", ("5e" * 32,))
    take(record, CLASS)
    return record


def sound(record: sqlite3.Connection) -> None:
    """Check what always holds: no loose ends, no word without a holder, none kept that stands already."""
    assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    for noun in ("act", "entry", "visit"):
        lost = f"SELECT row_id FROM held WHERE noun = '{noun}' AND row_id NOT IN (SELECT id FROM {noun})"
        assert record.execute(lost).fetchall() == []
        twice = f"SELECT id FROM {noun} t JOIN held h ON h.noun = '{noun}' AND h.row_id = id AND h.load_id = t.load_id"
        assert record.execute(twice).fetchall() == []
    idle = "SELECT * FROM version v WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.row_id = v.row_id)"
    assert record.execute(idle).fetchall() == []


REFS = st.sampled_from(["r1", "r2", "r3"])
PEOPLE = st.sampled_from(
    [
        ANNA,
        Who("x", "owl", "Ben Birk"),
        Who("x", "owl", "", "ben@example.org"),
        Who("x", "owl", alias="night"),
        Who("blog", "", "Stranger", site="away.example.org"),
        Who("blog", "", "Stranger"),
    ]
)
ACTS = st.builds(
    Act,
    ref=REFS,
    author=PEOPLE,
    kind=st.sampled_from([Kind.POST, Kind.TWEET]),
    moment=st.sampled_from([1_000_000, 2_000_000]),
    platform=st.just("x"),
    text=st.sampled_from(["one #tag", "two"]),
    parent=st.sampled_from(["", "r1"]),
    to=st.lists(PEOPLE, max_size=1).map(tuple),
    url=st.sampled_from(["", "https://a.example.org/1"]),
    title=st.just(""),
    tags=st.just(()),
    purpose=st.just(""),
)
ENTRIES = st.builds(
    TimeEntry,
    ref=REFS,
    student=PEOPLE,
    start=st.just(5),
    end=st.sampled_from([6, 7]),
    day=st.none(),
    minutes=st.none(),
    evidence=st.just(Evidence.MEASURED),
    purpose=st.just(""),
    platform=st.just(""),
    activity=st.just(""),
    meant_to_work=st.just(False),
)
VISITS = st.builds(
    Visit, ref=REFS, student=PEOPLE, moment=st.sampled_from([8, 9]), platform=st.just("youtube"), purpose=st.just("")
)
SPANS = st.builds(TrackerSpan, student=PEOPLE, start=st.sampled_from([1, 2]), end=st.sampled_from([3, 4]))
COVERS = st.builds(
    Covers,
    kinds=st.just(frozenset({Kind.POST})),
    who=PEOPLE,
    since=st.sampled_from([None, 1]),
    until=st.none(),
    cut_short=st.booleans(),
)
JOINED = st.sampled_from([None, 739_000, 739_007])
ROSTER = st.one_of(
    st.builds(
        RosterRow,
        email=st.just("anna@example.org"),
        name=st.just("Anna Ash"),
        role=st.just("student"),
        section=st.sampled_from(["A", "B"]),
        accounts=st.sampled_from([(), (("x", "owl"),)]),
        complete=st.booleans(),
        joined=JOINED,
    ),
    st.builds(
        RosterRow,
        email=st.sampled_from(["ben@example.org", "cal@example.org"]),
        name=st.just("Ben Birk"),
        role=st.sampled_from(["student", "assistant"]),
        section=st.just(""),
        accounts=st.sampled_from([(), (("blog", "away.example.org"),), (("email", "b@example.org"),)]),
        complete=st.just(True),
        joined=JOINED,
    ),
)
FILES = st.builds(
    File,
    path=st.sampled_from(["one", "two"]),
    source=st.sampled_from(["feed", "x", "y"]),
    found=st.lists(st.one_of(ACTS, ACTS, ENTRIES, VISITS, SPANS, COVERS, ROSTER), min_size=1, max_size=5).map(tuple),
    owner=st.none(),
)
# Nobody on the roster is the loner: what contradicts a folder is believed for good, also when its file is gone.
ARCHIVES = st.builds(
    File,
    path=st.just("three"),
    source=st.just("x"),
    found=st.lists(ACTS.map(lambda act: act._replace(author=Who("x", "loner"))), min_size=1, max_size=2).map(tuple),
    owner=st.sampled_from([ANNA, Who(handle="ben@example.org")]),
)
STEPS = st.lists(st.tuples(st.sampled_from(["load", "load", "undo"]), st.integers(0, 7)), min_size=2, max_size=9)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.lists(st.one_of(FILES, FILES, ARCHIVES), min_size=1, max_size=4), steps=STEPS)
def test_what_remains_is_what_loading_the_remaining_files_gives(
    tmp_path_factory: pytest.TempPathFactory, files: Sequence[File], steps: Sequence[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    with closing(fresh(folder / "done.db")) as record:
        remaining: list[tuple[int, File]] = []
        for step, place in steps:
            if step == "load":
                file = files[place % len(files)]
                if take(record, file):
                    remaining.append((loads.listed(record)[0].id, file))
            elif remaining:
                number, _ = remaining.pop(place % len(remaining))
                undoing.undo(record, number)
                sound(record)
        found = known(record)
    with closing(fresh(folder / "only.db")) as record:
        for _, file in remaining:
            take(record, file)
        assert found == known(record)
