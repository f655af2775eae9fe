-- What the REST mirror and outgoing webhooks speak of (Zoom reference §§9, 10). Times are Unix milliseconds.

-- A session that somebody joined by the built-in engine: from the first joining to the end.
CREATE TABLE shared_sessions (
    session_id TEXT    NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER CHECK (ended_at >= started_at)
) STRICT;

CREATE INDEX shared_sessions_live ON shared_sessions (started_at, session_id) WHERE ended_at IS NULL;
CREATE INDEX shared_sessions_start ON shared_sessions (started_at, session_id) WHERE ended_at IS NOT NULL;
CREATE INDEX shared_sessions_end ON shared_sessions (ended_at, session_id) WHERE ended_at IS NOT NULL;

-- One row per joining of a customer or an agent; whoever comes back joins again.
CREATE TABLE joins (
    id         TEXT    NOT NULL PRIMARY KEY,
    session_id TEXT    NOT NULL REFERENCES shared_sessions (session_id) ON DELETE CASCADE,
    party      TEXT    NOT NULL CHECK (party IN ('customer', 'agent')),
    user_id    TEXT    NOT NULL,
    user_name  TEXT    NOT NULL,
    joined_at  INTEGER NOT NULL,
    left_at    INTEGER CHECK (left_at >= joined_at)
) STRICT;

CREATE INDEX joins_session ON joins (session_id, id);
-- Nobody is in twice.
CREATE UNIQUE INDEX joins_open ON joins (session_id, party, user_id) WHERE left_at IS NULL;

-- What has still to be told to an endpoint. Written with the change it is about, so that nothing is lost or invented.
--
--   next_at --> delivered: the row goes
--       \--> a failure: next_at moves on --> ... --> parked_at: given up, kept until its session is forgotten
--
-- Who and when is read from the other tables when it is told: here is nothing about people.
CREATE TABLE webhook_outbox (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,                -- grows in the order of what happened
    endpoint   TEXT    NOT NULL,
    event      TEXT    NOT NULL CHECK (event IN ('session_started', 'session_user_joined', 'session_user_left',
                                                 'session_ended')),
    session_id TEXT    NOT NULL REFERENCES shared_sessions (session_id) ON DELETE CASCADE,
    join_id    TEXT    REFERENCES joins (id) ON DELETE CASCADE,           -- of whom it speaks
    at         INTEGER NOT NULL,
    reason     TEXT,                                                      -- of a leave or an end
    attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),          -- that failed
    next_at    INTEGER NOT NULL,
    parked_at  INTEGER,

    CHECK (event NOT IN ('session_user_joined', 'session_user_left') OR join_id IS NOT NULL)
) STRICT;

CREATE INDEX webhook_outbox_due ON webhook_outbox (endpoint, next_at) WHERE parked_at IS NULL;
CREATE INDEX webhook_outbox_session ON webhook_outbox (session_id);
CREATE INDEX webhook_outbox_join ON webhook_outbox (join_id);
