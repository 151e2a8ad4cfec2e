-- Engagement balance and its factors per window (week 0: the term). METRICS 1, rules 8, 12-17.
-- V = given + taken, b = silent; balance = 2 both_ways / (V + b) = A M, A = V / (V + b), M = 2 both_ways / V,
-- direction = (given - taken) / V.
WITH counted AS (
    SELECT t.week, e.who, sum(e.acts) AS n, sum(e.silent) AS b, sum(e.young) AS young,
           sum(e.given) AS given, sum(e.taken) AS taken
    FROM entering e JOIN window_week t ON t.member = e.week
    GROUP BY ALL
),
part AS (
    SELECT c.*, c.given + c.taken AS v, coalesce(m.both_ways, 0) AS both_ways
    FROM counted c LEFT JOIN matched m USING (week, who)
)
SELECT who, week, n, young, 'engagement_balance' AS metric, 2 * both_ways AS numerator, v + b AS denominator FROM part
UNION ALL
SELECT who, week, n, young, 'addressed_share', v, v + b FROM part
UNION ALL
SELECT who, week, n, young, 'matched_share', 2 * both_ways, v FROM part
UNION ALL
SELECT who, week, n, young, 'direction', given - taken, v FROM part
