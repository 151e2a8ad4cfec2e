-- Student-weeks (0: the term) in which some work waited at some time. Rule 40.
SELECT DISTINCT v.who, unnest([w.week, 0]) AS week
FROM work_window v JOIN week w ON v.starts < w.ends AND v.ends > w.starts
