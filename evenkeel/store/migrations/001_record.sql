-- The record: what is known of a class. Moments are epoch microseconds UTC; days are proleptic ordinals.

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('student', 'instructor', 'assistant')),
    section TEXT NOT NULL,
    listed INTEGER NOT NULL DEFAULT 1        -- 0: no longer on the roster
) STRICT;

CREATE TABLE person_account (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    platform TEXT NOT NULL,
    spelling TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (person_id, platform, spelling)
) STRICT, WITHOUT ROWID;

-- Somebody as files name them; person_id is the answer to "who is that?", worked out from roster and decisions.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    spelling TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    mail_key TEXT NOT NULL,                  -- keyed hash of an e-mail address, for matching only
    site TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id) ON DELETE SET NULL,
    matched_by TEXT NOT NULL DEFAULT '',
    UNIQUE (platform, spelling)
) STRICT;

-- What a person decided about a name, once and for all files; the newest line on a spelling holds.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    spelling TEXT NOT NULL,
    email TEXT NOT NULL,                     -- empty: not one of ours
    decided_at INTEGER NOT NULL,
    decided_by TEXT NOT NULL
) STRICT;

CREATE TABLE load (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    digest TEXT NOT NULL,
    loaded_at INTEGER NOT NULL,
    report TEXT NOT NULL,                    -- the load report as JSON
    UNIQUE (path, format, digest)
) STRICT;

CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,                -- identity at the source
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('post', 'comment', 'tweet', 'repost')),
    moment INTEGER NOT NULL,
    platform TEXT NOT NULL,
    words INTEGER NOT NULL,
    parent TEXT,                             -- ref of the item it answers
    address TEXT,                            -- of a post, as `url:` references spell it
    purpose TEXT NOT NULL,
    source TEXT NOT NULL,
    digest INTEGER NOT NULL                  -- of all that the source said, to see a change
) STRICT;

-- Apart from `act`, so that counting never reads the texts.
CREATE TABLE said (
    act_id INTEGER PRIMARY KEY REFERENCES act (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;

CREATE TABLE addressee (
    act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    PRIMARY KEY (act_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
    act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    in_text INTEGER NOT NULL,                -- 1: a hashtag of the text, 0: a category or tag
    PRIMARY KEY (act_id, tag, in_text)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    starts INTEGER,
    ends INTEGER,
    day INTEGER,                             -- with minutes alone: the local day, its place in it unknown
    minutes REAL,
    evidence TEXT NOT NULL CHECK (evidence IN ('measured', 'self-reported')),
    purpose TEXT NOT NULL,
    platform TEXT NOT NULL,
    activity TEXT NOT NULL,
    meant_to_work INTEGER NOT NULL,
    CHECK ((starts IS NOT NULL AND ends >= starts) OR (day IS NOT NULL AND minutes >= 0))
) STRICT;

-- A tracker was watching: inside, silence is zero.
CREATE TABLE tracked (
    account_id INTEGER NOT NULL REFERENCES account (id),
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    PRIMARY KEY (account_id, starts)
) STRICT, WITHOUT ROWID;

-- For whom, which kinds and when a source would show an act if there was one.
CREATE TABLE coverage (
    account_id INTEGER NOT NULL REFERENCES account (id),
    source TEXT NOT NULL,
    kinds TEXT NOT NULL,
    since INTEGER NOT NULL DEFAULT -9223372036854775807,
    until INTEGER NOT NULL DEFAULT 9223372036854775807,
    cut_short INTEGER NOT NULL,
    PRIMARY KEY (account_id, source, kinds, since, until, cut_short)
) STRICT, WITHOUT ROWID;

-- The instructor's own lines, append-only: one row a change, the newest holds.
CREATE TABLE threshold (
    id INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,                     -- JSON list of rules in force from then on
    set_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE TRIGGER threshold_is_history BEFORE UPDATE ON threshold
BEGIN SELECT raise(ABORT, 'the history of thresholds is append-only'); END;

CREATE TRIGGER threshold_stays BEFORE DELETE ON threshold
BEGIN SELECT raise(ABORT, 'the history of thresholds is append-only'); END;

CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
