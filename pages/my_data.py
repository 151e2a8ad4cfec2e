"""My data: what is held about me, and how do I take it or end it?"""

from evenkeel.web import guard, my_data_view

viewer = guard.require(guard.Role.STUDENT, title="My data")
my_data_view.show(viewer)
