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
       words::INTEGER AS words, parent, address, purpose::purpose AS purpose
FROM rec.act;

CREATE TYPE platform AS ENUM (
    SELECT platform FROM raw_act UNION SELECT platform FROM rec.entry UNION SELECT platform FROM rec.visit UNION SELECT ''
);

CREATE TABLE act AS
SELECT a.act, c.who, a.kind, a.platform::platform AS platform, a.moment, a.words, a.parent IS NOT NULL AS answers, a.purpose,
       coalesce(p.act, q.act) AS parent
FROM raw_act a
JOIN account c USING (account)
LEFT JOIN raw_act p ON p.ref = a.parent
LEFT JOIN (SELECT address, min(act) AS act FROM raw_act WHERE address IS NOT NULL GROUP BY address) q
       ON q.address = a.parent;

DROP TABLE raw_act;

CREATE TABLE addressee AS
SELECT DISTINCT act_id AS act, c.who FROM rec.addressee d JOIN account c ON c.account = d.account_id;

CREATE TABLE tag AS SELECT act_id AS act, tag, in_text = 1 AS in_text FROM rec.tag;

CREATE TABLE entry AS
SELECT e.id AS entry, c.who, e.starts, e.ends, e.day, e.minutes, e.evidence::evidence AS evidence,
       e.purpose::purpose AS purpose, e.platform::platform AS platform,
       e.meant_to_work = 1 AS meant_to_work
FROM rec.entry e JOIN account c ON c.account = e.account_id;

CREATE TABLE visit AS
SELECT v.id AS visit, c.who, v.moment, v.platform::platform AS platform, v.purpose::purpose AS purpose
FROM rec.visit v JOIN account c ON c.account = v.account_id;

CREATE TABLE tracked AS
SELECT c.who, t.starts, max(t.ends) AS ends FROM rec.tracked t JOIN account c ON c.account = t.account_id GROUP BY ALL;

CREATE TABLE coverage AS
SELECT DISTINCT c.who, v.source, v.kinds, v.since, v.until, v.cut_short = 1 AS cut_short
FROM rec.coverage v JOIN account c ON c.account = v.account_id;
