"""The course itself: course.yaml as an instructor would write it, and a word to whoever opens the folder."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from evenkeel.sample.nouns import Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import (
    FIRST_DAY,
    STUDY_DAYS,
    STUDY_FROM,
    STUDY_TO,
    WEEKLY_COMMENT,
    WEEKLY_POST,
    ZONE,
)

LINE = 300
RULE = "2 of 3"
METRIC = "procrastination_minutes"

README = """\
A sample class for Evenkeel: {students} invented students and an instructor, {weeks} weeks, as raw exports.
Everybody in it is invented, and so is every word they write; all addresses end in example.org.
course.yaml and roster.csv describe the course; inbox/ holds the exports as they would come from students.
truth.json says what is in them and which flags to expect, counted by the generator, not by the package.
Made with: python -m evenkeel sample DIR --students {students} --weeks {weeks} --seed {seed}
"""


def write_course(story: ClassStory, seed: int) -> list[Written]:
    """course.yaml and README.txt."""
    readme = README.format(students=len(story.students), weeks=story.term.weeks, seed=seed)
    return [Written("course.yaml", _course(story).encode()), Written("README.txt", readme.encode())]


def _course(story: ClassStory) -> str:
    weeks = ", ".join(str(week) for week in story.term.breaks)
    zone = ZoneInfo(ZONE)
    asked = ((task.exercise, task.release.astimezone(zone), task.due.astimezone(zone)) for task in story.term.asked())
    dated = "".join(
        f'  - {{exercise: {name}, release: "{release:%Y-%m-%dT%H:%M}", due: "{due:%Y-%m-%d}"}}\n'
        for name, release, due in sorted([*story.term.dated(), *asked], key=lambda line: line[1:])
    )
    days = ", ".join(STUDY_DAYS.values())
    return f"""\
# An invented course; every name and address in this folder is made up.
title: "PR 310: Writing for social media (sample class)"
timezone: {ZONE}
starts_on: {FIRST_DAY}
weeks: {story.term.weeks}
breaks: [{weeks}]
class_tags: [prclass]
# What time and acts on a platform are for, where nothing else says so.
purposes:
  wordpress: coursework
  blogger: coursework
  forum: coursework
  moodle: coursework
  x: leisure
  mastodon: leisure
  bluesky: leisure
  youtube: leisure
  instagram: leisure
  tiktok: leisure
  facebook: leisure
  reddit: leisure
schedule:
  - {{exercise: {WEEKLY_POST}, every: week, release: "Mon 09:00", due: "Fri 23:59"}}
  - {{exercise: {WEEKLY_COMMENT}, every: week, release: "Mon 09:00", due: "Sun 23:59"}}
{dated}study_blocks:
  - {{days: [{days}], from: "{STUDY_FROM:%H:%M}", to: "{STUDY_TO:%H:%M}"}}
rules:
  - {{metric: {METRIC}, above: {LINE}, rule: "{RULE}"}}
"""
