"""Conversation: who talks with whom, who is left out, and how much comes back?"""

from evenkeel.web import conversation_view, guard

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="Conversation")
conversation_view.show(viewer)
