-- What each act was for: its own label, else the class's thread, else the platform's default. Rule 22.
-- `rank`: coursework 2, leisure 1, unknown 0.
WITH named AS (
    SELECT s.act,
           CASE WHEN s.purpose <> '' THEN s.purpose::VARCHAR
                WHEN s.act IN (SELECT act FROM class_thread) THEN 'coursework'
                ELSE coalesce(d.purpose, 'unknown') END AS what_for
    FROM seen s LEFT JOIN platform_purpose d ON d.platform = s.platform
)
SELECT act, what_for::purpose AS purpose, (CASE what_for WHEN 'coursework' THEN 2 WHEN 'leisure' THEN 1 ELSE 0 END)::TINYINT AS rank
FROM named
