-- Which column of a table is which, once somebody said it: by the names in its header, in whatever order they stand.

CREATE TABLE layout (
    id INTEGER PRIMARY KEY,
    header TEXT NOT NULL,                    -- fingerprint of the column names
    columns TEXT NOT NULL,                   -- JSON list of them, as they were written
    kind TEXT NOT NULL,                      -- what the table holds: acts, time or roster
    mapping TEXT NOT NULL,                   -- JSON object, our field -> their column
    said_at INTEGER NOT NULL,
    said_by TEXT NOT NULL
) STRICT;

CREATE INDEX layout_header ON layout (header, id);
