-- Student-days that lie whole inside the time when work waited. Rule 39.
WITH ordered AS (
    SELECT who, starts, ends,
           max(ends) OVER (PARTITION BY who ORDER BY starts, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
               AS reached
    FROM work_window WHERE who IN (SELECT who FROM unplaced)
),
island AS (
    SELECT who, starts, ends,
           sum(CASE WHEN starts <= reached THEN 0 ELSE 1 END) OVER (PARTITION BY who ORDER BY starts, ends) AS number
    FROM ordered
),
merged AS (SELECT who, min(starts) AS starts, max(ends) AS ends FROM island GROUP BY who, number)
SELECT DISTINCT u.who, u.day FROM unplaced u JOIN merged m
    ON m.who = u.who AND m.starts <= u.starts AND m.ends >= u.ends
