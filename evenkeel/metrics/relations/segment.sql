-- The timeline with how much of each leisure stretch fell while work waited (microseconds). Rule 39.
SELECT s.*,
       CASE WHEN s.purpose = 'leisure'
            THEN coalesce(list_sum([greatest(0, least(s.ends, hour.ends) - greatest(s.starts, hour.starts))
                                    for hour in w.hours]), 0)::BIGINT
            ELSE 0 END AS waiting
FROM stretch s LEFT JOIN work_day w ON w.who = s.who AND w.day = s.day
