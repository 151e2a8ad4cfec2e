-- Live feeds: which addresses were asked for an account of the roster, and how that went.

CREATE TABLE fetched (
    platform TEXT NOT NULL,
    spelling TEXT NOT NULL,
    address TEXT NOT NULL,
    part TEXT NOT NULL,                      -- posts, comments, statuses; empty where nothing was found
    asked_at INTEGER NOT NULL,
    reached_at INTEGER NOT NULL,             -- it last answered as it should; 0: never
    digest TEXT NOT NULL,                    -- of what was loaded last
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    moved_to TEXT NOT NULL,                  -- its address from now on, where it has said one
    status INTEGER NOT NULL,                 -- of the last answer; 0: there was none
    problem TEXT NOT NULL,                   -- a sentence; empty where all is well
    failures INTEGER NOT NULL,               -- in a row
    failing_since INTEGER NOT NULL,          -- the first of them; 0: none
    not_before INTEGER NOT NULL,             -- it is not asked again before this moment
    PRIMARY KEY (platform, spelling, address)
) STRICT, WITHOUT ROWID;
