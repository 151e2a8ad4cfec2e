-- Everybody an act addresses, its author included: in `to`, @-mentioned, or the author of the item it answers. Rule 10.
SELECT DISTINCT act, who
FROM (
    SELECT d.act, d.who FROM addressee d JOIN seen USING (act)
    UNION ALL
    SELECT c.act, p.who FROM seen c JOIN seen p ON p.act = c.parent
)
