"""What a class's own platform gives: forums, networks and class lists, everybody in one file."""

from evenkeel.sources.base import Source
from evenkeel.sources.classroom import (
    blackboard_grades,
    canvas_gradebook,
    enrolment_files,
    moodle_forum,
    moodle_people,
    ning,
)

SOURCES: tuple[Source, ...] = (
    moodle_forum.SOURCE,
    moodle_people.SOURCE,
    ning.SOURCE,
    canvas_gradebook.SOURCE,
    enrolment_files.CANVAS_USERS,
    enrolment_files.ONEROSTER_USERS,
    blackboard_grades.SOURCE,
)
