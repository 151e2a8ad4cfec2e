"""Every importer, fed with broken exports: all is read, skipped, rejected or refused, and the record stays whole.

EVENKEEL_FUZZ=10000 tries as many broken files for each importer; without it the tests try a few.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.intake import load
from evenkeel.model import Act, Covers, Kind, Note, Reject, RosterRow, Skip, TimeEntry, TrackerSpan, Visit, Who
from evenkeel.sources import SOURCES, is_bundle, recognise
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.opening.files import uploaded
from evenkeel.store.record import open_record
from tests.sources.damage import damaged

HERE = Path(__file__).parent
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "inbox"
TRIES = int(os.environ.get("EVENKEEL_FUZZ", "60"))
EACH = 25  # so many broken files go into one record
CONTEXT = Context(ZoneInfo("America/Chicago"), Who(handle="ada@example.org"), now=1_780_000_000_000_000)
FOUND = (Act, Covers, Note, Reject, RosterRow, Skip, TimeEntry, TrackerSpan, Visit)
LAST = 7_258_118_400_000_000
LARGEST = 400_000


class Seed(NamedTuple):
    """An export that an importer reads: what it is called, and its bytes."""

    name: str
    content: bytes


@cache
def seeds() -> dict[str, list[Seed]]:
    """Return by importer what there is to break: the files that have a golden file, and the sample class's."""
    golden = [path for path in sorted((HERE / "golden").iterdir()) if path.with_name(path.name + ".json").exists()]
    sample = [path for path in sorted(SAMPLE.rglob("*")) if path.is_file() and path.stat().st_size < LARGEST]
    found: dict[str, list[Seed]] = {}
    for path in [*golden, *sample]:
        seed = Seed(path.name, path.read_bytes())
        for source in recognised(seed):
            if len(found.setdefault(source.name, [])) < 8:
                found[source.name].append(seed)
    return found


def recognised(seed: Seed) -> Iterator[Source]:
    for export in offered(seed):
        try:
            yield recognise(export)
        except UnknownFormat:
            continue


def offered(seed: Seed) -> list[Export]:
    """Return the exports in a file, as the page and the command find them."""
    return [one for one in uploaded(seed.name, seed.content, is_bundle) if isinstance(one, Export)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_importer_has_an_invented_export_of_its_own(source: Source) -> None:
    assert source.name in seeds(), "put one beside its golden file in tests/sources/golden"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_broken_export_is_read_rejected_or_refused_and_the_record_stays_whole(source: Source, tmp_path: Path) -> None:
    @settings(max_examples=max(1, TRIES // EACH), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def try_some(number: int) -> None:
        with closing(open_record(tmp_path / f"{number}.db")) as record:
            for at in range(EACH):
                rng = Random(f"{source.name}:{number}:{at}")
                seed = rng.choice(seeds()[source.name])
                broken = Seed(seed.name, damaged(seed.name, seed.content, rng))
                for export in still_offered(broken):
                    look_at(source, export)
                    if at % 5 == 0:
                        load(record, export, source, CONTEXT)
            assert_whole(record)
        for file in tmp_path.glob(f"{number}.db*"):
            file.unlink()

    try_some()


def still_offered(broken: Seed) -> list[Export]:
    """Return the exports in a broken file; where it is no archive any more, the file itself."""
    return offered(broken)[:5]


def look_at(source: Source, export: Export) -> None:
    """Let an importer read an export whether or not it still recognises it, for a user can force it to."""
    source.identify(export)
    try:
        for found in source.extract(export, CONTEXT):
            assert isinstance(found, FOUND), found
            if isinstance(found, Act):
                assert_an_act(found)
            elif isinstance(found, Visit):
                assert found.ref and 0 <= found.moment <= LAST and isinstance(found.moment, int), found
            elif isinstance(found, TimeEntry):
                assert_an_entry(found)
    except ExportRefused as refusal:
        assert str(refusal).startswith(export.path), refusal


def assert_an_act(act: Act) -> None:
    assert act.ref and isinstance(act.kind, Kind) and any(act.author), act
    assert isinstance(act.moment, int) and 0 <= act.moment <= LAST, act
    texts = (act.ref, act.platform, act.text, act.title, act.parent, act.purpose, act.url, *act.tags)
    for text in texts:
        assert isinstance(text, str), act
        text.encode()
    for who in (act.author, *act.to):
        assert isinstance(who, Who) and all(isinstance(part, str) for part in who), act
        " ".join(who).encode()


def assert_an_entry(entry: TimeEntry) -> None:
    assert entry.ref and isinstance(entry.student, Who), entry
    if entry.start is None:
        assert entry.day is not None and entry.minutes is not None and 0 <= entry.minutes <= 1440, entry
    else:
        assert entry.end is not None and 0 <= entry.start <= entry.end <= LAST, entry
    " ".join((entry.platform, entry.activity, entry.purpose)).encode()


def assert_whole(record: sqlite3.Connection) -> None:
    assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    assert not record.in_transaction
