"""Labs: what do the field's own experiments show, done by this class together?"""

from evenkeel.web import guard, labs_view

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, guard.Role.STUDENT, title="Labs")
labs_view.show(viewer)
