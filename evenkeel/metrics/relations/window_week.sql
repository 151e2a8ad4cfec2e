-- Week by trailing window: `member` counts for `week`; week 0 is the term. Rule 12.
SELECT w.week, m.week AS member
FROM week w JOIN week m ON m.week BETWEEN w.week - getvariable('window_weeks') + 1 AND w.week
UNION ALL
SELECT 0, week FROM week
