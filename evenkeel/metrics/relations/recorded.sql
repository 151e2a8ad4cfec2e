-- What time entries say, without overlap: stretches cut wherever an entry begins or ends. Rules 28, 31, 39.
-- The strongest evidence decides; where its entries disagree, coursework over leisure over unknown. `evidence` is null
-- where a tracker watched and saw nothing: its silence is zero, but for what the student labelled.
WITH piece AS (
    SELECT who, starts, ends, meant_to_work::INT AS meant, marked::INT AS marked, 0 AS watched,
           (evidence = 'measured')::INT AS m, (evidence <> 'measured')::INT AS r,
           CASE purpose WHEN 'coursework' THEN m ELSE 0 END AS m_course,
           CASE purpose WHEN 'leisure' THEN m ELSE 0 END AS m_leisure,
           CASE purpose WHEN 'coursework' THEN r ELSE 0 END AS r_course,
           CASE purpose WHEN 'leisure' THEN r ELSE 0 END AS r_leisure,
           CASE WHEN social THEN m ELSE 0 END AS m_social, CASE WHEN social THEN r ELSE 0 END AS r_social
    FROM placed WHERE starts < ends
    UNION ALL
    SELECT who, starts, least(ends, getvariable('now')), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
    FROM tracked JOIN student USING (who) WHERE starts < getvariable('now')
),
edge AS (
    SELECT who, starts AS moment, * EXCLUDE (who, starts, ends) FROM piece
    UNION ALL
    SELECT who, ends, -meant, -marked, -watched, -m, -r, -m_course, -m_leisure, -r_course, -r_leisure, -m_social, -r_social
    FROM piece
),
change AS (SELECT who, moment, sum(COLUMNS(* EXCLUDE (who, moment))) FROM edge GROUP BY who, moment),
going_on AS (
    SELECT who, moment AS starts, lead(moment) OVER line AS ends,
           sum(COLUMNS(* EXCLUDE (who, moment))) OVER line
    FROM change
    WINDOW line AS (PARTITION BY who ORDER BY moment)
)
SELECT who, starts, ends, meant > 0 AS meant_to_work, marked > 0 AS marked,
       (CASE WHEN m > 0 THEN 'measured' WHEN watched > 0 AND meant = 0 THEN NULL ELSE 'self-reported' END)::evidence
           AS evidence,
       (CASE WHEN CASE WHEN m > 0 THEN m_course ELSE r_course END > 0 THEN 'coursework'
             WHEN CASE WHEN m > 0 THEN m_leisure ELSE r_leisure END > 0 THEN 'leisure'
             ELSE 'unknown' END)::purpose AS purpose,
       CASE WHEN m > 0 THEN m_social > 0 ELSE r_social > 0 END AS social
FROM going_on
WHERE m > 0 OR r > 0 OR watched > 0
