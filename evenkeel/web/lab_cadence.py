"""Beside what the class entered on oversaturation: what the record says of posting and answers."""

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.access import Role
from evenkeel.labs.telling import Picture, PictureKind
from evenkeel.metrics.oversaturation import WEEKS
from evenkeel.model import State
from evenkeel.web import lab_pictures, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_MEANT = "Counted are posts and short posts to nobody in particular, old enough to judge, and the answers to each."


@reads.cached
def _judged(look: Look) -> pd.DataFrame:
    return look.desk.oversaturation(look.viewer, look.now)


@reads.cached
def _cadence(look: Look) -> pd.DataFrame:
    return look.desk.cadence(look.viewer, look.now, look.viewer.email)


def show(look: Look) -> None:
    """Show a student their own weeks on record, and who reviews the class how many students go which way."""
    if look.viewer.role is not Role.STUDENT:
        st.header("On record", anchor=False)
        st.markdown(plain(of_class(_judged(look))))
        quiet(_MEANT)
        return
    own = _cadence(look)
    if len(own):
        lab_pictures.show([picture(own)])


def of_class(judged: pd.DataFrame) -> str:
    """Say with how many students answers fall as posts rise."""
    good = judged[judged["state"] == State.OK]
    if good.empty:
        return f"No student has {WEEKS} weeks with posts yet: too little to say."
    falling = int((good["rho"] < 0).sum())
    rest = len(judged) - len(good)
    return (
        f"With {falling} of {words.count(len(good), 'student')} who posted in at least {WEEKS} weeks, a post found "
        f"fewer answers in busier weeks; of the {rest} others there is too little to say."
    )


def picture(own: pd.DataFrame) -> Picture:
    """Draw a student's own weeks on record: by how much they posted, the middle answer to a post."""
    rows = [
        (float(n), float(responses), "on record", f"{words.count(int(weeks), 'week')} with {n}: {responses:g} to each")
        for n, weeks, _, responses in own[["cadence", "weeks", "items", "responses"]].itertuples(index=False)
    ]
    return Picture(
        PictureKind.POINTS, pd.DataFrame(rows, columns=["x", "y", "group", "said"]), "Your own posts, on record",
        f"{_MEANT} A point stands for all your weeks with so many.", "Posts in the week", "Answers to a post (median)",
    )  # fmt: skip
