-- The end of the data: the latest act of anybody, not after now. Rule 5.
SELECT max(moment) AS moment FROM seen
