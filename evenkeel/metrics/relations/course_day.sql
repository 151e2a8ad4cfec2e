-- Days of begun course weeks under every UTC day they touch: finding a moment's day is then a look-up, not a search.
SELECT unnest(range(d.starts // getvariable('day_length'), (d.ends - 1) // getvariable('day_length') + 1)) AS bucket,
       d.day, d.week, d.starts, d.ends
FROM day d
