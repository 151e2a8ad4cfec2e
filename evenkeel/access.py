"""Who is looking, and what they may see: no viewer, no rows."""

from dataclasses import dataclass

from evenkeel.errors import NotAllowed
from evenkeel.model import Role

__all__ = ["LOCAL_INSTRUCTOR", "Role", "Viewer", "require_instructor"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person at the screen; `email` is empty for the instructor of a class on one laptop."""

    role: Role
    email: str = ""

    def may_see(self, email: str) -> bool:
        """Tell whether rows about the person with this address may be shown."""
        return self.role is not Role.STUDENT or self.email == email


LOCAL_INSTRUCTOR = Viewer(Role.INSTRUCTOR)


def require_instructor(viewer: Viewer) -> None:
    """Raise `NotAllowed` unless the viewer may review the class."""
    if viewer.role is Role.STUDENT:
        raise NotAllowed("This page is the instructor's. Your own pages show everything held about you.")
