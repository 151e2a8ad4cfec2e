"""My flags: what was raised about me, and what do I say to it?"""

from evenkeel.web import guard, my_flags_view

viewer = guard.require(guard.Role.STUDENT, title="My flags")
my_flags_view.show(viewer)
