-- Student-weeks in which a source would show an act if there was one, by kind; later weeks than the data are not
-- covered, nor anybody who wrote nothing. Rule 7. `cut_short`: a source left these weeks out, or began within them.
-- A table that speaks for everything ('any') does not speak for a kind that a feed of its own shows cut short.
WITH reach AS (
    SELECT s.who, w.week, c.kinds, c.kinds = 'any' AS everything,
           w.ends > c.since AND w.starts <= c.until AS inside,
           c.cut_short AND c.since > w.starts AS cut
    FROM student s
    JOIN coverage c USING (who)
    JOIN week w ON w.starts <= (SELECT moment FROM data_end)
    WHERE s.wrote
),
kind AS (
    SELECT r.who, r.week, k.kind,
           bool_or(inside AND NOT everything) AS shown,
           bool_or(inside AND everything) AS told,
           bool_or(cut) AND NOT bool_or(inside AND NOT everything AND NOT cut) AS cut_short
    FROM reach r JOIN (SELECT unnest(['post', 'comment', 'tweet', 'repost']) AS kind) k
        ON r.everything OR list_contains(string_split(r.kinds, ','), k.kind)
    GROUP BY ALL
),
by_kind AS (SELECT *, shown OR (told AND NOT cut_short) AS covered FROM kind)
SELECT who, week,
       bool_or(covered AND kind = 'post') AS post, bool_or(covered AND kind = 'comment') AS comment,
       bool_or(covered AND kind = 'tweet') AS tweet, bool_or(covered AND kind = 'repost') AS repost,
       bool_or(cut_short) AS cut_short
FROM by_kind
GROUP BY ALL
HAVING bool_or(shown OR told)
