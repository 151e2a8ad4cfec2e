-- When work waited: a student's pending windows, and the planned study hours. Rule 38.
SELECT s.who, greatest(coalesce(t.release, t.due - getvariable('opens_before')), t.due - getvariable('opens_before'))
           AS starts,
       least(coalesce(h.moment, t.due + getvariable('closes_after')), t.due + getvariable('closes_after')) AS ends,
       t.task
FROM student s CROSS JOIN task t LEFT JOIN submission h ON h.who = s.who AND h.task = t.task
WHERE starts < ends
UNION ALL
SELECT s.who, b.starts, b.ends, NULL FROM student s CROSS JOIN study b
