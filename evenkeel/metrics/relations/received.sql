-- Acts of others, outsiders too, that have the student among the addressees. Rule 18.
SELECT taker AS who, week, count(*) AS received FROM addressed WHERE week IS NOT NULL GROUP BY ALL
