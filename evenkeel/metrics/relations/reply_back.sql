-- Inbound answered in time among those old enough, per window. METRICS 1, rules 8, 12, 19, 20.
WITH weekly AS (
    SELECT who, week, count(*) FILTER (ripe) AS ripe, count(*) FILTER (NOT ripe) AS young,
           count(*) FILTER (ripe AND answered <= moment + getvariable('answer_within')) AS answered
    FROM inbound WHERE week IS NOT NULL
    GROUP BY ALL
)
SELECT w.who, t.week, sum(w.ripe) AS n, sum(w.young) AS young, 'reply_back_rate' AS metric,
       sum(w.answered) AS numerator, sum(w.ripe) AS denominator
FROM weekly w JOIN window_week t ON t.member = w.week
GROUP BY ALL
