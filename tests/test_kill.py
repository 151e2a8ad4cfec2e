"""The plug is pulled while a class loads: the record is whole at once, and loading again ends where it would have."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.class_folder import dump, load, rows, write_course

ROOT = Path(__file__).resolve().parents[1]
KILLS = 8
FILES = {"inbox/1.csv": 1, "inbox/2.csv": 12_000, "inbox/3.csv": 7_000, "inbox/4.csv": 1, "inbox/time.csv": 6_000}
pytestmark = pytest.mark.slow


def acts(prefix: str, count: int) -> str:
    lines = (
        f"{prefix}{n},{'Anna Ash' if n % 3 else f'Visitor {n % 700}'},2026-01-{12 + n % 18}T10:{n % 60:02},"
        f"Some words number {n} #news,{f'{prefix}{n - 1}' if n % 2 else ''},ben@example.org"
        for n in range(count)
    )
    return "\n".join(["id,author,at,text,in_reply_to,to", *lines, ""])


def diary(count: int) -> str:
    lines = (f"ben@example.org,2026-01-{12 + n % 18},{n % 50},x" for n in range(count))
    return "\n".join(["student,start,minutes,platform", *lines, ""])


def course(folder: Path) -> Path:
    files = {name: diary(n) if "time" in name else acts(name[6], n) for name, n in FILES.items()}
    return write_course(folder, files)


def started(folder: Path) -> "subprocess.Popen[bytes]":
    """Start a load and return when it has begun to write."""
    arguments = [sys.executable, "-m", "evenkeel", "load", "--course", str(folder)]
    loading = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (folder / "class.db").exists() and loading.poll() is None:
        time.sleep(0.002)
    return loading


class Undisturbed(NamedTuple):
    """One load from beginning to end: what it left, and how long it wrote."""

    held: dict[str, list[tuple[object, ...]]]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = course(tmp_path_factory.mktemp("undisturbed") / "class")
    with started(folder) as loading:
        begun = time.monotonic()
        assert loading.wait(60) == 0
        yield Undisturbed(dump(folder), time.monotonic() - begun)


@pytest.mark.parametrize("turn", range(KILLS))
def test_a_killed_load_leaves_whole_files_and_the_next_one_the_same_record(
    tmp_path: Path, undisturbed: Undisturbed, turn: int
) -> None:
    folder = course(tmp_path / "class")
    with started(folder) as loading:
        time.sleep(undisturbed.seconds * (turn + 0.3) / KILLS)
        loading.kill()
    with closing(sqlite3.connect(folder / "class.db")) as record:
        assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    if rows(folder, "SELECT count(*) FROM sqlite_schema WHERE name = 'act'") == [(1,)]:
        whole = {f"{name[6]}": n for name, n in FILES.items()}
        kept = dict(rows(folder, "SELECT substr(ref, 1, 1), count(*) FROM act GROUP BY 1"))
        assert kept == {name: whole[name] for name in kept}
        assert rows(folder, "SELECT count(*) FROM entry")[0][0] in (0, FILES["inbox/time.csv"])
        logged = {path for (path,) in rows(folder, "SELECT path FROM load WHERE format = 'acts'")}
        assert logged == {f"inbox/{name}.csv" for name in kept}
    assert {one["refused"] for one in load(folder)} <= {""}
    assert dump(folder) == undisturbed.held
