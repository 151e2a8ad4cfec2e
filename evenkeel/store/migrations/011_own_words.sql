-- What students say of their own: what a stretch of time was, what is wrong about an act, that they want to talk.

-- A student's word on one of their time entries, known by its identity at the source: a file that is taken back and
-- loaded again finds it. No row: it is as the file has it.
CREATE TABLE mark (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('', 'coursework', 'leisure')),  -- empty: as the file has it
    meant_to_work INTEGER NOT NULL,
    marked_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, ref)
) STRICT, WITHOUT ROWID;

-- "This was coursework", "this is not mine": said by a student, and it changes nothing until it is accepted.
CREATE TABLE dispute (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    flag_id INTEGER REFERENCES flag (id) ON DELETE CASCADE,  -- null: no flag led to it
    noun TEXT NOT NULL CHECK (noun IN ('act', 'entry')),
    claim TEXT NOT NULL CHECK (claim IN ('coursework', 'leisure', 'not mine')),
    words TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX dispute_of ON dispute (person_id);

-- What it is about, by its identity at the source: one act, or the entries that together are one stretch.
CREATE TABLE disputed (
    dispute_id INTEGER NOT NULL REFERENCES dispute (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    PRIMARY KEY (dispute_id, ref)
) STRICT, WITHOUT ROWID;

-- What became of a dispute; the newest row holds.
CREATE TABLE dispute_ruling (
    id INTEGER PRIMARY KEY,
    dispute_id INTEGER NOT NULL REFERENCES dispute (id) ON DELETE CASCADE,
    ruling TEXT NOT NULL CHECK (ruling IN ('accepted', 'declined', 'taken back')),
    why TEXT NOT NULL,
    ruled_at INTEGER NOT NULL,
    ruled_by TEXT NOT NULL
) STRICT;

CREATE INDEX dispute_rulings ON dispute_ruling (dispute_id);

CREATE TRIGGER dispute_is_history BEFORE UPDATE ON dispute
BEGIN SELECT raise(ABORT, 'a dispute stays as it was made'); END;

CREATE TRIGGER dispute_stays BEFORE DELETE ON dispute WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN SELECT raise(ABORT, 'a dispute stays as it was made'); END;

CREATE TRIGGER disputed_is_history BEFORE UPDATE ON disputed
BEGIN SELECT raise(ABORT, 'a dispute stays as it was made'); END;

CREATE TRIGGER disputed_stays BEFORE DELETE ON disputed
WHEN EXISTS (SELECT 1 FROM dispute WHERE id = OLD.dispute_id)
BEGIN SELECT raise(ABORT, 'a dispute stays as it was made'); END;

CREATE TRIGGER ruling_is_history BEFORE UPDATE ON dispute_ruling
BEGIN SELECT raise(ABORT, 'what was decided about a dispute is append-only'); END;

CREATE TRIGGER ruling_stays BEFORE DELETE ON dispute_ruling
WHEN EXISTS (SELECT 1 FROM dispute WHERE id = OLD.dispute_id)
BEGIN SELECT raise(ABORT, 'what was decided about a dispute is append-only'); END;

-- One more step in a flag's life. SQLite cannot widen a check, so the table is made anew with all its rows.
CREATE TABLE flag_step_wider (
    id INTEGER PRIMARY KEY,
    flag_id INTEGER NOT NULL REFERENCES flag (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step IN ('seen', 'talked', 'excused', 'resolved', 'reopened', 'note', 'useful',
                                       'not useful', 'message', 'answer', 'talk wanted')),
    weeks TEXT NOT NULL,                     -- JSON list: the weeks that are excused
    words TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    taken_by TEXT NOT NULL
) STRICT;

INSERT INTO flag_step_wider SELECT id, flag_id, step, weeks, words, taken_at, taken_by FROM flag_step;
DROP TABLE flag_step;  -- its index and triggers go with it
ALTER TABLE flag_step_wider RENAME TO flag_step;

CREATE INDEX flag_steps ON flag_step (flag_id);

CREATE TRIGGER step_is_history BEFORE UPDATE ON flag_step
BEGIN SELECT raise(ABORT, 'the history of a flag is append-only'); END;

CREATE TRIGGER step_stays BEFORE DELETE ON flag_step WHEN EXISTS (SELECT 1 FROM flag WHERE id = OLD.flag_id)
BEGIN SELECT raise(ABORT, 'the history of a flag is append-only'); END;
