"""Random small course folders whose rows sit on the edges of the rules on purpose."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from .clock import DAY, HOUR, MINUTE, SECOND, as_datetime, micros
from .course import Plan, plan_from
from .folder import ACT_COLUMNS, TIME_COLUMNS, read_course

FIRST = (
    "Ada",
    "Ben",
    "Cleo",
    "Dana",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "June",
    "Kim",
    "Lou",
    "Mia",
    "Nat",
)
LAST = ("Ash", "Birk", "Cole", "Dunn", "Elm", "Frost", "Gray", "Holt")
# (time zone, a Monday some weeks before its clocks change)
TERMS = (
    ("Europe/Berlin", "2025-03-10"),
    ("Europe/Berlin", "2024-10-07"),
    ("America/New_York", "2025-02-17"),
    ("America/New_York", "2024-10-14"),
    ("Australia/Lord_Howe", "2025-03-17"),
    ("Australia/Lord_Howe", "2024-09-16"),
    ("America/Santiago", "2025-03-17"),
    ("America/Santiago", "2024-08-19"),
    ("America/Havana", "2025-02-24"),
    ("America/Havana", "2024-10-14"),
    ("Pacific/Auckland", "2024-09-09"),
    ("Asia/Kolkata", "2025-01-06"),
    ("UTC", "2025-09-01"),
)
OUTSIDERS = ("Zoe Quill", "press@example.org", "@CityNews", "park_rangers")
PLATFORMS = ("x", "X", "mastodon", "blog", "Moodle", "chess", "")
PURPOSES = ("coursework", "leisure", "unknown")
EXERCISES = ("task-a", "task-b", "task-c")
PIECES = (
    "pitch",
    "42",
    "release",
    "--",
    "...",
    "@",
    "https://example.org/a?b=1",
    "http://example.org/@ada_a",
    "mail@example.org",
    "(well)",
    "naïve",
    "it's",
    "5-4",
    "#PR101",
    "#pr1012",
    "!",
    "ok",
    "first",
    "draft",
    "#fun",
)
DELTAS = (
    0,
    SECOND,
    430 * SECOND,
    431 * SECOND,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    HOUR - SECOND,
    HOUR + SECOND,
    DAY,
    7 * DAY,
    7 * DAY + SECOND,
    7 * DAY - SECOND,
    3 * DAY,
)
RULES = (
    ("leisure_minutes", "above", (15, 60, 200)),
    ("procrastination_minutes", "above", (10, 45, 120)),
    ("coursework_minutes", "below", (20, 90)),
    ("social_minutes", "above", (30, 120)),
    ("coursework_share", "below", (0.4, 0.9)),
    ("acts", "below", (1, 2, 4)),
    ("acts", "above", (1, 3)),
    ("words", "above", (0, 5, 15)),
    ("received", "above", (0, 1, 2)),
    ("engagement_balance", "below", (0.3, 0.5, 0.9)),
    ("direction", "above", (-0.9, -0.1, 0.2)),
    ("direction", "below", (0.9, 0, -0.2)),
    ("reply_back_rate", "below", (0.5, 1)),
    ("answer_time", "above", (1, 24)),
    ("outreach", "above", (0, 1)),
)
CADENCES = ("any week", "2 of 3", "1 of 2", "3 of 4", "2 in a row", "3 in a row", "3 of 5", None)
# Settings off the usual, each of them by itself; 0 and 1 are the ends where a rule has one.
UNUSUAL: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("session_gap_minutes", (15, 30, 120)),
    ("answer_within_days", (1, 3, 10.5)),
    ("session_lead_seconds", (0, 60, 600)),
    ("window_weeks", (1, 2, 6)),
    ("min_acts", (1, 3, 8)),
    ("window_opens_hours_before_due", (0, 24, 100)),
    ("window_closes_hours_after_due", (0, 12, 96)),
    ("unknown_share_limit", (0, 0.1, 0.6, 1)),
    ("calm_share", (0.5, 0, 1)),
    ("calm_weeks", (1, 3)),
)
RANKED = 10
Cells = dict[str, str]


@dataclass(frozen=True)
class Shape:
    """What is fixed of a class, whatever its seed.

    `busy`: how many times the usual number of acts; `acts` and `times`: the shares of their rows that are kept.
    """

    students: int | None = None
    weeks: int | None = None
    busy: int = 1
    acts: float = 1
    times: float = 1


def random_class(seed: int, folder: Path | None = None, shape: Shape = Shape()) -> Path:
    """Writes the course folder of that seed and returns where it is."""
    rng = random.Random(seed)
    folder = Path(folder or tempfile.mkdtemp(prefix=f"class-{seed}-"))
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    people = _people(rng, shape)
    raw = _course(rng, people, shape)
    text = yaml.safe_dump(raw, sort_keys=False, allow_unicode=True)
    (folder / "course.yaml").write_text(text, "utf-8")
    _write(folder / "roster.csv", tuple(people[0]), people)
    plan = plan_from(yaml.safe_load(text))
    acts = _Acts(rng, plan, people).rows(shape.busy)
    times = _Times(rng, plan, people, acts).rows()
    _acts_files(rng, folder / "inbox", acts[: round(len(acts) * shape.acts)])
    _time_files(rng, folder / "inbox", times[: round(len(times) * shape.times)])
    return folder


def random_now(seed: int, course: Path) -> datetime:
    """A moment within or after the term, often exactly on an edge."""
    rng = random.Random(f"now {seed}")
    read = read_course(course)
    weeks, acts = read.plan.weeks, read.acts
    edges = [edge for week in weeks for edge in (week.start, week.end)]
    last = weeks[-1].end
    choices = [
        last + rng.choice((0, DAY, 8 * DAY, 30 * DAY)),
        rng.choice(edges),
        rng.choice(edges) + rng.choice((-SECOND, SECOND)),
        rng.randrange(weeks[0].start, last, SECOND),
        rng.randrange(weeks[len(weeks) // 2].start, last, SECOND),
        weeks[0].start - DAY,
    ]
    if acts:
        act = rng.choice(acts)
        choices += [act.at, act.at + 7 * DAY, act.at + rng.choice((-SECOND, HOUR))]
    weights = (5, 5, 2, 3, 4, 0.5, 2, 2, 1)[: len(choices)]
    return as_datetime(rng.choices(choices, weights)[0])


def _people(rng: random.Random, shape: Shape) -> list[Cells]:
    """The roster: students with handles in any letter case, perhaps an instructor."""
    size = rng.choices((1, rng.randint(2, 8), rng.randint(11, 14)), (1, 7, 2))[0]
    size = shape.students or size
    people = [_person(rng, FIRST[i], LAST[i % len(LAST)]) for i in range(size)]
    if rng.random() < 0.7:
        people.append(_person(rng, "Tess", "Ward") | {"role": "instructor"})
    if len(people) > 2 and rng.random() < 0.3:
        # A name that two people share is an outsider's (rule 11).
        people[0]["bluesky"] = people[1]["x"] = "the_twins"
    return people


def _person(rng: random.Random, first: str, last: str) -> Cells:
    """One line of the roster."""
    handle = f"{first}_{last[0]}"
    email = f"{first}.{last}@example.org"
    return {
        "name": f"{first} {last}",
        "email": email if rng.random() < 0.3 else email.lower(),
        "role": "student",
        "section": rng.choice(("", "A", "B")),
        "x": rng.choice((handle, f"@{handle.lower()}", handle.upper())),
        "mastodon": f"@{first.lower()}@social.example.org",
        "bluesky": f"{first}.bsky.example.org;{first}2.example.org",
    }


def _course(rng: random.Random, people: Sequence[Cells], shape: Shape) -> dict[str, object]:
    """A course.yaml with whatever the seed puts into it."""
    zone, monday = rng.choice(TERMS)
    weeks = shape.weeks or rng.randint(3, 8)
    breaks = sorted(rng.sample(range(1, weeks + 1), min(weeks - 1, rng.choice((0, 0, 1, 1, 2)))))
    starts = date.fromisoformat(monday)
    raw: dict[str, object] = {
        "title": "A class of invented people",
        "timezone": zone,
        "starts_on": rng.choice((starts, monday)),
        "weeks": weeks,
        "breaks": breaks,
        "class_tags": rng.sample(("PR101", "#ClassTalk"), rng.randint(0, 2)),
        "purposes": _defaults(rng),
        "schedule": _schedule(rng, starts, weeks, len(people)),
        "study_blocks": _study_blocks(rng),
        "rules": _rules(rng),
    }
    settings = _settings(rng)
    if settings:
        raw["settings"] = settings
    if rng.random() < 0.4:
        raw["excused"] = [_excuse(rng, people, weeks)]
    return raw


def _settings(rng: random.Random) -> dict[str, object]:
    """None, or one to five that are off the usual."""
    settings: dict[str, object] = {}
    if rng.random() < 0.4:
        settings["peers"] = rng.choice(("students", "students", "all"))
    if rng.random() < 0.5:
        settings |= {name: rng.choice(values) for name, values in rng.sample(UNUSUAL, rng.randint(1, 5))}
    return settings


def _defaults(rng: random.Random) -> dict[str, str]:
    """Platform defaults, some in another letter case than the rows have."""
    names = rng.sample(("X", "mastodon", "Blog", "moodle", "chess"), rng.randint(0, 4))
    return {name: rng.choice(PURPOSES) for name in names}


def _excuse(rng: random.Random, people: Sequence[Cells], weeks: int) -> dict[str, object]:
    """One excused entry."""
    numbers = sorted(rng.sample(range(1, weeks + 1), rng.randint(1, min(2, weeks))))
    who = people[0][rng.choice(("name", "email"))]
    return {"student": who, "weeks": numbers, "why": "away with the team"}


def _rules(rng: random.Random) -> list[dict[str, object]]:
    """One to five rules, no two of them the same: a rule is known by what it says."""
    drawn = [_rule(rng) for _ in range(rng.randint(1, 5))]
    return [rule for place, rule in enumerate(drawn) if rule not in drawn[:place]]


def _rule(rng: random.Random) -> dict[str, object]:
    """A rule with a line that small classes cross."""
    metric, side, lines = rng.choice(RULES)
    rule: dict[str, object] = {"metric": metric, side: rng.choice(lines)}
    cadence = rng.choice(CADENCES)
    return rule if cadence is None else rule | {"rule": cadence}


def _schedule(rng: random.Random, starts: date, weeks: int, people: int) -> list[dict[str, object]]:
    """Dated and weekly tasks, with and without release, bare dates too."""
    entries: list[dict[str, object]] = []
    # Lateness needs several tasks of ten submitters each: large classes get more work.
    most = 3 if people <= RANKED else 2
    for exercise in rng.sample(EXERCISES, rng.randint(3 - most, 3)):
        if rng.random() < (0.5 if people <= RANKED else 0.8):
            entries.append({"exercise": exercise, **_every_week(rng, weeks)})
        else:
            entries += _dated(rng, exercise, starts, weeks)
    return entries


def _every_week(rng: random.Random, weeks: int) -> dict[str, object]:
    """An `every: week` entry; some are due in the next calendar week."""
    entry: dict[str, object] = {"every": "week"}
    if rng.random() < 0.5:
        chosen = rng.sample(range(1, weeks + 1), rng.randint(1, weeks))
        entry["weeks"] = sorted(chosen)
    release, due = rng.choice(
        (
            ("Mon 09:00", "Fri 23:59"),
            ("Mon", "Sun"),
            ("Wed 12:00", "Tue 10:00"),
            ("Thu 10:00", "Thu 10:00"),
            ("Sun 02:30", "Wed"),
            (None, "Fri 17:00"),
            (None, "Sun"),
        )
    )
    return entry | ({"release": release} if release else {}) | {"due": due}


def _dated(rng: random.Random, exercise: str, starts: date, weeks: int) -> list[dict[str, object]]:
    """One to four dated tasks of an exercise, one after the other."""
    entries = []
    with_release = rng.random() < 0.7
    day = starts + timedelta(days=rng.randint(-2, 6))
    for _ in range(rng.randint(1, 4)):
        due = day + timedelta(days=rng.randint(1, 8))
        entry: dict[str, object] = {"exercise": exercise}
        if with_release:
            entry["release"] = _date_cell(rng, day)
        entries.append(entry | {"due": _date_cell(rng, due)})
        day = due + timedelta(days=rng.randint(1, 7))
        if day > starts + timedelta(days=7 * weeks):
            break
    return entries


def _date_cell(rng: random.Random, day: date) -> object:
    """A bare date, quoted or not, or a date with a time of the course's clock."""
    clock = rng.choice(("00:00", "09:00", "02:30", "23:59"))
    return rng.choice((day, day.isoformat(), f"{day} {clock}", f"{day}T{clock}:00"))


def _study_blocks(rng: random.Random) -> list[dict[str, object]]:
    """No block, a morning, or one that lasts to the night's change of the clock."""
    blocks = [
        {"days": ["Tue", "Thu"], "from": "10:00", "to": "11:15"},
        {"days": ["Sun"], "from": "01:30", "to": "03:30"},
        {"days": ["Mon"], "from": "00:00", "to": "00:45"},
    ]
    return rng.sample(blocks, rng.choice((0, 0, 1, 2)))


class _Maker:
    """What makers of acts and of time rows share: people, edges and ways to write."""

    def __init__(self, rng: random.Random, plan: Plan, people: Sequence[Cells]) -> None:
        self.rng, self.plan, self.people = rng, plan, people
        self.students = [p for p in people if p["role"] == "student"]
        weeks = plan.weeks
        self.first, self.last = weeks[0].start, weeks[-1].end
        self.quiet = [w for w in weeks if rng.random() < 0.15]
        self.edges = [edge for w in weeks for edge in (w.start, w.end)]
        self.edges += [w.start + d * DAY for w in weeks for d in (1, 5, 6)]
        for task in plan.tasks:
            self.edges += [task.due, task.due - 72 * HOUR, task.due + 48 * HOUR]
            self.edges += [task.release] if task.release is not None else []
        self.edges += [edge for block in plan.blocks[:6] for edge in block]
        self.changes = clock_changes(plan.zone, self.first, self.last)

    def name(self, person: Cells) -> str:
        """One of a person's names, in any letter case."""
        column = self.rng.choice(("name", "email", "email", "x", "mastodon"))
        text = person[column].split(";")[0]
        return self.rng.choice((text, text.lower(), text.upper()))

    def anywhere(self) -> int:
        """A second from some days before the term to some days after."""
        instant = self.rng.randrange(self.first - 3 * DAY, self.last + 4 * DAY, SECOND)
        return instant - instant % SECOND

    def edge(self) -> int:
        """An edge of the calendar, or a second beside it."""
        return self.rng.choice(self.edges) + self.rng.choice((0, 0, 0, -SECOND, SECOND))

    def written(self, instant: int) -> str:
        """An instant as ISO 8601: with Z, with an offset, or the course's clock."""
        local = as_datetime(instant).astimezone(self.plan.zone)
        naive = local.replace(tzinfo=None)
        styles = [
            local.isoformat(),
            local.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        ]
        if micros(naive, self.plan.zone) == instant:
            styles += [naive.isoformat(), naive.isoformat(" ")] * 2
        return self.rng.choice(styles)

    def odd_clock(self) -> str | None:
        """A time without offset in the hour that is shown twice or never."""
        if not self.changes:
            return None
        change = as_datetime(self.rng.choice(self.changes)).astimezone(self.plan.zone)
        shift = timedelta(minutes=self.rng.choice((-90, -45, -20, 0, 15, 45)))
        return (change.replace(tzinfo=None) + shift).isoformat()


def clock_changes(zone: ZoneInfo, first: int, last: int) -> list[int]:
    """The full hours between two instants at which the zone's offset changes."""
    hours = range(first, last, HOUR)
    offset = {h: as_datetime(h).astimezone(zone).utcoffset() for h in hours}
    return [h for h in hours if h > first and offset[h] != offset[h - HOUR]]


class _Acts(_Maker):
    """Makes the rows of acts files."""

    def rows(self, busy: int) -> list[Cells]:
        """The rows in no particular order."""
        self.made: list[tuple[int, Cells]] = []
        # A record can end long before the term does: weeks after the end of the data.
        cut = self.rng.randrange(self.first, self.last) if self.rng.random() < 0.2 else None
        self.until = self.last + 10 * DAY if cut is None else cut
        silent = self.students[-1] if len(self.students) > 1 else None
        heard = [p for p in self.people if p is not silent or self.rng.random() < 0.6]
        for _ in range(busy * (self.rng.randint(15, 45) + 12 * len(heard))):
            self._one(self.rng.choice(heard))
        rows = [cells for _, cells in self.made] + self._hand_ins(heard)
        rows += self._odd_ones(rows)
        self.rng.shuffle(rows)
        return rows

    def _one(self, author: Cells) -> None:
        """One act of one of the usual shapes."""
        shape = self.rng.choices(
            (self._broadcast, self._reply, self._mention, self._repost, self._stray, self._burst),
            (5, 9, 5, 2, 2, 2),
        )[0]
        shape(author)

    def _moment(self) -> int:
        """When: anywhere, on an edge, or at a telling distance from another act."""
        pick = self.rng.random()
        if self.made and pick < 0.35:
            return self.rng.choice(self.made)[0] + self.rng.choice(DELTAS)
        return self.edge() if pick < 0.55 else self.anywhere()

    def _add(self, at: int, author: str, kind: str, **cells: str) -> None:
        """Notes an act, unless its week is one of the quiet ones or the record ended before."""
        if at > self.until or any(week.holds(at) for week in self.quiet):
            return
        rng = self.rng
        row = dict.fromkeys(("id", *ACT_COLUMNS), "")
        row |= {
            "id": f"a{len(self.made) + 1}" if rng.random() < 0.85 else "",
            "author": author,
            "kind": kind,
            "at": self.written(at),
            "text": self._text(),
            "platform": rng.choice(PLATFORMS),
            "tags": self._tags(),
            "purpose": rng.choice((*PURPOSES, *[""] * 9)),
        }
        odd = self.odd_clock()
        if odd and rng.random() < 0.04 and micros(datetime.fromisoformat(odd), self.plan.zone) <= self.until:
            row["at"] = odd
            at = micros(datetime.fromisoformat(odd), self.plan.zone)
        self.made.append((at, row | cells))

    def _text(self) -> str:
        """Some words and things that are none."""
        return " ".join(self.rng.choices(PIECES, k=self.rng.randint(0, 9)))

    def _tags(self) -> str:
        """Mostly none; class tags and exercises in any letter case."""
        tags = ("", "", "", "", "pr101", "#PR101", "fun;CLASSTALK", "Task-A;fun")
        return self.rng.choice(tags)

    def _broadcast(self, author: Cells) -> None:
        """An item to nobody, sometimes naming only its own author."""
        cells = {}
        if self.rng.random() < 0.1:
            cells = {"text": f"me, {_at(author['x'])}."}
        kind = self.rng.choice(("post", "tweet", "tweet"))
        self._add(self._moment(), self.name(author), kind, **cells)

    def _parents(self) -> list[tuple[int, Cells]]:
        """The acts so far that can be answered."""
        return [(at, cells) for at, cells in self.made if cells["id"]]

    def _reply(self, author: Cells) -> None:
        """An answer: often at 0 s, 7 days or a second beside; self-replies too."""
        if not self._parents():
            return self._broadcast(author)
        at, parent = self.rng.choice(self._parents())
        kind = self.rng.choice(("comment", "comment", "tweet", "post"))
        who = parent["author"] if self.rng.random() < 0.12 else self.name(author)
        delta = self.rng.choice((*DELTAS, self.rng.randrange(9 * DAY // SECOND) * SECOND))
        if self.rng.random() < 0.03:
            delta = -MINUTE
        cells = {"in_reply_to": parent["id"]}
        if self.rng.random() < 0.2:
            cells["text"] = self._naming()
        return self._add(at + delta, who, kind, **cells)

    def _naming(self) -> str:
        """A text that mentions one to three people, and handles that are none."""
        chosen = self.rng.choices(self.people, k=self.rng.randint(1, 3))
        named = [_at(self.rng.choice((p["x"], p["mastodon"]))) for p in chosen]
        named += self.rng.sample(
            ("@nobody_here", "@the_twins", "x@ada_a.", "./@ada_a", "@@ben_b"), self.rng.randint(0, 2)
        )
        ends = ("", ".", "-", ",", "!", ":", ")")
        written = [self._cased(one) + self.rng.choice(ends) for one in named]
        return f"{self._text()} {' '.join(written)} so"

    def _cased(self, handle: str) -> str:
        """A handle in one of three letter cases."""
        return self.rng.choice((handle, handle.lower(), handle.upper()))

    def _mention(self, author: Cells) -> None:
        """People named in the text or in `to`, outsiders among them."""
        kind = self.rng.choice(("tweet", "tweet", "comment", "post"))
        others = self.rng.choices(self.people, k=self.rng.randint(1, 2))
        names = [self.name(one) for one in others]
        names += self.rng.sample(OUTSIDERS, self.rng.choice((0, 0, 0, 1, 2)))
        cells = {"text": self._naming()} if self.rng.random() < 0.6 else {}
        if not cells or self.rng.random() < 0.2:
            cells["to"] = self.rng.choice((";", "; ")).join(names)
        self._add(self._moment(), self.name(author), kind, **cells)

    def _repost(self, author: Cells) -> None:
        """A repost of an item on record, of an outsider's, or of one that is gone."""
        cells = {"text": self._naming()}
        if self._parents() and self.rng.random() < 0.7:
            cells["in_reply_to"] = self.rng.choice(self._parents())[1]["id"]
        elif self.rng.random() < 0.6:
            cells["to"] = self.rng.choice(OUTSIDERS)
        else:
            cells["in_reply_to"] = "gone-9"
        self._add(self._moment(), self.name(author), "repost", **cells)

    def _stray(self, author: Cells) -> None:
        """An answer to a deleted item, or an outsider who writes."""
        if self.rng.random() < 0.4:
            kind = self.rng.choice(("comment", "tweet", "post"))
            cells = {"in_reply_to": f"gone-{self.rng.randint(1, 3)}"}
            return self._add(self._moment(), self.name(author), kind, **cells)
        writer = self.rng.choice(OUTSIDERS)
        cells = {"to": self.name(author)}
        if self._parents() and self.rng.random() < 0.5:
            cells = {"in_reply_to": self.rng.choice(self._parents())[1]["id"]}
        return self._add(self._moment(), writer, "comment", **cells)

    def _burst(self, author: Cells) -> None:
        """A run of acts with gaps on both sides of the session's cut."""
        at = self._moment()
        for _ in range(self.rng.randint(2, 5)):
            self._add(at, self.name(author), "tweet")
            gaps = (0, MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR - SECOND, HOUR)
            at += self.rng.choice(gaps)

    def _hand_ins(self, authors: Sequence[Cells]) -> list[Cells]:
        """Acts with an exercise's id among the tags, around release and due."""
        before = len(self.made)
        students = [one for one in authors if one["role"] == "student"]
        for task in self.plan.tasks:
            for student in students:
                if self.rng.random() < (0.95 if len(students) > RANKED else 0.6):
                    self._hand_in(task.exercise, task.release, task.due, student)
        return [cells for _, cells in self.made[before:]]

    def _hand_in(self, exercise: str, release: int | None, due: int, student: Cells) -> None:
        """One submission: at the release or due to the second, early, late."""
        start = due - 5 * DAY if release is None else release
        at = self.rng.choice(
            (
                start,
                start - SECOND,
                due,
                due + SECOND,
                due - 72 * HOUR,
                due + 48 * HOUR,
                self.rng.randrange(start, due + 3 * DAY, SECOND),
                due - 3 * HOUR,
            )
        )
        self._add(at, self.name(student), "post", tags=f"fun;{exercise.upper()}")

    def _odd_ones(self, rows: Sequence[Cells]) -> list[Cells]:
        """Rejected rows, identical rows without id, and one id twice."""
        if not rows:
            return []
        unnamed = [cells for cells in rows if not cells["id"]]
        odd = [dict(cells) for cells in unnamed[:3]]
        named = [cells for cells in rows if cells["id"]]
        if named:
            again = dict(self.rng.choice(named))
            later = dict(self.rng.choice(named))
            later |= {
                "kind": "tweet",
                "text": "second thought",
                "at": self.written(min(self.anywhere(), self.until - self.until % SECOND)),
            }
            odd += [again, later]
        broken = dict(self.rng.choice(rows))
        odd.append(broken | {"id": "bad-1", "at": "the day before"})
        odd.append(broken | {"id": "bad-2", "kind": "poke"})
        return odd


def _at(handle: str) -> str:
    """A handle as it is mentioned."""
    return "@" + handle.lstrip("@")


class _Times(_Maker):
    """Makes the rows of time files."""

    def __init__(
        self,
        rng: random.Random,
        plan: Plan,
        people: Sequence[Cells],
        acts: Sequence[Cells],
    ) -> None:
        super().__init__(rng, plan, people)
        written = [cells["at"] for cells in acts if cells["at"][:1].isdigit()]
        self.acts = [micros(datetime.fromisoformat(at), plan.zone) for at in written]
        self.edges += rng.sample(self.acts, min(20, len(self.acts)))

    def rows(self) -> list[Cells]:
        """The rows of all students; some keep no diary."""
        found: list[Cells] = []
        for student in self.people:
            if self.rng.random() < 0.8:
                for _ in range(self.rng.randint(1, 16)):
                    found += self._some(student)
        if found:
            found += [dict(self.rng.choice(found)) for _ in range(2)]
        self.rng.shuffle(found)
        return found

    def _some(self, student: Cells) -> list[Cells]:
        """One or more rows of one of the usual shapes."""
        shape = self.rng.choices(
            (self._plain, self._pile, self._beside, self._day, self._across, self._empty, self._rejected),
            (4, 5, 5, 6, 3, 1, 1),
        )[0]
        return shape(student)

    def _row(self, student: Cells, **cells: str) -> Cells:
        """A row with random purpose, platform, label and evidence."""
        rng = self.rng
        row = dict.fromkeys(TIME_COLUMNS, "")
        row |= {
            "student": self.name(student),
            "activity": rng.choice(("reading", "play", "scrolling", "")),
            "platform": rng.choice(("", "", *PLATFORMS)),
            "purpose": rng.choice(("", "leisure", *PURPOSES)),
            "meant_to_work": rng.choice(("", "", "", "no", "yes", "true", "1")),
            "evidence": rng.choice(("", "measured", "measured", "self-reported")),
        }
        return row | cells

    def _span(self, student: Cells, start: int, length: int) -> Cells:
        """A placed row, its length as an end or as minutes."""
        if self.rng.random() < 0.3 and length % (6 * SECOND) == 0:
            minutes = f"{length / MINUTE:g}"
            return self._row(student, start=self._clock(start), minutes=minutes)
        end = self.written(start + length)
        minutes = self.rng.choice(("", "", "7"))
        return self._row(student, start=self.written(start), end=end, minutes=minutes)

    def _clock(self, instant: int) -> str:
        """A start with a clock time."""
        return self.written(instant)

    def _begin(self) -> int:
        """When a row begins: anywhere, or near an edge."""
        if self.rng.random() < 0.4:
            return self.anywhere()
        return self.edge() - self.rng.choice((0, 0, 5, 10, 30)) * MINUTE

    def _length(self) -> int:
        """From seconds to most of a day."""
        lengths = (6, 90, 430, 600, 1500, 3600, 5400, 20000, 86400)
        return self.rng.choices(lengths, (1, 1, 2, 3, 3, 3, 3, 1, 0.3))[0] * SECOND

    def _plain(self, student: Cells) -> list[Cells]:
        """One placed row."""
        return [self._span(student, self._begin(), self._length())]

    def _pile(self, student: Cells) -> list[Cells]:
        """Rows that overlap or touch, of the same and of different evidence."""
        start = self._begin()
        rows = []
        for _ in range(self.rng.randint(2, 5)):
            length = self._length()
            rows.append(self._span(student, start, length))
            start += self.rng.choice((0, length, length // 2, length - SECOND, MINUTE))
        return rows

    def _beside(self, student: Cells) -> list[Cells]:
        """A short row in, at the edge of, or around the minutes that an act stands for."""
        if not self.acts:
            return self._plain(student)
        act, lead = self.rng.choice(self.acts), self.plan.lead
        start = act - self.rng.choice((lead, lead // 2, 2 * lead, lead + HOUR, MINUTE, 0))
        return [self._span(student, start, self.rng.choice((6 * SECOND, MINUTE, MINUTE, lead, 2 * HOUR)))]

    def _day(self, student: Cells) -> list[Cells]:
        """Duration-only rows of one day, some beside a placed row of it."""
        rng = self.rng
        start = self._begin()
        local = as_datetime(start).astimezone(self.plan.zone).date()
        sizes = ("0", "5", "12.5", "60", "90", "240", "1440")
        rows = [
            self._row(student, start=local.isoformat(), minutes=rng.choice(sizes)) for _ in range(rng.randint(1, 3))
        ]
        if rng.random() < 0.6:
            rows.append(self._span(student, start, self._length()))
        return rows

    def _across(self, student: Cells) -> list[Cells]:
        """A row over midnight, a week's end or a change of the clock."""
        edges = [*self.edges[:12], *self.changes]
        start = self.rng.choice(edges) - self.rng.choice((1, 20, 45, 180)) * MINUTE
        odd = self.odd_clock()
        if odd and self.rng.random() < 0.3:
            return [self._row(student, start=odd, minutes="40")]
        return [self._span(student, start, self.rng.choice((40, 90, 400)) * MINUTE)]

    def _empty(self, student: Cells) -> list[Cells]:
        """Rows that add nothing but n."""
        start = self._clock(self._begin())
        if self.rng.random() < 0.5:
            return [self._row(student, start=start, end=start)]
        return [self._row(student, start=start, minutes="0")]

    def _rejected(self, student: Cells) -> list[Cells]:
        """A row that ends before it starts, is too long, or has no length."""
        start = self._begin()
        began = self.written(start)
        broken = (
            {"end": self.written(start - MINUTE)},
            {"end": self.written(start + DAY + SECOND)},
            {"minutes": "-5"},
            {"minutes": "1440.5"},
            {"minutes": ""},
            {"end": self.written(start + DAY)},
        )
        return [self._row(student, start=began, **self.rng.choice(broken))]


def _acts_files(rng: random.Random, inbox: Path, rows: Sequence[Cells]) -> None:
    """acts.csv, sometimes with an overlapping newer export beside it."""
    columns = ("id", *ACT_COLUMNS)
    _write(inbox / "acts.csv", columns, rows)
    if rng.random() < 0.3:
        last = {cells["id"]: cells for cells in rows if cells["id"]}
        unnamed = [cells for cells in rows if not cells["id"]]
        overlap = [*last.values(), *unnamed]
        _write(inbox / "acts-newer.csv", columns, overlap[len(overlap) // 2 :])


def _time_files(rng: random.Random, inbox: Path, rows: Sequence[Cells]) -> None:
    """time.csv, sometimes with some of its rows again in a second file."""
    if not rows:
        return
    _write(inbox / "time.csv", TIME_COLUMNS, rows)
    if rng.random() < 0.2:
        _write(inbox / "time-newer.csv", TIME_COLUMNS, rows[len(rows) // 2 :])


def _write(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """Rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)
