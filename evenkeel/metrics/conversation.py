"""The class as a conversation, in frames: its people, its ties, and the stairs on which partners stand."""

from collections.abc import Iterable

import duckdb
import pandas as pd

from evenkeel.course.values import Course
from evenkeel.metrics import graph, relations
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.measures import TERM

CANNOT_TELL = "cannot tell"
# As they are decided, the first that fits; "cannot tell" comes before all of them.
STAIRS = ("champion", "casual friend", "giver", "taker with good info", "giver and taker")

_TIES = """
SELECT g.email AS giver, k.email AS taker, t.weight, t.acts
FROM tie t JOIN person g ON g.who = t.giver JOIN person k ON k.who = t.taker
WHERE t.week = $week ORDER BY giver, taker
"""
_NUMBERED = "SELECT giver, taker, weight FROM tie WHERE week = $week"
_NODES = """
SELECT p.email AS person, p.name, p.role, n.wrote, n.in_degree, n.out_degree, n.given, n.received, n.answered,
       2 * n.answered / nullif(n.in_degree + n.out_degree, 0) AS reciprocity
FROM node n JOIN person p USING (who)
WHERE n.week = $week ORDER BY person
"""
_STAIRS = """
SELECT p.email AS student, k.email AS partner, s.stair, s.given, s.taken, s.span, s.passed_on, s.substantive
FROM stair s JOIN person p ON p.who = s.who JOIN person k ON k.who = s.partner
WHERE s.week = $week ORDER BY student, partner
"""


def build(cursor: duckdb.DuckDBPyConnection, course: Course, now: int, definitions: Iterable[Match] = ()) -> None:
    """Give a snapshot's cursor the relations that the readings below, and `network.summary`, need."""
    enter(cursor, course, now, definitions)
    relations.build(cursor, relations.CONVERSATION)


def ties(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> pd.DataFrame:
    """Return who addressed whom on the roster in a window: giver, taker (e-mails), weight (sum of 1/k), acts."""
    return cursor.execute(_TIES, {"week": week}).df()


def degrees(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> pd.DataFrame:
    """Return everybody on the roster with what needs no ways through the network: `nodes` without betweenness."""
    return cursor.execute(_NODES, {"week": week}).df()


def nodes(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> pd.DataFrame:
    """Return everybody on the roster as a node of a window's network.

    Columns: person (e-mail), name, role, wrote (has an act on record), in_degree, out_degree, given, received
    (weights), answered (ties out that are returned), reciprocity (share of a person's ties that are; empty without
    a tie, as NetworkX has it), betweenness (see `graph.betweenness`).
    """
    frame = degrees(cursor, week)
    # By number: the addresses of a hundred thousand ties take longer to read than the ways through them.
    who = dict(cursor.execute("SELECT email, who FROM person ORDER BY email").fetchall())
    found = graph.betweenness(list(who.values()), cursor.execute(_NUMBERED, {"week": week}).fetchall())
    return frame.assign(betweenness=frame["person"].map(who).map(found).astype(float))


def stairway(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> pd.DataFrame:
    """Return on which stair each partner of each student stands in a window, where anything went between the two.

    Columns: student, partner (e-mails), stair (of `STAIRS`, or `CANNOT_TELL` where the partner wrote nothing on
    record), given, taken (weights), span (course weeks with contact), passed_on (the partner's reposts of the
    student), substantive (some act had more than a few words, or a link).
    """
    return cursor.execute(_STAIRS, {"week": week}).df()


def layout(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> pd.DataFrame:
    """Return where to draw everybody by the ties of a window, best the term's for every week: person, x, y (0 to 1)."""
    people = [email for (email,) in cursor.execute("SELECT email FROM person ORDER BY email").fetchall()]
    tied = ties(cursor, week)
    places = graph.layout(people, list(zip(tied["giver"], tied["taker"], tied["weight"], strict=True)))
    return pd.DataFrame([(p, *places[p]) for p in people], columns=["person", "x", "y"])
