-- Steadiness (1 - Gini of weekly acts) and burstiness (Kim & Jo 2016, eq. 22) over the term. Rules 48, 49.
WITH covered_week AS (
    SELECT c.who, coalesce(k.acts, 0) AS total
    FROM covered c JOIN week w USING (week) LEFT JOIN counts k ON k.who = c.who AND k.week = c.week
    WHERE w.completed AND c.covered
),
weekly AS (
    SELECT who, total AS acts, row_number() OVER (PARTITION BY who ORDER BY total) AS i FROM covered_week
),
steady AS (
    SELECT who, count(*) AS n, sum(acts) AS total,
           1 - (2 * sum(i * acts) / nullif(count(*) * sum(acts), 0) - (count(*) + 1) / count(*)) AS value
    FROM weekly GROUP BY who
),
gap AS (
    SELECT who, moment - lag(moment) OVER (PARTITION BY who ORDER BY moment) AS gap FROM seen WHERE week IS NOT NULL
),
spread AS (
    SELECT who, count(gap) AS n, stddev_pop(gap) / nullif(avg(gap), 0) AS r, max(gap) AS longest FROM gap GROUP BY who
)
SELECT who, 'steadiness' AS metric, n, value, CASE WHEN n < 4 OR total = 0 THEN 'no data' ELSE 'ok' END AS state
FROM steady
UNION ALL
SELECT who, 'burstiness', n,
       CASE WHEN n > 1 THEN (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1)) END,
       CASE WHEN n < 5 THEN 'too little to say' WHEN longest = 0 THEN 'no data' ELSE 'ok' END
FROM spread WHERE who IN (SELECT who FROM student)
