"""Whether an act carries a link is known from its text, of old records too."""

from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.desk import Desk
from evenkeel.store.record import MIGRATIONS, connect, open_record
from tests.class_folder import load, rows, write_course

ACTS = """id,author,kind,at,text,url
p1,Anna Ash,post,2026-01-13T10:00,Read https://example.org/a,
p2,Anna Ash,post,2026-01-13T11:00,No link here,https://anna.example.org/p2
p3,Ben Birk,comment,2026-01-13T12:00,http://example.org,
p4,Ben Birk,tweet,2026-01-13T13:00,www.example.org,
"""
LINKED = {"p1": 1, "p2": 0, "p3": 1, "p4": 0}


def test_a_link_is_one_in_the_text_and_not_the_acts_own_address(tmp_path: Path) -> None:
    folder = write_course(tmp_path, {"inbox/acts.csv": ACTS})
    load(folder)
    assert dict(rows(folder, "SELECT ref, linked FROM act")) == LINKED
    with closing(Desk(folder)) as desk:
        found = desk.snapshots.cursor().execute("SELECT count(*) FROM act WHERE linked IS TRUE").fetchone()
    assert found == (2,)


@pytest.mark.parametrize("title", ["https://example.org/", ""])
def test_an_older_record_learns_of_its_links_when_it_is_opened(title: str, tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    older = [step for step in sorted(MIGRATIONS.glob("*.sql")) if step.name < "007"]
    with closing(connect(path)) as record:
        for step in older:
            record.executescript(step.read_text("utf-8"))
        record.execute(f"PRAGMA user_version = {len(older)}")
        record.execute(
            "INSERT INTO account (id, platform, spelling, handle, name, mail_key, site)"
            " VALUES (1, '', 'a', 'a', '', '', '')"
        )
        for act, text in enumerate(("Read https://example.org/a", "No link here"), start=1):
            record.execute(
                "INSERT INTO act (id, ref, account_id, kind, moment, platform, words, purpose, source, digest)"
                " VALUES (?1, ?1, 1, 'post', 5, '', 3, '', 'acts', 7)",
                (act,),
            )
            record.execute("INSERT INTO said VALUES (?, ?, ?, '')", (act, title, text))
    with closing(open_record(path)) as record:
        assert record.execute("SELECT id, linked FROM act ORDER BY id").fetchall() == [(1, 1), (2, 0)]
