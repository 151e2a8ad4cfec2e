-- Pair by week: what a gave b and b gave a (a < b, both peers), weights 1/k. Rules 10, 17.
SELECT week, least(giver, taker) AS a, greatest(giver, taker) AS b,
       sum(CASE WHEN giver < taker THEN share ELSE 0 END) AS a_to_b,
       sum(CASE WHEN giver < taker THEN 0 ELSE share END) AS b_to_a
FROM addressed
WHERE week IS NOT NULL AND giver IN (SELECT who FROM peer) AND taker IN (SELECT who FROM peer)
GROUP BY ALL
