-- Everybody on the roster as a node of the network, per window (0: the term): ties out and in, their weights, and how
-- many ties out are returned. METRICS 4, rules 50, 51.
WITH one AS (
    SELECT t.week, t.giver AS who, t.weight AS given, 0.0 AS received, 1 AS out_, 0 AS in_,
           (b.giver IS NOT NULL)::INTEGER AS back
    FROM tie t LEFT JOIN tie b ON b.week = t.week AND b.giver = t.taker AND b.taker = t.giver
    UNION ALL
    SELECT week, taker, 0.0, weight, 0, 1, 0 FROM tie
),
summed AS (
    SELECT week, who, sum(in_) AS in_degree, sum(out_) AS out_degree, sum(given) AS given, sum(received) AS received,
           sum(back) AS answered
    FROM one GROUP BY ALL
)
SELECT w.week, p.who, coalesce(s.in_degree, 0)::BIGINT AS in_degree, coalesce(s.out_degree, 0)::BIGINT AS out_degree,
       coalesce(s.given, 0) AS given, coalesce(s.received, 0) AS received, coalesce(s.answered, 0)::BIGINT AS answered,
       p.who IN (SELECT who FROM seen) AS wrote
FROM (SELECT week FROM week UNION ALL SELECT 0) w
CROSS JOIN person p
LEFT JOIN summed s ON s.week = w.week AND s.who = p.who
