-- A row for every student and begun week, and for the term (week 0); `covered` by kind tells whether a source would
-- show acts there; the term is covered by any of its weeks. Rules 6, 7.
SELECT s.who, w.week, w.running, s.wrote,
       coalesce(CASE w.week WHEN 0 THEN k.covered ELSE c.covered END, FALSE) AS covered,
       CASE w.week WHEN 0 THEN k.post ELSE c.post END AS post,
       CASE w.week WHEN 0 THEN k.comment ELSE c.comment END AS comment,
       CASE w.week WHEN 0 THEN k.tweet ELSE c.tweet END AS tweet,
       CASE w.week WHEN 0 THEN k.repost ELSE c.repost END AS repost,
       w.starts <= (SELECT moment FROM data_end) AS in_data
FROM student s
CROSS JOIN (SELECT week, starts, NOT completed AS running FROM week 
            UNION ALL SELECT 0, min(starts), FALSE FROM week) w
LEFT JOIN covered c ON c.who = s.who AND c.week = w.week
LEFT JOIN (SELECT who, bool_or(covered) AS covered, bool_or(post) AS post, bool_or(comment) AS comment,
                  bool_or(tweet) AS tweet, bool_or(repost) AS repost FROM covered GROUP BY who) k ON k.who = s.who
