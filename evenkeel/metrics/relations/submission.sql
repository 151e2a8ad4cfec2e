-- The first act with which a student handed a task in, between its release and the exercise's next one. Rule 35.
-- An act matches by the exercise's id among its tags; a definition adds acts of its kind with one of its tags, or,
-- where it names no tags, any act of its kind that carries no exercise's tags.
WITH given AS (SELECT act, tag FROM tag WHERE NOT in_text),
matching AS (
    SELECT g.act, e.exercise FROM given g JOIN exercise e ON e.exercise = g.tag
    UNION
    SELECT g.act, d.exercise FROM given g JOIN exercise_tag d USING (tag) JOIN exercise e USING (exercise)
    JOIN seen s ON s.act = g.act AND s.kind = e.kind
    WHERE NOT e.to_classmate OR g.act IN (SELECT act FROM addressed JOIN student ON who = taker)
    UNION
    SELECT s.act, e.exercise FROM seen s JOIN exercise e ON e.kind = s.kind
    WHERE e.exercise NOT IN (SELECT exercise FROM exercise_tag)
      AND s.act NOT IN (SELECT act FROM given WHERE tag IN (SELECT exercise FROM exercise)
                                                 OR tag IN (SELECT tag FROM exercise_tag))
      AND (NOT e.to_classmate OR s.act IN (SELECT act FROM addressed JOIN student ON who = taker))
)
SELECT s.who, t.task, arg_min(s.act, (s.moment, s.act)) AS act, min(s.moment) AS moment
FROM matching m
JOIN seen s USING (act)
JOIN student p ON p.who = s.who
JOIN task t USING (exercise)
WHERE (t.release IS NULL OR s.moment >= t.release) AND (t.until IS NULL OR s.moment < t.until)
GROUP BY ALL
