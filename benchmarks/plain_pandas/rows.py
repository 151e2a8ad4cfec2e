"""The numbers as rows: value, n, state, evidence, and the value that rules look at (rules 6-8, 25, 41, 48, 49)."""

from types import SimpleNamespace as Relations

import numpy as np
import pandas as pd

from benchmarks.plain_pandas.acts import KINDS
from benchmarks.plain_pandas.dialogue import CELL
from benchmarks.plain_pandas.time import EVIDENCE, KINDS_OF_MINUTES

OK, TOO_LITTLE, NO_DATA, PENDING = "ok", "too little to say", "no data", "pending"
RATIOS = ["engagement_balance", "addressed_share", "matched_share", "direction", "reply_back_rate"]
COUNTS = ["acts", "posts", "comments", "tweets", "reposts", "words", "outreach"]
COLUMNS = ["student", "week", "metric", "value", "n", "state", *EVIDENCE, "firm"]


def lateness(r: Relations) -> pd.DataFrame:
    """Mean mid-rank percentile of when a student handed in, among all who did, over tasks that enough did."""
    task = r.submission.groupby("task")["moment"]
    submitters = task.transform("size")
    ranked = r.submission.assign(percentile=(task.rank() - 0.5) / submitters)[submitters >= 10]
    return ranked.groupby("who")["percentile"].agg(n="size", value="mean").reset_index()


def rhythm(r: Relations) -> pd.DataFrame:
    """Steadiness (1 - Gini of weekly acts) and burstiness over the term."""
    return pd.concat([_steadiness(r), _burstiness(r)])


def _steadiness(r: Relations) -> pd.DataFrame:
    weekly = r.covered[r.covered["week"].isin(r.week.loc[r.week["completed"], "week"])][CELL]
    weekly = weekly.merge(r.counts[[*CELL, "acts"]], on=CELL, how="left").fillna({"acts": 0}).sort_values("acts")
    weekly["ranked"] = weekly["acts"] * (weekly.groupby("who").cumcount() + 1)
    found = weekly.groupby("who", as_index=False).agg(
        n=("acts", "size"), total=("acts", "sum"), ranked=("ranked", "sum")
    )
    n, total = found["n"], found["total"]
    found["value"] = 1 - (2 * found["ranked"] / (n * total).where(total > 0) - (n + 1) / n)
    return found.assign(metric="steadiness", state=np.where((n < 4) | (total == 0), NO_DATA, OK))


def _burstiness(r: Relations) -> pd.DataFrame:
    inside = r.seen[r.seen["week"].notna() & r.seen["who"].isin(r.student["who"])]
    gap = inside[["who"]].assign(gap=inside.groupby("who")["moment"].diff()).groupby("who")["gap"]
    found = gap.agg(n="count", mean="mean", longest="max").reset_index()
    ratio = gap.std(ddof=0).to_numpy() / found["mean"].where(found["mean"] > 0)
    more, less = np.sqrt(found["n"] + 1), np.sqrt((found["n"] - 1).clip(lower=0))
    found["value"] = (more * ratio - less) / ((more - 2) * ratio + less)
    state = np.select([found["n"] < 5, found["longest"] == 0], [TOO_LITTLE, NO_DATA], OK)
    return found.assign(metric="burstiness", state=state)


def student_week(r: Relations) -> pd.DataFrame:
    """A row for every student and begun week, and for the term (week 0), with what a source covers there."""
    term = pd.DataFrame({"week": [0], "starts": [r.week["starts"].min()]})
    weeks = pd.concat([r.week[["week", "starts"]], term])
    weeks["in_data"] = weeks["starts"] <= r.data_end
    any_week = r.covered.groupby("who", as_index=False)[KINDS].any().assign(week=0)
    shown = pd.concat([r.covered, any_week]).assign(covered=True)
    found = r.student[["who", "wrote"]].merge(weeks[["week", "in_data"]], how="cross")
    found = found.merge(shown, on=CELL, how="left")
    flags = ["covered", *KINDS]
    found[flags] = found[flags].fillna(False).astype(bool)
    return found


def ratio(r: Relations) -> pd.DataFrame:
    """The balance, its factors and the reply-back rate as rows."""
    part = pd.concat([r.balance, r.reply_back])
    cells = r.student_week[[*CELL, "covered"]].merge(pd.DataFrame({"metric": RATIOS}), how="cross")
    told = cells.merge(part, on=[*CELL, "metric"], how="left").fillna({"n": 0, "young": 0, "denominator": 0})
    n, below = told["n"], told["denominator"]
    told["value"] = told["numerator"] / below.where(below != 0)
    told["state"] = np.select(
        [~told["covered"], (n == 0) & (told["young"] > 0), n == 0, n < r.min_acts, below == 0],
        [NO_DATA, PENDING, NO_DATA, TOO_LITTLE, NO_DATA],
        OK,
    )
    return told[[*CELL, "metric", "value", "n", "state"]].assign(firm=told["value"])


def tally(r: Relations) -> pd.DataFrame:
    """Counts as rows: 0 where a source would show the acts, no data elsewhere."""
    filled = r.student_week.merge(_with_term(r.counts), on=CELL, how="left")
    filled = filled.merge(_with_term(r.received), on=CELL, how="left")
    filled[[*COUNTS, "received"]] = filled[[*COUNTS, "received"]].fillna(0)
    heard = filled["in_data"] & (filled["wrote"] | filled["who"].isin(r.addressed["taker"]))
    shown = dict.fromkeys(COUNTS, filled["covered"]) | {f"{kind}s": filled[kind] for kind in KINDS}
    shown["received"] = heard
    told = []
    for metric, good in shown.items():
        n = filled["acts" if metric == "words" else metric].where(good, 0)
        row = filled[CELL].assign(metric=metric, value=filled[metric], n=n, state=np.where(good, OK, NO_DATA))
        told.append(row.assign(firm=row["value"]))
    return pd.concat(told)


def _with_term(weekly: pd.DataFrame) -> pd.DataFrame:
    term = weekly.drop(columns="week").groupby("who", as_index=False).sum().assign(week=0)
    return pd.concat([weekly, term])


def minutes(r: Relations) -> pd.DataFrame:
    """The four minute metrics and the coursework share as rows, with their evidence."""
    cells = r.student_week[CELL].merge(r.touched, on=CELL, how="left")
    cells = cells.merge(r.waiting_week.assign(waits=True), on=CELL, how="left")
    cells[["n", "rows", "labelled"]] = cells[["n", "rows", "labelled"]].fillna(0)
    cells["judged"] = (cells["labelled"] > 0) | cells["waits"].notna()
    told = cells.merge(pd.DataFrame({"metric": KINDS_OF_MINUTES}), how="cross")
    told = told.merge(r.spent, on=[*CELL, "metric"], how="left")
    told[EVIDENCE] = told[EVIDENCE].fillna(0)
    told["firm"] = told[EVIDENCE[:3]].sum(axis=1)
    told["value"] = told["firm"] + told["estimated"]
    share = _coursework_share(r, cells, told)
    told = told[told["metric"] != "unlabelled"]
    bad = (told["n"] == 0) | ((told["metric"] == "procrastination") & ~told["judged"])
    told = told.assign(
        metric=told["metric"] + "_minutes",
        state=np.where(bad, NO_DATA, OK),
        firm=told["firm"].where(told["rows"] > 0),
    )
    return pd.concat([told[[*CELL, "metric", "value", "n", "state", *EVIDENCE, "firm"]], share])


def _coursework_share(r: Relations, cells: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    wide = told.pivot(index=CELL, columns="metric", values=["value", "firm"])
    share, unknown, total = _shares(wide["value"])
    firm, firm_unknown, _ = _shares(wide["firm"])
    found = cells.merge(
        pd.DataFrame({"value": share, "unknown": unknown, "total": total, "firm": firm, "firm_unknown": firm_unknown}),
        on=CELL,
    )
    limit = r.unknown_limit + 1e-9
    found["state"] = np.select(
        [(found["n"] == 0) | (found["total"] == 0), found["unknown"] > limit], [NO_DATA, TOO_LITTLE], OK
    )
    found["firm"] = found["firm"].where((found["rows"] > 0) & (found["firm_unknown"] <= limit))
    return found[[*CELL, "value", "n", "state", "firm"]].assign(metric="coursework_share")


def _shares(of: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    labelled = of["coursework"] + of["leisure"]
    total = labelled + of["unlabelled"]
    return of["coursework"] / labelled.where(labelled > 0), of["unlabelled"] / total.where(total > 0), total


def over_term(r: Relations) -> pd.DataFrame:
    """What is told of the term alone: steadiness, burstiness, lateness."""
    usual = pd.DataFrame({"metric": ["steadiness", "burstiness"], "otherwise": [NO_DATA, TOO_LITTLE]})
    told = r.student[["who", "wrote"]].merge(usual, how="cross").merge(r.rhythm, on=["who", "metric"], how="left")
    told["state"] = told["state"].fillna(told["otherwise"]).where(told["wrote"], NO_DATA)
    late = r.student[["who"]].merge(r.lateness, on="who", how="left").assign(metric="lateness")
    n = late["n"].fillna(0)
    late["state"] = np.select([n == 0, n < 3], [NO_DATA, TOO_LITTLE], OK)
    both = pd.concat([told, late])[["who", "metric", "value", "n", "state"]]
    return both.fillna({"n": 0}).assign(week=0, firm=both["value"])


def waiting_time(r: Relations) -> pd.DataFrame:
    """The time to answer as rows."""
    told = r.student_week[[*CELL, "covered"]].merge(r.answer_time, on=CELL, how="left").fillna({"n": 0})
    state = np.where(told["covered"] & (told["n"] > 0), OK, NO_DATA)
    return told[[*CELL, "value", "n"]].assign(metric="answer_time", state=state, firm=told["value"])


def measure(r: Relations) -> pd.DataFrame:
    """Every number of every student: a value stands only where it is good, all of the running week is pending."""
    told = pd.concat([r.ratio, r.tally, r.minutes, r.over_term, r.waiting_time], ignore_index=True)
    good = told["state"] == OK
    told["value"], told["firm"] = told["value"].where(good), told["firm"].where(good)
    running = r.week.loc[~r.week["completed"], "week"]
    told["state"] = told["state"].mask(told["week"].isin(running), PENDING)
    told = told.merge(r.student[["who", "email"]].rename(columns={"email": "student"}), on="who")
    told = told.astype({"n": "int64", "student": "category", "metric": "category"})
    return told.sort_values(["student", "week", "metric"], ignore_index=True)[COLUMNS]


RELATIONS = (lateness, rhythm, student_week, ratio, tally, minutes, over_term, waiting_time, measure)
