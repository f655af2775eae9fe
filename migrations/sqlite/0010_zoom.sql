-- What Zoom tells of its sessions when Zoom's engine serves (Zoom reference §§9, 10). Times are Unix milliseconds.

-- One row per session of Zoom's that was heard of. What was heard stands in zoom_events; here is what we made of it.
--
--   heard of --> matched with one of ours --> ended_at
--            \--> unmatched: kept and shown
--   A later session of Zoom's may take its place: then session_id moves to former_session_id.
--
-- Names and ids of people are erased with the retention period: erased = 1.
CREATE TABLE zoom_sessions (
    zoom_id           TEXT    NOT NULL PRIMARY KEY CHECK (length(zoom_id) BETWEEN 1 AND 200),  -- opaque
    heard_at          INTEGER NOT NULL,                              -- the last news
    started_at        INTEGER,
    start_url         TEXT,                                          -- without query and fragment
    user_id           TEXT,                                          -- whoever was there first
    user_name         TEXT,
    ended_at          INTEGER,
    end_reason        TEXT,                                          -- in Zoom's words
    session_id        TEXT    REFERENCES sessions (id) ON DELETE SET NULL,
    matched_by        TEXT    CHECK (matched_by IN ('likely', 'pin', 'user', 'hand')),
    matched_at        INTEGER,
    former_session_id TEXT,
    erased            INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),

    CHECK (session_id IS NULL OR (matched_by IS NOT NULL AND matched_at IS NOT NULL))
) STRICT;

-- No two of Zoom's are one of ours at the same time, whatever the program believes.
CREATE UNIQUE INDEX zoom_sessions_ours ON zoom_sessions (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX zoom_sessions_open ON zoom_sessions (heard_at) WHERE ended_at IS NULL;
CREATE INDEX zoom_sessions_unmatched ON zoom_sessions (heard_at) WHERE session_id IS NULL;
CREATE INDEX zoom_sessions_to_erase ON zoom_sessions (heard_at) WHERE erased = 0;

-- Every event that was received, once, in the transaction of what it did. A PIN is never kept.
CREATE TABLE zoom_events (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,        -- in the order in which they came
    event         TEXT    NOT NULL CHECK (event <> ''),
    zoom_id       TEXT    NOT NULL,                                  -- '' where an unknown event names no session
    connection_id TEXT    NOT NULL,                                  -- '' where the event has none
    event_ts      INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    user_id       TEXT,
    user_name     TEXT,
    party         TEXT    CHECK (party IN ('customer', 'agent')),
    moment        INTEGER,                                           -- start_time, join_time, leave_time or end_time
    start_url     TEXT,
    reason        TEXT,
    erased        INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),

    UNIQUE (event, zoom_id, connection_id, event_ts)
) STRICT;

CREATE INDEX zoom_events_session ON zoom_events (zoom_id, event_ts);
CREATE INDEX zoom_events_to_erase ON zoom_events (received_at) WHERE erased = 0;

-- Where both sides differed, from when to when.
CREATE TABLE zoom_drifts (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL CHECK (kind IN ('gone_there', 'still_there', 'foreign')),
    session_id TEXT    NOT NULL,                                     -- '' for a foreign one
    zoom_id    TEXT    NOT NULL,                                     -- '' where it is not known
    since      INTEGER NOT NULL,
    over_at    INTEGER CHECK (over_at >= since)
) STRICT;

CREATE UNIQUE INDEX zoom_drifts_open ON zoom_drifts (kind, session_id, zoom_id) WHERE over_at IS NULL;
CREATE INDEX zoom_drifts_over ON zoom_drifts (over_at) WHERE over_at IS NOT NULL;

-- Whose token it is, among those who may still come.
CREATE INDEX sessions_user ON sessions (user_id) WHERE state <> 'ended';
