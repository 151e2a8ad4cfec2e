"""Dates as people write them: which part is the day is told by all of them, or asked."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import in_memory
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.written_dates import Dates, is_date, iso_clock, order_of


def dates(order: str = "", texts: Iterable[str] = ()) -> Dates:
    return Dates(in_memory("log.csv", b""), lambda: texts, order)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2026", "25/4/2026"], "dmy"),
        (["3/4/2026", "4/25/2026 10:15 PM"], "mdy"),
        (["3/4/2026", "12/11/2026"], "open"),
        (["25/4/2026", "4/25/2026"], "open"),  # they contradict each other
        (["3.4.2026", "5.4.2026"], "dmy"),  # dots are written with the day first
        (["3.4.2026", "4.25.2026"], "mdy"),
        (["2026-03-04", "2026/3/4", "3 March 2026", "", "soon", "99/99/2026"], "open"),
        (["2026-03-04", "2026/3/4", "3 March 2026", "", "soon"], ""),
    ],
)
def test_a_part_beyond_twelve_anywhere_in_the_file_says_which_is_the_day(texts: list[str], order: str) -> None:
    assert order_of(texts) == order


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3/4/2026", "2026-04-03"),
        ("03/04/26", "2026-04-03"),
        ("3.4.2026 9:05", "2026-04-03T09:05:00"),
        ("3/4/2026 10:23:52 PM", "2026-04-03T22:23:52"),
        ("3/4/2026, 12:00 a.m.", "2026-04-03T00:00:00"),
        ("7/07/18, 18:15", "2018-07-07T18:15:00"),
        ("2026/3/4 10:15", "2026-03-04T10:15:00"),
        ("2026-03-04 2:30 PM", "2026-03-04T14:30:00"),
        ("3 March 2026", "2026-03-03"),
        ("Tuesday, 3 March 2026, 10:23 AM", "2026-03-03T10:23:00"),
        ("March 3rd, 2026 10:23", "2026-03-03T10:23:00"),
        ("3. März 2026 um 14:30 Uhr", "2026-03-03T14:30:00"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("3 août 2026 14h30", "2026-08-03T14:30:00"),
        ("3 juin 2026", "2026-06-03"),
        ("3 juil. 2026", "2026-07-03"),
        ("maandag 3 mei 2026 om 10:15", "2026-05-03T10:15:00"),
        ("03-Mar-26", "2026-03-03"),
        ("2026-03-04T10:15:00Z", "2026-03-04T10:15:00+00:00"),
        ("2026/03/25 10:00:00 AM GMT+1", "2026-03-25T10:00:00+01:00"),
        ("25/3/2026 22:00 UTC+0530", "2026-03-25T22:00:00+05:30"),
        ("2026-03-25 10:00:00.1234567+00:00", "2026-03-25T10:00:00.123456+00:00"),
        ("soon", "soon"),
        ("week 3 2026", "week 3 2026"),
        ("", ""),
    ],
)
def test_a_date_is_rewritten_and_what_is_none_is_left(written: str, iso: str) -> None:
    assert dates("dmy").iso(written) == iso


@pytest.mark.parametrize("written", ["32.3.2026", "29/2/2026", "3/4/2026 25:00", "3/4/2026 13:00 PM", "0/4/2026"])
def test_a_day_that_no_calendar_has_is_said(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (date|time of day)"):
        dates("dmy").iso(written)


def test_the_whole_file_is_asked_only_when_a_date_leaves_it_open() -> None:
    asked: list[str] = []

    def texts() -> Iterable[str]:
        asked.append("once")
        return ["1/2/2026", "13/2/2026"]

    reading = Dates(in_memory("log.csv", b""), texts)
    moment = reading.readable(Clock(ZoneInfo("UTC")))
    assert moment("2026-02-01T00:00") == moment("2026/2/1 0:00") and asked == []
    assert moment("1/2/2026") == moment(" 1/2/2026 ") == moment("2026-02-01") and asked == ["once"]


def test_where_nothing_says_which_is_the_day_nobody_guesses() -> None:
    with pytest.raises(ExportRefused, match="date_order=dmy"):
        dates(texts=["1/2/2026"]).iso("1/2/2026")
    with pytest.raises(ExportRefused, match="date_order is dmy or mdy"):
        dates("ymd")


def test_what_comes_again_is_read_the_same_each_time() -> None:
    reading = dates("dmy")
    for written in (
        "3/4/2026T10:00",
        "3/4/2026",
        "3/4/2026 10:00 PM",
        "4/4/2026",
        "3/4/2026, 10:00",
        "4/4/2026 10:00 PM",
    ):
        assert reading.iso(written) == reading.iso(written) == dates("dmy").iso(written)


def test_what_the_file_says_itself_goes_before_what_was_asked() -> None:
    assert dates("mdy", ["25/2/2026"]).iso("1/2/2026") == "2026-02-01"
    assert dates("mdy", ["1/2/2026"]).iso("1/2/2026") == "2026-01-02"
    assert dates("mdy", ["1.2.2026"]).iso("1.2.2026") == "2026-01-02"  # dots are only a custom
    assert dates("", ["1.2.2026"]).iso("1.2.2026") == "2026-02-01"


def test_a_date_is_told_from_what_is_none() -> None:
    assert all(map(is_date, ["3/25/2026", "25/3/2026", "2026-03-25T10:00:00.1234567+00:00", "3 March 2026", "3.3.26"]))
    assert not any(map(is_date, ["", "soon", "33/44/2026", "10:00", "1.5", "March"]))


def test_a_time_of_day_is_read_as_people_write_it() -> None:
    assert iso_clock("12:05 AM") == "00:05:00"
    assert iso_clock("9:05") == "09:05:00"
    with pytest.raises(ValueError, match="not a time of day"):
        iso_clock("24:00")


@settings(max_examples=200)
@given(st.text(alphabet="0123456789/.-: ,apmPMJanMärzT+Z", max_size=30))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(dates("mdy").iso(text), str)
    except ValueError as error:
        assert "expected one like" in str(error)
