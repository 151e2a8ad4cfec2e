"""My time: where did my hours go?"""

from evenkeel.web import guard, my_time_view

viewer = guard.require(guard.Role.STUDENT, title="My time")
my_time_view.show(viewer)
