-- The hours of each local day in which a student's work waited. Rule 39.
SELECT w.who, d.day,
       list({starts: greatest(w.starts, d.starts), ends: least(w.ends, d.ends)}) AS hours
FROM work_time w JOIN day d ON w.starts < d.ends AND w.ends > d.starts
GROUP BY ALL
