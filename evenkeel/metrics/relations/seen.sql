-- Acts not after now, each with the course week it lies in (null: a break, or outside the term). Rules 4, 5.
SELECT a.*, CASE WHEN a.moment < w.ends THEN w.week END AS week, w.starts AS week_starts, w.ends AS week_ends
FROM act a ASOF LEFT JOIN week w ON a.moment >= w.starts
WHERE a.moment <= getvariable('now')
