"""Who answers whom: the balance, reply-back, the time to answer, counts (rules 8-20, 59)."""

from types import SimpleNamespace as Relations

import pandas as pd

from benchmarks.plain_pandas.acts import KINDS

CELL = ["who", "week"]
HOUR = 3600e6


def unaddressed(r: Relations) -> pd.DataFrame:
    """Posts and tweets said to nobody: did they draw an answer, were they silent, are they too young to tell?"""
    waited = r.reply["moment"] - r.reply["asked"]
    drew = (r.reply["who"] != r.reply["author"]) & waited.between(0, r.answer_within)
    to_nobody = r.seen["kind"].isin(["post", "tweet"]) & ~r.seen["answers"] & ~r.seen["act"].isin(r.named["act"])
    found = r.seen[to_nobody]
    drawn = found["act"].isin(r.reply.loc[drew, "parent"])
    ripe = found["moment"] + r.answer_within <= r.data_end
    return found.assign(silent=~drawn & ripe, young=~drawn & ~ripe)


def between_peers(r: Relations) -> pd.DataFrame:
    """What was said in a course week between two people who count for each other (read twice below)."""
    both = r.addressed["giver"].isin(r.peer) & r.addressed["taker"].isin(r.peer)
    return r.addressed[both & r.addressed["week"].notna()]


def exchange(r: Relations) -> pd.DataFrame:
    """Pair by week: what a gave b and b gave a (a < b), and in how many acts."""
    said = r.between_peers
    forward = said["giver"] < said["taker"]
    pair = pd.DataFrame(
        {
            "week": said["week"],
            "a": said["giver"].where(forward, said["taker"]),
            "b": said["taker"].where(forward, said["giver"]),
            "a_to_b": said["share"].where(forward, 0),
            "b_to_a": said["share"].where(~forward, 0),
            "a_acts": forward,
            "b_acts": ~forward,
        }
    )
    return pair.groupby(["week", "a", "b"], as_index=False).sum()


def matched(r: Relations) -> pd.DataFrame:
    """Per window and person: the part of their exchanges that went both ways, summed over partners."""
    shares = ["a_to_b", "b_to_a"]
    total = r.exchange.groupby(["a", "b"], as_index=False)[shares].sum()
    mutual = total.loc[(total["a_to_b"] > 0) & (total["b_to_a"] > 0), ["a", "b"]]
    weekly = r.exchange.rename(columns={"week": "member"}).merge(mutual, on=["a", "b"])
    pair = weekly.merge(r.window_week, on="member").groupby(["week", "a", "b"], as_index=False)[shares].sum()
    pair["both_ways"] = pair[shares].min(axis=1)
    sides = [pair.rename(columns={side: "who"})[[*CELL, "both_ways"]] for side in ("a", "b")]
    return pd.concat(sides).groupby(CELL, as_index=False).sum()


def entering(r: Relations) -> pd.DataFrame:
    """Per week and person: what was given and taken, distinct acts that enter V or b, b itself, and young items."""
    to_b = {"a": "who", "a_to_b": "given", "b_to_a": "taken"}
    to_a = {"b": "who", "b_to_a": "given", "a_to_b": "taken"}
    acts = r.exchange["a_acts"] + r.exchange["b_acts"]
    sides = [r.exchange.assign(acts=acts).rename(columns=names) for names in (to_b, to_a)]
    several = r.between_peers[r.between_peers["share"] < 1].rename(columns={"giver": "who"})
    several = several.groupby(CELL)["act"].agg(["size", "nunique"])
    twice = (several["nunique"] - several["size"]).rename("acts").reset_index()
    items = r.unaddressed.groupby(CELL, as_index=False)[["silent", "young"]].sum()
    items["acts"] = items["silent"]
    columns = [*CELL, "given", "taken", "acts"]
    return pd.concat([*(side[columns] for side in sides), twice, items]).fillna(0)


def over_windows(r: Relations, weekly: pd.DataFrame) -> pd.DataFrame:
    """Sum weekly figures over trailing windows and the term."""
    weekly = weekly.rename(columns={"week": "member"}).merge(r.window_week, on="member")
    return weekly.drop(columns="member").groupby(CELL, as_index=False).sum()


def balance(r: Relations) -> pd.DataFrame:
    """Engagement balance and its factors per window (week 0: the term), as numerator and denominator."""
    weekly = r.entering.groupby(CELL, as_index=False).sum()
    part = over_windows(r, weekly).rename(columns={"acts": "n", "silent": "b"})
    part = part.merge(r.matched, on=CELL, how="left").fillna({"both_ways": 0})
    v, both = part["given"] + part["taken"], 2 * part["both_ways"]
    factors = {
        "engagement_balance": (both, v + part["b"]),
        "addressed_share": (v, v + part["b"]),
        "matched_share": (both, v),
        "direction": (part["given"] - part["taken"], v),
    }
    told = part[[*CELL, "n", "young"]]
    return pd.concat(
        told.assign(metric=metric, numerator=above, denominator=below) for metric, (above, below) in factors.items()
    )


def inbound(r: Relations) -> pd.DataFrame:
    """What others said to a student, when it was answered (empty: not yet), and whether it is old enough."""
    said = r.addressed.loc[r.addressed["kind"] != "repost", ["giver", "taker", "moment", "week"]]
    said = said.sort_values("moment")
    answers = said[["giver", "taker", "moment"]]
    found = pd.merge_asof(
        said[said["taker"].isin(r.student["who"])],
        answers.rename(columns={"giver": "taker", "taker": "giver", "moment": "answered"}),
        left_on="moment",
        right_on="answered",
        by=["giver", "taker"],
        direction="forward",
    )
    return found.rename(columns={"taker": "who"}).assign(ripe=found["moment"] + r.answer_within <= r.data_end)


def reply_back(r: Relations) -> pd.DataFrame:
    """Inbound answered in time among those old enough, per window."""
    ripe = r.inbound["ripe"]
    in_time = ripe & (r.inbound["answered"] <= r.inbound["moment"] + r.answer_within)
    marks = r.inbound[CELL].assign(n=ripe, young=~ripe, numerator=in_time)
    found = over_windows(r, marks.groupby(CELL, as_index=False).sum())
    return found.assign(metric="reply_back_rate", denominator=found["n"])


def answer_time(r: Relations) -> pd.DataFrame:
    """Median hours until an inbound act is answered, by Kaplan-Meier, censored at the end of the data."""
    said = r.inbound.dropna(subset="week")
    duration = said["answered"].fillna(r.data_end) - said["moment"]
    waited = said[["who", "week"]].assign(duration=duration, open=said["answered"].isna())
    # In order before every act is repeated for its windows: neither the merge nor a group changes the order.
    waited = waited.sort_values(["duration", "open"]).rename(columns={"week": "member"})
    waited = waited.merge(r.window_week, on="member")
    line = waited.groupby(CELL)["duration"]
    waiting = line.transform("size") - line.cumcount()
    waited["s"] = ((waiting - 1) / waiting).where(~waited["open"], 1)
    waited["s"] = waited.groupby(CELL)["s"].cumprod()
    median = waited[waited["s"] <= 0.5 + 1e-9].groupby(CELL)["duration"].min() / HOUR
    return pd.DataFrame({"n": line.size(), "value": median}).reset_index()


def counts(r: Relations) -> pd.DataFrame:
    """Counts of a student's acts per week."""
    mine = r.seen[r.seen["who"].isin(r.student["who"])]
    marks = mine[[*CELL, "words"]].assign(acts=1)
    for kind in KINDS:
        marks[f"{kind}s"] = mine["kind"] == kind
    marks["outreach"] = mine["act"].isin(r.addressed.loc[r.addressed["taker"] < 0, "act"])
    return marks.groupby(CELL, as_index=False).sum()


def received(r: Relations) -> pd.DataFrame:
    """Acts of others, outsiders too, that have the student among the addressees."""
    heard = r.addressed.rename(columns={"taker": "who"})
    return heard.groupby(CELL).size().rename("received").reset_index()


RELATIONS = (
    *(unaddressed, between_peers, exchange, matched, entering, balance),
    *(inbound, reply_back, answer_time, counts, received),
)
