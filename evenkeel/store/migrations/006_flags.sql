-- Flags as they were raised, and what became of them; and since when somebody is in the class.

ALTER TABLE person ADD COLUMN joined INTEGER;  -- local day; null: from the beginning

-- One row a flag, never changed: a later rule, or later numbers, do not rewrite it.
CREATE TABLE flag (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,                      -- JSON, with the keys of course.yaml
    week INTEGER NOT NULL,
    told TEXT NOT NULL,                      -- JSON: the weeks that raised it, with values, lines and n
    version INTEGER NOT NULL,                -- the change of the thresholds that set the rule; 0: none, a file did
    raised_at INTEGER NOT NULL,
    UNIQUE (person_id, rule, week)
) STRICT;

CREATE TABLE flag_step (
    id INTEGER PRIMARY KEY,
    flag_id INTEGER NOT NULL REFERENCES flag (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step IN ('seen', 'talked', 'excused', 'resolved', 'reopened', 'note', 'useful',
                                       'not useful', 'message', 'answer')),
    weeks TEXT NOT NULL,                     -- JSON list: the weeks that are excused
    words TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    taken_by TEXT NOT NULL
) STRICT;

CREATE INDEX flag_steps ON flag_step (flag_id);

-- The instructor's own words for writing to a student; the newest row holds.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL
) STRICT;

-- What was decided stays as it was decided; it goes only with the person it is about.
CREATE TRIGGER flag_is_history BEFORE UPDATE ON flag
BEGIN SELECT raise(ABORT, 'a flag stays as it was raised'); END;

CREATE TRIGGER flag_stays BEFORE DELETE ON flag WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN SELECT raise(ABORT, 'a flag stays as it was raised'); END;

CREATE TRIGGER step_is_history BEFORE UPDATE ON flag_step
BEGIN SELECT raise(ABORT, 'the history of a flag is append-only'); END;

CREATE TRIGGER step_stays BEFORE DELETE ON flag_step WHEN EXISTS (SELECT 1 FROM flag WHERE id = OLD.flag_id)
BEGIN SELECT raise(ABORT, 'the history of a flag is append-only'); END;

-- Rules are written with the keys of course.yaml from now on.
DROP TRIGGER threshold_is_history;
UPDATE threshold SET rules = (
    SELECT json_group_array(json_object('metric', value ->> 'metric',
                                        CASE value ->> 'above' WHEN 1 THEN 'above' ELSE 'below' END, value ->> 'line',
                                        'rule', (value ->> 'k') || ' of ' || (value ->> 'm')))
    FROM json_each(threshold.rules)
);
CREATE TRIGGER threshold_is_history BEFORE UPDATE ON threshold
BEGIN SELECT raise(ABORT, 'the history of thresholds is append-only'); END;
