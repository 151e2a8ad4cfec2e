-- Acts not after now, each with the course week it lies in (null: a break, or outside the term). Rules 4, 5.
SELECT a.*, d.week
FROM act a
LEFT JOIN course_day d ON d.bucket = a.moment // getvariable('day_length') AND a.moment >= d.starts AND a.moment < d.ends
WHERE a.moment <= getvariable('now')
