-- Every act that fits a task of its student, with how: between the task's release and the exercise's next one. Rule 35.
-- An act matches by the exercise's id among its tags; a definition adds acts of its kind with one of its tags, or,
-- where it names no tags, any act of its kind that carries no exercise's tags. What was set by hand goes before all of
-- this: such an act counts for what it was set to and for nothing else, and a task that has one looks no further.
WITH written AS (SELECT act, s.who, s.kind, s.moment FROM seen s JOIN student USING (who)),
by_hand AS (
    SELECT w.who, t.task, w.act, w.moment
    FROM correction c JOIN task t USING (exercise, occasion) JOIN written w ON w.act = c.act AND w.who = c.who
    WHERE c.counts
),
own AS (SELECT * FROM written WHERE act NOT IN (SELECT act FROM by_hand)),
given AS (SELECT act, tag FROM tag WHERE NOT in_text),
-- A short post has no place for tags but its text: there a hashtag that a definition names is one.
tagged AS (
    SELECT act, tag FROM given UNION SELECT act, tag FROM tag JOIN written USING (act) WHERE in_text AND kind = 'tweet'
),
claimed AS (
    SELECT act FROM given WHERE tag IN (SELECT exercise FROM exercise UNION SELECT tag FROM exercise_tag)
),
to_classmate AS (SELECT act FROM addressed WHERE taker IN (SELECT who FROM student)),
matching AS (
    SELECT o.act, o.who, o.moment, e.exercise, 1 AS surer, g.tag
    FROM own o JOIN given g USING (act) JOIN exercise e ON e.exercise = g.tag
    UNION ALL
    SELECT o.act, o.who, o.moment, e.exercise, 2, d.tag
    FROM own o JOIN tagged g USING (act) JOIN exercise_tag d USING (tag)
    JOIN exercise e ON e.exercise = d.exercise AND e.kind = o.kind
    WHERE NOT e.to_classmate OR o.act IN (SELECT act FROM to_classmate)
    UNION ALL
    SELECT o.act, o.who, o.moment, e.exercise, 3, ''
    FROM own o JOIN exercise e USING (kind)
    WHERE e.exercise NOT IN (SELECT exercise FROM exercise_tag) AND o.act NOT IN (SELECT act FROM claimed)
      AND (NOT e.to_classmate OR o.act IN (SELECT act FROM to_classmate))
),
-- Each task under every UTC day it is open: an act meets the few tasks of its day, not all of the term.
open_day AS (
    SELECT task, exercise, release, until,
           unnest(range(coalesce(release, (SELECT min(moment) FROM seen)) // getvariable('day_length'),
                        least(coalesce(until, getvariable('now')), getvariable('now')) // getvariable('day_length') + 1))
               AS bucket
    FROM task
),
refused AS (
    SELECT c.who, t.task, c.act FROM correction c JOIN task t USING (exercise, occasion) WHERE NOT c.counts
)
SELECT who, task, act, moment, 0 AS surer, '' AS tag FROM by_hand
UNION ALL
SELECT m.who, t.task, m.act, m.moment, m.surer, m.tag
FROM matching m
JOIN open_day t ON t.exercise = m.exercise AND t.bucket = m.moment // getvariable('day_length')
WHERE (t.release IS NULL OR m.moment >= t.release) AND (t.until IS NULL OR m.moment < t.until)
  AND (m.who, t.task) NOT IN (SELECT (who, task) FROM by_hand)
  AND (m.who, t.task, m.act) NOT IN (SELECT (who, task, act) FROM refused)
