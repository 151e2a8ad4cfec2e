"""What somebody sees who is not signed in, or is and has no place in this class; and how one leaves."""

from html import escape

import streamlit as st

from evenkeel.access import Role, Viewer
from evenkeel.web import course_folder, identity, keys, style
from evenkeel.web.door import keeper
from evenkeel.web.door.settings import Way, door
from evenkeel.web.saying import plain


def show() -> None:
    """Say how to sign in."""
    st.set_page_config(page_title="Sign in · Evenkeel", page_icon=style.ICON)
    style.put_on()
    st.title(plain(course_folder.title() or "Evenkeel"), anchor=False)
    match door().way:
        case Way.UNIVERSITY:
            _by_university()
        case Way.LINKS:
            st.markdown("You are not signed in, or no longer: a sign-in ends after 30 days, or when it is taken back.")
            st.link_button("Sign in", "/sign-in", type="primary")
        case _:
            st.markdown("This folder is no class of one student: start it without `--self`.")


def _by_university() -> None:
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        st.markdown("Please sign in with the account of your university.")
        st.button("Sign in", type="primary", on_click=st.login)
        return
    address, vouched = str(claims.get("email") or ""), identity.verified_address()
    if vouched:
        st.error(f"{plain(vouched)} is not on this class's roster. Please ask your instructor.", icon=":material/lock:")
    else:
        st.error(
            f"Your university does not vouch for the address {plain(address) or 'of this account'} as yours, so it is "
            "not taken. Please tell whoever looks after this app.",
            icon=":material/lock:",
        )
    st.button("Sign out", on_click=st.logout)


def line(viewer: Viewer) -> None:
    """Say who is signed in, with the way out; nothing where nobody signs in, or above another's pages."""
    opened = door()
    if not opened.signs_in or viewer.looking_as:
        return
    shown = viewer.role is Role.STUDENT or (viewer.names and st.session_state.get(keys.NAMES_SHOWN, True))
    who = f"{keeper.keeper().name_of(viewer.email)}, {viewer.role.value}" if shown else viewer.role.value
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="signed_in"):
        st.html(f'<span class="ek-quiet">{escape(who)}</span>', width="content")
        if opened.way is Way.LINKS:
            st.link_button("Sign out", "/sign-out", type="tertiary")
        else:
            st.button("Sign out", on_click=st.logout, type="tertiary", key="sign_out")
