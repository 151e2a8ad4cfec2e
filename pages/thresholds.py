"""Thresholds: which rules say who is worth a look, and what would others have done?"""

from evenkeel.web import guard, thresholds_view

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Thresholds")
thresholds_view.show(viewer)
