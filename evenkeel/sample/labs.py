"""What the invented class entered in the labs: one CSV a lab; the organisations are invented too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample.files import local
from evenkeel.sample.nouns import Person, Written
from evenkeel.sample.story import ClassStory

Row = Sequence[str]
ORGANISATIONS = (
    ("Blue Heron Coffee", 0.8), ("Northgate Transit", 0.35), ("Pine Street Library", 0.9), ("Lumen Energy", 0.3),
    ("Riverbend Clinic", 0.55), ("Tidewater Outfitters", 0.6),
)  # fmt: skip
_ITEMS = (
    ("A balloon drops vouchers on the quad", "press agentry", "two-way asymmetrical", 0.1),
    ("Transit posts the new timetable", "public information", "press agentry", 0.05),
    ("The clinic asks 200 patients, then words its campaign", "two-way asymmetrical", "two-way symmetrical", 0.45),
    ("The library moves its hours after an open forum", "two-way symmetrical", "two-way asymmetrical", 0.15),
    ("Lumen Energy explains the outage", "public information", "two-way symmetrical", 0.2),
    ("A poll decides on the name of a roast", "two-way asymmetrical", "press agentry", 0.5),
    ("The shop answers each complaint, and changes a size chart", "two-way symmetrical", "public information", 0.1),
    ("A celebrity “leaks” the new boots", "press agentry", "public information", 0.05),
)
_CHANNELS = (("e-mail", 0.9, 26), ("contact form", 0.6, 40), ("X", 1.1, 5), ("Instagram", 0.8, 9), ("phone", 0.7, 1))


def write_labs(story: ClassStory) -> list[Written]:
    """Write what the class found, lab by lab, as the tables that the labs read."""
    found = [_written(lab, header, make(story, Random(f"{lab} {len(story.cast)}"))) for lab, header, make in _LABS]
    return [file for file in found if file.data.count(b"\n") > 1]


def _written(lab: str, header: str, rows: Iterable[Row]) -> Written:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return Written(f"labs/{lab}.csv", out.getvalue().encode())


def _clock(at: datetime) -> str:
    return f"{local(at):%Y-%m-%dT%H:%M}"


def _active(story: ClassStory) -> tuple[Person, ...]:
    """Who hands in labs: everybody but a few."""
    return tuple(one for place, one in enumerate(story.students) if place % 8 != 7)


def _audit(story: ClassStory, dice: Random) -> Iterable[Row]:
    last = max(story.term.course_weeks)
    for person in _active(story):
        for turn in range(3):
            organisation, kindness = dice.choice(ORGANISATIONS)
            channel, friendly, hours = dice.choice(_CHANNELS)
            asked = story.term.moment(max(1, last - dice.choice((0, 4, 5, 6, 7))), turn, dice.uniform(9, 17))
            yield _attempt(dice, person, organisation, channel, asked, (kindness * friendly, hours))


def _attempt(
    dice: Random, person: Person, organisation: str, channel: str, asked: datetime, odds: tuple[float, float]
) -> Row:
    who = (person.email, organisation, channel, _clock(asked))
    if dice.random() < odds[0]:
        answered = asked + timedelta(hours=odds[1] * dice.lognormvariate(0, 0.9))
        same = channel != "X" or dice.random() < 0.7
        words = "Hi, good question. We open at seven, and yes, dogs are welcome. Best, Noor"
        return (
            *who,
            "a person",
            _clock(answered),
            _yes(same),
            "" if same else "e-mail",
            _yes(dice.random() < 0.5),
            words,
        )
    if channel in ("e-mail", "contact form") and dice.random() < 0.6:
        words = "Thank you for contacting us. This is an automated reply."
        return (*who, "automated only", _clock(asked + timedelta(minutes=1)), "yes", "", "no", words)
    return (*who, "no answer", "", "", "", "", "")


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _customers(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Ten people each: followers buy more, most of them because they were customers before."""
    for person in _active(story):
        for _ in range(8):
            follows = dice.random() < 0.45
            before = follows and dice.random() < 0.7
            bought = dice.random() < (0.62 if before else 0.2 if follows else 0.16)
            first = _yes(before) if follows else ""
            yield person.email, dice.choice(ORGANISATIONS)[0], _yes(follows), _yes(bought), first


def _models(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Everybody labels some of eight items; two of them divide the class."""
    for person in _active(story):
        for item, model, other, doubt in dice.sample(_ITEMS, 5):
            yield person.email, item, other if dice.random() < doubt else model


_LABS: tuple[tuple[str, str, Callable[[ClassStory, Random], Iterable[Row]]], ...] = (
    (
        "response-audit",
        "by,organisation,channel,asked_at,outcome,answered_at,same_channel,diverted_to,signed,reply_text",
        _audit,
    ),
    ("four-models", "by,item,model", _models),
    ("social-customers", "by,brand,follows,bought,customer_before", _customers),
)
