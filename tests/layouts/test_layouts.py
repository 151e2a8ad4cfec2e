"""A table that nobody recognises: looked at, asked about where nothing in it says, read ahead and remembered."""

from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel import layouts
from evenkeel.layouts import ACTS, OPEN, ROSTER, TIES, TIME, Sheet, fingerprint, fingerprint_of, lacking, preview
from evenkeel.model import Act, RosterRow, TimeEntry, Who
from evenkeel.sources import named
from evenkeel.sources.base import Context, Export, in_memory

UTC = Context(ZoneInfo("UTC"))
FORUM = "Nr,User,Posted,Reply to,Body\n1,Ada,{0}/4/2026 10:00,0,Hello all\n2,Ben,5/4/2026 11:00,1,\n"


def file(text: str, name: str = "forum.csv") -> Export:
    return in_memory(name, text.encode())


def sheet(text: str, remembered: tuple[str, ...] = ()) -> Sheet:
    found = layouts.sheet_of(file(text), lambda name: name in ("Ada", "Ben"), remembered)
    assert found is not None
    return found


def mapping(found: Sheet) -> dict[str, str]:
    return {name: guess.column for name, guess in found.guesses[found.likely.kind].items()}


def test_a_header_is_the_same_in_any_order_case_and_spacing() -> None:
    assert fingerprint(["User", "Posted at"]) == fingerprint(["posted  AT ", "", "user"])
    assert fingerprint(["User", "Posted"]) != fingerprint(["User", "Posted", "Text"])
    assert fingerprint([]) == fingerprint_of(in_memory("x.png", b"\x89PNG\r\n\x1a\n\0\0")) == ""


def test_only_what_nobody_knows_is_asked_about() -> None:
    found = sheet(FORUM.format(3))
    assert (found.path, found.likely.kind, found.format) == ("forum.csv", ACTS, "")
    assert found.lines[0] == (2, ("1", "Ada", "3/4/2026 10:00", "0", "Hello all"))
    nobody = lambda _name: False  # noqa: E731
    assert layouts.sheet_of(file(FORUM.format(3)), nobody, {found.header}) is None
    for known in ("author,at\nada,2026-03-02\n", "", "Dear all, how are you,\nI am fine\n", '{"a": 1}', "one\n1\n"):
        assert layouts.sheet_of(file(known), nobody, ()) is None


def test_a_questionnaire_has_long_column_names_and_is_a_table_all_the_same() -> None:
    asked = "Timestamp,Your e-mail address,How many minutes did you spend on social media before starting?\n"
    found = sheet(asked + "3/25/2026 10:00:00,ada@example.org,45\n")
    assert found.likely.kind == TIME
    assert mapping(found)["minutes"].startswith("How many minutes")


def test_the_whole_file_says_which_part_of_its_dates_is_the_day() -> None:
    late = FORUM.format(3) + "3,Ada,1/4/2026 10:00,0,x\n" * 300 + "4,Ben,25/4/2026 10:00,0,x\n"
    for text, expected in ((FORUM.format(3), OPEN), (FORUM.format(25), "dmy"), (late, "dmy")):
        found = sheet(text)
        assert layouts.order(found, ACTS, mapping(found)) == expected
    found = sheet(FORUM.format(3))
    assert lacking(found, ACTS, mapping(found), owned=False) == ["date_order"]
    assert lacking(found, ACTS, {**mapping(found), "date_order": "mdy"}, owned=False) == []
    assert layouts.open_dates(found, ACTS, mapping(found)) == ["3/4/2026 10:00", "5/4/2026 11:00"]


def test_a_table_that_an_importer_knows_is_asked_only_for_the_order_of_its_dates() -> None:
    found = sheet("author,at,text\nAda,3/4/2026,Hello\n")
    assert (found.format, found.label) == ("acts", "Plain acts (CSV)")
    assert lacking(found, "acts", {}, owned=False) == ["date_order"]
    assert layouts.suggested(found) == {"date_order": "dmy"}
    assert layouts.open_dates(found, "acts", {}) == ["3/4/2026"]
    assert layouts.sheet_of(file("author,at,text\nAda,30/4/2026,Hello\n"), lambda _name: False, ()) is None


def test_what_is_needed_depends_on_what_it_is_and_whose() -> None:
    found = sheet("a,b\n1,2\n")
    assert lacking(found, ACTS, {}, owned=False) == ["author", "at"]
    assert lacking(found, ACTS, {"at": "a"}, owned=True) == []
    assert lacking(found, TIME, {"start": "a"}, owned=True) == ["minutes"]
    assert lacking(found, ROSTER, {}, owned=True) == ["email"]
    assert lacking(found, TIES, {"receiver": "a"}, owned=False) == ["sender", "time"]


def test_the_first_rows_are_read_ahead_and_what_is_not_read_has_its_line_and_reason() -> None:
    found = sheet(FORUM.format(25) + "3,,1/4/2026,0,x\n4,Ada,soon,0,x\n,,,,\n5,Ada\n")
    ahead = preview(found, ACTS, mapping(found), UTC)
    assert [(line, type(one)) for line, one in ahead.read] == [(2, Act), (3, Act)]
    assert [one.parent for _, one in ahead.read if isinstance(one, Act)] == ["", "1"]
    assert [(one.where, one.why.split(";")[0]) for one in ahead.rejected] == [
        ("line 7", "has 2 cells where the header has 5"),
        ("line 4", "has no author"),
        ("line 5", "“soon” is not a date"),
    ]
    assert ahead.skipped == {"empty row": 1} and ahead.looked_at == 6


def test_a_diary_and_a_class_list_are_read_ahead_too() -> None:
    diary = sheet("Day,Hours,What\n2026-03-03,1.5,Reading\n")
    ahead = preview(diary, TIME, {"start": "Day", "minutes": "Hours", "minutes_in": "hours"},
                    UTC._replace(owner=Who(handle="Ada")))  # fmt: skip
    assert [one.minutes for _, one in ahead.read if isinstance(one, TimeEntry)] == [90]
    people = sheet("Nombres,Apellidos,Mail de clase\nAda,Vale,ada@example.org\n")
    ahead = preview(people, ROSTER, mapping(people), UTC)
    assert [one.name for _, one in ahead.read if isinstance(one, RosterRow)] == ["Ada Vale"]
    assert preview(diary, ACTS, {}, UTC).refused.startswith("acts need an author and a date")


def test_cells_with_commas_quotes_and_line_breaks_are_read_ahead_as_they_stand() -> None:
    found = sheet('User;Posted;Body\nAda;2026-03-03;"Hello, ""all""\nof you"\n')
    (_, one), *_ = preview(found, ACTS, {"author": "User", "at": "Posted", "text": "Body"}, UTC).read
    assert isinstance(one, Act) and one.text == 'Hello, "all"\nof you'


def test_the_suggested_mapping_says_what_is_still_to_be_said() -> None:
    assert layouts.suggested(sheet("a,b\n1,2\n")) == {"author": "…", "at": "…"}
    assert layouts.suggested(sheet(FORUM.format(25))) == {
        "id": "Nr", "author": "User", "at": "Posted", "text": "Body", "in_reply_to": "Reply to",
    }  # fmt: skip
    people = layouts.suggested(sheet("Nom,Courriel,Numéro\nAda,ada@example.org,0042\n"))
    assert people == {"email": "Courriel", "name": "Nom", "blog": ""}


def test_only_the_part_of_a_mapping_that_a_file_is_read_by_is_kept() -> None:
    source, said = named("acts"), {"author": "User", "at": "Posted", "start": "x", "date_order": "dmy"}
    assert layouts.used(file(FORUM.format(3)), source, said) == {"author": "User", "at": "Posted", "date_order": "dmy"}
    assert layouts.used(file("a,b\n1,2\n"), source, said) == {}
    plain = file("author,at\nAda,3/4/2026\n")
    assert layouts.used(plain, source, {"date_order": "dmy"}) == {"date_order": "dmy"}
    assert layouts.used(file("author,at\nAda,2026-03-03\n"), source, {"date_order": "dmy"}) == {}


def test_what_is_read_as_remembered_says_so_first() -> None:
    source = layouts.telling(named("acts"), {"author": "User", "at": "Posted", "text": "", "date_order": "mdy"})
    note, *_ = source.extract(file(FORUM.format(3)), UTC._replace(mapping={"author": "User", "at": "Posted",
                                                                           "date_order": "mdy"}))  # fmt: skip
    assert "author from “User”, at from “Posted”, dates with the month first" in getattr(note, "text", "")


_CELLS = st.sampled_from(
    [
        "",
        "0",
        "1",
        "1:30",
        "3/4/2026",
        "2026-03-03 10:00",
        "99/99/99",
        "ada@example.org",
        '"',
        "x;y",
        "é\r",
        "a,b",
        "\0",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=5), st.lists(st.lists(_CELLS, max_size=6), max_size=6))
def test_any_table_is_looked_at_and_read_ahead_without_a_stumble(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in [header, *rows])
    found = layouts.sheet_of(in_memory("t.csv", text.encode("utf-8", "replace")), lambda _name: False, ())
    if found is None or found.format:
        return
    for kind in layouts.KINDS:
        guessed = {name: guess.column for name, guess in found.guesses[kind].items()}
        ahead = preview(found, kind, {"date_order": "dmy", **guessed}, UTC)
        assert ahead.refused or ahead.looked_at <= len(found.lines) + len(found.odd)
