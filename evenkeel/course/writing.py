"""Writing a course.yaml that a teacher can go on with: every key explained where it stands."""

import json
from datetime import date, timedelta

_TEXT = """\
# The course. Weeks are counted from starts_on, breaks too; times are the clock of the course's time zone.
# `python -m evenkeel check --course THIS_FOLDER` names every mistake with its line.
title: {title}
timezone: {zone}
starts_on: {starts_on}   # a Monday
weeks: {weeks}

# Weeks without class, by number. They are skipped: nothing in them is counted, and nothing is missed.
breaks: []

# Posts and tweets with one of these tags or hashtags are coursework, and so is what is said in reply.
class_tags: []

# What an account is mostly used for where nothing else tells: coursework, leisure or unknown.
purposes:
  blog: coursework

# What is due and when. Ids stand in the folder exercises/. A day without a time is released at its start
# and due at its end; a due time that is not after the release is in the following week.
schedule:
{schedule}

# Hours of each week that are planned for work, as in: - {{days: [Tue, Thu], from: "10:00", to: "11:15"}}
study_blocks: []

# When a student is worth a look, as in: - {{metric: procrastination_minutes, above: 300, rule: "2 of 3"}}
# Also: below; "any week"; "3 in a row". Without this key the defaults of the folder exercises/ hold.
# rules:

# Our own cut-offs, where they shall differ, as in: session_gap_minutes: 30
settings: {{}}

# Weeks in which somebody is not looked at, as in: - {{student: rosa@example.org, weeks: [4], why: ill}}
excused: []

# The last day on which data about people are kept. From the next day on nothing is shown until they are erased.
# personal_data_until: {until}
"""
# Grades are long settled by then: so many weeks after the term's last one.
_WEEKS_AFTER = 12
_WEEKLY = "  - {{exercise: {id}, every: week, release: Mon 09:00, due: Fri 23:59}}"


def course_yaml(
    title: str, zone: str, starts_on: date, weeks: int, weekly: tuple[str, ...] = ("weekly-blog-post",)
) -> str:
    """Write the course.yaml of a new course, with the exercises that are due `weekly`."""
    schedule = "\n".join(_WEEKLY.format(id=exercise) for exercise in weekly) or "  []"
    return _TEXT.format(
        # JSON's text is YAML's in double quotes: a title may hold a colon or begin with a #.
        title=json.dumps(" ".join(title.split()), ensure_ascii=False),
        zone=zone,
        starts_on=starts_on.isoformat(),
        weeks=weeks,
        schedule=schedule,
        until=(starts_on + timedelta(weeks=weeks + _WEEKS_AFTER)).isoformat(),
    )
