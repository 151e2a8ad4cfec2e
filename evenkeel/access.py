"""Who is looking, and what they may see: no viewer, no rows."""

from dataclasses import dataclass

from evenkeel.errors import NotAllowed
from evenkeel.model import Role

__all__ = ["LOCAL_INSTRUCTOR", "Role", "Viewer", "require_head", "require_instructor", "require_own"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person at the screen; `email` is empty for the instructor of a class on one laptop.

    `names`: whether names may be shown at all (an assistant may be without). `looking_as`: an instructor looks at what
    this student would see; then nothing is written in the student's name, and nothing private is shown.
    """

    role: Role
    email: str = ""
    names: bool = True
    looking_as: bool = False

    def may_see(self, email: str) -> bool:
        """Tell whether rows about the person with this address may be shown."""
        return self.role is not Role.STUDENT or self.email == email

    @property
    def signature(self) -> str:
        """Return who this is in a history: the address, or "instructor" for the one at this computer."""
        return self.email or "instructor"


LOCAL_INSTRUCTOR = Viewer(Role.INSTRUCTOR)


def require_instructor(viewer: Viewer) -> None:
    """Raise `NotAllowed` unless the viewer may review the class: an instructor or an assistant."""
    if viewer.role is Role.STUDENT:
        raise NotAllowed("This page is the instructor's. Your own pages show everything held about you.")


def require_head(viewer: Viewer) -> None:
    """Raise `NotAllowed` unless the viewer is an instructor: who may sign in, and whose data leave, is theirs alone."""
    if viewer.role is not Role.INSTRUCTOR:
        raise NotAllowed("Only the instructor of this class may do this.")


def require_own(viewer: Viewer, email: str) -> None:
    """Raise `NotAllowed` unless the viewer is the person themself: what is private, and what is said in one's name."""
    if viewer.looking_as or not email or viewer.email != email:
        raise NotAllowed("Only the person it is about may see or do this.")
