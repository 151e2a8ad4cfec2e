"""When the numbers last changed: between two events, every `now` gives the same ones."""

import duckdb

from evenkeel.course.calendar import days, weeks
from evenkeel.course.values import Course

_EVENTS = """
SELECT max(moment) AS latest, coalesce(bool_or(going_on), FALSE) AS going_on
FROM (
    SELECT moment, FALSE AS going_on FROM (SELECT moment FROM act UNION ALL SELECT moment FROM visit)
    WHERE moment <= $now
    UNION ALL
    SELECT CASE WHEN ends <= $now THEN ends ELSE starts END, ends > $now
    FROM (SELECT starts, ends FROM entry UNION ALL SELECT starts, ends FROM tracked) WHERE starts <= $now
)
"""


def settled(cursor: duckdb.DuckDBPyConnection, course: Course, now: int) -> int:
    """Return the earliest moment whose numbers are those of `now`, on a snapshot's cursor.

    The last event (an act, a visit, the end of an entry, a day or week beginning) and a microsecond, for entries count
    only once they have begun; `now` itself while an entry is going on.
    """
    row = cursor.execute(_EVENTS, {"now": now}).fetchone()
    latest, going_on = row if row else (None, False)
    if going_on:
        return now
    spans = [(week.start, week.end) for week in weeks(course)] + [(day.start, day.end) for day in days(course)]
    edges = [edge for span in spans for edge in span if edge <= now]
    return min(now, max([int(latest or 0), *edges]) + 1)
