-- Per week and person: distinct acts that enter V or b, items still too young, and b itself. Rules 8, 14-17.
WITH out_and_in AS (
    SELECT week, giver AS who, count(DISTINCT act) AS acts
    FROM addressed
    WHERE week IS NOT NULL AND giver IN (SELECT who FROM peer) AND taker IN (SELECT who FROM peer)
    GROUP BY ALL
    UNION ALL
    SELECT week, taker, count(*)
    FROM addressed
    WHERE week IS NOT NULL AND giver IN (SELECT who FROM peer) AND taker IN (SELECT who FROM peer)
    GROUP BY ALL
)
SELECT week, who, sum(acts) AS acts, 0 AS silent, 0 AS young FROM out_and_in GROUP BY ALL
UNION ALL
SELECT week, who, count(*) FILTER (fate = 'silent'), count(*) FILTER (fate = 'silent'), count(*) FILTER (fate = 'young')
FROM unaddressed WHERE week IS NOT NULL
GROUP BY ALL
