-- Pair by week: what a gave b and b gave a (a < b, both peers), weights 1/k, and in how many acts. Rules 10, 17.
SELECT week, least(giver, taker) AS a, greatest(giver, taker) AS b,
       sum(CASE WHEN giver < taker THEN share ELSE 0 END) AS a_to_b,
       sum(CASE WHEN giver < taker THEN 0 ELSE share END) AS b_to_a,
       count(*) FILTER (giver < taker) AS a_acts, count(*) FILTER (giver > taker) AS b_acts
FROM addressed
WHERE week IS NOT NULL AND giver IN (SELECT who FROM peer) AND taker IN (SELECT who FROM peer)
GROUP BY ALL
