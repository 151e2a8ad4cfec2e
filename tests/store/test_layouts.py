"""What was said of the columns of tables: of one header the newest word holds, until it is forgotten."""

from pathlib import Path

from evenkeel.store import layouts
from evenkeel.store.layouts import Layout
from evenkeel.store.record import open_record


def said(header: str, moment: int, **mapping: str) -> Layout:
    return Layout(header, ("Sender", "Sent"), "acts", mapping, moment, "instructor")


def test_the_newest_word_on_a_header_holds_and_the_same_word_is_no_news(tmp_path: Path) -> None:
    record = open_record(tmp_path / "class.db")
    assert layouts.keep(record, said("one", 1, author="Sender"))
    assert layouts.keep(record, said("two", 2, author="Sender"))
    assert layouts.keep(record, said("one", 3, author="Übersender", text=""))
    assert not layouts.keep(record, said("one", 4, author="Übersender", text=""))
    assert [(layout.header, layout.said_at) for layout in layouts.listed(record)] == [("one", 3), ("two", 2)]
    assert layouts.find(record, "one") == said("one", 3, author="Übersender", text="")
    record.close()


def test_a_forgotten_header_is_as_if_nothing_had_been_said(tmp_path: Path) -> None:
    record = open_record(tmp_path / "class.db")
    layouts.keep(record, said("one", 1, author="Sender"))
    layouts.keep(record, said("one", 2, author="User"))
    assert layouts.forget(record, "one") == 2
    assert layouts.find(record, "one") is None and layouts.listed(record) == []
    record.close()
