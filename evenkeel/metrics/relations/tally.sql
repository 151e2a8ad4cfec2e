-- Counts as rows: 0 where a source would show the acts, no data elsewhere. Rules 7, 8, 18.
WITH with_term AS (
    SELECT who, coalesce(week, 0) AS week, sum(acts) AS acts, sum(posts) AS posts, sum(comments) AS comments,
           sum(tweets) AS tweets, sum(reposts) AS reposts, sum(words) AS words, sum(outreach) AS outreach
    FROM counts GROUP BY GROUPING SETS ((who, week), (who))
),
heard AS (
    SELECT who, coalesce(week, 0) AS week, sum(received) AS received
    FROM received GROUP BY GROUPING SETS ((who, week), (who))
),
filled AS (
    SELECT s.*, coalesce(k.acts, 0) AS acts, coalesce(k.posts, 0) AS posts, coalesce(k.comments, 0) AS comments,
           coalesce(k.tweets, 0) AS tweets, coalesce(k.reposts, 0) AS reposts, coalesce(k.words, 0) AS words,
           coalesce(k.outreach, 0) AS outreach, coalesce(h.received, 0) AS received,
           s.in_data AND (s.wrote OR s.who IN (SELECT taker FROM addressed)) AS heard
    FROM student_week s
    LEFT JOIN with_term k ON k.who = s.who AND k.week = s.week
    LEFT JOIN heard h ON h.who = s.who AND h.week = s.week
),
told AS (
    SELECT who, week, 'acts' AS metric, acts AS value, acts AS n, covered FROM filled
    UNION ALL SELECT who, week, 'posts', posts, posts, post FROM filled
    UNION ALL SELECT who, week, 'comments', comments, comments, comment FROM filled
    UNION ALL SELECT who, week, 'tweets', tweets, tweets, tweet FROM filled
    UNION ALL SELECT who, week, 'reposts', reposts, reposts, repost FROM filled
    UNION ALL SELECT who, week, 'words', words, acts, covered FROM filled
    UNION ALL SELECT who, week, 'outreach', outreach, outreach, covered FROM filled
    UNION ALL SELECT who, week, 'received', received, received, heard FROM filled
)
SELECT who, week, metric, value::DOUBLE AS value, CASE WHEN covered THEN n ELSE 0 END AS n,
       CASE WHEN covered THEN 'ok' ELSE 'no data' END AS state
FROM told
