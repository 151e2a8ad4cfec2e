-- Median hours until an inbound act is answered, by Kaplan-Meier, censored at the end of the data. Rule 59.
-- Where nobody was still waiting before half were answered, that is the middle duration; elsewhere the whole curve:
-- sorted by duration, answers before the unanswered at a tie, the i-th of n has n - i + 1 waiting, S is the running
-- product of (waiting - 1) / waiting over answers, and the median the first duration with S <= 1/2.
WITH waited AS NOT MATERIALIZED (
    SELECT i.who, w.week, i.answered - i.moment AS answer,
           CASE WHEN i.answered IS NULL THEN (SELECT moment FROM data_end) - i.moment END AS still
    FROM inbound i JOIN window_week w ON w.member = i.week
),
half AS (
    SELECT who, week, count(*) AS n, min(still) AS first_still,
           quantile_disc(coalesce(answer, 9e18::BIGINT), 0.5) AS middle
    FROM waited GROUP BY ALL
),
ranked AS (
    SELECT who, week, h.n, w.answer, coalesce(w.answer, w.still) AS duration,
           row_number() OVER (PARTITION BY who, week ORDER BY coalesce(w.answer, w.still), w.answer IS NULL) AS place
    FROM waited w JOIN half h USING (who, week)
    WHERE h.first_still < h.middle
),
surviving AS (
    SELECT who, week, duration,
           product(CASE WHEN answer IS NULL THEN 1 ELSE (n - place) / (n - place + 1) END)
               OVER (PARTITION BY who, week ORDER BY place) AS s
    FROM ranked
),
curve AS (SELECT who, week, min(duration) FILTER (s <= 0.5 + 1e-9) AS middle FROM surviving GROUP BY ALL)
SELECT who, week, h.n, CASE WHEN h.first_still < h.middle THEN c.middle ELSE h.middle END / 3600e6 AS value
FROM half h LEFT JOIN curve c USING (who, week)
