"""Acts, where they lie in the course, and who is addressed (rules 4-6, 10-13, 17)."""

from types import SimpleNamespace as Relations

import pandas as pd

KINDS = ["post", "comment", "tweet", "repost"]


def course_day(r: Relations) -> pd.DataFrame:
    """Days of begun course weeks, each with its week's beginning."""
    week = r.week[["week", "starts"]].rename(columns={"starts": "week_starts"})
    return r.day.merge(week, on="week").rename(columns={"starts": "day_starts", "ends": "day_ends"})


def on_its_day(frame: pd.DataFrame, moment: str, days: pd.DataFrame) -> pd.DataFrame:
    """Add the course day a moment lies in, empty where it lies in none; the rows come back in order of time."""
    found = pd.merge_asof(
        frame.sort_values(moment), days.sort_values("day_starts"), left_on=moment, right_on="day_starts"
    )
    added = days.columns
    found[added] = found[added].where(found[moment] < found["day_ends"])
    return found


def seen(r: Relations) -> pd.DataFrame:
    """Acts not after now, each with the course week it lies in (empty: a break, or outside the term)."""
    return on_its_day(r.act[r.act["moment"] <= r.now], "moment", r.course_day).drop(
        columns=["day", "day_starts", "day_ends"]
    )


def data_end(r: Relations) -> float:
    """The end of the data: the latest act of anybody, not after now."""
    return r.seen["moment"].max()


def student(r: Relations) -> pd.DataFrame:
    """Who gets rows, and whether they have an act on record."""
    found = r.person[r.person["role"] == "student"]
    return found[["who", "email"]].assign(wrote=found["who"].isin(r.seen["who"]))


def peer(r: Relations) -> pd.Series:
    """With whom a student's exchanges count: everybody on the roster, or students only."""
    return r.student["who"] if r.students_only else r.person["who"]


def window_week(r: Relations) -> pd.DataFrame:
    """Week by trailing window: `member` counts for `week`; week 0 is the term."""
    member = r.week[["week"]].rename(columns={"week": "member"})
    pairs = r.week[["week"]].merge(member, how="cross")
    inside = pairs[pairs["member"].between(pairs["week"] - r.window_weeks + 1, pairs["week"])]
    return pd.concat([inside, member.assign(week=0)], ignore_index=True)


def reply(r: Relations) -> pd.DataFrame:
    """Acts with the act on record that they answer: its author and moment (joined once, for all who ask)."""
    child = r.seen[["act", "who", "moment", "parent"]].dropna().astype({"parent": "int64"})
    parent = r.seen[["act", "who", "moment"]]
    parent = parent.rename(columns={"act": "parent", "who": "author", "moment": "asked"})
    return child.merge(parent, on="parent")


def named(r: Relations) -> pd.DataFrame:
    """Everybody an act addresses, its author included: in `to`, @-mentioned, or the author of what it answers."""
    to = r.addressee[r.addressee["act"].isin(r.seen["act"])]
    answered = r.reply[["act", "author"]].rename(columns={"author": "who"})
    return pd.concat([to, answered]).drop_duplicates()


def addressed(r: Relations) -> pd.DataFrame:
    """Act by addressee other than the author, each with its share 1/k of the act."""
    author = r.seen[["act", "who", "kind", "moment", "week"]].rename(columns={"who": "giver"})
    found = r.named.rename(columns={"who": "taker"}).merge(author, on="act")
    found = found[found["taker"] != found["giver"]]
    return found.assign(share=1 / found.groupby("act")["act"].transform("size"))


RELATIONS = (
    *(course_day, seen, data_end, student, peer, window_week),
    *(reply, named, addressed),
)
