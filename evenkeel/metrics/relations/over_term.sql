-- What is told of the term alone: steadiness, burstiness, lateness. METRICS 2, 3.
SELECT s.who, 0 AS week, m.metric, r.value, coalesce(r.n, 0) AS n,
       CASE WHEN NOT s.wrote THEN 'no data'
            ELSE coalesce(r.state, CASE m.metric WHEN 'burstiness' THEN 'too little to say' ELSE 'no data' END) END
           AS state
FROM student s
CROSS JOIN (SELECT unnest(['steadiness', 'burstiness']) AS metric) m
LEFT JOIN rhythm r ON r.who = s.who AND r.metric = m.metric
UNION ALL
SELECT s.who, 0, 'lateness', l.value, coalesce(l.n, 0),
       CASE WHEN coalesce(l.n, 0) = 0 THEN 'no data' WHEN l.n < 3 THEN 'too little to say' ELSE 'ok' END
FROM student s LEFT JOIN lateness l USING (who)
