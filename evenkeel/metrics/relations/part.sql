-- The minutes that entries without a place add to their day: what exceeds the minutes already placed, measured ones
-- first, shared in proportion; leisure counts as waiting where the whole day did. Rules 32, 33, 39.
WITH on_day AS (
    SELECT who, day, sum(ends - starts) / 60e6 AS minutes FROM segment
    WHERE who IN (SELECT who FROM unplaced) GROUP BY ALL
),
reported AS (
    SELECT u.who, u.day, coalesce(any_value(o.minutes), 0) AS placed,
           coalesce(sum(u.minutes) FILTER (u.evidence = 'measured'), 0) AS measured,
           coalesce(sum(u.minutes) FILTER (u.evidence <> 'measured'), 0) AS told
    FROM unplaced u LEFT JOIN on_day o USING (who, day)
    GROUP BY u.who, u.day
),
room AS (
    SELECT who, day, measured, told, greatest(0, measured - placed) AS measured_room,
           greatest(0, told - placed - measured_room) AS told_room
    FROM reported
)
SELECT u.who, u.week, u.day, u.purpose, u.social, u.meant_to_work, u.marked,
       (CASE u.evidence WHEN 'measured' THEN 'measured' ELSE 'unplaced' END)::evidence AS evidence,
       coalesce(w.ends >= u.ends, FALSE) AS waiting,
       CASE WHEN u.minutes = 0 THEN 0
            WHEN u.evidence = 'measured' THEN r.measured_room * u.minutes / r.measured
            ELSE r.told_room * u.minutes / r.told END AS minutes
FROM unplaced u JOIN room r USING (who, day)
ASOF LEFT JOIN work_time w ON w.who = u.who AND u.starts >= w.starts
