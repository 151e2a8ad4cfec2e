-- Student-weeks in which a source would show an act if there was one, by kind; later weeks than the data are not
-- covered, nor anybody who wrote nothing. Rule 7.
SELECT s.who, w.week,
       bool_or(c.kinds = 'any' OR contains(c.kinds, 'post')) AS post,
       bool_or(c.kinds = 'any' OR contains(c.kinds, 'comment')) AS comment,
       bool_or(c.kinds = 'any' OR contains(c.kinds, 'tweet')) AS tweet,
       bool_or(c.kinds = 'any' OR contains(c.kinds, 'repost')) AS repost,
       bool_and(c.cut_short AND c.since >= w.starts) AS cut_short
FROM student s
JOIN coverage c USING (who)
JOIN week w ON w.ends > c.since AND w.starts <= c.until AND w.starts <= (SELECT moment FROM data_end)
WHERE s.wrote
GROUP BY ALL
