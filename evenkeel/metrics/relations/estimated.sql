-- The parts of the estimated sessions that no entry and no watching tracker covers. METRICS 2, rule 31.
-- Slices of one student do not overlap, so where one begins tells which it is.
WITH beside AS (
    SELECT s.who, s.rank, s.starts, s.ends, coalesce(r.ends > s.starts, FALSE) AS taken
    FROM slice s ASOF LEFT JOIN recorded r ON r.who = s.who AND s.ends > r.starts
    WHERE s.starts < s.ends
),
met AS (
    SELECT b.who, b.rank, b.starts, b.ends, r.starts AS from_, r.ends AS to_,
           lag(r.ends) OVER (PARTITION BY b.who, b.starts ORDER BY r.starts) AS reached,
           lead(r.starts) OVER (PARTITION BY b.who, b.starts ORDER BY r.starts) IS NULL AS last
    FROM beside b JOIN recorded r ON r.who = b.who AND r.starts < b.ends AND r.ends > b.starts
    WHERE b.taken
),
free AS (
    SELECT who, rank, starts, ends FROM beside WHERE NOT taken
    UNION ALL
    SELECT who, rank, coalesce(reached, starts), from_ FROM met WHERE coalesce(reached, starts) < from_
    UNION ALL
    SELECT who, rank, to_, ends FROM met WHERE last AND to_ < ends
)
SELECT who, starts, ends, (CASE rank WHEN 2 THEN 'coursework' WHEN 1 THEN 'leisure' ELSE 'unknown' END)::purpose AS purpose
FROM free
