-- When work waited, merged: stretches without overlap per student, and how much had waited before each. Rule 39.
WITH ordered AS (
    SELECT who, starts, ends,
           max(ends) OVER (PARTITION BY who ORDER BY starts, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
               AS reached
    FROM work_window
),
numbered AS (
    SELECT who, starts, ends,
           sum(CASE WHEN starts <= reached THEN 0 ELSE 1 END) OVER (PARTITION BY who ORDER BY starts, ends) AS number
    FROM ordered
),
merged AS (SELECT who, min(starts) AS starts, max(ends) AS ends FROM numbered GROUP BY who, number)
SELECT who, starts, ends,
       (sum(ends - starts) OVER (PARTITION BY who ORDER BY starts) - (ends - starts))::BIGINT AS before
FROM merged
