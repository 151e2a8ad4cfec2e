-- The four minute metrics and the coursework share as rows, with their evidence. `firm` is the value without
-- estimated minutes, null where no time entry stands behind the week: what rules look at. Rules 25, 34, 40, 41.
WITH filled AS (
    SELECT s.who, s.week, m.metric,
           coalesce(x.measured, 0) AS measured, coalesce(x.self_reported, 0) AS self_reported,
           coalesce(x.unplaced, 0) AS unplaced, coalesce(x.estimated, 0) AS estimated,
           coalesce(t.n, 0) AS n, coalesce(t.rows, 0) AS rows,
           coalesce(t.labelled, 0) > 0 OR v.who IS NOT NULL AS judged
    FROM student_week s
    CROSS JOIN (SELECT unnest(['social', 'coursework', 'leisure', 'unlabelled', 'procrastination']) AS metric) m
    LEFT JOIN spent x ON x.who = s.who AND x.week = s.week AND x.metric = m.metric
    LEFT JOIN touched t ON t.who = s.who AND t.week = s.week
    LEFT JOIN waiting_week v ON v.who = s.who AND v.week = s.week
),
summed AS (SELECT *, measured + self_reported + unplaced + estimated AS value FROM filled),
share AS (
    SELECT who, week, any_value(n) AS n, any_value(rows) AS rows,
           sum(value) FILTER (metric = 'coursework') AS c, sum(value) FILTER (metric = 'leisure') AS l,
           sum(value) FILTER (metric = 'unlabelled') AS u,
           sum(value - estimated) FILTER (metric = 'coursework') AS firm_c,
           sum(value - estimated) FILTER (metric = 'leisure') AS firm_l,
           sum(value - estimated) FILTER (metric = 'unlabelled') AS firm_u
    FROM summed WHERE metric IN ('coursework', 'leisure', 'unlabelled')
    GROUP BY ALL
)
SELECT who, week, metric || '_minutes' AS metric, value, n,
       CASE WHEN n = 0 OR (metric = 'procrastination' AND NOT judged) THEN 'no data' ELSE 'ok' END AS state,
       measured, self_reported, unplaced, estimated,
       CASE WHEN rows > 0 THEN measured + self_reported + unplaced END AS firm
FROM summed WHERE metric <> 'unlabelled'
UNION ALL BY NAME
SELECT who, week, 'coursework_share' AS metric, c / nullif(c + l, 0) AS value, n,
       CASE WHEN n = 0 OR c + l + u = 0 THEN 'no data'
            WHEN u / nullif(c + l + u, 0) > getvariable('unknown_limit') + 1e-9 THEN 'too little to say'
            WHEN c + l = 0 THEN 'no data'
            ELSE 'ok' END AS state,
       CASE WHEN rows > 0 AND firm_c + firm_l > 0
             AND firm_u / (firm_c + firm_l + firm_u) <= getvariable('unknown_limit') + 1e-9
            THEN firm_c / (firm_c + firm_l) END AS firm
FROM share
