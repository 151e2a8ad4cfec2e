-- Time entries of students that begin before now, cut at now, each with its purpose. Rules 4, 24.
SELECT e.entry, e.who, e.starts, least(e.ends, getvariable('now')) AS ends, e.evidence, e.meant_to_work, e.marked,
       e.platform <> '' AS social,
       (CASE WHEN e.purpose <> '' THEN e.purpose::VARCHAR ELSE coalesce(d.purpose, 'unknown') END)::purpose AS purpose
FROM entry e JOIN student USING (who) LEFT JOIN platform_purpose d ON d.platform = e.platform
WHERE e.starts IS NOT NULL AND e.starts < getvariable('now')
