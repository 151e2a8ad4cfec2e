"""People: who is in the class, who may sign in, and as what?"""

from evenkeel.web import guard, people_view

viewer = guard.require(guard.Role.INSTRUCTOR, title="People")
people_view.show(viewer)
