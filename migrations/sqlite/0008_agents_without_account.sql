-- Tokens that were made elsewhere with our SDK key and secret: their agents have no account here, and may be there
-- before the customer. SQLite cannot change a CHECK, so both tables are made anew (sqlite.org/lang_altertable.html §7;
-- foreign keys are off while steps are applied, and checked before they are kept).

CREATE TABLE new_sessions (
    id                TEXT    NOT NULL PRIMARY KEY,
    version           INTEGER NOT NULL CHECK (version >= 1),            -- one more at every save
    user_id           TEXT    NOT NULL,                                 -- the customer's, unique within the session
    customer_name     TEXT    NOT NULL CHECK (customer_name <> ''),
    identified        INTEGER NOT NULL CHECK (identified IN (0, 1)),    -- 1: the host site vouched for the customer
    customer_expected INTEGER NOT NULL CHECK (customer_expected IN (0, 1)),  -- 1: an agent opened it, nobody knows for whom
    state             TEXT    NOT NULL CHECK (state IN ('starting', 'waiting', 'active', 'recovering', 'ended')),
    recovering_since  INTEGER,
    ended_at          INTEGER,
    end_reason        TEXT    CHECK (end_reason IN ('never_started', 'no_agent', 'no_customer', 'customer_ended',
                                                    'agent_ended', 'revoked', 'too_long', 'customer_lost')),
    created_at        INTEGER NOT NULL,
    latest_end        INTEGER NOT NULL,
    customer_seen_at  INTEGER NOT NULL,
    deadline          INTEGER,                                          -- when time next changes the session
    pin               TEXT    CHECK (length(pin) BETWEEN 1 AND 10 AND pin NOT GLOB '*[^0-9A-Z]*'),
    pin_since         INTEGER,
    pin_used          INTEGER NOT NULL CHECK (pin_used IN (0, 1)),
    pins_reported     INTEGER NOT NULL CHECK (pins_reported BETWEEN 0 AND 5),
    custom_pin        TEXT    CHECK (length(custom_pin) BETWEEN 1 AND 10 AND custom_pin NOT GLOB '*[^0-9A-Z]*'),
    report_token      BLOB    NOT NULL CHECK (length(report_token) = 32),  -- SHA-256, as every token below
    resume_token      BLOB    CHECK (length(resume_token) = 32),
    resume_shown      BLOB    CHECK (length(resume_shown) = 32),        -- see step 7
    resume_kept       INTEGER NOT NULL DEFAULT 1 CHECK (resume_kept IN (0, 1)),
    start_url         TEXT,
    origin            TEXT,
    metadata          TEXT    CHECK (json_valid(metadata)),             -- a JSON object of texts, as the host site gave it
    erased            INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),  -- 1: who the customer was is gone

    CHECK ((state = 'recovering') = (recovering_since IS NOT NULL)),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (end_reason IS NOT NULL)),
    CHECK ((state = 'ended') = (deadline IS NULL)),                    -- every live session ends by itself
    CHECK (state NOT IN ('starting', 'ended') OR pin IS NULL),
    CHECK (state <> 'ended' OR (custom_pin IS NULL AND resume_token IS NULL)),
    CHECK (customer_expected = 0 OR state IN ('starting', 'ended')),
    CHECK ((pin IS NULL) = (pin_since IS NULL)),
    CHECK (pin IS NOT NULL OR pin_used = 0)
) STRICT;

INSERT INTO new_sessions (id, version, user_id, customer_name, identified, customer_expected, state, recovering_since,
    ended_at, end_reason, created_at, latest_end, customer_seen_at, deadline, pin, pin_since, pin_used, pins_reported,
    custom_pin, report_token, resume_token, resume_shown, resume_kept, start_url, origin, metadata, erased)
SELECT id, version, user_id, customer_name, identified, 0, state, recovering_since,
    ended_at, end_reason, created_at, latest_end, customer_seen_at, deadline, pin, pin_since, pin_used, pins_reported,
    custom_pin, report_token, resume_token, resume_shown, resume_kept, start_url, origin, metadata, erased
FROM sessions;

DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;

CREATE INDEX sessions_to_erase ON sessions (ended_at) WHERE state = 'ended' AND erased = 0;
CREATE INDEX sessions_pin ON sessions (pin, id) WHERE pin IS NOT NULL;
-- The PIN that both sides know in advance, while no customer's page shares anything under it.
CREATE INDEX sessions_agreed_pin ON sessions (custom_pin, id) WHERE custom_pin IS NOT NULL AND pin IS NULL;
CREATE INDEX sessions_deadline ON sessions (deadline) WHERE state <> 'ended';
CREATE INDEX sessions_live ON sessions (id) WHERE state <> 'ended';

-- As before, but agent_id: NULL for an agent without an account here, whose user_id the token named.
CREATE TABLE new_admissions (
    id          TEXT    NOT NULL PRIMARY KEY,
    session_id  TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL CHECK (position >= 0),                -- in order of being let in
    seat        INTEGER NOT NULL CHECK (seat BETWEEN 1 AND 5),
    agent_id    TEXT,
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
    CHECK ((left_at IS NULL) = (token IS NOT NULL)),                   -- what opens the desk goes with the seat
    CHECK (left_at IS NULL OR gone_since IS NULL)
) STRICT;

INSERT INTO new_admissions SELECT id, session_id, position, seat, agent_id, agent_name, user_id, phrase, via, token,
    admitted_at, joined_at, gone_since, left_at, reopened_at
FROM admissions;

DROP TABLE admissions;
ALTER TABLE new_admissions RENAME TO admissions;

CREATE UNIQUE INDEX admissions_seat ON admissions (session_id, seat) WHERE left_at IS NULL;
CREATE INDEX admissions_agent ON admissions (agent_id, session_id) WHERE agent_id IS NOT NULL;
