-- Loads that can be undone: which load brought which row, what the row said before, and whom each file named.
-- Load 0 stands for everything that was loaded before this was kept.

-- The load that last wrote a row; other loads that hold it too are in `held`.
ALTER TABLE act ADD COLUMN load_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN load_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit ADD COLUMN load_id INTEGER NOT NULL DEFAULT 0;

-- What two sources of one act have in common but its author: kind, second and the words it begins with. Rows of plain
-- tables have none, for each of them counts. What older versions loaded is like nothing else.
ALTER TABLE act ADD COLUMN likeness INTEGER;
UPDATE act SET likeness = id WHERE source NOT IN ('acts', 'ties');
CREATE INDEX act_likeness ON act (likeness) WHERE likeness IS NOT NULL;

-- A row that a load holds and another load wrote; `print` tells what the load says of it.
CREATE TABLE held (
    noun TEXT NOT NULL CHECK (noun IN ('act', 'entry', 'visit')),
    row_id INTEGER NOT NULL,
    load_id INTEGER NOT NULL,
    print INTEGER NOT NULL,
    PRIMARY KEY (noun, row_id, load_id)
) STRICT, WITHOUT ROWID;

-- What some load says of a row and the row itself does not say.
CREATE TABLE version (
    noun TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    print INTEGER NOT NULL,
    content TEXT NOT NULL,                   -- JSON
    PRIMARY KEY (noun, row_id, print)
) STRICT, WITHOUT ROWID;

-- How a load names an account. An account that no load names any more is forgotten.
CREATE TABLE naming (
    id INTEGER PRIMARY KEY,
    load_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    mail_key TEXT NOT NULL,
    site TEXT NOT NULL,
    alias TEXT NOT NULL
) STRICT;

INSERT INTO naming (load_id, account_id, handle, name, mail_key, site, alias)
SELECT 0, id, handle, name, mail_key, site, alias FROM account ORDER BY id;

-- Whose folder a load's only author lay in.
CREATE TABLE lay_in (
    load_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (load_id, account_id)
) STRICT, WITHOUT ROWID;

INSERT INTO lay_in
SELECT 0, a.id, p.email FROM account a JOIN person p ON p.id = a.person_id WHERE a.matched_by = 'folder';

-- What each load says of somebody on the roster; empty: that they are not on it.
CREATE TABLE roster_row (
    id INTEGER PRIMARY KEY,
    load_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    content TEXT NOT NULL                    -- JSON
) STRICT;

INSERT INTO roster_row (load_id, email, content)
SELECT 0, email, json_object('name', name, 'role', role, 'section', section, 'accounts', (
    SELECT json_group_array(json_array(a.platform, a.spelling, a.written)) FROM person_account a WHERE a.person_id = p.id
)) FROM person p ORDER BY id;
INSERT INTO roster_row (load_id, email, content) SELECT 0, email, '' FROM person WHERE listed = 0 ORDER BY id;

-- What a tracker watched and what a source covers, by each load that says so. The key's columns stand first: SQLite
-- before 3.41 takes them for others in its own check of a table without row numbers.
CREATE TABLE tracked_by (
    account_id INTEGER NOT NULL REFERENCES account (id),
    starts INTEGER NOT NULL,
    load_id INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    PRIMARY KEY (account_id, starts, load_id)
) STRICT, WITHOUT ROWID;

INSERT INTO tracked_by SELECT account_id, starts, 0, ends FROM tracked;
DROP TABLE tracked;
ALTER TABLE tracked_by RENAME TO tracked;

CREATE TABLE coverage_by (
    account_id INTEGER NOT NULL REFERENCES account (id),
    source TEXT NOT NULL,
    kinds TEXT NOT NULL,
    place TEXT NOT NULL,                     -- the platform that the source shows; empty: whatever it holds
    since INTEGER NOT NULL DEFAULT -9223372036854775807,
    until INTEGER NOT NULL DEFAULT 9223372036854775807,
    cut_short INTEGER NOT NULL,
    load_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, source, kinds, place, since, until, cut_short, load_id)
) STRICT, WITHOUT ROWID;

INSERT INTO coverage_by SELECT account_id, source, kinds, '', since, until, cut_short, 0 FROM coverage;
DROP TABLE coverage;
ALTER TABLE coverage_by RENAME TO coverage;

-- A file that changed something when it was loaded again is two loads; `traced`: what it brought is known.
CREATE TABLE load_traced (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    digest TEXT NOT NULL,
    loaded_at INTEGER NOT NULL,
    report TEXT NOT NULL,                    -- the load report as JSON
    traced INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO load_traced SELECT id, path, format, digest, loaded_at, report, 0 FROM load;
DROP TABLE load;
ALTER TABLE load_traced RENAME TO load;

-- What could not be taken, the newest of each path.
CREATE TABLE refusal (
    path TEXT PRIMARY KEY,
    refused_at INTEGER NOT NULL,
    sentence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
