-- Posts and tweets said to nobody in particular that are old enough to judge, each with how many acts of other people
-- answered it in time (outsiders and reposts included, both ends of the days too), and how many such items its author
-- has in its week: the week's cadence. METRICS 3, rules 14, 15, 16.
WITH mature AS (
    SELECT who, week, act, moment FROM unaddressed JOIN student USING (who)
    WHERE week IS NOT NULL AND moment + getvariable('answer_within') <= (SELECT moment FROM data_end)
),
answered AS (
    SELECT m.act, count(*) AS responses
    FROM mature m JOIN seen c ON c.parent = m.act AND c.who <> m.who
     AND c.moment BETWEEN m.moment AND m.moment + getvariable('answer_within')
    GROUP BY m.act
)
SELECT m.who, m.week, m.act, m.moment, coalesce(a.responses, 0) AS responses,
       count(*) OVER (PARTITION BY m.who, m.week) AS cadence
FROM mature m LEFT JOIN answered a USING (act)
