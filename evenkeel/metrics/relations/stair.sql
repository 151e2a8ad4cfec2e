-- The relationship stairway: a student's partners, each on the first stair that fits, per window (0: the term).
-- METRICS 4, Breakenridge 2012; all cuts are settings. n = given + taken, beta = (taken - given) / n, span = course
-- weeks with contact either way, passed_on = the partner's reposts of the student's work.
-- A partner who wrote nothing on record is decided first: what they may have done is not in the files.
-- Shares like 1/3 do not add up exactly, hence the hair at every cut.
WITH pair AS (
    SELECT w.week, c.a, c.b, coalesce(sum(c.a_to_b), 0) AS a_to_b, coalesce(sum(c.b_to_a), 0) AS b_to_a,
           count(*) AS span, sum(c.a_passed_on)::BIGINT AS a_passed_on, sum(c.b_passed_on)::BIGINT AS b_passed_on,
           bool_or(c.substantive) AS substantive
    FROM contact c JOIN window_week w ON w.member = c.week
    GROUP BY ALL
),
side AS (
    SELECT week, a AS who, b AS partner, a_to_b AS given, b_to_a AS taken, span, b_passed_on AS passed_on, substantive
    FROM pair
    UNION ALL
    SELECT week, b, a, b_to_a, a_to_b, span, a_passed_on, substantive FROM pair
),
leaning AS (
    SELECT *, given + taken AS n, (taken - given) / (given + taken) AS beta,
           partner IN (SELECT who FROM seen) AS known
    FROM side WHERE who IN (SELECT who FROM student)
)
SELECT week, who, partner, given, taken, span, passed_on, substantive,
       CASE WHEN NOT known THEN 'cannot tell'
            WHEN taken >= getvariable('champion_received') - 1e-9 AND span >= getvariable('champion_weeks')
                 AND passed_on >= getvariable('champion_reposts') AND beta >= -getvariable('lean') - 1e-9 THEN 'champion'
            WHEN n < getvariable('casual_below') - 1e-9 OR span <= getvariable('casual_weeks') OR NOT substantive
                 THEN 'casual friend'
            WHEN beta > getvariable('lean') + 1e-9 THEN 'giver'
            WHEN beta < -getvariable('lean') - 1e-9 THEN 'taker with good info'
            ELSE 'giver and taker' END AS stair
FROM leaning
