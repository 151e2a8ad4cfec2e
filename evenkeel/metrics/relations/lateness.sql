-- Mean mid-rank percentile of when a student handed in, among all who did, over tasks that enough did. METRICS 2.
-- Sabnis, Yu & Kizilcec 2022.
WITH ranked AS (
    SELECT who, task,
           (rank() OVER (PARTITION BY task ORDER BY moment) - 1
            + count(*) OVER (PARTITION BY task, moment) / 2) / count(*) OVER (PARTITION BY task) AS percentile,
           count(*) OVER (PARTITION BY task) AS submitters
    FROM submission
)
SELECT who, count(*) AS n, avg(percentile) AS value FROM ranked WHERE submitters >= 10 GROUP BY who
