-- What an instructor says of a match, and how work was judged. Only ever added to; the newest row holds.

CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    occasion TEXT NOT NULL,                  -- which time the exercise was asked: "week 3", "time 1"
    act_ref TEXT NOT NULL,                   -- identity at the source; empty: handed in where no file shows it
    counts INTEGER CHECK (counts IN (0, 1)), -- null: as the rules have it, again
    why TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL
) STRICT;

CREATE INDEX corrections_of ON correction (person_id);

CREATE TABLE grade (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    occasion TEXT NOT NULL,
    levels TEXT NOT NULL,                    -- JSON: the level chosen for each criterion
    points REAL,                             -- the sum as it was shown when it was given; null: none
    comment TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    given_by TEXT NOT NULL
) STRICT;

CREATE INDEX grades_of ON grade (person_id);

-- Whether students see their grades of an exercise. Without a row they do not.
CREATE TABLE grade_release (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL,
    released INTEGER NOT NULL CHECK (released IN (0, 1)),
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER correction_is_history BEFORE UPDATE ON correction
BEGIN SELECT raise(ABORT, 'the history of corrections is append-only'); END;

CREATE TRIGGER correction_stays BEFORE DELETE ON correction WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN SELECT raise(ABORT, 'the history of corrections is append-only'); END;

CREATE TRIGGER grade_is_history BEFORE UPDATE ON grade
BEGIN SELECT raise(ABORT, 'the history of grades is append-only'); END;

CREATE TRIGGER grade_stays BEFORE DELETE ON grade WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN SELECT raise(ABORT, 'the history of grades is append-only'); END;
