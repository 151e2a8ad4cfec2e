-- One timeline a student, without overlap, cut at local midnights; what lies outside course weeks is left out.
-- Rules 5, 28, 30, 31.
WITH told AS (
    SELECT who, starts, ends, evidence, purpose, social, meant_to_work, marked FROM recorded WHERE evidence IS NOT NULL
    UNION ALL
    SELECT who, starts, ends, 'estimated'::evidence, purpose, TRUE, FALSE, FALSE FROM estimated
),
on_day AS (
    SELECT t.*, d.week, d.day, d.ends AS day_ends
    FROM told t
    LEFT JOIN course_day d
        ON d.bucket = t.starts // getvariable('day_length') AND t.starts >= d.starts AND t.starts < d.ends
)
SELECT who, week, day, starts, ends, evidence, purpose, social, meant_to_work, marked
FROM on_day WHERE ends <= day_ends
UNION ALL
SELECT o.who, d.week, d.day, greatest(o.starts, d.starts), least(o.ends, d.ends), o.evidence, o.purpose, o.social,
       o.meant_to_work, o.marked
FROM (SELECT * FROM on_day WHERE day_ends IS NULL OR ends > day_ends) o
JOIN day d ON o.starts < d.ends AND o.ends > d.starts
