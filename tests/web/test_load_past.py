import csv
import io
import shutil
from contextlib import closing

import pandas as pd
import pytest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.web import load_coverage, load_past, load_run, load_words, reads
from evenkeel.web.load_run import Going, Job
from evenkeel.web.load_words import Told
from tests.class_folder import dump, rows
from tests.web.opened import NOW, NOW_MOMENT, begin, html_of, load

ACTS = (
    "id,author,kind,at,text\n1,ada@example.org,post,2026-01-13T10:00,Hello\n2,Ada Exampel,comment,2026-01-14T10:00,Hi\n"
)
BAD = "author,at,text\nada@example.org,2026-01-13T10:00,Hello\nada@example.org,,=1+1\n,2026-01-13T10:00,Who\n"


def button(at, label):
    return next(one for one in at.button if one.label == label)


def opened(at, key: str):
    """Open an expander that draws itself only when it is open."""
    at.session_state[key] = True
    return at.run()


def test_a_file_is_taken_back_after_a_question(open_page, tmp_path) -> None:
    course = load(begin(tmp_path / "c", acts=ACTS))
    at = opened(open_page("load", course), "load_past")
    assert "inbox/acts.csv" in html_of(at) and "2 new" in html_of(at)
    button(at, "Take back").click().run()
    assert "2 acts and 1 name of an outsider would leave the record." in html_of(at)
    assert rows(course, "SELECT count(*) FROM act") == [(2,)]
    button(at, "Keep it").click().run()
    assert "would leave" not in html_of(at)
    button(at, "Take back").click().run()
    button(at, "Take it back").click().run()
    assert not at.exception
    assert "acts.csv is taken back: 2 acts" in at.success[0].value.replace("\\", "")
    assert rows(course, "SELECT count(*) FROM act") == [(0,)]


def test_the_folders_own_roster_says_why_it_is_not_taken_back(open_page, tmp_path) -> None:
    at = opened(open_page("load", begin(tmp_path / "c")), "load_past")
    button(at, "Take back").click().run()
    assert any("The roster follows" in one.value.replace("\\", "") for one in at.markdown)


def test_what_an_older_version_loaded_has_no_button_and_says_so(open_page, tmp_path) -> None:
    course = load(begin(tmp_path / "c", acts=ACTS))
    with closing(Desk(course)) as desk:
        desk.record.execute("UPDATE load SET traced = 0")
    at = opened(open_page("load", course), "load_past")
    assert not [one for one in at.button if one.label == "Take back"]
    assert "so it cannot be taken back" in html_of(at)


def test_refused_files_are_listed_with_their_sentence_and_can_be_cleared(open_page, tmp_path) -> None:
    at = opened(open_page("load", load(begin(tmp_path / "c", acts=""))), "load_past")
    assert "The file is empty" in html_of(at)
    button(at, "Clear the files that could not be loaded").click().run()
    assert "The file is empty" not in html_of(at)


def test_a_file_is_found_by_a_part_of_its_name(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c", **{f"week{n}": ACTS.replace("Hello", f"Hello {n}") for n in range(12)})
    at = opened(open_page("load", load(course)), "load_past")
    at.text_input(key="past_find").set_value("WEEK7").run()
    assert "week7.csv" in html_of(at) and "week8.csv" not in html_of(at)


def test_rows_that_could_not_be_read_can_be_taken_along_and_run_nothing() -> None:
    told = [Told("=cmd.csv", rejected=[{"where": "line 3", "why": "no date in “=1+1”"}, {"where": "-4", "why": "@x"}])]
    read = list(csv.reader(io.StringIO(load_words.rejected_csv(told))))
    assert read == [
        ["file", "where", "why"],
        ["'=cmd.csv", "line 3", "no date in “=1+1”"],
        ["'=cmd.csv", "'-4", "'@x"],
    ]


def test_a_load_with_unread_rows_offers_them(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c"))
    at.get("file_uploader")[0].set_value([("bad.csv", BAD.encode(), "")]).run()
    next(one for one in at.button if one.label.startswith("Load 1 file")).click().run()
    assert not at.exception
    assert "2 rows could not be read" in html_of(at)
    assert at.get("download_button")[0].proto.label == "Rows that could not be read (CSV)"


class Stop(BaseException):
    """What Streamlit raises when somebody clicks while a page runs is no error of ours either."""


def test_a_stopped_load_leaves_no_trace_and_says_what_is_left(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("EVENKEEL_NOW", NOW)
    lines = [f"q{n},Nobody {n},post,2026-01-13T10:00,{n}" for n in range(30_000)]
    course = begin(
        tmp_path / "c", acts=ACTS, big="\n".join(["id,author,kind,at,text", *lines, ""]), more=ACTS + "3,a,b"
    )
    load_first = [course / "inbox" / "acts.csv"]
    with closing(Desk(course)) as desk:
        desk.load(LOCAL_INSTRUCTOR, inbox.waiting(course, load_first), inbox.Asked(NOW_MOMENT))
        held, look, said = dump(course), reads.look_at(course, LOCAL_INSTRUCTOR), []
        waiting = inbox.waiting(course, [course / "inbox" / name for name in ("big.csv", "more.csv")])

        def say(share: float, text: str) -> None:
            said.append((share, text))
            if "20,000 rows" in text:
                raise Stop

        going = Going()
        with pytest.raises(Stop):
            load_run.load(look, [Job(item) for item in waiting], say, going)
        assert dump(course) == held
        assert (going.reports, going.left) == ([], ["inbox/big.csv", "inbox/more.csv"])
        look.desk.close()
    shares = [share for share, _ in said]
    assert shares == sorted(shares) and 0 < shares[-1] < 1
    assert said[-1][1].replace("\\", "").endswith("20,000 rows, 0.9 of 1.4 MB")


def test_what_was_stopped_is_told_of_and_can_be_loaded_then(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c", acts=ACTS))
    at.session_state["load_going"] = Going([Told("a.csv", new=3)], ["big.csv"])
    at.run()
    assert "Loading was stopped: 1 file was not loaded, and nothing of it was stored." in html_of(at)
    assert "1 file loaded: 3 new rows." in html_of(at)
    at.button(key="load_inbox").click().run()
    assert "1 file loaded: 2 new rows." in html_of(at) and "stopped" not in html_of(at)


def test_somebody_is_asked_after_with_the_reason_and_never_taken_for_granted(open_page, tmp_path) -> None:
    course = load(begin(tmp_path / "c", acts=ACTS))
    at = open_page("load", course)
    assert "Is this Ada Example? The same name but for one letter." in html_of(at)
    assert next(box for box in at.selectbox if "Ada Exampel" in box.label).value == "– not decided –"
    button(at, "Yes, Ada Example").click().run()
    assert not at.exception and "Remembered: 1 name" in at.success[0].value
    with closing(Desk(course)) as desk:
        assert desk.unmatched(LOCAL_INSTRUCTOR).empty
        assert [(one.shown, one.email) for one in desk.decided(LOCAL_INSTRUCTOR)] == [
            ("Ada Exampel", "ada@example.org")
        ]


def test_a_decision_is_listed_and_forgotten(open_page, tmp_path) -> None:
    course = load(begin(tmp_path / "c", acts=ACTS))
    with closing(Desk(course)) as desk:
        desk.match(LOCAL_INSTRUCTOR, ":ada exampel", "nobody", NOW_MOMENT)
        assert desk.unmatched(LOCAL_INSTRUCTOR).empty
    at = opened(open_page("load", course), "load_decided")
    assert "Ada Exampel: not one of ours" in html_of(at)
    button(at, "Forget").click().run()
    assert "Forgotten: Ada Exampel" in at.success[0].value.replace("\\", "")
    with closing(Desk(course)) as desk:
        assert list(desk.unmatched(LOCAL_INSTRUCTOR)["handle"]) == ["Ada Exampel"]


def test_two_of_one_name_on_two_platforms_are_decided_apart(tmp_path) -> None:
    archive = "id,author,kind,at,platform\n1,owl,tweet,2026-01-13T10:00,x\n"
    course = load(begin(tmp_path / "c", acts=archive))
    with closing(Desk(course)) as desk:
        desk.record.execute("UPDATE account SET platform = 'x' WHERE handle = 'owl'")
        desk.record.execute(
            "INSERT INTO account (platform, spelling, handle, name, mail_key, site) "
            "VALUES ('mastodon', 'owl', 'owl', '', '', '')"
        )
        desk.match(LOCAL_INSTRUCTOR, "x:owl", "ada@example.org", 1)
        whose = dict(desk.record.execute("SELECT platform, person_id IS NOT NULL FROM account WHERE handle = 'owl'"))
        assert whose == {"x": 1, "mastodon": 0}
        desk.match(LOCAL_INSTRUCTOR, "owl", "ada@example.org", 2)
        assert {one.spelling for one in desk.decided(LOCAL_INSTRUCTOR)} == {"x:owl", "owl"}
        desk.forget(LOCAL_INSTRUCTOR, "owl")
        assert dict(desk.record.execute("SELECT platform, matched_by FROM account WHERE handle = 'owl'")) == {
            "x": "decision",
            "mastodon": "",
        }


STUDENTS = pd.DataFrame([("a", "Ada", ""), ("b", "Ben", "")], columns=["student", "name", "section"])
COVERAGE = pd.DataFrame(
    [("a", 1, "feed", "post", True), ("a", 1, "x", "repost,tweet", False), ("a", 2, "feed", "post", False)],
    columns=["student", "week", "source", "kinds", "cut_short"],
)
EVIDENCE = pd.DataFrame(
    [("a", 1, True, True, True), ("a", 2, False, False, True), ("b", 1, False, True, False)],
    columns=["student", "week", "measured", "told", "estimated"],
)


def test_each_cell_says_which_source_shows_what_and_how_minutes_are_known() -> None:
    shown = load_coverage.by_week(COVERAGE, {"x": "X archive"})
    found = load_coverage.cells(shown, load_coverage.minutes(EVIDENCE), STUDENTS, [1, 2])
    assert list(found["said"]) == [
        "Ada, week 1: feed (posts, cut short) and X archive (reposts and tweets); minutes from a tracker and "
        "minutes from a diary",
        "Ada, week 2: feed (posts); minutes only estimated",
        "Ben, week 1: no file shows what was written; minutes from a diary",
        "Ben, week 2: no file shows what was written; no minutes",
    ]
    assert list(found["coverage"]) == ["cut short", "whole", "none", "none"]
    assert list(found["evidence"]) == ["measured", "estimated", "self-reported", ""]


def test_the_table_has_a_row_for_each_source_and_each_kind_of_minutes() -> None:
    shown, timed = load_coverage.by_week(COVERAGE, {"x": "X archive"}), load_coverage.minutes(EVIDENCE)
    assert load_coverage.table(shown, timed, STUDENTS, [1, 2]) == [
        ("Ada", "feed: posts", "2", "1"),
        ("Ada", "X archive: reposts and tweets", "1", ""),
        ("Ada", "minutes from a tracker", "1", ""),
        ("Ada", "minutes from a diary", "1", ""),
        ("Ada", "minutes only estimated", "2", ""),
        ("Ben", "no file of what was written", "1 to 2", ""),
        ("Ben", "minutes from a diary", "1", ""),
    ]


def test_a_path_names_whose_folder_it_is_in_however_deep() -> None:
    assert load_words.name("inbox/ada@example.org/Takeout/Blogs/feed.atom") == "ada@example.org/…/Blogs/feed.atom"
    assert load_words.name("inbox/ada@example.org/feed.xml") == "ada@example.org/feed.xml"
    assert load_words.name("acts.csv") == "acts.csv"


def test_visits_are_counted_and_named() -> None:
    told = Told("h.json", "YouTube history", new=68, visits=68, period=(NOW_MOMENT, NOW_MOMENT))
    assert load_words.holds(told) == "68 visits"
    assert load_past.heading([]) == "Loaded before: no files"


@pytest.fixture(autouse=True)
def _clean(tmp_path):
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
