-- A student's own say: what they agreed to, who looked at them, and that they left.

-- The newest line on a kind holds; it goes with the person alone.
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('writing', 'time', 'archives', 'feeds')),
    given INTEGER NOT NULL,                  -- 0: withdrawn
    said_at INTEGER NOT NULL,
    words INTEGER NOT NULL                   -- which wording they were asked in
) STRICT;

CREATE INDEX consents ON consent (person_id);

CREATE TRIGGER consent_is_history BEFORE UPDATE ON consent
BEGIN SELECT raise(ABORT, 'the history of consent is append-only'); END;

CREATE TRIGGER consent_stays BEFORE DELETE ON consent WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN SELECT raise(ABORT, 'the history of consent is append-only'); END;

-- Who looked at one student's data: one line for viewer, kind of look and day.
CREATE TABLE access (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    viewer TEXT NOT NULL,
    role TEXT NOT NULL,
    what TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (person_id, viewer, role, what, day)
) STRICT, WITHOUT ROWID;

-- That somebody left, and on which day; never who.
CREATE TABLE departure (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL
) STRICT;

-- Keyed hashes of how files would name those who left, so that a file read again does not bring them back.
CREATE TABLE departed (
    key TEXT NOT NULL,
    departure INTEGER NOT NULL REFERENCES departure (id) ON DELETE CASCADE,
    words INTEGER NOT NULL,                  -- how many words the spelling has
    PRIMARY KEY (key, departure)
) STRICT, WITHOUT ROWID;
