-- Students' visits not after now, each with its course week and what it was for (its own label, else the platform's
-- default); `act` is minus its number. Rules 4, 5, 22.
WITH named AS (
    SELECT v.*, CASE WHEN v.purpose <> '' THEN v.purpose::VARCHAR ELSE coalesce(d.purpose, 'unknown') END AS what_for
    FROM visit v JOIN student USING (who) LEFT JOIN platform_purpose d ON d.platform = v.platform
    WHERE v.moment <= getvariable('now')
)
SELECT -n.visit AS act, n.who, n.moment, d.week,
       (CASE what_for WHEN 'coursework' THEN 2 WHEN 'leisure' THEN 1 ELSE 0 END)::TINYINT AS rank
FROM named n
LEFT JOIN course_day d ON d.bucket = n.moment // getvariable('day_length') AND n.moment >= d.starts AND n.moment < d.ends
