"""Plain CSV: the roster, the class forum with a few voices from outside, and the time diaries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta

from evenkeel.sample.chatter import OUTSIDE
from evenkeel.sample.files import local
from evenkeel.sample.histories import in_toggl
from evenkeel.sample.nouns import Act, Blog, Hours, Person, Stretch, Written
from evenkeel.sample.story import ClassStory

ROSTER = ("name", "email", "role", "section", "blog", "x", "mastodon", "bluesky")
ACTS = ("id", "author", "kind", "at", "text", "platform", "in_reply_to", "to", "tags", "purpose", "url")
TIME = ("student", "start", "end", "minutes", "activity", "platform", "purpose", "meant_to_work", "evidence")
FORUM = "forum"
CLOCK = "%Y-%m-%d %H:%M"


def write_plain(story: ClassStory) -> list[Written]:
    """roster.csv, and in the inbox acts.csv and time.csv."""
    files = [Written("roster.csv", _table(ROSTER, map(_roster_row, story.cast)))]
    acts = [_act_row(story, act) for act in story.acts if act.venue == OUTSIDE or act.venue in forum_members(story)]
    if acts:
        files.append(Written("inbox/acts.csv", _table(ACTS, acts)))
    rows = _time_rows(story)
    if rows:
        files.append(Written("inbox/time.csv", _table(TIME, rows)))
    return files


def forum_members(story: ClassStory) -> frozenset[str]:
    """Who writes on the class forum instead of a blog."""
    return frozenset(one.email for one in story.cast if one.part.blog is Blog.FORUM)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _roster_row(person: Person) -> tuple[str, ...]:
    # Hand-made lists write handles both ways.
    x = f"@{person.x}" if person.x and len(person.slug) % 2 else person.x
    return (person.name, person.email, person.role, person.section, person.blog, x, person.mastodon, person.bluesky)


def _act_row(story: ClassStory, act: Act) -> tuple[str, ...]:
    author = story.person(act.author)
    name = author.name if author else act.author
    reply = f"f-{act.parent}" if act.parent is not None else ""
    text = "\n\n".join((act.title, *act.text) if act.title else act.text)
    if act.venue != OUTSIDE:
        at = f"{local(act.at):%Y-%m-%d %H:%M:%S}"
        return (f"f-{act.key}", name, act.kind, at, text, FORUM, reply, "", ";".join(act.labels), "", "")
    asked = story.person(act.mentions[0])
    network = asked.network if asked else ""
    to = (asked.x or asked.mastodon or asked.bluesky) if asked else ""
    return (f"o-{act.key}", name, act.kind, local(act.at).isoformat(), text, network, "", to, "", "", "")


def _time_rows(story: ClassStory) -> list[tuple[str, ...]]:
    people = {one.email: one for one in story.students}
    timed = {one.email for one in story.students if one.part.hours is Hours.TOGGL}
    rows = [
        _time_row(people[one.student], at, one)
        for at, one in enumerate(story.stretches)
        if not one.measured and not (one.student in timed and in_toggl(one))
    ]
    return rows + _told_twice(story) + _lost_hour(story)


def _time_row(person: Person, at: int, stretch: Stretch) -> tuple[str, ...]:
    """One diary line, in the several ways in which people fill one in."""
    who = (person.email, person.name, person.x or person.email)[len(person.slug) % 3]
    start = f"{local(stretch.start):{CLOCK}}"
    end, minutes = (f"{local(stretch.end):{CLOCK}}", "") if stretch.end else ("", f"{stretch.minutes:g}")
    if stretch.end is None:
        start = start[:10]
    elif at % 3 == 0:
        end, minutes = "", f"{stretch.minutes:g}"
    # A blank purpose falls back on the platform's default, which says the same.
    purpose = "" if stretch.platform and at % 6 == 0 else stretch.purpose
    evidence = "self-reported" if at % 4 == 0 else ""
    meant = "yes" if stretch.labelled else ""
    return (who, start, end, minutes, stretch.activity, stretch.platform, purpose, meant, evidence)


def _told_twice(story: ClassStory) -> list[tuple[str, ...]]:
    """One measured stretch is written down as well, and adds nothing."""
    both = {one.email for one in story.students if one.part.hours is Hours.TRACKER_THEN_DIARY}
    twice = next((one for one in story.stretches if one.student in both and one.measured and one.end), None)
    if twice is None or twice.end is None:
        return []
    start, end = f"{local(twice.start):{CLOCK}}", f"{local(twice.end):{CLOCK}}"
    return [(twice.student, start, end, "", twice.activity, twice.platform, twice.purpose, "", "self-reported")]


def _lost_hour(story: ClassStory) -> list[tuple[str, ...]]:
    """Work through the night in which the clocks go forward: three hours on the clock, two in truth."""
    night = local(story.term.moment(8, 6, 1))
    diarist = next((one for one in story.students if one.part.hours is Hours.DIARY), None)
    if diarist is None or story.term.weeks < 8:
        return []
    end = night.replace(hour=4)
    assert local(end) - timedelta(hours=3) == night
    return [
        (
            diarist.email,
            f"{night:{CLOCK}}",
            f"{end:{CLOCK}}",
            "",
            "night shift on the audit",
            "",
            "coursework",
            "",
            "",
        )
    ]
