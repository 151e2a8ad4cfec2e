-- What people entered in the labs. A row is never rewritten: who errs takes it back and enters another.

CREATE TABLE lab_row (
    id INTEGER PRIMARY KEY,
    lab TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id) ON DELETE CASCADE,   -- null: the instructor at this computer
    content TEXT NOT NULL,                   -- JSON object, field -> value
    entered_at INTEGER NOT NULL,
    taken_back_at INTEGER                    -- null: it holds
) STRICT;

CREATE INDEX lab_rows ON lab_row (lab, id);
