-- Posts and tweets said to nobody in particular: did another person answer within the days, is it too young to tell?
-- Rules 14-16.
WITH drawn AS (
    SELECT DISTINCT p.act
    FROM seen c JOIN seen p ON p.act = c.parent
    WHERE c.who <> p.who AND c.moment BETWEEN p.moment AND p.moment + getvariable('answer_within')
)
SELECT s.act, s.who, s.moment, s.week,
       CASE WHEN s.act IN (SELECT act FROM drawn) THEN 'drawn'
            WHEN s.moment + getvariable('answer_within') <= (SELECT moment FROM data_end) THEN 'silent'
            ELSE 'young' END AS fate
FROM seen s
WHERE s.kind IN ('post', 'tweet') AND NOT s.answers AND s.act NOT IN (SELECT act FROM named)
