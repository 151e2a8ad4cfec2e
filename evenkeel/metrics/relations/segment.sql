-- One timeline a student: stretches cut wherever anything begins or ends, and at local midnights. Rules 30, 31, 39.
-- The strongest evidence decides; where its entries disagree, coursework over leisure over unknown. A tracker's
-- silence is zero, but for what the student labelled. Columns count what is going on in the stretch.
WITH piece AS (
    SELECT who, starts, ends,
           (evidence = 'measured')::INT AS m,
           (evidence = 'measured' AND purpose = 'coursework')::INT AS m_course,
           (evidence = 'measured' AND purpose = 'leisure')::INT AS m_leisure,
           (evidence = 'measured' AND social)::INT AS m_social,
           (evidence <> 'measured')::INT AS r,
           (evidence <> 'measured' AND purpose = 'coursework')::INT AS r_course,
           (evidence <> 'measured' AND purpose = 'leisure')::INT AS r_leisure,
           (evidence <> 'measured' AND social)::INT AS r_social,
           meant_to_work::INT AS meant, 0 AS e, 0 AS e_rank, 0 AS watched, 0 AS waiting
    FROM placed WHERE starts < ends
    UNION ALL
    SELECT who, starts, ends, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, rank, 0, 0 FROM slice WHERE starts < ends
    UNION ALL
    SELECT who, starts, least(ends, getvariable('now')), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
    FROM tracked JOIN student USING (who) WHERE starts < getvariable('now')
    UNION ALL
    SELECT who, starts, ends, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 FROM work_window
),
edge AS (
    SELECT who, starts AS moment, * EXCLUDE (who, starts, ends) FROM piece
    UNION ALL
    SELECT who, ends, -m, -m_course, -m_leisure, -m_social, -r, -r_course, -r_leisure, -r_social, -meant, -e, -e_rank,
           -watched, -waiting
    FROM piece
    UNION ALL
    SELECT s.who, d.moment, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM student s CROSS JOIN (SELECT starts AS moment FROM day UNION SELECT ends FROM day) d
),
change AS (
    SELECT who, moment, sum(m) AS m, sum(m_course) AS m_course, sum(m_leisure) AS m_leisure, sum(m_social) AS m_social,
           sum(r) AS r, sum(r_course) AS r_course, sum(r_leisure) AS r_leisure, sum(r_social) AS r_social,
           sum(meant) AS meant, sum(e) AS e, sum(e_rank) AS e_rank, sum(watched) AS watched, sum(waiting) AS waiting
    FROM edge GROUP BY ALL
),
going_on AS (
    SELECT who, moment AS starts, lead(moment) OVER line AS ends,
           sum(m) OVER line AS m, sum(m_course) OVER line AS m_course, sum(m_leisure) OVER line AS m_leisure,
           sum(m_social) OVER line AS m_social, sum(r) OVER line AS r, sum(r_course) OVER line AS r_course,
           sum(r_leisure) OVER line AS r_leisure, sum(r_social) OVER line AS r_social, sum(meant) OVER line AS meant,
           sum(e) OVER line AS e, sum(e_rank) OVER line AS e_rank, sum(watched) OVER line AS watched,
           sum(waiting) OVER line AS waiting
    FROM change
    WINDOW line AS (PARTITION BY who ORDER BY moment)
),
decided AS (
    SELECT *, CASE WHEN m > 0 THEN 'measured'
                   WHEN watched > 0 AND meant = 0 THEN NULL
                   WHEN r > 0 THEN 'self-reported'
                   WHEN e > 0 THEN 'estimated' END AS evidence
    FROM going_on
)
SELECT g.who, d.week, d.day, g.starts, g.ends, g.evidence,
       CASE WHEN g.evidence = 'measured' THEN (CASE WHEN m_course > 0 THEN 'coursework' WHEN m_leisure > 0 THEN 'leisure' ELSE 'unknown' END)
            WHEN g.evidence = 'self-reported' THEN (CASE WHEN r_course > 0 THEN 'coursework' WHEN r_leisure > 0 THEN 'leisure' ELSE 'unknown' END)
            ELSE (CASE e_rank WHEN 2 THEN 'coursework' WHEN 1 THEN 'leisure' ELSE 'unknown' END) END AS purpose,
       CASE g.evidence WHEN 'measured' THEN m_social > 0 WHEN 'self-reported' THEN r_social > 0 ELSE TRUE END AS social,
       waiting > 0 AS waiting, meant > 0 AS meant_to_work
FROM decided g ASOF JOIN day d ON g.starts >= d.starts
WHERE g.evidence IS NOT NULL AND g.starts < d.ends
