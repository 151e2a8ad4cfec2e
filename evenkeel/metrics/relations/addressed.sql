-- Act by addressee other than the author, each with its share 1/k of the act. Rules 10, 13.
WITH others AS (
    SELECT n.act, n.who AS taker, s.who AS giver, s.kind, s.moment, s.week
    FROM named n JOIN seen s USING (act)
    WHERE n.who <> s.who
),
k AS (SELECT act, 1.0 / count(*) AS share FROM others GROUP BY act)
SELECT o.*, k.share FROM others o JOIN k USING (act)
