-- Pair of the roster by course week (a < b): what each addressed to the other, acts and weights 1/k, how often each
-- passed the other's work on, and whether any act was substantive: more than a few words, or a link. METRICS 4, rules 9, 10.
SELECT d.week, least(d.giver, d.taker) AS a, greatest(d.giver, d.taker) AS b,
       count(*) FILTER (d.giver < d.taker) AS a_acts, count(*) FILTER (d.giver > d.taker) AS b_acts,
       sum(d.share) FILTER (d.giver < d.taker) AS a_to_b, sum(d.share) FILTER (d.giver > d.taker) AS b_to_a,
       count(*) FILTER (d.kind = 'repost' AND d.giver < d.taker) AS a_passed_on,
       count(*) FILTER (d.kind = 'repost' AND d.giver > d.taker) AS b_passed_on,
       bool_or(d.kind <> 'repost' AND (s.words > getvariable('substantive_words') OR s.linked)) AS substantive
FROM addressed d JOIN seen s USING (act)
WHERE d.week IS NOT NULL AND d.giver IN (SELECT who FROM person) AND d.taker IN (SELECT who FROM person)
GROUP BY ALL
