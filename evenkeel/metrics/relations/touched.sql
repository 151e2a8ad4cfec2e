-- Per student and week (0: the term): entries and own acts with a part in it, entries alone,
-- and labelled ones that have a length. Rules 26, 34, 40.
WITH row_week AS (
    SELECT p.who, p.entry, p.meant_to_work AND p.starts < p.ends AS labelled, w.week FROM placed p JOIN week w
        ON p.starts < w.ends AND (p.ends > w.starts OR (p.starts = p.ends AND p.starts >= w.starts))
    UNION ALL
    SELECT who, entry, meant_to_work AND minutes > 0, week FROM unplaced
),
act_week AS (
    SELECT who, act, week FROM slice WHERE week IS NOT NULL
    UNION ALL
    SELECT s.who, s.act, w.week FROM slice s JOIN week w
        ON s.starts < w.ends AND s.ends > w.starts AND s.week IS DISTINCT FROM w.week
    WHERE s.week IS NULL OR s.starts < s.week_starts
)
SELECT who, coalesce(week, 0) AS week, sum(n)::BIGINT AS n, sum(rows)::BIGINT AS rows, sum(labelled)::BIGINT AS labelled
FROM (
    SELECT who, week, count(DISTINCT entry) AS n, count(DISTINCT entry) AS rows,
           count(DISTINCT entry) FILTER (labelled) AS labelled
    FROM row_week GROUP BY GROUPING SETS ((who, week), (who))
    UNION ALL
    SELECT who, week, count(DISTINCT act), 0, 0 FROM act_week GROUP BY GROUPING SETS ((who, week), (who))
)
GROUP BY ALL
