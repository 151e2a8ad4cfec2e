-- Estimated sessions, cut into what each act owns: the time since the act before it, or the lead. Rules 29, 30.
-- Visits (minus their number as `act`) shape sessions as acts do: both only show that somebody was there.
-- Halfaker et al. 2015 (gap), Geiger & Halfaker 2013 (430 s lead).
WITH glimpse AS (
    SELECT s.act, s.who, s.moment, s.week, p.rank
    FROM seen s JOIN student USING (who) JOIN purpose p USING (act)
    UNION ALL
    SELECT act, who, moment, week, rank FROM visited
),
ordered AS (
    SELECT *, lag(moment) OVER (PARTITION BY who ORDER BY moment, rank DESC, act) AS before FROM glimpse
)
SELECT act, who, week, rank,
       CASE WHEN before IS NULL THEN moment - getvariable('session_lead')
            WHEN moment - before >= getvariable('session_gap')
            THEN greatest(before, moment - getvariable('session_lead'))
            ELSE before END AS starts,
       moment AS ends
FROM ordered
