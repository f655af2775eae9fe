-- One row per support session. Times are Unix milliseconds, UTC; ids are UUID v7 in text, so they sort by time.
--
--   starting ---> waiting <---> active
--       |            | \         / |
--       |            |  recovering |
--       v            v      v      v
--       +----------> ended <-------+        nothing leaves `ended`
--
-- recovering_since is set in `recovering` and only there; ended_at and end_reason in `ended` and only there.
-- The PIN is in the row in clear while the session is live, and gone with the save that ends it.
CREATE TABLE sessions (
    id               TEXT    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL CHECK (version >= 1),            -- one more at every save
    user_id          TEXT    NOT NULL,                                 -- the customer's, unique within the session
    customer_name    TEXT    NOT NULL CHECK (customer_name <> ''),
    identified       INTEGER NOT NULL CHECK (identified IN (0, 1)),    -- 1: the host site vouched for the customer
    state            TEXT    NOT NULL CHECK (state IN ('starting', 'waiting', 'active', 'recovering', 'ended')),
    recovering_since INTEGER,
    ended_at         INTEGER,
    end_reason       TEXT    CHECK (end_reason IN ('never_started', 'no_agent', 'customer_ended', 'agent_ended',
                                                   'revoked', 'too_long', 'customer_lost')),
    created_at       INTEGER NOT NULL,
    latest_end       INTEGER NOT NULL,
    customer_seen_at INTEGER NOT NULL,
    deadline         INTEGER,                                          -- when time next changes the session
    pin              TEXT    CHECK (length(pin) BETWEEN 1 AND 10 AND pin NOT GLOB '*[^0-9A-Z]*'),
    pin_since        INTEGER,
    pin_used         INTEGER NOT NULL CHECK (pin_used IN (0, 1)),
    pins_reported    INTEGER NOT NULL CHECK (pins_reported BETWEEN 0 AND 5),
    custom_pin       TEXT    CHECK (length(custom_pin) BETWEEN 1 AND 10 AND custom_pin NOT GLOB '*[^0-9A-Z]*'),
    report_token     BLOB    NOT NULL CHECK (length(report_token) = 32),  -- SHA-256, as every token below
    resume_token     BLOB    CHECK (length(resume_token) = 32),
    start_url        TEXT,
    origin           TEXT,
    metadata         TEXT    CHECK (json_valid(metadata)),             -- a JSON object of texts, as the host site gave it
    erased           INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),  -- 1: who the customer was is gone

    CHECK ((state = 'recovering') = (recovering_since IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (end_reason IS NOT NULL)),
    CHECK ((state = 'ended') = (deadline IS NULL)),                    -- every live session ends by itself
    CHECK (state NOT IN ('starting', 'ended') OR pin IS NULL),
    CHECK (state <> 'ended' OR (custom_pin IS NULL AND resume_token IS NULL)),
    CHECK ((pin IS NULL) = (pin_since IS NULL)),
    CHECK (pin IS NOT NULL OR pin_used = 0)
) STRICT;

-- What the retention period has not reached yet.
CREATE INDEX sessions_to_erase ON sessions (ended_at) WHERE state = 'ended' AND erased = 0;

-- Each of these holds live sessions only, so a million ended ones cost nothing.
-- The PIN is not unique: two sessions may report the same one, and then neither can be joined by it.
CREATE INDEX sessions_pin ON sessions (pin, id) WHERE pin IS NOT NULL;
CREATE INDEX sessions_deadline ON sessions (deadline) WHERE state <> 'ended';
CREATE INDEX sessions_live ON sessions (id) WHERE state <> 'ended';

-- One row per agent let into a session. It holds one of five seats from the first line of its life to the last.
--
--   admitted_at --> joined_at --> left_at       without consent there is no joined_at
--         gone_since: the desk page is away, the seat waits for it a while
--
-- agent_id refers to nobody on purpose: the history of a session outlives the people in it.
CREATE TABLE admissions (
    id          TEXT    NOT NULL PRIMARY KEY,
    session_id  TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL CHECK (position >= 0),                -- in order of being let in
    seat        INTEGER NOT NULL CHECK (seat BETWEEN 1 AND 5),
    agent_id    TEXT    NOT NULL,
    agent_name  TEXT    NOT NULL,                                      -- as it was then
    user_id     TEXT    NOT NULL,
    phrase      TEXT    NOT NULL,
    via         TEXT    NOT NULL CHECK (via IN ('pin', 'invite')),
    token       BLOB    CHECK (length(token) = 32),
    admitted_at INTEGER NOT NULL,
    joined_at   INTEGER,
    gone_since  INTEGER,
    left_at     INTEGER,
    reopened_at TEXT    NOT NULL CHECK (json_valid(reopened_at)),      -- a JSON array of times, the newest last

    UNIQUE (session_id, position),
    CHECK ((left_at IS NULL) = (token IS NOT NULL)),                   -- the token goes with the seat
    CHECK (left_at IS NULL OR gone_since IS NULL)
) STRICT;

-- At most five agents in one session, whatever the program believes.
CREATE UNIQUE INDEX admissions_seat ON admissions (session_id, seat) WHERE left_at IS NULL;
CREATE INDEX admissions_agent ON admissions (agent_id, session_id);
