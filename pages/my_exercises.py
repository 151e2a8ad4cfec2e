"""My exercises: what was asked of me, and how does it stand?"""

from evenkeel.web import guard, my_exercises

viewer = guard.require(guard.Role.STUDENT, title="My exercises")
my_exercises.show_page(viewer)
