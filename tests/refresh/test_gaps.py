"""What a feed left out between two fetches is cut short, never zero; what it shows joins. All counted by hand."""

from datetime import timedelta
from pathlib import Path

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.metrics.small_class import ADA, BEN, micros
from tests.refresh.course import Sites, day, fetch, opened, roster, rss, states

SITE = "https://ada.example.org"
FEED = f"{SITE}/feed/"
# Ada's posts: one on Monday of week 1; then one each day from Tuesday of week 2.
POSTS = [(1, day(1)), *[(n, day(2, 2) + timedelta(days=n - 2)) for n in range(2, 40)]]
END = day(8)


def fetched(desk: Desk, *weeks: tuple[int, int]) -> None:
    """Fetch at noon of these days, each time with the ten posts that are then the newest."""
    for week, of_week in weeks:
        now = day(week, of_week) + timedelta(hours=1)
        fetch(desk, Sites({SITE: rss(SITE, [post for post in POSTS if post[1] <= now])}), now)


def short(desk: Desk, student: str = ADA) -> dict[int, bool]:
    """Return whether each week that has a source is cut short."""
    found = desk.coverage(LOCAL_INSTRUCTOR, micros(END))
    found = found[found["student"] == student]
    return {int(week): bool(cut) for week, cut in found.groupby("week")["cut_short"].any().items()}


def posts(desk: Desk) -> dict[int, tuple[str, float | None]]:
    return states(desk.measures(LOCAL_INSTRUCTOR, micros(END)), ADA, "posts")


def test_feeds_that_meet_show_everything(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_blog=SITE)) as desk:
        fetched(desk, (1, 3), (2, 7), (3, 5), (4, 1))
        # Monday of week 4 is the last day fetched: posts 2 to 22 were all seen, 6 in week 2, 7 in week 3.
        assert short(desk) == {1: False, 2: False, 3: False, 4: False}
        assert posts(desk) == {
            **{1: ("ok", 1), 2: ("ok", 6), 3: ("ok", 7), 4: ("ok", 1)},
            **{5: ("no data", None), 6: ("no data", None)},
        }


def test_the_weeks_between_two_feeds_that_do_not_meet_are_cut_short_and_no_zero(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_blog=SITE)) as desk:
        fetched(desk, (1, 3), (2, 3), (5, 1))
        # On Monday of week 5 the newest ten are of Saturday, week 3, on; the last fetch was on Wednesday, week 2.
        assert short(desk) == {1: False, 2: True, 3: True, 4: False, 5: False}
        assert posts(desk) == {
            **{1: ("ok", 1), 2: ("ok", 2), 3: ("ok", 2), 4: ("ok", 7), 5: ("ok", 1)},
            **{6: ("no data", None)},
        }


def test_a_week_that_lies_in_the_gap_as_a_whole_has_no_number(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_blog=SITE)) as desk:
        fetched(desk, (1, 3), (2, 3), (6, 1))
        # The newest ten on Monday of week 6 are of Saturday, week 4, on.
        assert short(desk) == {1: False, 2: True, 3: True, 4: True, 5: False, 6: False}
        assert posts(desk) == {
            **{1: ("ok", 1), 2: ("ok", 2), 3: ("no data", None), 4: ("ok", 2), 5: ("ok", 7), 6: ("ok", 1)},
        }


def test_a_silence_that_was_looked_at_is_a_zero(tmp_path: Path) -> None:
    """Nothing new for weeks: the feed is asked, shows nothing new, and that is known up to the day it was asked."""
    with opened(tmp_path, roster(ada_blog=SITE, ben_blog="https://ben.example.org")) as desk:
        quiet = {SITE: rss(SITE, [(1, day(1))])}
        loud = "https://ben.example.org"
        for week in (1, 2, 3, 4):
            now = day(week, 6)
            written = [(n, day(n, 2)) for n in range(1, week + 1)]
            fetch(desk, Sites({**quiet, loud: rss(loud, written, "Ben Birk")}), now)
        assert short(desk) == {1: False, 2: False, 3: False, 4: False}
        assert posts(desk) == {
            **{1: ("ok", 1), 2: ("ok", 0), 3: ("ok", 0), 4: ("ok", 0)},
            **{5: ("no data", None), 6: ("no data", None)},
        }
        assert states(desk.measures(LOCAL_INSTRUCTOR, micros(END)), BEN, "posts")[4] == ("ok", 1)
