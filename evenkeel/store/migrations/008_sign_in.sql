-- Who may sign in without a university's own sign-in: personal links, and what they opened. Only hashes are kept.

CREATE TABLE invite (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    key_hash TEXT NOT NULL UNIQUE,           -- of the key in the link
    code_salt TEXT NOT NULL,
    code_hash TEXT NOT NULL,                 -- of the short code, which is good together with the person's address
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL DEFAULT 0,     -- taken back, or followed by a newer one; 0: neither
    used_at INTEGER NOT NULL DEFAULT 0       -- last; 0: never
) STRICT;

CREATE INDEX invites_of ON invite (person_id);

CREATE TABLE signed_in (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    invite_id INTEGER NOT NULL REFERENCES invite (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,         -- of what the browser's cookie holds
    begun_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL DEFAULT 0      -- signed out or taken back; 0: neither
) STRICT;

CREATE INDEX signed_in_of ON signed_in (person_id);
