-- Minutes per student, week (0: the term) and evidence, by what they were. METRICS 2, rules 25, 39, 56.
WITH minute AS (
    SELECT who, week, evidence, purpose, social, waiting, meant_to_work, (ends - starts) / 60e6 AS minutes FROM segment
    UNION ALL
    SELECT who, week, evidence, purpose, social, waiting, meant_to_work, minutes FROM part
),
summed AS (
    SELECT who, coalesce(week, 0) AS week, evidence,
           sum(minutes) FILTER (social) AS social,
           sum(minutes) FILTER (purpose = 'coursework') AS coursework,
           sum(minutes) FILTER (purpose = 'leisure') AS leisure,
           sum(minutes) FILTER (purpose = 'unknown') AS unlabelled,
           sum(minutes) FILTER (meant_to_work OR (purpose = 'leisure' AND waiting)) AS procrastination
    FROM minute
    GROUP BY GROUPING SETS ((who, week, evidence), (who, evidence))
)
SELECT who, week, metric, coalesce(sum(minutes) FILTER (evidence = 'measured'), 0) AS measured,
       coalesce(sum(minutes) FILTER (evidence = 'self-reported'), 0) AS self_reported,
       coalesce(sum(minutes) FILTER (evidence = 'unplaced'), 0) AS unplaced,
       coalesce(sum(minutes) FILTER (evidence = 'estimated'), 0) AS estimated
FROM (UNPIVOT summed ON social, coursework, leisure, unlabelled, procrastination INTO NAME metric VALUE minutes)
GROUP BY ALL
