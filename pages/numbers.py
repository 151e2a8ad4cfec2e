"""What the numbers mean: what each shows and does not show, and how one student's came about."""

from evenkeel.web import guard, numbers_view

viewer = guard.require(*guard.Role, title="What the numbers mean")
numbers_view.show(viewer)
