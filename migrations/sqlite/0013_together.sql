-- Several people in one session: watch-only places beside the five seats, and invites (ADR 44). SQLite cannot change a
-- CHECK, so the table is made anew (as in step 8).

-- One row per agent or supervisor let into a session. It holds a place of its mode from the first line of its life to the last.
--
--   admitted_at --> joined_at --> left_at       without consent there is no joined_at
--         gone_since: the desk page is away, the place waits for it a while
--         watching --> helping: a supervisor barged in, and took a seat
CREATE TABLE new_admissions (
    id          TEXT    NOT NULL PRIMARY KEY,
    session_id  TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL CHECK (position >= 0),                -- in order of being let in
    mode        TEXT    NOT NULL CHECK (mode IN ('helping', 'watching')),
    seat        INTEGER NOT NULL CHECK (seat BETWEEN 1 AND CASE mode WHEN 'helping' THEN 5 ELSE 2 END),
    agent_id    TEXT,                                                  -- NULL: no account here, the token named the user
    agent_name  TEXT    NOT NULL,                                      -- as it was then
    user_id     TEXT    NOT NULL,
    phrase      TEXT    NOT NULL,
    via         TEXT    NOT NULL CHECK (via IN ('pin', 'invite', 'waiting_list', 'role')),
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

INSERT INTO new_admissions (id, session_id, position, mode, seat, agent_id, agent_name, user_id, phrase, via, token,
    admitted_at, joined_at, gone_since, left_at, reopened_at)
SELECT id, session_id, position, 'helping', seat, agent_id, agent_name, user_id, phrase, via, token,
    admitted_at, joined_at, gone_since, left_at, reopened_at
FROM admissions;

DROP TABLE admissions;
ALTER TABLE new_admissions RENAME TO admissions;

-- At most five agents and two watchers in one session, whatever the program believes.
CREATE UNIQUE INDEX admissions_seat ON admissions (session_id, mode, seat) WHERE left_at IS NULL;
CREATE INDEX admissions_agent ON admissions (agent_id, session_id) WHERE agent_id IS NOT NULL;

-- One row per invite of an agent inside to a colleague. `said` and `word` go with the customer's name.
--
--   created_at --> answered_at (accepted: admission_id says by which seat; declined; withdrawn)
--           \----> expires_at, or the end of the session: nobody may answer any more
CREATE TABLE invites (
    id           TEXT    NOT NULL PRIMARY KEY,
    session_id   TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL CHECK (position >= 0),               -- in order of being sent
    by_admission TEXT    NOT NULL,
    to_agent     TEXT    NOT NULL,
    to_name      TEXT    NOT NULL,                                     -- as it was then
    said         TEXT,                                                 -- a line, or the note of a hand-over
    hand_over    INTEGER NOT NULL CHECK (hand_over IN (0, 1)),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    answered     TEXT    CHECK (answered IN ('accepted', 'declined', 'withdrawn')),
    answered_at  INTEGER,
    admission_id TEXT,
    word         TEXT,                                                 -- what the colleague said to it

    UNIQUE (session_id, position),
    CHECK ((answered IS NULL) = (answered_at IS NULL)),
    CHECK ((answered IS 'accepted') = (admission_id IS NOT NULL))
) STRICT;

CREATE INDEX invites_to ON invites (to_agent, expires_at) WHERE answered IS NULL;
