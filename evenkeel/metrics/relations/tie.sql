-- Who addressed whom on the roster, per window (0: the term), by summed shares. METRICS 4, rules 50, 51.
WITH side AS (
    SELECT week, a AS giver, b AS taker, a_to_b AS weight, a_acts AS acts FROM contact WHERE a_acts > 0
    UNION ALL
    SELECT week, b, a, b_to_a, b_acts FROM contact WHERE b_acts > 0
)
SELECT t.week, s.giver, s.taker, sum(s.weight) AS weight, sum(s.acts)::BIGINT AS acts
FROM side s JOIN window_week t ON t.member = s.week
GROUP BY ALL
