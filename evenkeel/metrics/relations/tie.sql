-- Who addressed whom on the roster, per window (0: the term), by summed shares. METRICS 4, rules 50, 51.
SELECT t.week, a.giver, a.taker, sum(a.share) AS weight, count(*) AS acts
FROM addressed a JOIN window_week t ON t.member = a.week
WHERE a.giver IN (SELECT who FROM person) AND a.taker IN (SELECT who FROM person)
GROUP BY ALL
