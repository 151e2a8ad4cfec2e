"""A class with flags, cheap to make: leisure hours on Tuesdays, and a rule on them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.web.opened import COURSE, begin, load

RULE = "rules: [{metric: leisure_minutes, above: 60, rule: any week}]\n"
ROSTER = """name,email,role,section
Rosa Reed,rosa@example.org,student,A
Ben Birk,ben@example.org,student,B
Ida Ingle,ida@example.org,instructor,
"""
# Rosa over the line in week 2, calm again in week 5, over it from week 9 on; nothing is known of week 4.
ROSA = {1: 0.5, 2: 2, 3: 0.5, 5: 0.5, 9: 3}


def leisure(student: str, hours: Mapping[int, float]) -> list[str]:
    """One stretch of measured leisure on the Tuesday of each week."""
    lines = []
    for week, long in hours.items():
        start = datetime(2026, 1, 13, 10, tzinfo=UTC) + timedelta(weeks=week - 1)
        lines.append(f"{student},{start.isoformat()},{(start + timedelta(hours=long)).isoformat()},leisure,measured")
    return lines


def write(folder: Path, lines: Sequence[str], roster: str = ROSTER, rules: str = RULE) -> Path:
    """Write a course folder with a rule and time data, not loaded yet."""
    text = "\n".join(["student,start,end,purpose,evidence", *lines, ""])
    begin(folder, roster, time=text)
    (folder / "course.yaml").write_text(COURSE + rules, "utf-8")
    return folder


def rosas_class(folder: Path) -> Path:
    """Rosa with two flags, one of them on; Ben with none."""
    return load(write(folder, [*leisure("rosa@example.org", ROSA), *leisure("ben@example.org", {1: 0.5, 2: 0.5})]))


def many(folder: Path, students: int) -> Path:
    """A class in which everybody has two flags, one of them on."""
    people = [f"s{n:03}@example.org" for n in range(students)]
    roster = "name,email,role\n" + "".join(f"Student {who[1:4]} Example,{who},student\n" for who in people)
    hours = {1: 2, 2: 0.5, 3: 0.5, 9: 3}
    return load(write(folder, [line for who in people for line in leisure(who, hours)], roster))
