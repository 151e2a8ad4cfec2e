-- Per student and week (0: the term): entries and own acts with a part in it, entries alone, and labelled ones that have
-- a length. An act's slice may begin in the week before its own. Rules 26, 34, 40.
WITH row_week AS (
    SELECT p.who, p.entry, p.meant_to_work AND p.starts < p.ends AS labelled, w.week FROM placed p JOIN week w
        ON p.starts < w.ends AND (p.ends > w.starts OR (p.starts = p.ends AND p.starts >= w.starts))
    UNION ALL
    SELECT who, entry, meant_to_work AND minutes > 0, week FROM unplaced
),
own AS (SELECT who, week, count(*) AS n FROM slice WHERE week IS NOT NULL GROUP BY ALL),
reaching AS (
    SELECT s.who, s.act, w.week, s.week IS NULL AS outside
    FROM (SELECT v.* FROM slice v LEFT JOIN (SELECT week, starts AS monday FROM week) USING (week)
          WHERE v.week IS NULL OR v.starts < monday) s
    JOIN week w ON s.starts < w.ends AND s.ends > w.starts AND s.week IS DISTINCT FROM w.week
)
SELECT who, coalesce(week, 0) AS week, sum(n)::BIGINT AS n, sum(rows)::BIGINT AS rows, sum(labelled)::BIGINT AS labelled
FROM (
    SELECT who, week, count(DISTINCT entry) AS n, count(DISTINCT entry) AS rows,
           count(DISTINCT entry) FILTER (labelled) AS labelled
    FROM row_week GROUP BY GROUPING SETS ((who, week), (who))
    UNION ALL SELECT who, week, n, 0, 0 FROM own
    UNION ALL SELECT who, NULL, sum(n), 0, 0 FROM own GROUP BY who
    UNION ALL SELECT who, week, count(*), 0, 0 FROM reaching GROUP BY ALL
    UNION ALL SELECT who, NULL, count(DISTINCT act), 0, 0 FROM reaching WHERE outside GROUP BY who
)
GROUP BY ALL
