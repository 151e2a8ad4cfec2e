"""Write an exercise: what are students asked, how is it counted, how is it judged?"""

from evenkeel.web import exercise_view, guard

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Write an exercise")
exercise_view.show(viewer)
