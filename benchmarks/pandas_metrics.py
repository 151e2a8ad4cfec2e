"""Every number of a class in pandas, as a good pandas programmer would compute it, to compare with.

The same rows as `evenkeel.metrics.measures.measure`, from the same tables (`pandas_frames.read`): a test
holds them equal on small classes, the benchmark on the large one.
"""

import numpy as np
import pandas as pd

from benchmarks import pandas_dialogue as dialogue
from benchmarks import pandas_time as minutes
from benchmarks.pandas_dialogue import CELL, Acts
from benchmarks.pandas_frames import NONE, Given

EVIDENCE = ["measured", "self_reported", "unplaced", "estimated"]
COLUMNS = ["student", "week", "metric", "value", "n", "state", *EVIDENCE, "firm"]
KINDS = ["posts", "comments", "tweets", "reposts"]
FEWEST_GAPS = 5
OK, TOO_LITTLE, NO_DATA, PENDING = "ok", "too little to say", "no data", "pending"


def measure(given: Given) -> pd.DataFrame:
    """Return every metric of every student, begun week and the term, in order of student, week and metric."""
    acts = dialogue.acts_of(given)
    covered, counted = dialogue.covered(acts), dialogue.counts(acts)
    cells = _cells(acts, covered)
    handed_in = minutes.submissions(acts)
    told = [
        *_ratios(acts, cells),
        *_tallies(acts, cells, counted),
        *_minutes(acts, cells, handed_in),
        *_over_term(acts, covered, counted, handed_in),
    ]
    return _printed(pd.concat(told, ignore_index=True), acts)


def _cells(acts: Acts, covered: pd.DataFrame) -> pd.DataFrame:
    """Make a row for every student and begun week, and for the term (week 0) (rules 6, 7)."""
    week = acts.given.week
    index = pd.MultiIndex.from_product([acts.students["who"], [0, *week["week"]]], names=CELL)
    term = covered.groupby("who").any()
    term.index = pd.MultiIndex.from_product([term.index, [0]], names=CELL)
    cells = pd.concat([covered, term]).assign(covered=True).reindex(index, fill_value=False)
    begun = week.set_index("week")["starts"] <= acts.end
    in_data = {0: bool(begun.any()), **begun}
    cells["in_data"] = index.get_level_values("week").map(in_data)
    known = {*acts.students["who"][acts.students["wrote"]], *acts.addressed["taker"].unique()}
    cells["heard"] = cells["in_data"].astype(bool) & index.get_level_values("who").isin(known)
    return cells


def _row(cells: pd.DataFrame, metric: str, value: pd.Series, n: pd.Series, state: np.ndarray) -> pd.DataFrame:
    """Spell one metric of all cells as rows; rules look at its own value."""
    found = pd.DataFrame({"value": value, "n": n, "state": state, "firm": value}, index=cells.index)
    return found.assign(metric=metric).reset_index()


def _ratios(acts: Acts, cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Tell the balance, its factors, reply-back and the time to answer (rules 8, 59)."""
    inbound = dialogue.inbound(acts)
    balance = dialogue.balance(acts).reindex(cells.index, fill_value=0)
    replies = dialogue.reply_back(inbound, acts.given).reindex(cells.index, fill_value=0)
    both, v, b = 2 * balance["both_ways"], balance["v"], balance["silent"]
    ratios = {
        "engagement_balance": (balance, both, v + b),
        "addressed_share": (balance, v, v + b),
        "matched_share": (balance, both, v),
        "direction": (balance, balance["given"] - balance["taken"], v),
        "reply_back_rate": (replies, replies["answered"], replies["n"]),
    }
    least = acts.given.settings["min_acts"]
    found = [_ratio(cells, name, *parts, least) for name, parts in ratios.items()]
    time = dialogue.answer_time(inbound, acts).reindex(cells.index)
    n = time["n"].fillna(0)
    state = np.where(cells["covered"] & (n > 0), OK, NO_DATA)
    return [*found, _row(cells, "answer_time", time["value"], n, state)]


def _ratio(
    cells: pd.DataFrame, name: str, of: pd.DataFrame, above: pd.Series, below: pd.Series, least: float
) -> pd.DataFrame:
    n = of["n"]
    state = np.select(
        [~cells["covered"], (n == 0) & (of["young"] > 0), n == 0, n < least, below == 0],
        [NO_DATA, PENDING, NO_DATA, TOO_LITTLE, NO_DATA],
        OK,
    )
    return _row(cells, name, above / below.where(below != 0), n, state)


def _tallies(acts: Acts, cells: pd.DataFrame, counted: pd.DataFrame) -> list[pd.DataFrame]:
    """Tell the counts: 0 where a source would show the acts, no data elsewhere (rules 7, 8, 18)."""
    term = counted.groupby("who").sum()
    term.index = pd.MultiIndex.from_product([term.index, [0]], names=CELL)
    filled = pd.concat([counted, term]).reindex(cells.index).fillna(0)
    shown = {name: cells[name.removesuffix("s")] for name in KINDS}
    shown |= dict.fromkeys(("acts", "words", "outreach"), cells["covered"]) | {"received": cells["heard"]}
    return [
        _row(
            cells,
            name,
            filled[name],
            filled["acts" if name == "words" else name].where(good, 0),
            np.where(good, OK, NO_DATA),
        )
        for name, good in shown.items()
    ]


def _minutes(acts: Acts, cells: pd.DataFrame, handed_in: pd.DataFrame) -> list[pd.DataFrame]:
    """Tell the minutes, with their evidence, and the coursework share (rules 24-40, 56)."""
    given = acts.given
    owned = minutes.slices(acts, minutes.ranks(acts, handed_in))
    placed, loose = minutes.entries(given, acts.students)
    told = minutes.recorded(placed, acts)
    work = minutes.waiting(acts, handed_in)
    stretches = pd.concat([told[told["evidence"] != ""], minutes.estimated(owned, told)], ignore_index=True)
    segment = minutes.timeline(stretches, given.day)
    part = minutes.loose_parts(loose, segment, work.union)
    spent = minutes.spent(segment, part, work.union).reindex(cells.index).fillna(0.0)
    touched = minutes.touched(placed, loose, owned, given.week).reindex(cells.index).fillna(0)
    judged = (touched["labelled"] > 0) | cells.index.isin(minutes.waiting_weeks(work.windows, given.week))
    return _time_rows(cells, spent, touched, judged, given.settings["unknown_limit"])


def _time_rows(
    cells: pd.DataFrame, spent: pd.DataFrame, touched: pd.DataFrame, judged: pd.Series, limit: float
) -> list[pd.DataFrame]:
    n, known = touched["n"], touched["rows"] > 0
    found, all_of, firm_of = [], {}, {}
    for name in minutes.KINDS_OF_MINUTES:
        by = pd.DataFrame({kind: spent.get((name, kind), 0.0) for kind in EVIDENCE}, index=cells.index)
        all_of[name], firm_of[name] = by.sum(axis=1), by[EVIDENCE[:3]].sum(axis=1)
        good = (n > 0) & (judged if name == "procrastination" else True)
        row = _row(cells, f"{name}_minutes", all_of[name], n, np.where(good, OK, NO_DATA))
        row[EVIDENCE], row["firm"] = by.to_numpy(), firm_of[name].where(known).to_numpy()
        found.append(row)
    return [
        *(each for each in found if each["metric"].iat[0] != "unlabelled_minutes"),
        _coursework_share(cells, n, known, all_of, firm_of, limit),
    ]


def _coursework_share(
    cells: pd.DataFrame,
    n: pd.Series,
    known: pd.Series,
    of: dict[str, pd.Series],
    firm_of: dict[str, pd.Series],
    limit: float,
) -> pd.DataFrame:
    """Tell coursework among coursework and leisure, unless too much has no label (rules 25, 41)."""
    share, unknown, total = _share(of)
    firm, firm_unknown, _ = _share(firm_of)
    state = np.select([(n == 0) | (total == 0), unknown > limit + 1e-9], [NO_DATA, TOO_LITTLE], OK)
    row = _row(cells, "coursework_share", share, n, state)
    row["firm"] = firm.where(known & (firm_unknown <= limit + 1e-9)).to_numpy()
    return row


def _share(of: dict[str, pd.Series]) -> tuple[pd.Series, pd.Series, pd.Series]:
    labelled = of["coursework"] + of["leisure"]
    total = labelled + of["unlabelled"]
    return of["coursework"] / labelled.where(labelled > 0), of["unlabelled"] / total.where(total > 0), total


def _over_term(acts: Acts, covered: pd.DataFrame, counted: pd.DataFrame, handed_in: pd.DataFrame) -> list[pd.DataFrame]:
    """Tell steadiness, burstiness and lateness of the term (rules 48, 49; METRICS 2)."""
    students = acts.students.set_index("who")
    found = {
        "steadiness": _steadiness(acts, covered, counted, students),
        "burstiness": _burstiness(acts, students),
        "lateness": _lateness(handed_in, students),
    }
    return [
        frame.reset_index().assign(metric=name, week=0, firm=frame["value"].to_numpy()) for name, frame in found.items()
    ]


def _steadiness(acts: Acts, covered: pd.DataFrame, counted: pd.DataFrame, students: pd.DataFrame) -> pd.DataFrame:
    completed = acts.given.week["week"][acts.given.week["completed"]]
    weekly = counted["acts"].reindex(covered.index).fillna(0)
    weekly = weekly[weekly.index.isin(completed, level="week")].sort_values()
    line = weekly.groupby(level="who")
    n, total = line.size(), line.sum()
    ranked = (weekly * (line.cumcount() + 1)).groupby(level="who").sum()
    value = 1 - (2 * ranked / (n * total).where(total > 0) - (n + 1) / n)
    found = pd.DataFrame({"n": n, "value": value, "total": total}).reindex(students.index)
    good = students["wrote"] & (found["n"] >= 4) & (found["total"] > 0)
    return found[["n", "value"]].fillna({"n": 0}).assign(state=np.where(good, OK, NO_DATA))


def _burstiness(acts: Acts, students: pd.DataFrame) -> pd.DataFrame:
    inside = acts.seen[(acts.seen["week"] != NONE) & acts.seen["who"].isin(students.index)]
    gaps = inside.groupby("who")["moment"].diff().groupby(inside["who"])
    n, longest, mean = gaps.count(), gaps.max(), gaps.mean()
    r = gaps.std(ddof=0) / mean.where(mean > 0)
    value = (np.sqrt(n + 1) * r - np.sqrt((n - 1).clip(lower=0))) / (
        (np.sqrt(n + 1) - 2) * r + np.sqrt((n - 1).clip(lower=0))
    )
    found = pd.DataFrame({"n": n, "value": value, "longest": longest}).reindex(students.index)
    few = found["n"].fillna(0) < FEWEST_GAPS
    state = np.select([~students["wrote"], few, found["longest"] == 0], [NO_DATA, TOO_LITTLE, NO_DATA], OK)
    return found[["n", "value"]].fillna({"n": 0}).assign(state=state)


def _lateness(handed_in: pd.DataFrame, students: pd.DataFrame) -> pd.DataFrame:
    task = handed_in.groupby("task")["moment"]
    submitters = task.transform("size")
    percentile = (task.rank(method="average") - 0.5) / submitters
    each = percentile[submitters >= 10].groupby(handed_in["who"])
    found = pd.DataFrame({"n": each.size(), "value": each.mean()}).reindex(students.index)
    n = found["n"].fillna(0)
    return found.assign(n=n, state=np.select([n == 0, n < 3], [NO_DATA, TOO_LITTLE], OK))


def _printed(told: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    """Empty what is not good, mark the running week, name the students and put all in order (rule 6)."""
    good = told["state"] == OK
    told["value"], told["firm"] = told["value"].where(good), told["firm"].where(good)
    running = acts.given.week["week"][~acts.given.week["completed"]]
    told["state"] = told["state"].mask(told["week"].isin(running), PENDING)
    order = pd.Categorical(told["who"].map(acts.students.set_index("who")["email"]), acts.students["email"])
    told = told.assign(student=order, metric=told["metric"].astype("category"), n=told["n"].astype("int64"))
    return told.sort_values(["student", "week", "metric"], ignore_index=True)[COLUMNS]
