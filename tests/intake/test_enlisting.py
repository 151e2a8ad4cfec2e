"""A platform's class list beside the class's own: it fills in, and neither wipes, renames nor doubles anybody."""

from pathlib import Path

import pytest

from evenkeel.intake.enlisting import Enlisted, enlisted
from evenkeel.model import Person, RosterRow
from tests.class_folder import dump, load, load_one, rows, run, write_course

ROSTER = (
    "name,email,role,section,blog,login\n"
    "Ada Example,ada@example.org,,A,ada.example.org,\n"
    "Ben Muster,ben@example.org,,,,bmuster\n"
    "Cleo Sample,cleo@example.org,instructor,,,\n"
)
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (1)\n"
    '"Example, Ada",11,s1,aexample,PR 1,9\n'
    '"Mustermann, Benjamin",12,s2,bmuster,PR 1,9\n'
    '"Newcomer, Dora",13,s3,dora@example.org,PR 2,9\n'
    '"Loginonly, Emil",14,s4,emil7,PR 2,9\n'
    '"    Points Possible",,,,,10\n'
)
MOODLE = "First name,Last name,Email address\nEmil,Loginonly,emil@example.org\nAda,Example,ada@example.org\n"


def person(address: str, name: str, **accounts: str) -> Person:
    held = {(platform, value): value for platform, value in accounts.items()}
    return Person(sum(map(ord, address)), address, name, "student", "", held)


def row(identity: str, name: str, **accounts: str) -> RosterRow:
    return RosterRow(identity, name, "student", "", tuple(accounts.items()), complete=False)


def emails(found: Enlisted) -> list[str]:
    return [one.email for one in found.rows]


def people(folder: Path) -> dict[str, tuple[str, str, str, int]]:
    found = rows(folder, "SELECT email, name, role, section, listed FROM person ORDER BY email")
    return {email: tuple(rest) for email, *rest in found}  # type: ignore[misc]


def accounts(folder: Path, email: str) -> set[tuple[str, str]]:
    asked = f"SELECT platform, written FROM person_account JOIN person ON id = person_id WHERE email = '{email}'"
    return set(rows(folder, asked))


def test_an_address_on_the_roster_is_that_person_and_a_complete_row_is_never_looked_for() -> None:
    roster = [person("ada@example.org", "Ada Example")]
    assert emails(enlisted([row("Ada@Example.org", "A. Example")], roster)) == ["ada@example.org"]
    own = RosterRow("new@example.org", "Ada Example", "student", "", ())
    assert enlisted([own], roster) == ([own], {}, [])


def test_an_account_finds_somebody_whatever_the_address() -> None:
    roster = [
        person("ada@example.org", "Ada Example", sis="7"),
        person("ben@example.org", "Ben", email="b@example.org"),
    ]
    found, addresses, notes = enlisted([row("a7", "Other Name", sis="7"), row("b@example.org", "Benjamin")], roster)
    assert [one.email for one in found] == ["ada@example.org", "ben@example.org"] and notes == [] and addresses == {}
    assert found[1].accounts == (("email", "b@example.org"),)


def test_the_exact_name_finds_somebody_unless_it_is_shared_or_their_account_is_another() -> None:
    roster = [person("ada@example.org", "Ada Example"), person("ben@example.org", "Ben Muster", sis="1")]
    found = enlisted([row("aexample", "ada  example", login="aexample")], roster)
    assert emails(found) == ["ada@example.org"] and "ada  example" in found.notes[0]
    assert emails(enlisted([row("a1", "Ada Example"), row("a2", "Ada Example")], roster)) == ["a1", "a2"]
    assert emails(enlisted([row("b2", "Ben Muster", sis="2")], roster)) == ["b2"]


def test_accounts_of_two_people_are_nobodys() -> None:
    roster = [person("ada@example.org", "Ada", sis="7"), person("ben@example.org", "Ben", login="b")]
    assert emails(enlisted([row("x", "X", sis="7", login="b")], roster)) == ["x"]


def test_a_gradebook_fills_in_the_roster_and_takes_nothing_away(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/grades.csv": GRADEBOOK}, roster=ROSTER)
    report = load_one(folder)
    assert (report["format"], report["new"], report["changed"], report["rejected"]) == ("canvas-roster", 2, 2, [])
    assert people(folder) == {
        "ada@example.org": ("Ada Example", "student", "A", 1),
        "ben@example.org": ("Ben Muster", "student", "PR 1", 1),
        "cleo@example.org": ("Cleo Sample", "instructor", "", 1),
        "dora@example.org": ("Dora Newcomer", "student", "PR 2", 1),
        "emil7": ("Emil Loginonly", "student", "PR 2", 1),
    }
    assert accounts(folder, "ada@example.org") == {
        ("blog", "ada.example.org"), ("login", "aexample"), ("sis", "s1"), ("canvas", "11"),
    }  # fmt: skip
    again = load_one(folder)
    assert (again["new"], again["known"], again["changed"]) == (0, 4, 0)


def test_a_list_with_addresses_gives_one_to_who_was_known_by_login(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/1.csv": GRADEBOOK, "inbox/2.csv": MOODLE}, roster=ROSTER)
    load(folder)
    assert set(people(folder)) == {f"{name}@example.org" for name in ("ada", "ben", "cleo", "dora", "emil")}
    assert accounts(folder, "emil@example.org") == {("login", "emil7"), ("sis", "s4"), ("canvas", "14")}
    before = dump(folder)
    load(folder)
    assert dump(folder) == before


@pytest.mark.parametrize("by", ["login", "name"])
def test_a_roster_that_comes_later_gives_addresses_and_nobody_is_doubled(tmp_path: Path, by: str) -> None:
    acts = "author,at\naexample,2026-01-13T10:00\nnick,2026-01-13T11:00\n"
    folder = write_course(tmp_path / "c", {"inbox/grades.csv": GRADEBOOK, "acts.csv": acts})
    (folder / "roster.csv").unlink()
    load(folder)
    assert run("match", "--course", folder, "nick", "aexample").code == 0
    row = "A. Example,ada@example.org,aexample" if by == "login" else "Ada Example,ada@example.org,"
    (folder / "inbox" / "class.csv").write_text(f"name,email,login\n{row}\n", "utf-8")
    load(folder)
    assert set(people(folder)) == {"ada@example.org", "bmuster", "dora@example.org", "emil7"}
    assert {("login", "aexample"), ("sis", "s1"), ("canvas", "11")} <= accounts(folder, "ada@example.org")
    found = rows(
        folder, "SELECT email FROM act JOIN account a ON a.id = account_id LEFT JOIN person p ON p.id = person_id"
    )
    assert found == [("ada@example.org",), ("ada@example.org",)]


def test_two_entries_of_one_person_become_one_when_an_account_says_so(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/grades.csv": GRADEBOOK}, roster="name,email\nA. E.,ada@example.org\n")
    load(folder)
    assert {"aexample", "ada@example.org"} <= set(people(folder))
    (folder / "inbox" / "class.csv").write_text("name,email,login\nA. E.,ada@example.org,aexample\n", "utf-8")
    load(folder)
    assert "aexample" not in people(folder) and ("sis", "s1") in accounts(folder, "ada@example.org")


def test_a_changed_roster_keeps_what_the_gradebook_gave_and_its_word_on_who_is_in_class_holds(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/grades.csv": GRADEBOOK}, roster=ROSTER)
    load(folder)
    (folder / "roster.csv").write_text(
        ROSTER.replace("ada.example.org", "new.example.org").replace(",A,", ",B,"), "utf-8"
    )
    load(folder)
    assert people(folder)["ada@example.org"] == ("Ada Example", "student", "B", 1)
    assert ("sis", "s1") in accounts(folder, "ada@example.org")
    assert ("blog", "new.example.org") in accounts(folder, "ada@example.org")
    assert ("blog", "ada.example.org") not in accounts(folder, "ada@example.org")
    # Who is not in roster.csv has left the class, and an older gradebook does not bring them back.
    assert people(folder)["dora@example.org"][3] == 0


def test_a_gradebook_alone_is_a_roster(tmp_path: Path) -> None:
    acts = "author,at\naexample,2026-01-13T10:00\nEmil Loginonly,2026-01-13T11:00\ns3,2026-01-14T10:00\n"
    folder = write_course(tmp_path / "c", {"inbox/grades.csv": GRADEBOOK, "acts.csv": acts}, roster=ROSTER)
    (folder / "roster.csv").unlink()
    found = {report["path"]: report for report in load(folder)}
    assert found["acts.csv"]["unmatched"] == []
    assert set(people(folder)) == {"aexample", "bmuster", "dora@example.org", "emil7"}
