-- The first act with which a student handed a task in, and how it was recognised. Rule 35.
-- `surer`: 0 set by hand, 1 the exercise's id, 2 another of its tags (`tag`), 3 its kind alone.
SELECT who, task, arg_min(act, (moment, act)) AS act, min(moment) AS moment,
       arg_min(surer, (moment, act, surer)) AS surer, arg_min(tag, (moment, act, surer, tag)) AS tag
FROM fitting
GROUP BY who, task
