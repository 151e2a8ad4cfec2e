"""What the invented class entered in the labs: one CSV a lab; the organisations are invented too."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample.files import local
from evenkeel.sample.lab_subjects import (
    CHANNELS,
    EVIDENCE,
    HEADLINE,
    INCIDENTS,
    ITEMS,
    ORGANISATIONS,
    PARTS,
    SOURCES,
    STAIRS,
)
from evenkeel.sample.nouns import Act, Person, Written
from evenkeel.sample.story import ClassStory

Row = Sequence[str]


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
            channel, friendly, hours = dice.choice(CHANNELS)
            asked = story.term.moment(max(1, last - dice.choice((0, 4, 5, 6, 7))), turn, dice.uniform(9, 17))
            yield _attempt(dice, person, organisation, channel, asked, (kindness * friendly, hours))
    yield _too_quick(story)


def _too_quick(story: ClassStory) -> Row:
    """One answer that was entered as a person's and hardly is one."""
    asked = _clock(story.term.moment(max(1, max(story.term.course_weeks) - 5), 2, 14.2))
    words = "Thank you for contacting us. Your ticket number is 4711."
    return (story.students[0].email, "Lumen Energy", "e-mail", asked, "a person", asked, "yes", "", "no", words)


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
        for item, model, other, doubt in dice.sample(ITEMS, 5):
            yield person.email, item, other if dice.random() < doubt else model


def _weeks(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Six watch a brand for the term, six themselves; most accounts find fewer answers when they post more."""
    for place, person in enumerate(_active(story)[:12]):
        brand = place % 2 == 0
        account = ORGANISATIONS[place // 2 % len(ORGANISATIONS)][0] if brand else f"own account {place // 2 + 1}"
        for week in story.term.course_weeks[:10]:
            posts = dice.randint(2, 14) if brand else dice.randint(0, 6)
            each = max(0.0, (9 if brand else 2.5) - 0.45 * posts * (place % 5 != 4) + dice.gauss(0, 1.2))
            left = _yes(posts > 11 and dice.random() < 0.5) if brand else ""
            yield (
                person.email,
                account,
                "a brand's" if brand else "my own",
                str(week),
                str(posts),
                str(round(posts * each)),
                left,
            )


def _ladder(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Six people each; a few write about a brand without ever having liked it."""
    for person in _active(story):
        for _ in range(6):
            brand, _ = dice.choice(ORGANISATIONS)
            height = dice.choices(range(6), (12, 30, 28, 15, 9, 6))[0]
            skips = dice.random() < 0.3
            steps = [step < height and not (skips and step in (0, 2) and step < height - 1) for step in range(5)]
            yield person.email, brand, *map(_yes, steps)


def _stairway(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Everybody places eight classmates, mostly as they deal with them."""
    acts = Counter((act.author, to) for act in story.acts for to in _addressed(story, act))
    students = list(story.students)
    for person in _active(story):
        near = sorted(students, key=lambda one: -acts[person.email, one.email] - acts[one.email, person.email])
        for one in [each for each in near if each is not person][:8]:
            given, taken = acts[person.email, one.email], acts[one.email, person.email]
            stair = dice.choice(STAIRS) if dice.random() < 0.25 else _stair(given, taken)
            yield person.email, one.name, stair


def _addressed(story: ClassStory, act: Act) -> set[str]:
    return {*act.mentions, *([story.act(act.parent).author] if act.parent is not None else [])}


def _stair(given: int, taken: int) -> str:
    if given + taken < 3:
        return "casual friend"
    lean = (taken - given) / (given + taken)
    return "giver" if lean > 0.33 else "taker with good info" if lean < -0.33 else "giver and taker"


def _crises(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Two incidents, put together by the whole class: one answered at once, one after a day of silence."""
    active = _active(story)
    begin = story.term.moment(max(1, story.term.weeks - 4), 1, 8.5)
    turn = 0
    for incident, moments in INCIDENTS:
        for hours, who, medium, what, voice, mentions, cost in moments:
            author = active[turn % len(active)]
            turn += 1
            yield (
                author.email,
                incident,
                _clock(begin + timedelta(hours=hours)),
                who,
                medium,
                what,
                voice,
                mentions,
                cost,
            )
        begin += timedelta(days=9)


def _releases(story: ClassStory, dice: Random) -> Iterable[Row]:
    """One release each; most leave something out."""
    for person in _active(story):
        organisation = dice.choice(ORGANISATIONS)[0]
        parts = [value.format(organisation) if dice.random() < kept else "" for value, kept in PARTS]
        yield person.email, HEADLINE.format(organisation), *parts


def _checked(story: ClassStory, dice: Random) -> Iterable[Row]:
    """Two items each; most are read laterally, few down to the original."""
    for person in _active(story):
        for item, holds in dice.sample(SOURCES, 2):
            cells: list[str] = []
            for odds, evidence in EVIDENCE:
                if dice.random() > odds:
                    cells += ["", ""]
                elif dice.random() < 0.2:
                    cells += ["could not tell", ""]
                else:
                    good = dice.random() < holds
                    cells += [_yes(good), evidence[0 if good else 1]]
            if not any(cells):
                cells[:2] = ["could not tell", ""]
            conclusion = "I would rely on it" if holds > 0.7 else "I would not rely on it"
            yield person.email, item, *cells, conclusion if dice.random() < 0.8 else "not decided"


_LABS: tuple[tuple[str, str, Callable[[ClassStory, Random], Iterable[Row]]], ...] = (
    (
        "response-audit",
        "by,organisation,channel,asked_at,outcome,answered_at,same_channel,diverted_to,signed,reply_text",
        _audit,
    ),
    ("relationship-stairway", "by,contact,stair", _stairway),
    ("engagement-ladder", "by,brand,likes,visits,posts,writes,tells_ten", _ladder),
    (
        "social-media-release",
        "by,headline,tags,contact,facts,quotes,links,multimedia,boilerplate",
        _releases,
    ),
    ("crisis-response", "by,incident,at,who,medium,what,voice,mentions,cost", _crises),
    (
        "credibility-check",
        "by,item,others,others_evidence,behind,behind_evidence,original,original_evidence,when,when_evidence,"
        "picture,picture_evidence,conclusion",
        _checked,
    ),
    ("oversaturation", "by,account,whose,week,posts,answers,left", _weeks),
    ("four-models", "by,item,model", _models),
    ("social-customers", "by,brand,follows,bought,customer_before", _customers),
)
