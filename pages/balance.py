"""Balance: does the class talk with people, and is work done first?"""

from evenkeel.web import balance_view, guard

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Balance")
balance_view.show(viewer)
