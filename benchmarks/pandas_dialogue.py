"""Acts and who answers whom, in pandas: balance, reply-back, time to answer, counts (rules 5-23, 59)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.pandas_frames import NONE, Given, place

CELL = ["who", "week"]
KINDS = ["post", "comment", "tweet", "repost"]


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts not after now in order of time (`at` is a row's place), and what is often asked about them.

    `parent_at`: the place of the act it answers, or NONE. `named`: whether it addresses anybody, its author
    included. `addressed`: act by addressee other than its author.
    """

    given: Given
    seen: pd.DataFrame
    places: pd.Index
    parent_at: np.ndarray
    named: np.ndarray
    addressed: pd.DataFrame
    students: pd.DataFrame
    peers: pd.Series
    end: int


def acts_of(given: Given) -> Acts:
    """Prepare the acts."""
    now = given.settings["now"]
    seen = given.act[given.act["moment"] <= now].sort_values(["moment", "act"], ignore_index=True)
    seen["week"] = place(seen["moment"], given.week, "week")
    places = pd.Index(seen["act"])
    parent_at = places.get_indexer(seen["parent"])
    named, addressed = _addressed(given, seen, places, parent_at)
    roles = given.person["role"]
    students = given.person[roles == "student"].sort_values("email", ignore_index=True)
    students["wrote"] = students["who"].isin(seen["who"].unique())
    peers = given.person["who"][(roles == "student") | (not given.settings["students_only"])]
    end = int(seen["moment"].iloc[-1]) if len(seen) else NONE
    return Acts(given, seen, places, parent_at, named, addressed, students, peers, end)


def _addressed(
    given: Given, seen: pd.DataFrame, places: pd.Index, parent_at: np.ndarray
) -> tuple[np.ndarray, pd.DataFrame]:
    """Mark the acts that name anybody, and list act by addressee with its share 1/k (rules 10, 13)."""
    to = pd.DataFrame({"at": places.get_indexer(given.addressee["act"]), "taker": given.addressee["who"]})
    answering = np.flatnonzero(parent_at != NONE)
    authors = seen["who"].to_numpy()
    answered = pd.DataFrame({"at": answering, "taker": authors[parent_at[answering]]})
    named = pd.concat([to[to["at"] != NONE], answered]).drop_duplicates()
    names = np.zeros(len(seen), dtype=bool)
    names[named["at"]] = True
    found = named[named["taker"].to_numpy() != authors[named["at"]]].sort_values("at", ignore_index=True)
    author = seen[["act", "who", "kind", "moment", "week"]].rename(columns={"who": "giver"})
    found = pd.concat([found, author.take(found["at"]).reset_index(drop=True)], axis=1)
    found["share"] = 1 / np.bincount(found["at"], minlength=1)[found["at"]]
    return names, found


def among_peers(acts: Acts) -> pd.DataFrame:
    """Keep what lies in a course week between two people who count for each other (rule 17)."""
    found = acts.addressed
    both = found["giver"].isin(acts.peers) & found["taker"].isin(acts.peers)
    return found[both & (found["week"] != NONE)]


def balance(acts: Acts) -> pd.DataFrame:
    """Return n, young and the parts of the balance per window and person (rules 8, 12-17)."""
    inner = among_peers(acts)
    counted = over_windows(_entering(acts, inner), acts.given)
    matched = _matched(inner, acts.given)
    parts = counted.join(matched).fillna({"given": 0, "taken": 0, "both_ways": 0})
    parts["v"] = parts["given"] + parts["taken"]
    return parts


def _entering(acts: Acts, inner: pd.DataFrame) -> pd.DataFrame:
    """Count per week and person the acts that enter V or b, and items still too young (rules 8, 14-16)."""
    given = inner.drop_duplicates("at").rename(columns={"giver": "who"}).groupby(CELL).size()
    taken = inner.rename(columns={"taker": "who"}).groupby(CELL).size()
    fates = _unaddressed(acts).groupby(CELL)[["silent", "young"]].sum()
    n = given.add(taken, fill_value=0).add(fates["silent"], fill_value=0)
    return pd.DataFrame({"n": n}).join(fates).fillna(0)


def _unaddressed(acts: Acts) -> pd.DataFrame:
    """List the posts and tweets to nobody that drew no answer: silent, or too young to tell (rules 14-16)."""
    seen, within = acts.seen, acts.given.settings["answer_within"]
    author, moment = seen["who"].to_numpy(), seen["moment"].to_numpy()
    child = np.flatnonzero(acts.parent_at != NONE)
    parent = acts.parent_at[child]
    waited = moment[child] - moment[parent]
    drew = (author[child] != author[parent]) & (waited >= 0) & (waited <= within)
    quiet = np.ones(len(seen), dtype=bool)
    quiet[parent[drew]] = False
    quiet &= seen["kind"].isin(["post", "tweet"]) & ~seen["answers"] & ~acts.named & (seen["week"] != NONE)
    found = seen.loc[quiet, [*CELL, "moment"]]
    silent = found["moment"] + within <= acts.end
    return found.assign(silent=silent.astype(int), young=(~silent).astype(int))


def _matched(inner: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Sum per window and person what was given, taken, and went both ways, partner by partner."""
    forward = inner["giver"] < inner["taker"]
    pair = pd.DataFrame(
        {
            "week": inner["week"],
            "a": inner["giver"].where(forward, inner["taker"]),
            "b": inner["taker"].where(forward, inner["giver"]),
            "a_to_b": inner["share"].where(forward, 0.0),
            "b_to_a": inner["share"].where(~forward, 0.0),
        }
    )
    weekly = pair.groupby(["week", "a", "b"], as_index=False, sort=False).sum()
    weekly = weekly.rename(columns={"week": "member"}).merge(given.window_week, on="member")
    keys = ["week", "a", "b"]
    windows = weekly.groupby(keys, as_index=False, sort=False)[["a_to_b", "b_to_a"]].sum()
    windows["both_ways"] = windows[["a_to_b", "b_to_a"]].min(axis=1)
    mine = windows.rename(columns={"a": "who", "a_to_b": "given", "b_to_a": "taken"})
    theirs = windows.rename(columns={"b": "who", "b_to_a": "given", "a_to_b": "taken"})
    return pd.concat([mine, theirs]).groupby(CELL)[["given", "taken", "both_ways"]].sum()


def over_windows(weekly: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Sum weekly figures, indexed by who and week, over trailing windows and the term."""
    flat = weekly.reset_index().rename(columns={"week": "member"})
    return flat.merge(given.window_week, on="member").drop(columns="member").groupby(CELL).sum()


def inbound(acts: Acts) -> pd.DataFrame:
    """List what others said to students, and when it was answered (rules 19, 20); NaN: not yet."""
    said = acts.addressed[acts.addressed["kind"] != "repost"]
    said = said[["giver", "taker", "moment", "week"]]
    to_students = said[said["taker"].isin(acts.students["who"])]
    answers = said.rename(columns={"giver": "taker", "taker": "giver", "moment": "answered"})
    found = pd.merge_asof(
        to_students,
        answers.drop(columns="week"),
        left_on="moment",
        right_on="answered",
        by=["giver", "taker"],
        direction="forward",
    )
    found["ripe"] = found["moment"] + acts.given.settings["answer_within"] <= acts.end
    return found[found["week"] != NONE].rename(columns={"taker": "who"})


def reply_back(found: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Return ripe, young and answered inbound acts per window (rules 8, 20)."""
    in_time = found["answered"] - found["moment"] <= given.settings["answer_within"]
    marks = pd.DataFrame({"n": found["ripe"], "young": ~found["ripe"], "answered": found["ripe"] & in_time})
    weekly = marks.astype("int64").groupby([found["who"], found["week"]]).sum()
    return over_windows(weekly, given)


def answer_time(found: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    """Return n and the Kaplan-Meier median in hours per window (rule 59)."""
    duration = found["answered"].fillna(acts.end) - found["moment"]
    waited = pd.DataFrame(
        {
            "who": found["who"],
            "member": found["week"],
            "duration": duration,
            "open": found["answered"].isna(),
        }
    )
    waited = waited.merge(acts.given.window_week, on="member").drop(columns="member")
    waited = waited.sort_values([*CELL, "duration", "open"])
    line = waited.groupby(CELL, sort=False)
    waiting = line["duration"].transform("size") - line.cumcount()
    kept = ((waiting - 1) / waiting).where(~waited["open"], 1.0)
    surviving = kept.groupby([waited["who"], waited["week"]], sort=False).cumprod()
    median = waited[surviving <= 0.5 + 1e-9].groupby(CELL)["duration"].min() / 3600e6
    return pd.DataFrame({"n": line.size(), "value": median})


def counts(acts: Acts) -> pd.DataFrame:
    """Count a student's acts of each kind, words and outreach per week, and what was received (METRICS 3)."""
    seen = acts.seen
    reached_out = np.zeros(len(seen), dtype=bool)
    reached_out[acts.addressed["at"][acts.addressed["taker"] < 0]] = True
    columns = {f"{kind}s": (seen["kind"] == kind) for kind in KINDS}
    marks = pd.DataFrame({"acts": 1, **columns, "words": seen["words"], "outreach": reached_out})
    inside = seen["week"] != NONE
    wrote = marks[inside].astype("int64").groupby([seen["who"][inside], seen["week"][inside]]).sum()
    heard = acts.addressed[acts.addressed["week"] != NONE].rename(columns={"taker": "who"})
    return wrote.join(heard.groupby(CELL).size().rename("received"), how="outer").fillna(0)


def covered(acts: Acts) -> pd.DataFrame:
    """List student-weeks in which a source would show an act of each kind if there was one (rule 7)."""
    return acts.given.covered.set_index(CELL)[KINDS].sort_index()
