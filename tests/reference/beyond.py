"""Classes whose rules go beyond a plain line: against the class, the own past, two conditions, a few, from a week."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from .classes import CADENCES, RULES, Shape, random_class, random_now
from .clock import DAY, as_datetime
from .folder import read_course

Raw = dict[str, object]
SIDES = ("above", "below")
SPREADS = (0.3, 0.7, 1.2, None)
RELATIVE = (
    *("acts", "words", "tweets", "received", "outreach", "engagement_balance", "direction", "answer_time"),
    *("leisure_minutes", "social_minutes", "procrastination_minutes", "coursework_share"),
)


def beyond_class(seed: int, folder: Path, shape: Shape = Shape()) -> Path:  # noqa: B008 frozen
    """A random class with such rules in place of its own, and students who joined late."""
    random_class(seed, folder, shape)
    rng = random.Random(f"beyond {seed}")
    raw = yaml.safe_load((folder / "course.yaml").read_text("utf-8"))
    people = _joining(rng, folder / "roster.csv", date.fromisoformat(str(raw["starts_on"])), int(raw["weeks"]))
    raw["rules"] = beyond_rules(rng, people, int(raw["weeks"]))
    if rng.random() < 0.4:
        raw["settings"] = (raw.get("settings") or {}) | {"grace_weeks": rng.choice((0, 2, 3))}
    (folder / "course.yaml").write_text(yaml.safe_dump(raw, sort_keys=False, allow_unicode=True), "utf-8")
    return folder


def late_now(seed: int, course: Path) -> datetime:
    """Mostly a moment after the term, when the most can be said; otherwise any."""
    if random.Random(f"late {seed}").random() < 0.3:
        return random_now(seed, course)
    return as_datetime(read_course(course).plan.weeks[-1].end + 9 * DAY)


def beyond_rules(rng: random.Random, people: list[dict[str, str]], weeks: int) -> list[Raw]:
    """Ten or more rules, no two of them the same."""
    drawn = [_rule(rng, people, weeks) for _ in range(rng.randint(10, 16))]
    return [rule for place, rule in enumerate(drawn) if rule not in drawn[:place]]


def _rule(rng: random.Random, people: list[dict[str, str]], weeks: int) -> Raw:
    """A condition, perhaps a second one, and perhaps whom and from when it is about."""
    rule = _condition(rng)
    if rng.random() < 0.35:
        rule["and"] = _condition(rng)
    cadence = rng.choice((*CADENCES, *["any week"] * 5))
    if cadence:
        rule["rule"] = cadence
    if rng.random() < 0.15:
        rule["section"] = rng.choice("AB")
    elif rng.random() < 0.25:
        rule["student"] = rng.choice([person["email"] for person in people if person["role"] == "student"])
    if rng.random() < 0.25:
        rule["from"] = rng.randint(2, weeks // 2 + 1)
    return rule


def _condition(rng: random.Random) -> Raw:
    """A plain line, or one that lies some spreads away from the class or from the own past."""
    against = rng.choice(("line", "class", "class", "own", "own"))
    if against == "line":
        metric, side, lines = rng.choice(RULES)
        return {"metric": metric, side: rng.choice(lines)}
    spreads = rng.choice(SPREADS)
    condition: Raw = {"metric": rng.choice(RELATIVE), rng.choice(SIDES): against}
    return condition if spreads is None else condition | {"spreads": spreads}


def _joining(rng: random.Random, path: Path, starts: date, weeks: int) -> list[dict[str, str]]:
    """Give some students a day on which they joined; what the roster says then."""
    with path.open(encoding="utf-8", newline="") as stream:
        people = list(csv.DictReader(stream))
    for person in people:
        day = starts + timedelta(days=rng.randint(-10, 7 * weeks // 2))
        person["joined"] = day.isoformat() if rng.random() < 0.3 else ""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, tuple(people[0]))
        writer.writeheader()
        writer.writerows(people)
    return people
