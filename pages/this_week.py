"""This week: who needs a look, what came in, what is missing?"""

from evenkeel.web import guard, week_view

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="This week")
week_view.show(viewer)
