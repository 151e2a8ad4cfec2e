"""The commands: what they print, how they end, and that what is wrong is a sentence and never a traceback."""

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from evenkeel.cli import main
from evenkeel.metrics.registry import METRICS
from tests.class_folder import dump, load, load_one, rows, run, write_course

ROOT = Path(__file__).resolve().parents[1]
ACTS = """id,author,kind,at,text,in_reply_to,to
p1,anna@example.org,post,2026-01-13T10:00,First words,,
c1,ben@example.org,comment,2026-01-14T10:00,I think so,p1,
t1,Anna Ash,tweet,2026-01-21T10:00,@ben look,,
"""
TIME = """student,start,end,minutes,platform,purpose,meant_to_work,evidence
anna@example.org,2026-01-13T10:00,2026-01-13T16:00,,x,leisure,yes,measured
anna@example.org,2026-01-20T10:00,2026-01-20T16:00,,x,leisure,yes,measured
ben@example.org,2026-01-14,,45,x,coursework,,
"""
RULE = {"metric": "procrastination_minutes", "above": 300, "rule": "2 of 3"}
NOW = "2026-02-03T12:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder with three acts and three time entries, loaded."""
    made = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS, "inbox/time.csv": TIME}, rules=[RULE])
    assert [one["new"] for one in load(made)] == [3, 3, 3]
    return made


def commands() -> list[str]:
    return sorted(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("command", ["", *commands()])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_explains_itself(command: str, flag: str) -> None:
    ran = run(*([command] if command else []), flag)
    assert ran.code == 0
    assert ran.out.startswith("Usage: evenkeel")
    assert ran.out.splitlines()[2].strip()


@pytest.mark.parametrize("command", [name for name in commands() if name not in ("sample", "check", "new")])
def test_every_command_on_a_class_wants_its_folder_and_says_so(command: str, tmp_path: Path) -> None:
    asked = {"match": ["owl", "Anna Ash"], "mark": ["1", "seen"], "lab": ["four-models"]}.get(command, [])
    without = run(command, *asked)
    assert without.code == 2 and "--course" in without.err
    nowhere = run(command, "--course", tmp_path / "gone", *asked)
    assert nowhere.code == 2 and "does not exist" in nowhere.err


def test_as_a_module_it_talks_utf_8_whatever_the_locale(folder: Path) -> None:
    (folder / "inbox" / "more.csv").write_text("author,at\nZoë Çelik,2026-01-13\n", "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "evenkeel", "load", "--course", str(folder)],
        cwd=ROOT,
        env={"PATH": "", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert "nobody on the roster: Zoë Çelik" in ran.stdout.decode("utf-8")


# Wrong use: exit 2, a sentence on the error stream, nothing printed, nothing changed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["metrics", "--now", "yesterday"], "--now takes a time like 2026-03-02T09:00, found 'yesterday'."),
        (["flags", "--now", "2026-13-01"], "--now takes a time like"),
        (["metrics", "--now", "0001-01-01T00:00+14:00"], "--now takes a time like"),
        (["metrics", "--week", "1", "--term"], "Give either --week or --term, not both."),
        (["metrics", "--week", "99"], "--week: the course has weeks 1 to 6, found 99."),
        (["metrics", "--week", "one"], "'one' is not a valid integer"),
        (["network", "--week", "0"], "--week: the course has weeks 1 to 6, found 0."),
        (["metrics", "--format", "xml"], "'xml' is not one of"),
        (["preview", "--metric", "charm", "--above", "1"], "No metric is called 'charm'; there are engagement_balance"),
        (["preview", "--metric", "words"], "Give either --above or --below, with a number."),
        (["preview", "--metric", "words", "--above", "1", "--below", "0"], "Give either --above or --below"),
        (["preview", "--metric", "words", "--above", "many"], "--above takes a number, class or own; found 'many'"),
        (["preview", "--metric", "words", "--above", "nan"], "words is a number of at least 0"),
        (["preview", "--metric", "direction", "--below", "-30"], "direction is a number from -1 to 1; a line at -30"),
        (["preview", "--metric", "words", "--above", "1", "--rule", "often"], '--rule: expected "2 of 3", "any week"'),
        (["preview", "--metric", "words", "--above", "1", "--rule", "4 of 3"], "--rule: expected"),
        (["load", "--map", "author"], "--map takes FIELD=COLUMN, such as --map author=User; found 'author'."),
        (["load", "--map", "=User"], "--map takes FIELD=COLUMN"),
        (["load", "--map", "autor=User"], "--map: there is no field 'autor'; there are id, author, kind, at"),
        (["load", "--format", "telegram"], "There is no format “telegram”; known are acts, time, roster"),
        (["load", "--student", "nobody.known@example.org"], "“nobody.known@example.org” fits nobody"),
        (["match", "ben_the_second", "Benny"], "“Benny” fits nobody, or more than one, on the roster"),
        (["match", "ben_the_second"], "Missing argument 'WHO'"),
        (["shout"], "No such command 'shout'"),
    ],
)
def test_wrong_use_is_a_sentence_and_changes_nothing(folder: Path, arguments: list[str], sentence: str) -> None:
    held = dump(folder)
    ran = run(arguments[0], "--course", folder, *arguments[1:]) if arguments != ["shout"] else run("shout")
    assert (ran.code, ran.out) == (2, "")
    assert sentence in " ".join(ran.err.split())
    assert dump(folder) == held


@pytest.mark.parametrize("command", ["load", "metrics", "network", "flags"])
def test_a_folder_without_a_course_yaml_is_wrong_use(tmp_path: Path, command: str) -> None:
    ran = run(command, "--course", tmp_path)
    assert ran.code == 2
    assert "course.yaml" in ran.err and "every course has one" in ran.err
    assert list(tmp_path.iterdir()) == []


BROKEN = """title: Small
timezone: Mars/Olympus
starts_on: 2026-01-13
weeks: many
breaks: [77]
rules:
  - {metric: charm, above: 3}
"""


@pytest.mark.parametrize("command", ["load", "metrics", "check"])
def test_a_broken_course_yaml_lists_all_its_problems_with_line_and_key(folder: Path, command: str) -> None:
    (folder / "course.yaml").write_text(BROKEN, "utf-8")
    held = dump(folder)
    ran = run(command, "--course", folder)
    assert ran.code == (1 if command == "check" else 2)
    told = ran.out + ran.err
    for line, key in ((2, "timezone"), (3, "starts_on"), (4, "weeks"), (7, "metric")):
        assert any(f"line {line}" in one and key in one for one in told.splitlines()), (line, key, told)
    assert dump(folder) == held


def test_a_slip_in_a_key_of_course_yaml_is_refused_with_the_word_that_was_meant(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", timezon="UTC")
    ran = run("metrics", "--course", folder)
    assert ran.code == 2
    assert "timezon" in ran.err and "timezone" in ran.err and "line" in ran.err


def test_a_record_of_a_newer_evenkeel_is_wrong_use(folder: Path) -> None:
    rows(folder, "PRAGMA user_version = 99")
    before = (folder / "class.db").read_bytes()
    ran = run("metrics", "--course", folder)
    assert ran.code == 2 and "newer Evenkeel" in ran.err
    assert (folder / "class.db").read_bytes() == before


def test_an_unknown_student_of_a_load_stops_before_anything_is_read(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    ran = run("load", "--course", folder, "--student", "Zoe Zed")
    assert ran.code == 2 and "“Zoe Zed” fits nobody" in ran.err
    assert rows(folder, "SELECT count(*) FROM act") == [(0,)]


# Loading


def test_load_prints_an_object_a_file_with_the_columns_of_the_contract(tmp_path: Path) -> None:
    acts = ACTS + "x,Stranger,post,2026-01-14T10:00,hm,,\ny,Anna Ash,post,never,,,\n,,,,,,\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts})
    ran = run("load", "--course", folder, "--json")
    assert ran.code == 1
    roster, report = json.loads(ran.out)
    assert roster["path"] == "roster.csv" and roster["format"] == "roster" and roster["new"] == 3
    contract = {
        "path": "inbox/acts.csv",
        "format": "acts",
        "new": 4,
        "known": 0,
        "changed": 0,
        "skipped": {"empty row": 1},
        "unmatched": ["Stranger"],
        "coverage": {"people": 4, "since": None, "until": None, "cut_short": False},
    }
    assert {key: report[key] for key in contract} == contract
    [reject] = report["rejected"]
    assert set(reject) == {"where", "why"}
    assert reject["where"] == "line 6" and "never" in reject["why"]


def test_load_says_in_words_what_became_of_each_file(tmp_path: Path) -> None:
    acts = ACTS + "x,Stranger,post,2026-01-14T10:00,hm,,\ny,Anna Ash,post,never,,,\n"
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts, "inbox/odd.bin": b"\x00\x01"})
    ran = run("load", "--course", folder)
    assert ran.code == 1
    assert "✓ inbox/acts.csv: Plain acts (CSV), 4 new, 0 known, 0 changed, 2026-01-13 to 2026-01-21" in ran.out
    assert "not read: line 6: " in ran.out
    assert "nobody on the roster: Stranger" in ran.out
    assert "✗ inbox/odd.bin: " in ran.out
    assert ran.out.rstrip().endswith("2 files loaded, 7 new rows; 1 file could not be taken.")


def test_the_roster_is_reported_only_when_it_is_new_or_changed(folder: Path) -> None:
    assert [one["path"] for one in load(folder)] == ["inbox/acts.csv", "inbox/time.csv"]
    with (folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("Cal Cole,cal@example.org,student,A,,,\n")
    assert [(one["path"], one["new"], one["known"]) for one in load(folder)][:1] == [("roster.csv", 1, 3)]
    assert [one["path"] for one in load(folder)] == ["inbox/acts.csv", "inbox/time.csv"]


def test_a_log_with_other_column_names_loads_by_a_mapping_without_being_edited(tmp_path: Path) -> None:
    log = "Post ID;User;Posted;Reply to;Body;kind\n7;Anna Ash;2026-01-13 10:00;0;Hi;thread\n"
    log += "8;@ben;2026-01-13 11:00;7;Hello;reply\n"
    folder = write_course(tmp_path / "class", {"forum.csv": log})
    assert "--map author=…" in load_one(folder, folder / "forum.csv")["refused"]
    pairs = ["id=post id", "author=User", "at=Posted", "in_reply_to=Reply to", "text=Body", "kind="]
    report = load_one(folder, folder / "forum.csv", *(part for pair in pairs for part in ("--map", pair)))
    assert (report["format"], report["new"], report["unmatched"]) == ("acts", 2, [])
    assert rows(folder, "SELECT ref, kind, parent FROM act ORDER BY ref") == [
        ("7", "post", None),
        ("8", "comment", "7"),
    ]


def test_a_mapped_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"forum.csv": "User,Posted\nAnna Ash,2026-01-13\n"})
    pairs = ["--map", "author=User", "--map", "at=Posted", "--map", "text=Message"]
    report = load_one(folder, folder / "forum.csv", *pairs)
    assert report["new"] == 1
    assert "There is no column “Message” to read “text” from." in report["notes"]


def test_the_student_of_a_file_that_names_none_is_given_by_the_command(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"diary.csv": "student,start,minutes\n,2026-01-13,30\n"})
    without = load_one(folder, folder / "diary.csv")
    assert without["rejected"] == [{"where": "line 2", "why": "has no student"}]
    assert load_one(folder, folder / "diary.csv", "--student", "@Anna")["new"] == 1
    whose = "SELECT p.email FROM entry e JOIN account a ON a.id = e.account_id JOIN person p ON p.id = a.person_id"
    assert rows(folder, whose) == [("anna@example.org",)]


def test_a_format_can_be_forced(tmp_path: Path) -> None:
    both = "author,at,student,start,minutes\nAnna Ash,2026-01-13,Anna Ash,2026-01-13,30\n"
    folder = write_course(tmp_path / "class", {"both.csv": both})
    refused = load_one(folder, folder / "both.csv")["refused"]
    assert "acts and time both recognise it; say which with --format" in refused
    assert load_one(folder, folder / "both.csv", "--format", "time")["format"] == "time"
    assert load_one(folder, folder / "both.csv", "--format", "acts.csv")["format"] == "acts"


@pytest.mark.parametrize("form", ["acts", "time", "roster", "wordpress-wxr", "feed", "x", "mastodon", "activitywatch"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe" * 99, b"{}", b"[]", b"<rss/>", b"a,b\n1,2\n", b"PK\x03\x04"])
def test_a_wrong_format_forced_on_a_file_is_refused_with_a_sentence(tmp_path: Path, form: str, content: bytes) -> None:
    folder = write_course(tmp_path / "class", {"odd.file": content})
    report = load_one(folder, folder / "odd.file", "--format", form)
    assert report["new"] == 0
    assert report["refused"].startswith("odd.file") or form in ("feed", "activitywatch")
    assert "failed (" not in report["refused"]


def test_a_path_that_is_not_there_is_refused_and_the_others_load(folder: Path) -> None:
    (folder / "more.csv").write_text("author,at\nAnna Ash,2026-01-13\n", "utf-8")
    reports = load(folder, folder / "gone.csv", folder / "more.csv")
    assert [(one["path"], one["new"]) for one in reports] == [("gone.csv", 0), ("more.csv", 1)]
    assert reports[0]["refused"] == "gone.csv: there is no such file or folder"


def test_a_command_leaves_one_whole_file_and_no_log_beside_it(folder: Path) -> None:
    assert [path.name for path in folder.glob("class.db*")] == ["class.db"]


def test_an_empty_course_is_no_finding(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class")
    assert run("load", "--course", folder).code == 0
    assert run("flags", "--course", folder).code == 0
    (folder / "inbox").rmdir()
    assert run("load", "--course", folder).out == "No files loaded, no new rows.\n"


def test_times_without_an_offset_are_the_courses_clock(tmp_path: Path) -> None:
    acts = (
        "id,author,at\na,Anna Ash,2026-01-13T10:00\nb,Anna Ash,2026-01-13T10:00Z\nc,Anna Ash,2026-01-13T10:00-08:00\n"
    )
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": acts})
    load(folder)
    hours = {ref: moment // 3_600_000_000 % 24 for ref, moment in rows(folder, "SELECT ref, moment FROM act")}
    assert hours == {"a": 15, "b": 10, "c": 18}


# Numbers, flags, matches


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_metrics_have_the_columns_of_the_contract(folder: Path) -> None:
    ran = run("metrics", "--course", folder, "--now", NOW)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "student,week,metric,value,n,state,evidence"
    printed = table(ran.out)
    assert {row["student"] for row in printed} == {"anna@example.org", "ben@example.org"}
    assert {row["metric"] for row in printed} == set(METRICS)
    assert {row["week"] for row in printed} == {"", "1", "2", "3", "4"}
    assert {row["state"] for row in printed} <= {"ok", "too little to say", "no data", "pending"}
    assert {row["state"] for row in printed if row["week"] == "4"} == {"pending"}


def test_metrics_of_one_week_or_of_the_term_are_those_rows_alone(folder: Path) -> None:
    everything = table(run("metrics", "--course", folder, "--now", NOW).out)
    week = table(run("metrics", "--course", folder, "--now", NOW, "--week", 2).out)
    term = table(run("metrics", "--course", folder, "--now", NOW, "--term").out)
    assert week == [row for row in everything if row["week"] == "2"]
    assert term == [row for row in everything if row["week"] == ""]
    assert {"steadiness", "burstiness", "lateness"} <= {row["metric"] for row in term}


def test_minutes_say_how_they_are_known(folder: Path) -> None:
    printed = json.loads(run("metrics", "--course", folder, "--now", NOW, "--week", 1, "--format", "json").out)
    assert all(set(row) == {"student", "week", "metric", "value", "n", "state", "evidence"} for row in printed)
    found = {(row["student"][:3], row["metric"]): row for row in printed}
    assert found["ann", "social_minutes"]["evidence"]["measured"] == 360
    assert found["ann", "leisure_minutes"]["evidence"] == {"measured": 360}
    assert sum(found["ben", "social_minutes"]["evidence"].values()) == found["ben", "social_minutes"]["value"]
    assert found["ann", "posts"]["evidence"] is None
    row = next(
        row
        for row in table(run("metrics", "--course", folder, "--now", NOW, "--week", 1).out)
        if (row["student"], row["metric"]) == ("ben@example.org", "social_minutes")
    )
    cell = dict(part.split(":") for part in row["evidence"].split(";"))
    assert set(cell) <= {"measured", "self-reported", "unplaced", "estimated"}
    assert sum(map(float, cell.values())) == float(row["value"])


def test_now_without_an_offset_is_the_courses_clock(folder: Path) -> None:
    at_ten = run("metrics", "--course", folder, "--now", "2026-01-13T10:00", "--week", 1).out
    assert at_ten == run("metrics", "--course", folder, "--now", "2026-01-13T15:00Z", "--week", 1).out
    assert "anna@example.org,1,posts" in at_ten
    before = table(run("metrics", "--course", folder, "--now", "2026-01-13T09:59", "--week", 1).out)
    assert all(row["n"] == "0" for row in before)


def test_before_the_course_begins_there_is_no_week_to_print(folder: Path) -> None:
    ran = run("metrics", "--course", folder, "--now", "2025-12-01", "--week", 1)
    assert (ran.code, ran.out) == (0, "student,week,metric,value,n,state,evidence\n")


def test_flags_and_preview_of_the_same_rule_print_the_same(folder: Path) -> None:
    flagged = run("flags", "--course", folder, "--now", NOW)
    rule = ["--metric", "procrastination_minutes", "--above", "300", "--rule", "2 of 3"]
    previewed = run("preview", "--course", folder, *rule, "--now", NOW)
    assert flagged.code == previewed.code == 0
    assert flagged.out == previewed.out
    [row] = table(flagged.out)
    assert list(row) == ["student", "rule", "metric", "week", "state", "values", "reason"]
    assert (row["student"], row["week"], row["state"]) == ("anna@example.org", "2", "on")
    assert json.loads(row["values"]) == [[1, 360.0], [2, 360.0]]
    assert "Anna Ash" in row["reason"] or "Anna" in row["reason"]


def test_flags_and_preview_say_the_same_as_json(folder: Path) -> None:
    [flag] = json.loads(run("flags", "--course", folder, "--now", NOW, "--format", "json").out)
    rule = ["--metric", "procrastination_minutes", "--above", "300"]
    [previewed] = json.loads(run("preview", "--course", folder, *rule, "--now", NOW, "--json").out)
    assert flag == previewed
    [row] = table(run("flags", "--course", folder, "--now", NOW).out)
    assert {**row, "week": int(row["week"]), "values": json.loads(row["values"])} == flag


def test_a_preview_changes_nothing(folder: Path) -> None:
    held = dump(folder)
    assert run("preview", "--course", folder, "--metric", "tweets", "--below", "1", "--rule", "any week").code == 0
    assert dump(folder) == held


def test_the_network_names_all_the_contract_asks_for(folder: Path) -> None:
    ran = run("network", "--course", folder, "--now", NOW, "--json")
    found = json.loads(ran.out)
    assert list(found) == [
        *("students", "acts", "ties", "reciprocity", "weighted_reciprocity", "density"),
        *("mutual", "asymmetric", "isolates", "facilitator_share"),
    ]
    assert (found["students"], found["acts"], found["ties"], found["mutual"]) == (2, 2, 2, 1)
    assert "reciprocity: 1.0" in run("network", "--course", folder, "--now", NOW).out
    empty = json.loads(run("network", "--course", folder, "--now", "2026-01-12T00:00", "--json").out)
    assert (empty["ties"], empty["reciprocity"], empty["facilitator_share"]) == (0, None, None)


def test_a_match_may_be_taken_back_by_another(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": "author,at\nOwl,2026-01-13\n"})
    load(folder)
    whose = "SELECT p.name, a.matched_by FROM account a LEFT JOIN person p ON p.id = a.person_id"
    assert rows(folder, whose) == [(None, "")]
    assert run("match", "--course", folder, "@owl", "ben@example.org").out == "@owl is Ben Birk (ben@example.org).\n"
    assert rows(folder, whose) == [("Ben Birk", "decision")]
    assert run("match", "--course", folder, "OWL", "Anna Ash").code == 0
    assert rows(folder, whose) == [("Anna Ash", "decision")]
    assert run("match", "--course", folder, "owl", "nobody").out == "owl is not one of ours.\n"
    assert rows(folder, whose) == [(None, "decision")]
    assert load_one(folder)["unmatched"] == []
    assert rows(folder, "SELECT count(*) FROM decision") == [(3,)]


# New and sample


def test_a_new_course_can_be_loaded_and_checked_at_once(tmp_path: Path) -> None:
    ran = run("new", tmp_path / "pr", "--starts-on", "2026-09-07", "--weeks", 10)
    assert ran.code == 0 and "roster.csv" in ran.out
    assert run("check", "--course", tmp_path / "pr").code == 0
    assert run("load", "--course", tmp_path / "pr").code == 0
    again = run("new", tmp_path / "pr", "--starts-on", "2026-09-07")
    assert again.code == 2 and "is there already; nothing was changed" in again.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--starts-on", "soon"], "--starts-on takes a date like 2026-09-07, found 'soon'."),
        (["--starts-on", "2026-09-08"], "Monday"),
        (["--starts-on", "2026-09-07", "--timezone", "Mars/Olympus"], "Mars/Olympus"),
        (["--starts-on", "2026-09-07", "--weeks", "0"], "weeks"),
    ],
)
def test_a_new_course_that_could_not_be_used_is_not_begun(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    ran = run("new", tmp_path / "pr", *arguments)
    assert ran.code == 2 and sentence in ran.err
    assert not (tmp_path / "pr").exists()


def test_a_sample_is_written_loads_and_checks(tmp_path: Path) -> None:
    assert run("sample", tmp_path / "s", "--students", 5, "--weeks", 4, "--seed", 3).code == 0
    assert run("check", "--course", tmp_path / "s").code == 0
    assert sum(one["new"] for one in load(tmp_path / "s")) > 100
    again = run("sample", tmp_path / "s", "--students", 5, "--weeks", 4)
    assert again.code in (0, 2)
    assert run("sample", tmp_path / "t", "--students", 0).code == 2


FORUM = "User full name,Posted,Reply to,Body text,Nr\nAnna Ash,{0}/1/2026 10:00,0,Hello all of you,1\n"
FORUM += "@ben,15/1/2026 10:00,1,Hi Anna how are you,2\n"


def test_a_table_nobody_knows_is_refused_with_the_line_that_would_read_it(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/forum log.csv": FORUM.format(13)})
    ran = run("load", "--course", folder)
    assert ran.code == 1
    told = ran.out.splitlines()[-1].strip()
    assert f'"{folder / "inbox" / "forum log.csv"}" --map id=Nr --map "author=User full name" --map at=Posted' in told
    again = run(*shlex.split(told)[3:])
    assert again.code == 0, again
    assert "Remembered: the next table with these columns is read the same way." in again.out


def test_what_was_said_of_a_header_is_remembered_and_said(tmp_path: Path) -> None:
    later = "NR,posted,Body text,Reply to,User full name\n3,19/1/2026 10:00,And you,2,Anna Ash\n"
    folder = write_course(tmp_path / "class", {"a.csv": FORUM.format(13), "b.csv": later})
    assert load_one(folder, folder / "b.csv")["refused"]
    pairs = ["id=Nr", "author=User full name", "at=Posted", "in_reply_to=Reply to", "text=Body text"]
    assert load_one(folder, folder / "a.csv", *(part for pair in pairs for part in ("--map", pair)))["new"] == 2
    report = load_one(folder, folder / "b.csv")
    assert (report["format"], report["new"], report["unmatched"]) == ("acts", 1, [])
    assert report["notes"][0].startswith("Read as somebody said before of tables with these columns: id from “Nr”, ")
    assert rows(folder, "SELECT ref, parent FROM act WHERE ref = '3'") == [("3", "2")]


def test_columns_named_anew_go_before_what_is_remembered_and_are_remembered_in_turn(tmp_path: Path) -> None:
    log = "Who,Said by,Day\nAnna Ash,@ben,2026-01-13\n"
    folder = write_course(tmp_path / "class", {"a.csv": log})
    for who in ("Who", "Said by"):
        assert load_one(folder, folder / "a.csv", "--map", f"author={who}", "--map", "at=Day")["new"] == 1
    held = rows(folder, "SELECT mapping, said_by FROM layout ORDER BY id")
    assert [json.loads(mapping)["author"] for mapping, _ in held] == ["Who", "Said by"] and held[1][1] == "instructor"
    assert "author from “Said by”" in load_one(folder, folder / "a.csv")["notes"][0]


def test_a_mapping_that_loads_nothing_is_not_remembered(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"a.csv": "Who,Day\nAnna Ash,soon\n"})
    assert load_one(folder, folder / "a.csv", "--map", "author=Who", "--map", "at=Day")["rejected"]
    assert rows(folder, "SELECT count(*) FROM layout") == [(0,)]


def test_dates_that_can_be_read_in_two_ways_are_asked_once_for_a_header(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"acts.csv": "author,at\nAnna Ash,3/2/2026\n"})
    ran = run("load", "--course", folder, folder / "acts.csv")
    assert "none of them says which" in ran.out and "--map date_order=dmy" in ran.out.splitlines()[-1]
    assert load_one(folder, folder / "acts.csv", "--map", "date_order=mdy")["new"] == 1
    assert "dates with the month first" in load_one(folder, folder / "acts.csv")["notes"][0]
    assert run("load", "--course", folder, "--map", "date_order=ymd").code == 2


def test_a_students_own_table_needs_no_column_that_names_them(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/anna@example.org/log.csv": "Day,Spent\n2026-01-13,1:30\n"})
    path = folder / "inbox" / "anna@example.org" / "log.csv"
    assert load_one(folder, path, "--map", "start=Day", "--map", "minutes=Spent")["new"] == 1
    assert rows(folder, "SELECT minutes FROM entry") == [(90.0,)]
    assert load_one(folder, path)["known"] == 1
