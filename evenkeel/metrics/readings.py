"""What stands behind the numbers, read from a cursor on which `measure` has built the relations.

Each returns a frame for everybody; who may see which rows is the caller's to decide.
"""

import duckdb
import pandas as pd


def timeline(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return every stretch of the students' timelines.

    Columns: student, week, day (ordinal), starts, ends (microseconds; empty where the place in the day is not known),
    minutes, due (minutes of it that were leisure while work waited, or labelled), evidence, purpose, social,
    meant_to_work, marked (the student has said what an entry in it was).
    """
    return cursor.execute(
        """
        SELECT p.email AS student, s.week::BIGINT AS week, s.day::BIGINT AS day,
               s.starts, s.ends, (s.ends - s.starts) / 60e6 AS minutes,
               CASE WHEN s.meant_to_work THEN s.ends - s.starts ELSE s.waiting END / 60e6 AS due,
               s.evidence::VARCHAR AS evidence, s.purpose::VARCHAR AS purpose, s.social, s.meant_to_work, s.marked
        FROM segment s JOIN student p USING (who)
        UNION ALL
        SELECT p.email, s.week::BIGINT, s.day::BIGINT, NULL, NULL, s.minutes,
               CASE WHEN s.meant_to_work OR (s.purpose = 'leisure' AND s.waiting) THEN s.minutes ELSE 0 END,
               s.evidence::VARCHAR AS evidence, s.purpose::VARCHAR AS purpose, s.social, s.meant_to_work, s.marked
        FROM part s JOIN student p USING (who)
        ORDER BY student, day, starts
        """
    ).df()


def acts(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return every act that a student wrote or received in a course week.

    Columns: student, act (id), week, moment, kind, platform, words, purpose, wrote (else received), addressed (to
    anybody), with_whom (names, joined by commas), fate (drawn, silent, young; of what was said to nobody), answered
    (moment the student answered what was received), exchange (between people whose exchanges count in the balance),
    outside (from or to somebody outside the class), ripe (received, and old enough to judge whether it was answered).
    """
    return cursor.execute(
        """
        WITH named_person AS (
            SELECT who, name FROM person
            UNION ALL
            SELECT DISTINCT taker, 'somebody outside the class' FROM addressed WHERE taker < 0
        ),
        addressees AS (
            SELECT a.act, string_agg(DISTINCT n.name, ', ' ORDER BY n.name) AS names, bool_or(a.taker < 0) AS outside,
                   bool_or(a.giver IN (SELECT who FROM peer) AND a.taker IN (SELECT who FROM peer)) AS exchange
            FROM addressed a JOIN named_person n ON n.who = a.taker GROUP BY a.act
        )
        SELECT p.email AS student, s.act, s.week::BIGINT AS week, s.moment, s.kind::VARCHAR AS kind,
               s.platform::VARCHAR AS platform, s.words, u.purpose::VARCHAR AS purpose, TRUE AS wrote,
               d.act IS NOT NULL AS addressed, coalesce(d.names, '') AS with_whom, x.fate, NULL::BIGINT AS answered,
               coalesce(d.exchange, FALSE) AS exchange, coalesce(d.outside, FALSE) AS outside, FALSE AS ripe
        FROM seen s JOIN student p USING (who) JOIN purpose u USING (act)
        LEFT JOIN addressees d USING (act) LEFT JOIN unaddressed x USING (act)
        WHERE s.week IS NOT NULL
        UNION ALL
        SELECT p.email, a.act, a.week::BIGINT, a.moment, a.kind::VARCHAR, s.platform::VARCHAR, s.words,
               u.purpose::VARCHAR,
               FALSE, TRUE,
               coalesce(g.name, 'somebody outside the class'), NULL, i.answered,
               a.giver IN (SELECT who FROM peer) AND a.taker IN (SELECT who FROM peer), a.giver < 0,
               coalesce(i.ripe, FALSE)
        FROM addressed a JOIN student p ON p.who = a.taker JOIN seen s USING (act) JOIN purpose u USING (act)
        LEFT JOIN person g ON g.who = a.giver
        LEFT JOIN inbound i ON i.who = a.taker AND i.act = a.act
        WHERE a.week IS NOT NULL
        ORDER BY student, moment DESC
        """
    ).df()


def coverage(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return which source shows which student's acts in which begun week, and whether it was cut short.

    Columns: student, week, source, kinds, cut_short: of some kind that it shows a part of the week was left out, and
    no other source makes up for it. A week without a row has no data.
    """
    return cursor.execute(
        """
        WITH reach AS (
            SELECT s.email AS student, w.week::BIGINT AS week, c.source, c.kinds, w.ends > c.since AS inside,
                   c.cut_short, c.kinds <> 'any' AND coalesce(list_has_any(v.cut, string_split(c.kinds, ',')), FALSE)
                       AS cut
            FROM student s JOIN coverage c USING (who)
            JOIN week w ON w.starts <= c.until AND w.starts <= (SELECT moment FROM data_end)
            LEFT JOIN covered v ON v.who = s.who AND v.week = w.week
            WHERE s.wrote
        )
        SELECT student, week, source, kinds, bool_or(cut) AS cut_short
        FROM reach WHERE inside OR (cut_short AND cut)
        GROUP BY ALL ORDER BY ALL
        """
    ).df()


def handed_in(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return every task of every student with when it was handed in (empty: not yet).

    Columns: student, exercise, occasion, week, release, due, moment, act, surer and tag (how the act was recognised,
    see `submission.sql`), covered (a source would show such work in every week of the window, and the data go on to
    the due time), fitting (acts that fit the task), last_day (those of them in the 24 hours before it was due).
    """
    return cursor.execute(
        """
        WITH lies AS (
            SELECT t.task, e.kind::VARCHAR AS kind, w.week
            FROM task t JOIN exercise e USING (exercise)
            JOIN week w ON w.starts < t.due AND w.ends > coalesce(t.release, t.due - 7 * getvariable('day_length'))
        ),
        shown AS (
            SELECT s.who, l.task, bool_and(coalesce(
                CASE l.kind WHEN 'post' THEN c.post WHEN 'comment' THEN c.comment WHEN 'tweet' THEN c.tweet
                            WHEN 'repost' THEN c.repost ELSE c.covered END
                AND NOT coalesce(list_contains(c.cut, l.kind) OR (l.kind IS NULL AND len(c.cut) > 0), FALSE),
                FALSE)) AS covered
            FROM student s CROSS JOIN lies l LEFT JOIN covered c ON c.who = s.who AND c.week = l.week
            GROUP BY ALL
        ),
        crowd AS (
            SELECT f.who, f.task, count(DISTINCT f.act) AS fitting,
                   count(DISTINCT f.act) FILTER (f.moment > t.due - getvariable('day_length') AND f.moment <= t.due)
                       AS last_day
            FROM fitting f JOIN task t USING (task) GROUP BY ALL
        )
        SELECT s.email AS student, t.exercise, t.occasion, t.week::BIGINT AS week, t.release, t.due, h.moment, h.act,
               h.surer, h.tag, coalesce(v.covered, FALSE) AND t.due <= (SELECT moment FROM data_end) AS covered,
               coalesce(c.fitting, 0) AS fitting, coalesce(c.last_day, 0) AS last_day
        FROM student s CROSS JOIN task t LEFT JOIN submission h ON h.who = s.who AND h.task = t.task
        LEFT JOIN shown v ON v.who = s.who AND v.task = t.task
        LEFT JOIN crowd c ON c.who = s.who AND c.task = t.task
        ORDER BY student, t.due
        """
    ).df()


def in_one_day(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return how each student's acts for exercises are spread.

    Columns: student, acts, most (of them within 24 hours), since (the first moment of those).
    """
    return cursor.execute(
        """
        WITH work AS (SELECT DISTINCT who, act, moment FROM fitting),
        near AS (
            SELECT who, moment, count(*) OVER (
                PARTITION BY who ORDER BY moment
                RANGE BETWEEN CURRENT ROW AND getvariable('day_length') FOLLOWING) AS within
            FROM work
        )
        SELECT s.email AS student, count(*) AS acts, max(within) AS most,
               arg_max(n.moment, (within, -n.moment)) AS since
        FROM near n JOIN student s USING (who) GROUP BY ALL ORDER BY ALL
        """
    ).df()


def around(cursor: duckdb.DuckDBPyConnection, student: str, since: int, until: int) -> pd.DataFrame:
    """Return what a student wrote from one moment to another, and whom of the class they addressed, oldest first.

    Columns: act, moment, kind, platform, words, linked, classmates (students' addresses, between
    blanks).
    """
    return cursor.execute(
        """
        SELECT s.act, s.moment, s.kind::VARCHAR AS kind, s.platform::VARCHAR AS platform, s.words, s.linked,
               coalesce(string_agg(DISTINCT t.email, ' '), '') AS classmates
        FROM seen s JOIN student p ON p.who = s.who AND p.email = ?
        LEFT JOIN addressed a USING (act) LEFT JOIN student t ON t.who = a.taker
        WHERE s.moment BETWEEN ? AND ? GROUP BY ALL ORDER BY s.moment, s.act
        """,
        [student, since, until],
    ).df()


def said_to(cursor: duckdb.DuckDBPyConnection, student: str, since: int, until: int) -> pd.DataFrame:
    """Return the comments a student got from one moment to another, and when each was answered (empty: not yet).

    Columns: giver (the account's or person's number), moment, answered.
    """
    return cursor.execute(
        """
        SELECT i.giver, i.moment, i.answered
        FROM inbound i JOIN student p ON p.who = i.who AND p.email = ? JOIN seen s USING (act)
        WHERE i.moment BETWEEN ? AND ? AND s.kind = 'comment' ORDER BY i.moment
        """,
        [student, since, until],
    ).df()


def entries(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return how many time entries stand behind each student-week (0: the term): student, week, rows."""
    return cursor.execute(
        """
        SELECT s.email AS student, t.week::BIGINT AS week, t.rows
        FROM touched t JOIN student s USING (who) ORDER BY ALL
        """
    ).df()


def evidence(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return how the minutes of each student-week are known: student, week, and which kinds of evidence are in it.

    Columns: measured, told (by the student, with a time of day or without), estimated (from posting times).
    """
    return cursor.execute(
        """
        SELECT p.email AS student, s.week::BIGINT AS week, bool_or(s.evidence = 'measured') AS measured,
               bool_or(s.evidence IN ('self-reported', 'unplaced')) AS told,
               bool_or(s.evidence = 'estimated') AS estimated
        FROM (SELECT who, week, evidence FROM segment UNION ALL SELECT who, week, evidence FROM part) s
        JOIN student p USING (who) WHERE s.week IS NOT NULL
        GROUP BY ALL ORDER BY ALL
        """
    ).df()
