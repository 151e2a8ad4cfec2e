-- Per window and person: the part of their exchanges that went both ways, summed over partners; only pairs that ever
-- went both ways can have one. METRICS 1.
WITH mutual AS (
    SELECT a, b FROM exchange GROUP BY a, b HAVING sum(a_to_b) > 0 AND sum(b_to_a) > 0
),
pair AS (
    SELECT w.week, e.a, e.b, least(sum(e.a_to_b), sum(e.b_to_a)) AS both_ways
    FROM exchange e JOIN mutual USING (a, b) JOIN window_week w ON w.member = e.week
    GROUP BY ALL
)
SELECT week, who, sum(both_ways) AS both_ways
FROM (SELECT week, a AS who, both_ways FROM pair UNION ALL SELECT week, b, both_ways FROM pair)
GROUP BY ALL
