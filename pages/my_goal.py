"""My goal: what do I want of my week?"""

from evenkeel.web import guard, my_goal_view

viewer = guard.require(guard.Role.STUDENT, title="My goal")
my_goal_view.show(viewer)
