"""Who is at the screen, asked anew at every run of a page: a right that was withdrawn ends at the next click."""

import sqlite3

import streamlit as st

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.errors import EvenkeelError
from evenkeel.web import keys
from evenkeel.web.door import keeper
from evenkeel.web.door.settings import Way, door


def viewer() -> Viewer | None:
    """Return who is looking; None while nobody is signed in, or somebody who is not on the roster."""
    found = _person()
    if found is None or found.role is not Role.INSTRUCTOR:
        return found
    seen_as = st.session_state.get(keys.SEEN_AS)
    return Viewer(Role.STUDENT, seen_as, looking_as=True) if seen_as else found


def verified_address() -> str:
    """Return the address that a university's sign-in vouches for; empty: none."""
    claims = st.user.to_dict()
    # Entra ID says by xms_edov that the owner of the address's domain is known to it, and has no email_verified.
    vouched = claims.get("email_verified") in (True, "true") or claims.get("xms_edov") in (True, "true", 1, "1")
    return str(claims.get("email") or "") if claims.get("is_logged_in") and vouched else ""


def _person() -> Viewer | None:
    match door().way:
        case Way.HERE:
            return LOCAL_INSTRUCTOR
        case Way.ALONE:
            return _from_record("")
        case Way.LINKS:
            return keeper.who(str(st.user.to_dict().get("session") or ""))
        case Way.UNIVERSITY:
            address = verified_address()
            return _from_record(address) if address else None


def _from_record(address: str) -> Viewer | None:
    try:
        at_door = keeper.keeper()
        return at_door.viewer_by_email(address) if address else at_door.the_only_student()
    except (EvenkeelError, sqlite3.Error, OSError):
        return None
