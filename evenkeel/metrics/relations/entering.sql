-- Per week and person: what was given to and taken from peers, distinct acts that enter V or b, b itself, and items
-- still too young. Rules 8, 14-17.
WITH side AS (
    SELECT week, a AS who, a_to_b AS given, b_to_a AS taken, a_acts AS sent, b_acts AS got FROM exchange
    UNION ALL
    SELECT week, b, b_to_a, a_to_b, b_acts, a_acts FROM exchange
),
several AS (
    SELECT week, giver AS who, count(*) - count(DISTINCT act) AS twice
    FROM addressed
    WHERE week IS NOT NULL AND share < 1 AND giver IN (SELECT who FROM peer) AND taker IN (SELECT who FROM peer)
    GROUP BY ALL
)
SELECT week, who, sum(given) AS given, sum(taken) AS taken, sum(sent) + sum(got) AS acts, 0 AS silent, 0 AS young
FROM side GROUP BY ALL
UNION ALL
SELECT week, who, 0, 0, -twice, 0, 0 FROM several
UNION ALL
SELECT week, who, 0, 0, count(*) FILTER (fate = 'silent'), count(*) FILTER (fate = 'silent'),
       count(*) FILTER (fate = 'young')
FROM unaddressed WHERE week IS NOT NULL
GROUP BY ALL
