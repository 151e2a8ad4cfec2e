-- The timeline with how much of each leisure stretch fell while work waited (microseconds): the waiting time before
-- its end less that before its beginning. Rule 39.
SELECT *, 0 AS waiting FROM stretch WHERE purpose <> 'leisure'
UNION ALL
SELECT s.*, coalesce(b.before + least(s.ends, b.ends) - b.starts, 0)
          - coalesce(a.before + least(s.starts, a.ends) - a.starts, 0)
FROM (SELECT * FROM stretch WHERE purpose = 'leisure') s
ASOF LEFT JOIN work_time a ON a.who = s.who AND s.starts >= a.starts
ASOF LEFT JOIN work_time b ON b.who = s.who AND s.ends >= b.starts
