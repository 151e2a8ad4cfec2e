-- More sources: visits, whose length nobody knows; and a second, changing handle of an account.

ALTER TABLE account ADD COLUMN alias TEXT NOT NULL DEFAULT '';

CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    moment INTEGER NOT NULL,
    platform TEXT NOT NULL,
    purpose TEXT NOT NULL
) STRICT;
