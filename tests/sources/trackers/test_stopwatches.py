"""Toggl, Clockify and aTimeLogger: stopwatches of several people, on a clock that nobody names."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Evidence, TimeEntry, Who
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers import atimelogger, clockify, toggl
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, notes, rejected, skipped, spent

TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
CLOCKIFY = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Billable,"
    "Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal)\n"
)
NOBODYS = HERS._replace(owner=None)


def row_of_toggl(
    start: str = "2026-03-02,10:00:00",
    end: str = "2026-03-02,11:00:00",
    lasting: str = "01:00:00",
    project: str = "",
    tags: str = "",
    who: str = "Ada,ada@example.org",
) -> str:
    return f'{TOGGL}{who},,{project},,Private words,No,{start},{end},{lasting},"{tags}"\n'


def row_of_clockify(*days: tuple[str, str, str]) -> str:
    return CLOCKIFY + "".join(
        f"Essay,,Private words,,Ada,,ada@example.org,,No,{day},{start},{day},{end},,\n" for day, start, end in days
    )


def test_invented_reports_read_as_their_golden_files_say() -> None:
    golden.check(toggl.SOURCE, "toggl.csv", NOBODYS)
    golden.check(clockify.SOURCE, "clockify.csv", NOBODYS)
    golden.check(atimelogger.SOURCE, "atimelogger.csv", HERS)


def test_a_stopwatch_is_somebodys_word_and_its_clock_the_courses() -> None:
    found = load(toggl.SOURCE, row_of_toggl(project="Blog post"), NOBODYS)
    assert spent(found) == [("03-02 10:00 – 03-02 11:00", "Blog post", "", "")]
    (entry,) = (one for one in found if isinstance(one, TimeEntry))
    assert entry.evidence is Evidence.SELF_REPORTED and entry.student == Who("toggl", "", "Ada", "ada@example.org")
    assert "names no time zone" in notes(found) and "Private words" not in repr(found)


def test_who_is_not_named_is_the_student_whose_folder_it_is() -> None:
    (entry,) = (e for e in load(toggl.SOURCE, row_of_toggl(who=",")) if isinstance(e, TimeEntry))
    assert entry.student == HERS.owner
    assert rejected(load(toggl.SOURCE, row_of_toggl(who=","), NOBODYS))[0][0] == "line 2"


def test_an_entry_over_midnight_ends_on_the_next_day() -> None:
    found = load(toggl.SOURCE, row_of_toggl("2026-03-02,23:30:00", "2026-03-03,00:15:00", "00:45:00"))
    assert [when for when, *_ in spent(found)] == ["03-02 23:30 – 03-03 00:15"]


def test_the_duration_tells_how_long_the_night_was_in_which_the_clock_is_put_back() -> None:
    found = load(toggl.SOURCE, row_of_toggl("2026-11-01,00:30:00", "2026-11-01,01:30:00", "02:00:00"))
    (entry,) = (one for one in found if isinstance(one, TimeEntry))
    assert (entry.end or 0) - (entry.start or 0) == 7_200_000_000


def test_an_end_is_believed_where_the_duration_is_of_another_kind() -> None:
    found = load(toggl.SOURCE, row_of_toggl(lasting="0.02"))
    assert [when for when, *_ in spent(found)] == ["03-02 10:00 – 03-02 11:00"]


@pytest.mark.parametrize(
    ("project", "tags", "purpose", "platform"),
    [
        ("Coursework", "", "coursework", ""),
        ("", "blog, #Leisure", "leisure", ""),
        ("Instagram", "leisure", "leisure", "instagram"),
        ("Coursework", "leisure", "", ""),
        ("Spring campaign", "reading", "", ""),
    ],
)
def test_a_purpose_is_known_only_where_a_project_or_tag_says_it(
    project: str, tags: str, purpose: str, platform: str
) -> None:
    ((_, _, on, what_for),) = spent(load(toggl.SOURCE, row_of_toggl(project=project, tags=tags)))
    assert (what_for, on) == (purpose, platform)


@pytest.mark.parametrize(
    "header",
    [
        "\ufeff" + TOGGL,
        (
            "Benutzer,E-Mail,Kunde,Projekt,Aufgabe,Beschreibung,Abrechenbar,"
            "Startdatum,Startzeit,Enddatum,Endzeit,Dauer,Tags\n"
        ),
        (
            "Utilisateur,E-mail,Client,Projet,Tâche,Description,Facturable,"
            "Date de début,Heure de début,Date de fin,Heure de fin,Durée,Étiquettes\n"
        ),
        (
            "Usuario,Email,Cliente,Proyecto,Tarea,Descripción,Facturable,"
            "Fecha de inicio,Hora de inicio,Fecha de fin,Hora de fin,Duración,Etiquetas\n"
        ),
        TOGGL.replace("End date,End time", "Stop date,Stop time").replace("User", "Member"),
    ],
)
def test_headers_of_several_languages_mean_the_same(header: str) -> None:
    content = row_of_toggl(project="Essay").replace(TOGGL, header)
    assert spent(load(toggl.SOURCE, content)) == [("03-02 10:00 – 03-02 11:00", "Essay", "", "")]


@pytest.mark.parametrize(
    ("start", "end", "lasting", "why"),
    [
        ("2026-03-02,10:00:00", "2026-03-02,09:00:00", "", "ends before it starts"),
        ("2026-03-02,10:00:00", "2026-03-04,09:00:00", "", "47.0 hours; a row may last 24"),
        ("2026-03-02,10:00:00", ",", "", "neither an end nor a duration"),
        ("2026-03-02,soon", "2026-03-02,11:00:00", "", "is not a time of day"),
        ("2026-02-30,10:00", "2026-03-02,11:00:00", "", "is not a date"),
        (",", "2026-03-02,11:00:00", "01:00:00", "the date is empty"),
    ],
)
def test_a_row_that_makes_no_sense_is_rejected_with_its_line(start: str, end: str, lasting: str, why: str) -> None:
    ((where, said),) = rejected(load(toggl.SOURCE, row_of_toggl(start, end, lasting)))
    assert where == "line 2" and why in said


def test_the_same_entry_in_a_longer_report_is_named_alike_and_twins_are_two() -> None:
    line = row_of_toggl().removeprefix(TOGGL)
    one = [e.ref for e in load(toggl.SOURCE, TOGGL + line) if isinstance(e, TimeEntry)]
    more = [e.ref for e in load(toggl.SOURCE, TOGGL + line + line) if isinstance(e, TimeEntry)]
    assert more[:1] == one and len(set(more)) == 2


def test_day_and_month_are_told_apart_over_the_whole_report() -> None:
    european = [("03/04/2026", "10:00:00", "11:00:00"), ("13/04/2026", "10:00:00", "11:00:00")]
    american = [("04/03/2026", "10:00 AM", "1:00 PM"), ("04/13/2026", "12:15:30 AM", "12:45 AM")]
    assert [when for when, *_ in spent(load(clockify.SOURCE, row_of_clockify(*european)))] == [
        "04-03 10:00 – 04-03 11:00", "04-13 10:00 – 04-13 11:00",
    ]  # fmt: skip
    assert [when for when, *_ in spent(load(clockify.SOURCE, row_of_clockify(*american)))] == [
        "04-03 10:00 – 04-03 13:00", "04-13 00:15:30 – 04-13 00:45",
    ]  # fmt: skip


def test_where_no_date_tells_day_from_month_the_report_is_refused_and_asks() -> None:
    content = row_of_clockify(("03/04/2026", "10:00", "11:00"))
    with pytest.raises(ExportRefused, match="--map date_order=dmy"):
        load(clockify.SOURCE, content)
    for order, day in (("dmy", "04-03"), ("mdy", "03-04")):
        export = in_memory("c.csv", content.encode())
        found = clockify.SOURCE.extract(export, HERS._replace(mapping={"date_order": order}))
        assert [when for when, *_ in spent(found)] == [f"{day} 10:00 – {day} 11:00"]


def test_a_task_may_be_called_activity_and_durations_may_be_missing() -> None:
    header = "Project,Client,Description,Activity,User,Group,Email,Tags,Start Date,Start Time,End Date,End Time\n"
    row = ",,Private words,Blog post,Ada,,ada@example.org,,2026-03-02,10:00,2026-03-02,11:00\n"
    assert spent(load(clockify.SOURCE, header + row)) == [("03-02 10:00 – 03-02 11:00", "Blog post", "", "")]


def test_decimal_hours_stand_in_where_there_is_no_end() -> None:
    row = 'Essay,,,,Ada,,ada@example.org,,No,2026-03-02,10:00:00,,,,"1,5"\n'
    assert spent(load(clockify.SOURCE, CLOCKIFY + row)) == [("03-02 10:00 – 03-02 11:30", "Essay", "", "")]


LOGGER = '"Activity type","Duration","From","To","Comment"\n'


def test_the_totals_after_the_blank_line_are_counted_and_not_read() -> None:
    found = load(
        atimelogger.SOURCE,
        LOGGER + '"Leisure","1:30","2026-03-02 22:30","2026-03-03 00:00","With Ben,\n\nin private"\n'
        "\n"
        '"Activity type","Duration","%"\n"Leisure","1:30","100.00"\n',
    )
    assert spent(found) == [("03-02 22:30 – 03-03 00:00", "Leisure", "", "leisure")]
    assert skipped(found) == {"row of totals": 2} and not rejected(found) and "private" not in repr(found)


def test_aTimeLoggers_columns_may_stand_in_any_order_and_a_short_row_is_rejected() -> None:  # noqa: N802
    found = load(
        atimelogger.SOURCE,
        "From;To;Activity type;Duration\n2026-03-02 10:00;2026-03-02 10:20;Instagram;0:20\n2026-03-02 10:00;x\n",
    )
    assert spent(found) == [("03-02 10:00 – 03-02 10:20", "Instagram", "instagram", "")]
    assert rejected(found) == [("line 3", "has 2 cells where the header has 4")]


def test_an_aTimeLogger_report_without_an_owner_is_refused() -> None:  # noqa: N802
    with pytest.raises(ExportRefused, match="--student"):
        load(atimelogger.SOURCE, LOGGER + "a,0:20,2026-03-02 10:00,2026-03-02 10:20,\n", NOBODYS)


CELL = st.sampled_from(
    ["2026-03-02", "03/04/2026", "31/12/2026", "10:00", "25:99", "1:00", "9" * 40, "", '"', "ä", "\0"]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([TOGGL, CLOCKIFY, LOGGER]), st.lists(st.lists(CELL, max_size=16), max_size=6))
def test_any_rows_are_read_rejected_or_refused(header: str, rows: list[list[str]]) -> None:
    source = {TOGGL: toggl.SOURCE, CLOCKIFY: clockify.SOURCE, LOGGER: atimelogger.SOURCE}[header]
    content = header + "".join(",".join(row) + "\n" for row in rows)
    with suppress(ExportRefused):
        for one in source.extract(in_memory("a.csv", content.encode()), HERS):
            assert not isinstance(one, TimeEntry) or (one.start or 0) <= (one.end or 0)
