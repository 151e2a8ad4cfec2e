"""docs/deployment.md names every variable of the door, and what it promises of links holds in the code."""

import re
from pathlib import Path

from evenkeel.cli import main
from evenkeel.desk.signing import LINK_DAYS, SIGNED_IN_DAYS
from evenkeel.web.door import settings
from evenkeel.web.door.limits import FOR_ONE_PERSON, FROM_ONE_PLACE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "deployment.md").read_text("utf-8")


def test_every_variable_of_the_door_is_explained() -> None:
    named = set(re.findall(r"^\| `(EVENKEEL_[A-Z_]+)` \|", PAGE, re.MULTILINE))
    assert named == {settings.SIGN_IN, settings.URL, settings.ALONE, "EVENKEEL_COURSE"}
    assert set(re.findall(r"EVENKEEL_[A-Z_]+", PAGE)) == named


def test_every_way_in_is_in_the_table() -> None:
    assert {way for way in settings.Way if f"={way.value}" in PAGE} == {settings.Way.LINKS, settings.Way.UNIVERSITY}


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"for {LINK_DAYS} days" in PAGE and f"for {SIGNED_IN_DAYS} days" in PAGE
    assert (FOR_ONE_PERSON.tries, FOR_ONE_PERSON.seconds) == (8, 15 * 60)
    assert (FROM_ONE_PLACE.tries, FROM_ONE_PLACE.seconds) == (30, 10 * 60)


def test_every_option_of_invite_that_it_names_exists() -> None:
    known = {name for option in main.commands["invite"].params for name in option.opts}
    assert {"--days", "--revoke", "--all", "-o", "--student"} <= known
