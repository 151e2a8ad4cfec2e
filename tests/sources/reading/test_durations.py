"""How long something was, in every way that diaries and trackers write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.sources.reading.durations import minutes


@pytest.mark.parametrize(
    ("written", "lasting"),
    [
        ("90", 90),
        (" 1,5 ", 1.5),
        ("1.", 1),
        ("-5", -5),
        ("1:30", 90),
        ("0:45:30", 45.5),
        ("01:00:01", 60 + 1 / 60),
        ("1h 2m 3s", 62.05),
        ("53m 8s", 53 + 8 / 60),
        ("21s", 0.35),
        ("0s", 0),
        ("1h30", 90),
        ("1 hr 20 min", 80),
        ("90 min", 90),
        ("2 hours", 120),
        ("2 hours, 5 minutes", 125),
        ("1,5 Std.", 90),
        ("1 Stunde 10 Minuten", 70),
        ("2 heures", 120),
        ("1 hora 5 minutos", 65),
        ("2 uur 10 minuten", 130),
        ("PT1H30M", 90),
    ],
)
def test_a_duration_is_read(written: str, lasting: float) -> None:
    assert minutes(written) == pytest.approx(lasting)


@pytest.mark.parametrize("written", ["", "an hour", "nan", "1:75", "h", "PT", "1m 2h", "2 months", "5 monkeys", "1e5"])
def test_what_is_no_duration_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        minutes(written)


def test_a_bare_number_counts_the_unit_and_a_clock_does_not() -> None:
    assert minutes("1,5", "hours") == 90
    assert minutes("300", "seconds") == 5
    assert minutes("1:30", "seconds") == minutes("1h 30m", "hours") == 90


@settings(max_examples=200)
@given(st.text(alphabet="0123456789:.,hms minPT-", max_size=20))
def test_any_text_is_a_number_of_minutes_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(minutes(text), float)
    except ValueError as error:
        assert "is not a duration" in str(error)
