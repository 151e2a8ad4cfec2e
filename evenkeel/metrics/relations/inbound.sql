-- What others said to a student, when it was answered (null: not yet), and whether it is old enough to judge.
-- Rules 19, 20.
WITH said AS (SELECT act, giver, taker, moment, week FROM addressed WHERE kind <> 'repost'),
answer AS (SELECT giver, taker, moment FROM said)
SELECT i.taker AS who, i.giver, i.act, i.moment, i.week, a.moment AS answered,
       i.moment + getvariable('answer_within') <= (SELECT moment FROM data_end) AS ripe
FROM (SELECT * FROM said WHERE taker IN (SELECT who FROM student)) i
ASOF LEFT JOIN answer a ON a.giver = i.taker AND a.taker = i.giver AND i.moment <= a.moment
