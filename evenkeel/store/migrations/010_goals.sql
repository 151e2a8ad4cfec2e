-- What a student wants for themself, and what they write down about a week: theirs, and private unless they share it.

-- One row a change, the newest of a student and kind of goal holds; no amount: it was taken back.
CREATE TABLE goal (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    aim TEXT NOT NULL CHECK (aim IN ('limit', 'goal')),
    metric TEXT NOT NULL,
    amount REAL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    set_at INTEGER NOT NULL
) STRICT;

CREATE INDEX goals_of ON goal (person_id);

-- One row a change, the newest of a student and week holds; without words it was taken back.
CREATE TABLE reflection (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    week INTEGER NOT NULL,
    words TEXT NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    written_at INTEGER NOT NULL
) STRICT;

CREATE INDEX reflections_of ON reflection (person_id);
