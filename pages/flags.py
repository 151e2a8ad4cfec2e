"""Flags: what was done about each of them?"""

from evenkeel.web import flags_view, guard

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Flags")
flags_view.show(viewer)
