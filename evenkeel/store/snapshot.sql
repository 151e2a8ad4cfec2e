-- Words of few kinds are kept as a byte or two each, and numbers no wider than they need be: a class of 2,000 with a
-- million acts stays within a laptop's memory.
CREATE TYPE kind AS ENUM ('post', 'comment', 'tweet', 'repost');
CREATE TYPE purpose AS ENUM ('', 'coursework', 'leisure', 'unknown');
CREATE TYPE evidence AS ENUM ('measured', 'self-reported', 'unplaced', 'estimated');

-- The record as the metrics read it. `who` is a person's id, or minus an account's id for an outsider.

CREATE TABLE person AS
SELECT id::INTEGER AS who, email, name, role, section FROM rec.person WHERE listed = 1;

CREATE TABLE account AS
SELECT c.id AS account, (CASE WHEN p.who IS NULL THEN -c.id ELSE p.who END)::INTEGER AS who
FROM rec.account c LEFT JOIN person p ON p.who = c.person_id;

CREATE TABLE raw_act AS
SELECT id AS act, ref, account_id AS account, kind::kind AS kind, moment, platform,
       words::INTEGER AS words, linked = 1 AS linked, parent, address, purpose::purpose AS purpose
FROM rec.act;

CREATE TYPE platform AS ENUM (
    SELECT platform FROM raw_act UNION SELECT platform FROM rec.entry UNION SELECT platform FROM rec.visit UNION SELECT ''
);

-- One act that two sources tell of is counted once. It is worked out here and not when a file is loaded, so that it
-- follows every later word on who is who, and the other source's word stands alone once a file is taken back.
-- Rows of plain tables have no likeness: each of them is an act.
CREATE TABLE word AS
SELECT id AS act, who, platform, source, source IN (SELECT name FROM feed) AS of_feed, likeness, address,
       split_part(address, '/', 1) AS host,
       row_number() OVER (PARTITION BY who, likeness, source, split_part(address, '/', 1) ORDER BY id) AS nth
FROM rec.act JOIN account ON account = account_id WHERE likeness IS NOT NULL;

CREATE TABLE same AS
-- Two posts at one address, where that address means one post to each of the sources.
SELECT a.act, b.act AS other
FROM word a JOIN word b ON b.address = a.address AND b.act <> a.act
WHERE a.address LIKE '%/%' AND a.address IN (
    SELECT address FROM word GROUP BY address HAVING count(*) > 1 AND count(*) = count(DISTINCT source)
)
UNION
-- Or somebody's words of one kind and second that begin alike, in one place; the second of one source is the second of
-- the other. A feed says of many a place only that it is a blog.
SELECT a.act, b.act
FROM word a JOIN word b ON b.likeness = a.likeness AND b.who = a.who AND b.nth = a.nth AND b.source <> a.source
WHERE (a.host = b.host OR a.host IS NULL OR b.host IS NULL)
  AND (a.platform = b.platform
       OR ('blog' IN (a.platform, b.platform)
           AND a.platform IN (SELECT name FROM blog) AND b.platform IN (SELECT name FROM blog)));

-- Which word is kept: an export's before a feed's. What would join two words of one source joins nothing.
CREATE TABLE twin AS
WITH RECURSIVE reached AS (
    SELECT act, other FROM same UNION SELECT r.act, s.other FROM reached r JOIN same s ON s.act = r.other
),
cluster AS (SELECT act, min(other) AS cluster FROM reached GROUP BY act),
sound AS (
    SELECT cluster, first(act ORDER BY of_feed, source, act) AS kept
    FROM cluster JOIN word USING (act) GROUP BY cluster HAVING count(*) = count(DISTINCT source)
)
SELECT act, kept FROM cluster JOIN sound USING (cluster) WHERE act <> kept;

-- What an address means: the one act there, of sources that know addresses rather than of plain tables.
CREATE TABLE place AS
WITH found AS (
    SELECT r.address, coalesce(t.kept, r.act) AS act, w.act IS NOT NULL AS knows
    FROM raw_act r LEFT JOIN word w USING (act) LEFT JOIN twin t USING (act) WHERE r.address IS NOT NULL
)
SELECT address, min(act) AS act FROM found GROUP BY address, knows HAVING count(DISTINCT act) = 1
   AND (knows OR address NOT IN (SELECT address FROM found WHERE knows));

CREATE TABLE act AS
SELECT a.act, c.who, a.kind, a.platform::platform AS platform, a.moment, a.words, a.linked, a.parent IS NOT NULL AS answers,
       a.purpose, coalesce(p.act, q.act) AS parent
FROM raw_act a
JOIN account c USING (account)
LEFT JOIN raw_act p ON p.ref = a.parent
LEFT JOIN place q ON q.address = a.parent;

-- What only the other word knows of a reply is that it is one, and to whom it was.
UPDATE act SET answers = TRUE, parent = other.parent
FROM (SELECT t.kept, min(a.parent) AS parent FROM twin t JOIN act a USING (act) WHERE a.answers GROUP BY t.kept) other
WHERE act.act = other.kept AND act.parent IS NULL;
UPDATE act SET parent = twin.kept FROM twin WHERE act.parent = twin.act;
DELETE FROM act WHERE act IN (SELECT act FROM twin);

-- What holds of students' disputes: the newest ruling on each, and of two on one thing the newer. A dispute that nobody
-- has accepted changes nothing; and it is about what was the student's when they made it.
CREATE TABLE conceded AS
WITH holds AS (
    SELECT d.noun, o.ref, d.claim, d.person_id AS who, arg_max(r.ruling, r.id) AS ruling, d.id
    FROM rec.dispute d JOIN rec.disputed o ON o.dispute_id = d.id JOIN rec.dispute_ruling r ON r.dispute_id = d.id
    GROUP BY ALL
)
SELECT noun, ref, who, claim = 'not mine' AS foreign_, arg_max(claim, id) AS claim
FROM holds WHERE ruling = 'accepted' GROUP BY ALL;

UPDATE act SET purpose = c.claim::purpose
FROM (
    SELECT coalesce(t.kept, r.act) AS act, q.who, q.claim
    FROM conceded q JOIN raw_act r ON r.ref = q.ref LEFT JOIN twin t ON t.act = r.act
    WHERE q.noun = 'act' AND NOT q.foreign_
) c
WHERE act.act = c.act AND act.who = c.who;
-- What is not theirs is said by somebody outside: the account it came from, as if nobody had been matched to it.
UPDATE act SET who = -c.account
FROM (
    SELECT coalesce(t.kept, r.act) AS act, q.who, r.account::INTEGER AS account
    FROM conceded q JOIN raw_act r ON r.ref = q.ref LEFT JOIN twin t ON t.act = r.act
    WHERE q.noun = 'act' AND q.foreign_
) c
WHERE act.act = c.act AND act.who = c.who;

DROP TABLE raw_act;
DROP TABLE word;
DROP TABLE same;
DROP TABLE place;

CREATE TABLE addressee AS
SELECT DISTINCT act_id AS act, c.who FROM rec.addressee d JOIN account c ON c.account = d.account_id ANTI JOIN twin t ON t.act = d.act_id;

CREATE TABLE tag AS
SELECT act_id AS act, tag, in_text = 1 AS in_text FROM rec.tag g ANTI JOIN twin t ON t.act = g.act_id;

-- A student's own word on an entry goes before its file's; `marked` says that there is one.
CREATE TABLE entry AS
SELECT e.id AS entry, CASE WHEN q.ref IS NULL THEN c.who ELSE -e.account_id END::INTEGER AS who,
       e.starts, e.ends, e.day, e.minutes, e.evidence::evidence AS evidence,
       (CASE WHEN m.purpose <> '' THEN m.purpose ELSE coalesce(l.claim, e.purpose) END)::purpose AS purpose,
       e.platform::platform AS platform, coalesce(m.meant_to_work, e.meant_to_work) = 1 AS meant_to_work,
       m.ref IS NOT NULL AS marked
FROM rec.entry e JOIN account c ON c.account = e.account_id
LEFT JOIN rec.mark m ON m.ref = e.ref AND m.person_id = c.who
LEFT JOIN conceded q ON q.noun = 'entry' AND q.ref = e.ref AND q.who = c.who AND q.foreign_
LEFT JOIN conceded l ON l.noun = 'entry' AND l.ref = e.ref AND l.who = c.who AND NOT l.foreign_;

DROP TABLE conceded;

CREATE TABLE visit AS
SELECT v.id AS visit, c.who, v.moment, v.platform::platform AS platform, v.purpose::purpose AS purpose
FROM rec.visit v JOIN account c ON c.account = v.account_id;

CREATE TABLE tracked AS
SELECT c.who, t.starts, max(t.ends) AS ends FROM rec.tracked t JOIN account c ON c.account = t.account_id GROUP BY ALL;

CREATE TABLE coverage AS
SELECT DISTINCT c.who, v.source, v.kinds, v.place, v.since, v.until, v.cut_short = 1 AS cut_short
FROM rec.coverage v JOIN account c ON c.account = v.account_id;

-- What was set by hand: the newest word on each act and occasion, whichever source's act it was said of.
CREATE TABLE correction AS
SELECT person_id::INTEGER AS who, exercise, occasion, coalesce(t.kept, a.id) AS act, counts = 1 AS counts
FROM rec.correction c JOIN rec.act a ON a.ref = c.act_ref LEFT JOIN twin t ON t.act = a.id
QUALIFY row_number() OVER (PARTITION BY person_id, exercise, occasion, coalesce(t.kept, a.id) ORDER BY c.id DESC) = 1;
