-- Estimated sessions, cut into what each act owns: the time since the act before it, or the lead. Rules 29, 30.
-- Halfaker et al. 2015 (gap), Geiger & Halfaker 2013 (430 s lead).
WITH ordered AS (
    SELECT s.act, s.who, s.moment, s.week, p.rank,
           lag(s.moment) OVER (PARTITION BY s.who ORDER BY s.moment, p.rank DESC, s.act) AS before
    FROM seen s JOIN student USING (who) JOIN purpose p USING (act)
)
SELECT act, who, week, rank,
       CASE WHEN before IS NULL THEN moment - getvariable('session_lead')
            WHEN moment - before >= getvariable('session_gap')
            THEN greatest(before, moment - getvariable('session_lead'))
            ELSE before END AS starts,
       moment AS ends
FROM ordered
