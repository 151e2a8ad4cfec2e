-- Every number of every student: one row a week and metric, and one for the term (week 0). Rule 6: a value stands only
-- where it is good; all of the running week is pending, with the value so far.
WITH told AS (
    SELECT who, week, metric, value, n, state, value AS firm FROM ratio
    UNION ALL BY NAME SELECT *, value AS firm FROM tally
    UNION ALL BY NAME SELECT * FROM minutes
    UNION ALL BY NAME SELECT *, value AS firm FROM over_term
    UNION ALL BY NAME
    SELECT s.who, s.week, 'answer_time' AS metric, a.value, coalesce(a.n, 0) AS n,
           CASE WHEN s.covered AND a.n > 0 THEN 'ok' ELSE 'no data' END AS state, a.value AS firm
    FROM student_week s LEFT JOIN answer_time a ON a.who = s.who AND a.week = s.week
)
SELECT p.email AS student, t.week, t.metric,
       CASE WHEN t.state = 'ok' THEN t.value END AS value,
       t.n::BIGINT AS n,
       CASE WHEN w.completed = FALSE THEN 'pending' ELSE t.state END AS state,
       t.measured, t.self_reported, t.unplaced, t.estimated,
       CASE WHEN t.state = 'ok' THEN t.firm END AS firm
FROM told t JOIN student p USING (who) LEFT JOIN week w ON w.week = t.week
