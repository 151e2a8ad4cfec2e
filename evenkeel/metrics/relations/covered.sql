-- Student-weeks in which a source would show an act if there was one, by kind; later weeks than the data are not
-- covered, nor anybody who wrote nothing. Rule 7. `cut`: kinds of which a source left some of the week out and no other
-- makes up for it; a week that lies in such a gap as a whole has a row and is not `covered`.
-- A table that speaks for everything ('any') does not speak for a kind that a feed of its own shows cut short, nor one
-- place for another: a forum that is whole says nothing of the weeks that a blog's feed left out.
WITH spoken AS (
    SELECT c.who, unnest(CASE WHEN c.kinds = 'any' THEN ['post', 'comment', 'tweet', 'repost']
                              ELSE string_split(c.kinds, ',') END) AS kind,
           c.kinds = 'any' AS everything, c.place, c.since, c.until, c.cut_short
    FROM coverage c JOIN student s USING (who)
    WHERE s.wrote
),
-- What the sources of a place and kind show, in order; `known`: up to where the ones before show it without a gap of their own making.
shown AS (
    SELECT who, kind, since, until, cut_short,
           max(until) OVER (PARTITION BY who, place, kind ORDER BY since, cut_short, until
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known
    FROM spoken WHERE NOT everything
),
-- From `since` to `until` nobody knows: a source left it out. Before the first of them there is no `since`.
gap AS (
    SELECT who, kind, known AS since, since AS until FROM shown
    WHERE cut_short AND (known IS NULL OR known < since)
),
begun AS (SELECT week, starts, ends FROM week WHERE starts <= (SELECT moment FROM data_end)),
told AS (
    SELECT who, week, kind, bool_or(NOT everything) AS shown, bool_or(everything) AS told
    FROM spoken JOIN begun ON ends > since AND starts <= until
    GROUP BY ALL
),
missing AS (
    SELECT who, week, kind, bool_or(since IS NOT NULL) AS within,
           bool_or(coalesce(since, starts) <= starts AND ends <= until) AS whole
    FROM gap JOIN begun ON starts < until AND (since IS NULL OR ends > since)
    GROUP BY ALL
),
by_kind AS (
    SELECT coalesce(t.who, m.who) AS who, coalesce(t.week, m.week) AS week, coalesce(t.kind, m.kind) AS kind,
           t.who IS NOT NULL AS seen, coalesce(m.within, FALSE) AS within, m.who IS NOT NULL AS cut,
           (coalesce(t.shown, FALSE) AND NOT coalesce(m.whole, FALSE)) OR (coalesce(t.told, FALSE) AND m.who IS NULL)
               AS covered
    FROM told t FULL JOIN missing m ON m.who = t.who AND m.week = t.week AND m.kind = t.kind
)
SELECT who, week,
       bool_or(covered AND kind = 'post') AS post, bool_or(covered AND kind = 'comment') AS comment,
       bool_or(covered AND kind = 'tweet') AS tweet, bool_or(covered AND kind = 'repost') AS repost,
       bool_or(seen) AS covered, list(kind) FILTER (cut) AS cut
FROM by_kind
GROUP BY ALL
HAVING bool_or(seen OR within)
