-- Median hours until an inbound act is answered, by Kaplan-Meier, censored at the end of the data. Rule 59.
-- Sorted by duration, answers before the unanswered at a tie, the i-th of n has n - i + 1 still waiting: S is the
-- running product of (waiting - 1) / waiting over answers, and the median the first duration with S <= 1/2.
WITH waited AS (
    SELECT i.who, t.week, i.answered IS NOT NULL AS answered,
           coalesce(i.answered, (SELECT moment FROM data_end)) - i.moment AS duration
    FROM inbound i JOIN window_week t ON t.member = i.week
),
ranked AS (
    SELECT who, week, answered, duration,
           count(*) OVER line - row_number() OVER (line ORDER BY duration, answered DESC) + 1 AS waiting
    FROM waited
    WINDOW line AS (PARTITION BY who, week)
),
surviving AS (
    SELECT who, week, duration,
           product(CASE WHEN answered THEN (waiting - 1) / waiting ELSE 1 END)
               OVER (PARTITION BY who, week ORDER BY waiting DESC) AS s
    FROM ranked
)
SELECT who, week, count(*) AS n, min(duration) FILTER (s <= 0.5 + 1e-9) / 3600e6 AS value
FROM surviving GROUP BY ALL
