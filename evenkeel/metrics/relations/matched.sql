-- Per window and person: given, received, and the part that went both ways, summed over partners. METRICS 1.
WITH pair AS (
    SELECT t.week, e.a, e.b, sum(e.a_to_b) AS a_to_b, sum(e.b_to_a) AS b_to_a
    FROM exchange e JOIN window_week t ON t.member = e.week
    GROUP BY ALL
),
side AS (
    SELECT week, a AS who, a_to_b AS given, b_to_a AS taken FROM pair
    UNION ALL
    SELECT week, b, b_to_a, a_to_b FROM pair
)
SELECT week, who, sum(given) AS given, sum(taken) AS taken, sum(least(given, taken)) AS both_ways
FROM side GROUP BY ALL
