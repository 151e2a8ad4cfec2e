"""The class as a network: who addresses whom, and how much of it is returned."""

from collections.abc import Iterable
from typing import TypedDict

import duckdb

from evenkeel.course.values import Course
from evenkeel.metrics import relations
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.measures import TERM


class Network(TypedDict):
    """Counts and shares of one window; shares are None where there is no tie (rules 50-53)."""

    students: int
    acts: int
    ties: int
    reciprocity: float | None
    weighted_reciprocity: float | None
    density: float | None
    mutual: int
    asymmetric: int
    isolates: int
    facilitator_share: float | None


_SUMMARY = """
WITH tied AS (SELECT giver, taker, weight FROM tie WHERE week = $week),
returned_tie AS (
    SELECT a.giver, a.taker, a.weight, coalesce(b.weight, 0) AS back
    FROM tied a LEFT JOIN tied b ON b.giver = a.taker AND b.taker = a.giver
),
staff AS (SELECT who FROM person WHERE role = 'instructor')
SELECT (SELECT count(*) FROM student) AS students,
       (SELECT count(DISTINCT a.act) FROM addressed a JOIN window_week w ON w.member = a.week AND w.week = $week
        WHERE a.giver IN (SELECT who FROM person) AND a.taker IN (SELECT who FROM person)) AS acts,
       count(*) AS ties,
       count(*) FILTER (back > 0) AS returned,
       sum(least(weight, back)) / sum(weight) AS weighted_reciprocity,
       (SELECT count(*) FROM person) AS everybody,
       (SELECT count(*) FROM student WHERE wrote
          AND who NOT IN (SELECT giver FROM tied UNION SELECT taker FROM tied)) AS isolates,
       count(*) FILTER (giver IN (SELECT who FROM staff) OR taker IN (SELECT who FROM staff)) AS with_staff
FROM returned_tie
"""


def network(
    cursor: duckdb.DuckDBPyConnection,
    course: Course,
    now: int,
    week: int = TERM,
    definitions: Iterable[Match] = (),
) -> Network:
    """Describe the ties of the term, or of a week's trailing window, over everybody on the roster."""
    enter(cursor, course, now, definitions)
    relations.build(cursor, relations.NETWORK)
    return summary(cursor, week)


def summary(cursor: duckdb.DuckDBPyConnection, week: int = TERM) -> Network:
    """Describe the ties of a window on a cursor that has the relations of the network."""
    row = cursor.execute(_SUMMARY, {"week": week}).fetchone()
    assert row is not None  # an aggregate always has one row
    students, acts, ties, returned, weighted, everybody, isolates, with_staff = row
    return Network(
        students=students,
        acts=acts,
        ties=ties,
        reciprocity=returned / ties if ties else None,
        weighted_reciprocity=weighted,
        density=ties / (everybody * (everybody - 1)) if everybody > 1 else None,
        mutual=returned // 2,
        asymmetric=ties - returned,
        isolates=isolates,
        facilitator_share=with_staff / ties if ties else None,
    )
