-- Minutes per student, week (0: the term) and evidence, by what they were. METRICS 2, rules 25, 39, 56.
WITH minute AS (
    SELECT who, week, evidence, purpose, social, (ends - starts) / 60e6 AS minutes,
           CASE WHEN meant_to_work THEN ends - starts ELSE waiting END / 60e6 AS procrastinated
    FROM segment
    UNION ALL
    SELECT who, week, evidence, purpose, social, minutes,
           CASE WHEN meant_to_work OR (purpose = 'leisure' AND waiting) THEN minutes ELSE 0 END
    FROM part
),
summed AS (
    SELECT who, coalesce(week, 0) AS week, evidence,
           sum(minutes) FILTER (social) AS social,
           sum(minutes) FILTER (purpose = 'coursework') AS coursework,
           sum(minutes) FILTER (purpose = 'leisure') AS leisure,
           sum(minutes) FILTER (purpose = 'unknown') AS unlabelled,
           sum(procrastinated) AS procrastination
    FROM minute
    GROUP BY GROUPING SETS ((who, week, evidence), (who, evidence))
)
SELECT who, week, metric, coalesce(sum(minutes) FILTER (evidence = 'measured'), 0) AS measured,
       coalesce(sum(minutes) FILTER (evidence = 'self-reported'), 0) AS self_reported,
       coalesce(sum(minutes) FILTER (evidence = 'unplaced'), 0) AS unplaced,
       coalesce(sum(minutes) FILTER (evidence = 'estimated'), 0) AS estimated
FROM (UNPIVOT summed ON social, coursework, leisure, unlabelled, procrastination INTO NAME metric VALUE minutes)
GROUP BY ALL
