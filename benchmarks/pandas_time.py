"""Purposes, what was handed in, and minutes, in pandas (rules 22-40, 56)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.pandas_dialogue import CELL, Acts
from benchmarks.pandas_frames import NONE, Given, cut

RANK = {"coursework": 2, "leisure": 1, "unknown": 0}
PURPOSE = np.array(["unknown", "leisure", "coursework"])
SPAN = ["starts", "ends"]
KINDS_OF_MINUTES = ["social", "coursework", "leisure", "unlabelled", "procrastination"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """When work waited: each student's windows, and their union with how much had waited before each part."""

    windows: pd.DataFrame
    union: pd.DataFrame


def submissions(acts: Acts) -> pd.DataFrame:
    """Find the first act with which each student handed each task in (rule 35): who, task, at, moment."""
    by_student = acts.seen["who"].isin(acts.students["who"]).to_numpy()
    matching = {name: _matching(acts, name) & by_student for name in acts.given.exercise["exercise"]}
    found = [_firsts(acts, task, matching[task.exercise]) for task in _tasks(acts.given)]
    empty = pd.DataFrame({name: pd.Series(dtype="int64") for name in ("who", "task", "at", "moment")})
    return pd.concat([empty, *found], ignore_index=True)


def _tasks(given: Given) -> list:
    return list(given.task.astype({"release": float, "until": float}).itertuples(index=False))


def _firsts(acts: Acts, task: object, matching: np.ndarray) -> pd.DataFrame:
    moments = acts.seen["moment"].to_numpy()
    low = 0 if np.isnan(task.release) else np.searchsorted(moments, task.release)
    high = len(moments) if np.isnan(task.until) else np.searchsorted(moments, task.until)
    at = low + np.flatnonzero(matching[low:high])
    found = pd.DataFrame({"who": acts.seen["who"].to_numpy()[at], "task": task.task, "at": at})
    return found.drop_duplicates("who").assign(moment=lambda frame: moments[frame["at"]])


def _matching(acts: Acts, name: str) -> np.ndarray:
    """Mark the acts that hand an exercise in: by its id as a tag, or as its definition says."""
    given = acts.given
    asked = given.exercise[given.exercise["exercise"] == name].iloc[0]
    tags = given.exercise_tag["tag"][given.exercise_tag["exercise"] == name]
    found = _tagged(acts, [name])
    if pd.isna(asked["kind"]):
        return found
    defined = [*given.exercise["exercise"], *given.exercise_tag["tag"]]
    more = _tagged(acts, tags) if len(tags) else ~_tagged(acts, defined)
    more &= (acts.seen["kind"] == asked["kind"]).to_numpy()
    if asked["to_classmate"]:
        more &= _mark(acts, acts.addressed["at"][acts.addressed["taker"].isin(acts.students["who"])])
    return found | more


def _tagged(acts: Acts, tags: object) -> np.ndarray:
    """Mark the acts with one of these tags, hashtags of the text left out."""
    tag = acts.given.tag
    at = acts.places.get_indexer(tag["act"][tag["tag"].isin(list(tags)) & ~tag["in_text"]])
    return _mark(acts, at[at != NONE])


def _mark(acts: Acts, at: object) -> np.ndarray:
    marks = np.zeros(len(acts.seen), dtype=bool)
    marks[at] = True
    return marks


def ranks(acts: Acts, handed_in: pd.DataFrame) -> np.ndarray:
    """Return what each act was for, as its rank: coursework 2, leisure 1, unknown 0 (rule 22)."""
    default = acts.given.platform_purpose.set_index("platform")["purpose"].astype(str).map(RANK)
    by_platform = acts.seen["platform"].map(default.to_dict()).astype(float).fillna(0)
    own = acts.seen["purpose"].map(RANK).astype(float)
    found = np.where(_in_class_thread(acts, handed_in), 2, by_platform)
    return np.where(own.notna(), own, found).astype(int)


def _in_class_thread(acts: Acts, handed_in: pd.DataFrame) -> np.ndarray:
    """Mark the acts that are the class's, or have an ancestor that is, jumping twice as far each time."""
    tag = acts.given.tag
    hashtag = acts.places.get_indexer(tag["act"][tag["tag"].isin(acts.given.class_tag["tag"].tolist())])
    marks = _tagged(acts, acts.given.exercise["exercise"]) | _mark(acts, hashtag[hashtag != NONE])
    marks[handed_in["at"].to_numpy()] = True
    ancestor = acts.parent_at
    for _ in range(len(marks).bit_length() + 1):
        known = ancestor != NONE
        if not known.any():
            break
        marks = marks | (known & marks[ancestor])
        ancestor = np.where(known, ancestor[ancestor], NONE)
    return marks


def slices(acts: Acts, rank: np.ndarray) -> pd.DataFrame:
    """Cut sessions into what each act owns: the time since the last one, or the lead (rules 29, 30)."""
    seen, settings = acts.seen, acts.given.settings
    own = seen[["act", "who", "moment", "week"]].assign(rank=rank)[seen["who"].isin(acts.students["who"])]
    visited = acts.given.visited
    if len(visited):
        own = pd.concat([own, visited.assign(week=visited["week"].fillna(NONE).astype("int64"))])
    own = own.sort_values(["who", "moment", "rank", "act"], ascending=[True, True, False, True])
    before = own.groupby("who")["moment"].shift()
    lead = own["moment"] - settings["session_lead"]
    new = own["moment"] - before >= settings["session_gap"]
    starts = before.where(~new, np.maximum(before, lead)).fillna(lead)
    return own.assign(starts=starts.astype("int64")).rename(columns={"moment": "ends"})


def entries(given: Given, students: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the time entries with a place, cut at now, and those of days begun (rules 4, 24, 27)."""
    now = given.settings["now"]
    default = given.platform_purpose.set_index("platform")["purpose"].astype(str)
    entry = given.entry[given.entry["who"].isin(students["who"])].copy()
    platform, label = entry["platform"].astype(str), entry["purpose"].astype(str)
    entry["purpose"] = label.where(label != "", platform.map(default)).fillna("unknown")
    entry["social"] = platform != ""
    entry["measured"] = entry["evidence"] == "measured"
    placed = entry[entry["starts"].notna() & (entry["starts"] < now)].astype(dict.fromkeys(SPAN, "int64"))
    placed["ends"] = placed["ends"].clip(upper=int(now))
    loose = entry[entry["starts"].isna()].drop(columns=SPAN).astype({"day": "int64"}).merge(given.day, on="day")
    return placed, loose[loose["starts"] < now]


def sweep(pieces: pd.DataFrame, marks: list[str]) -> pd.DataFrame:
    """Cut each person's pieces wherever one begins or ends, with the sums of their marks in between."""
    begun = pieces[["who", "starts", *marks]].rename(columns={"starts": "moment"})
    ended = pieces[["who", "ends"]].rename(columns={"ends": "moment"}).join(-pieces[marks])
    change = pd.concat([begun, ended]).groupby(["who", "moment"])[marks].sum()
    # Every person's marks come back to 0, so one running sum serves all.
    going_on = change.cumsum().reset_index().rename(columns={"moment": "starts"})
    going_on["ends"] = going_on["starts"].shift(-1, fill_value=0)
    return going_on


def recorded(placed: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    """Say what entries and trackers tell; `evidence` is empty where silence is zero (rule 31)."""
    real = placed[placed["starts"] < placed["ends"]]
    piece = real[["who", *SPAN]].assign(meant=real["meant_to_work"], watched=0)
    for short, is_it in (("m", real["measured"]), ("r", ~real["measured"])):
        piece[short] = is_it
        piece[f"{short}_course"] = is_it & (real["purpose"] == "coursework")
        piece[f"{short}_leisure"] = is_it & (real["purpose"] == "leisure")
        piece[f"{short}_social"] = is_it & real["social"]
    marks = [name for name in piece.columns if name not in ("who", *SPAN)]
    watched = acts.given.tracked.assign(watched=1)
    now = acts.given.settings["now"]
    watched = watched[watched["who"].isin(acts.students["who"]) & (watched["starts"] < now)]
    watched = watched.assign(ends=watched["ends"].clip(upper=int(now)))
    whole = dict.fromkeys(["who", *SPAN, *marks], "int64")
    all_pieces = pd.concat([piece.astype(whole), watched]).fillna(dict.fromkeys(marks, 0)).astype(whole)
    going_on = sweep(all_pieces.reset_index(drop=True), marks)
    return _decided(going_on[going_on[["m", "r", "watched"]].gt(0).any(axis=1)])


def _decided(going_on: pd.DataFrame) -> pd.DataFrame:
    strong = going_on["m"] > 0
    silent = ~strong & (going_on["watched"] > 0) & (going_on["meant"] == 0)
    course = going_on["m_course"].where(strong, going_on["r_course"]) > 0
    leisure = going_on["m_leisure"].where(strong, going_on["r_leisure"]) > 0
    return pd.DataFrame(
        {
            "who": going_on["who"],
            "starts": going_on["starts"],
            "ends": going_on["ends"],
            "evidence": np.select([strong, silent], ["measured", ""], "self_reported"),
            "purpose": np.select([course, leisure], ["coursework", "leisure"], "unknown"),
            "social": going_on["m_social"].where(strong, going_on["r_social"]) > 0,
            "meant_to_work": going_on["meant"] > 0,
        }
    )


def estimated(owned: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Keep the parts of the sessions that no entry and no watching tracker covers (rule 31)."""
    real = owned.loc[owned["starts"] < owned["ends"], ["who", "rank", *SPAN]].sort_values("ends", ignore_index=True)
    last = told[["who", *SPAN]].sort_values("starts").rename(columns={"starts": "began", "ends": "until"})
    beside = pd.merge_asof(real, last, left_on="ends", right_on="began", by="who", allow_exact_matches=False)
    taken = (beside["until"] > beside["starts"]).to_numpy()
    mixed = pd.concat([real[taken].assign(own=1, told=0), told[["who", *SPAN]].assign(own=0, told=1, rank=0)])
    parts = sweep(mixed.reset_index(drop=True), ["own", "told", "rank"])
    parts = parts[(parts["own"] > 0) & (parts["told"] == 0)]
    free = pd.concat([real[~taken], parts[["who", "rank", *SPAN]]], ignore_index=True)
    return free.drop(columns="rank").assign(
        evidence="estimated", purpose=PURPOSE[free["rank"]], social=True, meant_to_work=False
    )


def timeline(stretches: pd.DataFrame, day: pd.DataFrame) -> pd.DataFrame:
    """Cut stretches at local midnights and place them in their week; what lies in none is left out."""
    piece, nth = cut(stretches, day)
    found = stretches.take(piece).reset_index(drop=True)
    on = day.take(nth).reset_index(drop=True)
    found["starts"] = np.maximum(found["starts"], on["starts"])
    found["ends"] = np.minimum(found["ends"], on["ends"])
    return found.assign(week=on["week"], day=on["day"])


def waiting(acts: Acts, handed_in: pd.DataFrame) -> Waiting:
    """List when work waited: pending windows and study hours (rule 38)."""
    settings, who = acts.given.settings, acts.students[["who"]]
    task = acts.given.task[["task", "release", "due"]]
    windows = who.merge(task, how="cross").merge(handed_in[["who", "task", "moment"]], how="left")
    windows["starts"] = np.fmax(windows["release"].astype(float), windows["due"] - settings["opens_before"])
    windows["ends"] = np.fmin(windows["moment"].astype(float), windows["due"] + settings["closes_after"])
    windows = windows.loc[windows["starts"] < windows["ends"], ["who", *SPAN]]
    study = who.merge(acts.given.study, how="cross")
    found = pd.concat([windows.astype("int64"), study], ignore_index=True)
    return Waiting(found, _union(found))


def _union(windows: pd.DataFrame) -> pd.DataFrame:
    """Merge what overlaps or touches, student by student, with the length of all before it."""
    ordered = windows.sort_values(["who", *SPAN], ignore_index=True)
    reached = ordered.groupby("who")["ends"].cummax().groupby(ordered["who"]).shift()
    number = (~(ordered["starts"] <= reached)).cumsum()
    merged = ordered.groupby(number).agg({"who": "first", "starts": "min", "ends": "max"})
    length = merged["ends"] - merged["starts"]
    merged["before"] = length.groupby(merged["who"]).cumsum() - length
    return merged.sort_values("starts", ignore_index=True)


def waited(who: pd.Series, moment: pd.Series, union: pd.DataFrame) -> np.ndarray:
    """Return for how long work had waited for somebody up to a moment."""
    asked = pd.DataFrame({"who": who, "moment": moment}).sort_values("moment")
    found = pd.merge_asof(asked, union, left_on="moment", right_on="starts", by="who").set_index(asked.index)
    total = found["before"] + np.minimum(found["moment"], found["ends"]) - found["starts"]
    return total.fillna(0).reindex(who.index)


def loose_parts(loose: pd.DataFrame, segment: pd.DataFrame, union: pd.DataFrame) -> pd.DataFrame:
    """Share the room that a day's placed minutes leave among its other entries (rules 32, 33, 39)."""
    here = segment[segment["who"].isin(loose["who"])]
    placed = ((here["ends"] - here["starts"]) / 60e6).groupby([here["who"], here["day"]]).sum()
    part = loose.sort_values("starts", ignore_index=True)
    part["placed"] = placed.reindex(pd.MultiIndex.from_frame(part[["who", "day"]])).fillna(0).to_numpy()
    day = [part["who"], part["day"]]
    strong = part["minutes"].where(part["measured"], 0).groupby(day).transform("sum")
    told = part["minutes"].where(~part["measured"], 0).groupby(day).transform("sum")
    strong_room = (strong - part["placed"]).clip(lower=0)
    told_room = (told - part["placed"] - strong_room).clip(lower=0)
    share = part["minutes"] / strong.where(part["measured"], told)
    part["part"] = (strong_room.where(part["measured"], told_room) * share).where(part["minutes"] > 0, 0.0)
    open_ = union.rename(columns={"starts": "began", "ends": "until"})
    whole = pd.merge_asof(part[["who", "starts"]], open_, left_on="starts", right_on="began", by="who")
    part["waiting"] = (whole["until"] >= part["ends"]).to_numpy()
    part["evidence"] = np.where(part["measured"], "measured", "unplaced")
    return part


def spent(segment: pd.DataFrame, part: pd.DataFrame, union: pd.DataFrame) -> pd.DataFrame:
    """Sum minutes by what they were and evidence, per student and week (0: the term) (rules 25, 39, 56)."""
    minutes = (segment["ends"] - segment["starts"]) / 60e6
    leisure = segment[segment["purpose"] == "leisure"]
    late = waited(leisure["who"], leisure["ends"], union) - waited(leisure["who"], leisure["starts"], union)
    late = (late / 60e6).reindex(segment.index, fill_value=0.0)
    labelled = part["meant_to_work"] | ((part["purpose"] == "leisure") & part["waiting"])
    minute = pd.concat(
        [
            _split(segment, minutes, minutes.where(segment["meant_to_work"], late)),
            _split(part, part["part"], part["part"].where(labelled, 0.0)),
        ]
    )
    weekly = minute.groupby([*CELL, "evidence"], as_index=False)[KINDS_OF_MINUTES].sum()
    term = weekly.groupby(["who", "evidence"], as_index=False)[KINDS_OF_MINUTES].sum().assign(week=0)
    both = pd.concat([weekly, term])
    return both.set_index([*CELL, "evidence"]).unstack("evidence", fill_value=0.0)


def _split(frame: pd.DataFrame, minutes: pd.Series, procrastination: pd.Series) -> pd.DataFrame:
    purpose = frame["purpose"]
    return pd.DataFrame(
        {
            "who": frame["who"],
            "week": frame["week"],
            "evidence": frame["evidence"],
            "social": minutes.where(frame["social"], 0.0),
            "coursework": minutes.where(purpose == "coursework", 0.0),
            "leisure": minutes.where(purpose == "leisure", 0.0),
            "unlabelled": minutes.where(purpose == "unknown", 0.0),
            "procrastination": procrastination,
        }
    )


def touched(placed: pd.DataFrame, loose: pd.DataFrame, owned: pd.DataFrame, week: pd.DataFrame) -> pd.DataFrame:
    """Count entries and own acts with a part in each week and in the term (rules 26, 34, 40)."""
    # An entry without length has a part in the week its moment lies in.
    at_least = placed.assign(ends=np.maximum(placed["ends"], placed["starts"] + 1))
    labelled = placed["meant_to_work"] & (placed["starts"] < placed["ends"])
    rows = _in_weeks(at_least.assign(labelled=labelled)[["who", "entry", "labelled", *SPAN]], week)
    labelled = loose["meant_to_work"] & (loose["minutes"] > 0)
    rows = pd.concat([rows, loose[["who", "entry", "week"]].assign(labelled=labelled)])
    reaching = _in_weeks(owned.drop(columns="week"), week)
    inside = owned[owned["week"] != NONE]
    more = reaching.assign(own=reaching["act"].map(owned.set_index("act")["week"]))
    outside = more[more["own"] == NONE].drop_duplicates("act")
    acts = pd.concat([inside[CELL], more.loc[more["week"] != more["own"], CELL]])
    whole = pd.concat([inside[["who"]], outside[["who"]]]).assign(week=0)
    n = _with_term(rows, "entry").groupby(CELL).agg(rows=("entry", "size"), labelled=("labelled", "sum"))
    found = n.join(pd.concat([acts, whole]).groupby(CELL).size().rename("acts"), how="outer").fillna(0)
    return found.assign(n=found["rows"] + found["acts"])


def _in_weeks(pieces: pd.DataFrame, week: pd.DataFrame) -> pd.DataFrame:
    piece, nth = cut(pieces, week)
    return pieces.take(piece).assign(week=week["week"].to_numpy()[nth])


def _with_term(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    return pd.concat([rows, rows.drop_duplicates(key).assign(week=0)])


def waiting_weeks(windows: pd.DataFrame, week: pd.DataFrame) -> pd.MultiIndex:
    """List the student-weeks (0: the term) in which some work waited at some time (rule 40)."""
    found = _in_weeks(windows, week)[CELL].drop_duplicates()
    return pd.MultiIndex.from_frame(pd.concat([found, found.assign(week=0).drop_duplicates()]))
