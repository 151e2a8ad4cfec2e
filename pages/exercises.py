"""Exercises: what was asked, what was done, and how was it judged?"""

from evenkeel.web import exercises_view, guard

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Exercises")
exercises_view.show(viewer)
