"""Two hundred accounts as files really name them: nobody is matched wrongly, and who is not is mostly suggested."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from evenkeel import accounts, people
from evenkeel.model import Account, Person, Who
from evenkeel.people.suggesting import MOST, Suggesting

HERE = Path(__file__).parent
SECRET = "5e" * 32
Property = Callable[[str, object], None]


class Labelled(NamedTuple):
    """An account, the address of whose it truly is (empty: an outsider, or nobody can tell), and what is odd of it."""

    account: Account
    who: str
    why: str


def read(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def somebody(number: int, row: dict[str, str]) -> Person:
    held = {
        ("email" if column == "email_2" else column): cell
        for column, cell in row.items()
        if cell and column not in ("name", "email", "role", "section")
    }
    spelt = {(column, accounts.spelling(column, cell)): cell for column, cell in held.items()}
    return Person(number, row["email"], row["name"], row["role"], row["section"], spelt)


ROSTER = [somebody(number, row) for number, row in enumerate(read("roster.csv"), 1)]


def labelled(row: dict[str, str]) -> Labelled:
    who = Who(row["platform"], row["handle"], row["name"], row["email"], row["site"], row["alias"])
    key = people.mail_key(who.email, SECRET)
    found = Account(1, who.platform, people.spelling(who, key), who.handle, who.name, key, who.site, who.alias)
    return Labelled(found, row["who"], row["why"])


ACCOUNTS = [labelled(row) for row in read("accounts.csv")]
INDEX = people.roster(ROSTER, SECRET)
EMAIL = {person.id: person.email for person in ROSTER}


def matched(one: Labelled) -> str:
    person, _ = people.match(one.account, INDEX, {})
    return EMAIL[person] if person else ""


def test_the_sample_is_large_and_has_ours_outsiders_and_the_undecidable() -> None:
    assert len(ACCOUNTS) >= 150
    assert sum(not one.who for one in ACCOUNTS) >= 30
    assert {one.who for one in ACCOUNTS} - {""} == set(EMAIL.values())


def test_nobody_is_ever_matched_to_somebody_else() -> None:
    wrong = [(one.account, matched(one), one.who) for one in ACCOUNTS if matched(one) not in ("", one.who)]
    assert wrong == []


def test_four_in_ten_of_ours_are_matched_without_anybody_deciding(record_property: Property) -> None:
    ours = [one for one in ACCOUNTS if one.who]
    share = sum(matched(one) == one.who for one in ours) / len(ours)
    record_property("recall of matching", share)
    assert share >= 0.4


def test_of_the_rest_the_right_one_is_nearly_always_among_three_suggestions(
    record_property: Property,
) -> None:
    suggesting = Suggesting(ROSTER)
    open_ = [one for one in ACCOUNTS if one.who and not matched(one)]
    missed = [
        (one.account, one.who, suggesting.of(one.account))
        for one in open_
        if one.who not in [suggestion.person.email for suggestion in suggesting.of(one.account)]
    ]
    share = 1 - len(missed) / len(open_)
    record_property("right one among three suggestions", share)
    assert share >= 0.95, missed


def test_the_first_suggestion_is_mostly_the_right_one(record_property: Property) -> None:
    suggesting = Suggesting(ROSTER)
    open_ = [one for one in ACCOUNTS if one.who and not matched(one)]
    first = sum(found[0].person.email == one.who for one in open_ if (found := suggesting.of(one.account)))
    record_property("right one first", first / len(open_))
    assert first / len(open_) >= 0.9


def test_most_outsiders_are_suggested_to_be_nobody(record_property: Property) -> None:
    suggesting = Suggesting(ROSTER)
    outsiders = [one for one in ACCOUNTS if not one.who]
    quiet = sum(not suggesting.of(one.account) for one in outsiders) / len(outsiders)
    record_property("outsiders without a suggestion", quiet)
    assert quiet >= 0.5
    assert all(len(suggesting.of(one.account)) <= MOST for one in ACCOUNTS)
