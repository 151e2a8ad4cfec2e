-- Minutes whose place in their day is not known, for days of the course begun before now. Rules 4, 27, 32.
SELECT e.entry, e.who, e.day, d.week, d.starts, d.ends, e.minutes, e.evidence, e.meant_to_work, e.marked,
       e.platform <> '' AS social,
       (CASE WHEN e.purpose <> '' THEN e.purpose::VARCHAR ELSE coalesce(p.purpose, 'unknown') END)::purpose AS purpose
FROM entry e JOIN student USING (who) JOIN day d ON d.day = e.day
LEFT JOIN platform_purpose p ON p.platform = e.platform
WHERE e.starts IS NULL AND d.starts < getvariable('now')
