-- Counts of a student's acts per week. METRICS 3, rules 5, 9, 17.
SELECT s.who, s.week,
       count(*) AS acts,
       count(*) FILTER (s.kind = 'post') AS posts,
       count(*) FILTER (s.kind = 'comment') AS comments,
       count(*) FILTER (s.kind = 'tweet') AS tweets,
       count(*) FILTER (s.kind = 'repost') AS reposts,
       sum(s.words) AS words,
       count(*) FILTER (s.act IN (SELECT act FROM addressed WHERE taker < 0)) AS outreach
FROM seen s JOIN student USING (who)
WHERE s.week IS NOT NULL
GROUP BY ALL
