-- The balance, its factors and the reply-back rate as rows. Rule 8.
WITH part AS (SELECT * FROM balance UNION ALL BY NAME SELECT * FROM reply_back),
filled AS (
    SELECT s.who, s.week, m.metric, s.covered, coalesce(p.n, 0) AS n, coalesce(p.young, 0) AS young,
           p.numerator, coalesce(p.denominator, 0) AS denominator
    FROM student_week s
    CROSS JOIN (SELECT unnest(['engagement_balance', 'addressed_share', 'matched_share', 'direction',
                               'reply_back_rate']) AS metric) m
    LEFT JOIN part p ON p.who = s.who AND p.week = s.week AND p.metric = m.metric
)
SELECT who, week, metric, numerator / nullif(denominator, 0) AS value, n,
       CASE WHEN NOT covered THEN 'no data'
            WHEN n = 0 THEN CASE WHEN young > 0 THEN 'pending' ELSE 'no data' END
            WHEN n < getvariable('min_acts') THEN 'too little to say'
            WHEN denominator = 0 THEN 'no data'
            ELSE 'ok' END AS state
FROM filled
