-- The first act with which a student handed a task in, and how it was recognised. Rule 35.
-- `surer`: 0 set by hand, 1 the exercise's id, 2 another of its tags (`tag`), 3 its kind alone.
WITH earliest AS (
    SELECT who, task, min(moment) AS moment,
           arg_min({'act': act, 'surer': surer, 'tag': tag}, (moment, act, surer, tag)) AS one
    FROM fitting
    GROUP BY who, task
)
SELECT who, task, one.act AS act, moment, one.surer AS surer, one.tag AS tag FROM earliest
