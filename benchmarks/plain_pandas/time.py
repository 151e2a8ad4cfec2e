"""What acts were for, what was handed in, and minutes (rules 22-40, 56)."""

from types import SimpleNamespace as Relations

import numpy as np
import pandas as pd

from benchmarks.plain_pandas.acts import on_its_day
from benchmarks.plain_pandas.dialogue import CELL

RANK = {"coursework": 2, "leisure": 1, "unknown": 0}
PURPOSE = {rank: name for name, rank in RANK.items()}
SPAN = ["starts", "ends"]
KINDS_OF_MINUTES = ["social", "coursework", "leisure", "unlabelled", "procrastination"]
EVIDENCE = ["measured", "self_reported", "unplaced", "estimated"]
MINUTE, DAY = 60e6, 86_400_000_000


def submission(r: Relations) -> pd.DataFrame:
    """The first act with which a student handed a task in, between its release and the exercise's next one."""
    author = r.seen.loc[r.seen["who"].isin(r.student["who"]), ["act", "who", "moment"]]
    found = _matching(r).merge(author, on="act")
    found = found.assign(bucket=found["moment"] // DAY).merge(_open_days(r), on=["exercise", "bucket"])
    found = found[(found["moment"] >= found["release"]) & (found["moment"] < found["until"])]
    first = found.sort_values(["moment", "act"]).drop_duplicates(["who", "task"])
    return first[["who", "task", "act", "moment"]]


def _open_days(r: Relations) -> pd.DataFrame:
    """Each task under every UTC day it is open, so that an act meets the few tasks of its day, not all of the term."""
    since = r.seen["moment"].min() if len(r.seen) else r.now
    release, until = r.task["release"].fillna(since), r.task["until"].fillna(r.now + 1)
    spans = zip(release // DAY, until.clip(upper=r.now) // DAY, strict=True)
    days = [list(range(first, last + 1)) for first, last in spans]  # a list for each of a few tasks
    task = r.task[["exercise", "task"]].assign(release=release, until=until, bucket=days)
    return task.explode("bucket").dropna(subset="bucket").astype(dict.fromkeys(["release", "until", "bucket"], "int64"))


def _matching(r: Relations) -> pd.DataFrame:
    """Act by exercise it may hand in: by the exercise's id as a tag, or as the exercise's definition says."""
    given = r.tag.loc[~r.tag["in_text"], ["act", "tag"]]
    by_id = given[given["tag"].isin(r.exercise["exercise"])].rename(columns={"tag": "exercise"})
    defined = r.exercise.dropna(subset="kind")
    kinds = r.seen[["act", "kind"]]
    by_tag = given.merge(r.exercise_tag, on="tag").merge(defined, on="exercise").merge(kinds, on=["act", "kind"])
    tagged = given["tag"].isin(r.exercise["exercise"]) | given["tag"].isin(r.exercise_tag["tag"])
    untagged = kinds[~kinds["act"].isin(given.loc[tagged, "act"])]
    by_kind = untagged.merge(defined[~defined["exercise"].isin(r.exercise_tag["exercise"])], on="kind")
    more = pd.concat([by_tag, by_kind])
    to_student = r.addressed.loc[r.addressed["taker"].isin(r.student["who"]), "act"]
    more = more[~more["to_classmate"] | more["act"].isin(to_student)]
    return pd.concat([by_id, more[["act", "exercise"]]]).drop_duplicates()


def class_thread(r: Relations) -> pd.Series:
    """Acts with a class tag, a scheduled exercise's id or a class hashtag, or whose ancestor has one."""
    own = r.tag["tag"].isin(r.class_tag["tag"]) | (~r.tag["in_text"] & r.tag["tag"].isin(r.exercise["exercise"]))
    newest = pd.concat([r.tag.loc[own, "act"], r.submission["act"]]).drop_duplicates()
    found, rest = [newest], r.reply.loc[~r.reply["act"].isin(newest), ["act", "parent"]]
    # pandas has no recursion: a turn for each generation of answers, over what is not yet in the thread.
    while len(newest):
        below = rest["parent"].isin(newest)
        newest, rest = rest.loc[below, "act"], rest[~below]
        found.append(newest)
    return pd.concat(found)


def purpose(r: Relations) -> pd.DataFrame:
    """What each act was for: its own label, else the class's thread, else the platform's default."""
    named = _by_platform(r, r.seen["platform"]).mask(r.seen["act"].isin(r.class_thread), "coursework")
    named = named.mask(r.seen["purpose"] != "", r.seen["purpose"])
    return pd.DataFrame({"act": r.seen["act"], "rank": named.map(RANK).fillna(0).astype("int64")})


def _by_platform(r: Relations, platform: pd.Series) -> pd.Series:
    return platform.map(r.platform_purpose.set_index("platform")["purpose"]).astype("str").fillna("unknown")


def slice(r: Relations) -> pd.DataFrame:
    """Estimated sessions, cut into what each act owns: the time since the act before it, or the lead."""
    own = r.seen.loc[r.seen["who"].isin(r.student["who"]), ["act", "who", "moment", "week", "week_starts"]]
    visits = r.visited.merge(
        r.week[["week", "starts"]].rename(columns={"starts": "week_starts"}), on="week", how="left"
    )
    own = pd.concat([own.merge(r.purpose, on="act"), visits]) if len(visits) else own.merge(r.purpose, on="act")
    own = own.sort_values(["who", "moment", "rank", "act"], ascending=[True, True, False, True])
    before, lead = own.groupby("who")["moment"].shift(), own["moment"] - r.session_lead
    starts = before.where(own["moment"] - before < r.session_gap, lead)
    own["starts"] = starts.mask(before > starts, before).astype("int64")
    return own.rename(columns={"moment": "ends"})


def labelled_entries(r: Relations) -> pd.DataFrame:
    """Time entries of students, each with its purpose (read by the two relations that follow)."""
    entry = r.entry[r.entry["who"].isin(r.student["who"])]
    named = _by_platform(r, entry["platform"]).mask(entry["purpose"] != "", entry["purpose"])
    return entry.assign(social=entry["platform"] != "", purpose=named)


def placed(r: Relations) -> pd.DataFrame:
    """Time entries that begin before now, cut at now."""
    found = r.labelled_entries.dropna(subset="starts").astype({"starts": "int64", "ends": "int64"})
    return found[found["starts"] < r.now].assign(ends=found["ends"].clip(upper=r.now))


def unplaced(r: Relations) -> pd.DataFrame:
    """Minutes whose place in their day is not known, for days of the course begun before now."""
    entry = r.labelled_entries
    loose = entry[entry["starts"].isna()].drop(columns=SPAN).astype({"day": "int64"})
    return loose.merge(r.day[r.day["starts"] < r.now], on="day")


def work_window(r: Relations) -> pd.DataFrame:
    """When work waited: a student's pending windows, and the planned study hours."""
    who, task = r.student[["who"]], r.task[["task", "release", "due"]]
    asked = who.merge(task, how="cross").merge(r.submission[["who", "task", "moment"]], on=["who", "task"], how="left")
    asked["opens"], asked["closes"] = asked["due"] - r.opens_before, asked["due"] + r.closes_after
    asked["starts"] = asked[["release", "opens"]].astype("float64").max(axis=1).astype("int64")
    asked["ends"] = asked[["moment", "closes"]].astype("float64").min(axis=1).astype("int64")
    pending = asked.loc[asked["starts"] < asked["ends"], ["who", *SPAN]]
    return pd.concat([pending, who.merge(r.study, how="cross")], ignore_index=True)


def work_time(r: Relations) -> pd.DataFrame:
    """When work waited, merged: stretches without overlap per student, and how much had waited before each."""
    ordered = r.work_window.sort_values(["who", *SPAN])
    ordered["reached"] = ordered.groupby("who")["ends"].cummax()
    ordered["reached"] = ordered.groupby("who")["reached"].shift()
    ordered["number"] = (~(ordered["starts"] <= ordered["reached"])).cumsum()
    merged = ordered.groupby(["who", "number"], as_index=False).agg(starts=("starts", "min"), ends=("ends", "max"))
    merged["length"] = merged["ends"] - merged["starts"]
    merged["before"] = merged.groupby("who")["length"].cumsum() - merged["length"]
    return merged[["who", *SPAN, "before"]].sort_values("starts")


def recorded(r: Relations) -> pd.DataFrame:
    """What time entries say, without overlap: stretches cut wherever an entry begins or ends."""
    piece = _pieces(r)
    begun = piece.drop(columns="ends").rename(columns={"starts": "moment"})
    ended = piece.drop(columns="starts").rename(columns={"ends": "moment"}).set_index(["who", "moment"])
    change = pd.concat([begun, (-ended).reset_index()]).groupby(["who", "moment"]).sum()
    on = change.groupby("who").cumsum().reset_index().rename(columns={"moment": "starts"})
    on["ends"] = on.groupby("who")["starts"].shift(-1)
    on = on[(on["m"] > 0) | (on["r"] > 0) | (on["watched"] > 0)].astype({"ends": "int64"})
    strong = on["m"] > 0
    course = on["m_coursework"].where(strong, on["r_coursework"]) > 0
    leisure = on["m_leisure"].where(strong, on["r_leisure"]) > 0
    silent = (on["watched"] > 0) & (on["meant"] == 0)
    return on[["who", *SPAN]].assign(
        meant_to_work=on["meant"] > 0,
        evidence=np.select([strong, silent], ["measured", ""], "self-reported"),  # "": a tracker saw nothing
        purpose=np.select([course, leisure], ["coursework", "leisure"], "unknown"),
        social=on["m_social"].where(strong, on["r_social"]) > 0,
    )


def _pieces(r: Relations) -> pd.DataFrame:
    real = r.placed[r.placed["starts"] < r.placed["ends"]]
    measured = real["evidence"] == "measured"
    piece = real[["who", *SPAN]].assign(meant=real["meant_to_work"], watched=False)
    for name, those in (("m", measured), ("r", ~measured)):
        piece[name] = those
        piece[f"{name}_coursework"] = those & (real["purpose"] == "coursework")
        piece[f"{name}_leisure"] = those & (real["purpose"] == "leisure")
        piece[f"{name}_social"] = those & real["social"]
    watch = r.tracked[r.tracked["who"].isin(r.student["who"]) & (r.tracked["starts"] < r.now)]
    watch = watch.assign(ends=watch["ends"].clip(upper=r.now), watched=True).reindex(
        columns=piece.columns, fill_value=False
    )
    return pd.concat([piece, watch]).astype("int64")


def estimated(r: Relations) -> pd.DataFrame:
    """The parts of the estimated sessions that no entry and no watching tracker covers."""
    own = r.slice.loc[r.slice["starts"] < r.slice["ends"], ["act", "who", "rank", *SPAN]].sort_values("ends")
    told = r.recorded[["who", *SPAN]].rename(columns={"starts": "begins", "ends": "until"}).sort_values("begins")
    beside = pd.merge_asof(own, told, left_on="ends", right_on="begins", by="who", allow_exact_matches=False)
    taken = beside["until"] > beside["starts"]
    columns = ["act", "who", "rank", *SPAN]
    met = beside.loc[taken, columns].merge(told, on="who")
    met = met[(met["begins"] < met["ends"]) & (met["until"] > met["starts"])].sort_values(["act", "begins"])
    line = met.groupby("act")
    reached, last = line["until"].shift().fillna(met["starts"]).astype("int64"), line["begins"].shift(-1).isna()
    between = met.assign(starts=reached, ends=met["begins"])[columns]
    after = met[last].assign(starts=met["until"])[columns]
    rest = pd.concat([between, after])
    free = pd.concat([beside.loc[~taken, columns], rest[rest["starts"] < rest["ends"]]])
    return free[["who", *SPAN]].assign(purpose=free["rank"].map(PURPOSE))


def stretch(r: Relations) -> pd.DataFrame:
    """One timeline a student, without overlap, cut at local midnights; what lies outside course weeks is left out."""
    guessed = r.estimated.assign(evidence="estimated", social=True, meant_to_work=False)
    told = pd.concat([r.recorded[r.recorded["evidence"] != ""], guessed])
    told = on_its_day(told, "starts", r.course_day[["day", "week", "day_starts", "day_ends"]])
    within = told["ends"] <= told["day_ends"]
    over = told[~within].drop(columns=["day", "week", "day_starts", "day_ends"])
    days = r.day.rename(columns={"starts": "day_starts", "ends": "day_ends"})
    over = over.merge(days, how="cross")
    over = over[(over["starts"] < over["day_ends"]) & (over["ends"] > over["day_starts"])]
    over["starts"] = over["starts"].where(over["starts"] > over["day_starts"], over["day_starts"])
    over["ends"] = over["ends"].where(over["ends"] < over["day_ends"], over["day_ends"])
    return pd.concat([told[within], over], ignore_index=True).drop(columns=["day_starts", "day_ends"])


def segment(r: Relations) -> pd.DataFrame:
    """The timeline with how much of each leisure stretch fell while work waited."""
    leisure = r.stretch[r.stretch["purpose"] == "leisure"].copy()
    leisure["waiting"] = _waited(r, leisure, "ends") - _waited(r, leisure, "starts")
    return pd.concat([r.stretch[r.stretch["purpose"] != "leisure"].assign(waiting=0), leisure])


def _waited(r: Relations, stretches: pd.DataFrame, moment: str) -> pd.Series:
    """For how long work had waited up to each stretch's beginning or end."""
    asked = stretches[["who", moment]].rename(columns={moment: "moment"}).sort_values("moment").reset_index()
    found = pd.merge_asof(asked, r.work_time, left_on="moment", right_on="starts", by="who").set_index("index")
    until = found[["moment", "ends"]].min(axis=1)
    return (found["before"] + until - found["starts"]).fillna(0)


def part(r: Relations) -> pd.DataFrame:
    """The minutes that entries without a place add to their day: what exceeds the minutes already placed."""
    here = r.segment[r.segment["who"].isin(r.unplaced["who"])]
    on_day = here[["who", "day"]].assign(placed=(here["ends"] - here["starts"]) / MINUTE)
    found = r.unplaced.merge(on_day.groupby(["who", "day"], as_index=False).sum(), on=["who", "day"], how="left")
    measured = found["evidence"] == "measured"
    found["placed"] = found["placed"].fillna(0)
    found["measured"], found["told"] = found["minutes"].where(measured, 0), found["minutes"].where(~measured, 0)
    total = found.groupby(["who", "day"])[["measured", "told"]].transform("sum")
    measured_room = (total["measured"] - found["placed"]).clip(lower=0)
    told_room = (total["told"] - found["placed"] - measured_room).clip(lower=0)
    room, whole = measured_room.where(measured, told_room), total["measured"].where(measured, total["told"])
    found["minutes"] = (room * found["minutes"] / whole).where(found["minutes"] > 0, 0)
    found["evidence"] = np.where(measured, "measured", "unplaced")
    work = r.work_time.rename(columns={"starts": "begins", "ends": "until"})
    found = pd.merge_asof(found.sort_values("starts"), work, left_on="starts", right_on="begins", by="who")
    return found.assign(waiting=found["until"] >= found["ends"])


def spent(r: Relations) -> pd.DataFrame:
    """Minutes per student, week (0: the term) and evidence, by what they were."""
    length, late = (r.segment["ends"] - r.segment["starts"]) / MINUTE, r.segment["waiting"] / MINUTE
    labelled = r.part["meant_to_work"] | ((r.part["purpose"] == "leisure") & r.part["waiting"])
    minute = pd.concat(
        [
            r.segment.assign(minutes=length, procrastination=late.where(~r.segment["meant_to_work"], length)),
            r.part.assign(procrastination=r.part["minutes"].where(labelled, 0)),
        ]
    )
    minute["social"] = minute["minutes"].where(minute["social"], 0)
    for name, purpose in (("coursework", "coursework"), ("leisure", "leisure"), ("unlabelled", "unknown")):
        minute[name] = minute["minutes"].where(minute["purpose"] == purpose, 0)
    minute["evidence"] = minute["evidence"].replace("self-reported", "self_reported")
    weekly = minute.groupby([*CELL, "evidence"], as_index=False)[KINDS_OF_MINUTES].sum()
    term = weekly.groupby(["who", "evidence"], as_index=False)[KINDS_OF_MINUTES].sum().assign(week=0)
    long = pd.concat([weekly, term]).melt([*CELL, "evidence"], var_name="metric", value_name="minutes")
    wide = long.pivot(index=[*CELL, "metric"], columns="evidence", values="minutes")
    return wide.reindex(columns=EVIDENCE).fillna(0).reset_index()


def _in_weeks(r: Relations, spans: pd.DataFrame) -> pd.DataFrame:
    """Pair spans with the weeks they have a part in."""
    weeks = r.week[["week", *SPAN]].rename(columns={"starts": "week_starts", "ends": "week_ends"})
    pairs = spans.merge(weeks, how="cross")
    part = pairs["ends"] > pairs["week_starts"]
    part |= (pairs["starts"] == pairs["ends"]) & (pairs["starts"] >= pairs["week_starts"])
    return pairs[part & (pairs["starts"] < pairs["week_ends"])]


def touched(r: Relations) -> pd.DataFrame:
    """Per student and week (0: the term): entries and own acts with a part in it, entries alone, labelled ones."""
    real = r.placed["meant_to_work"] & (r.placed["starts"] < r.placed["ends"])
    row_week = _in_weeks(r, r.placed[["who", "entry", *SPAN]].assign(labelled=real))
    loose = r.unplaced[["who", "entry", "week"]].assign(
        labelled=r.unplaced["meant_to_work"] & (r.unplaced["minutes"] > 0)
    )
    row_week = pd.concat([row_week[["who", "entry", "week", "labelled"]], loose])
    row_term = row_week.drop_duplicates("entry").assign(week=0)
    entries = pd.concat([row_week, row_term])[[*CELL, "labelled"]].assign(n=1, rows=1)
    inside = r.slice.dropna(subset="week")[CELL]
    outside = r.slice["week"].isna()
    edge = r.slice[outside | (r.slice["starts"] < r.slice["week_starts"])]
    reaching = _in_weeks(r, edge.drop(columns="week_starts").rename(columns={"week": "own"}))
    reaching = reaching[(reaching["own"] != reaching["week"]) & (reaching["starts"] < reaching["ends"])]
    beyond = reaching[reaching["own"].isna()].drop_duplicates("act")
    acts = pd.concat([inside, inside.assign(week=0), reaching[CELL], beyond[CELL].assign(week=0)]).assign(n=1)
    return pd.concat([entries, acts]).groupby(CELL, as_index=False)[["n", "rows", "labelled"]].sum()


def waiting_week(r: Relations) -> pd.DataFrame:
    """Student-weeks (0: the term) in which some work waited at some time."""
    found = _in_weeks(r, r.work_window)[CELL].drop_duplicates()
    return pd.concat([found, found[["who"]].drop_duplicates().assign(week=0)])


RELATIONS = (
    *(submission, class_thread, purpose, slice, labelled_entries, placed, unplaced, work_window),
    *(work_time, recorded, estimated, stretch, segment, part, spent, touched, waiting_week),
)
