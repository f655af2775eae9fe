-- Somebody who may sign in. Never deleted: disabled_at says since when they may not, and goes when they may again.
CREATE TABLE agents (
    id           TEXT    NOT NULL PRIMARY KEY,
    login        TEXT    NOT NULL CHECK (length(login) BETWEEN 1 AND 64),
    login_key    TEXT    NOT NULL UNIQUE CHECK (login_key = lower(login)),   -- one spelling, ASCII letters made small
    name         TEXT    NOT NULL CHECK (name <> ''),
    role         TEXT    NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    password     TEXT    NOT NULL CHECK (password LIKE '$argon2id$%'),       -- PHC form
    created_at   INTEGER NOT NULL,
    disabled_at  INTEGER,
    last_seen_at INTEGER
) STRICT;

-- One signed-in browser. The row is the session: signing out, a new password, a new role or being disabled deletes it.
CREATE TABLE web_sessions (
    id           TEXT    NOT NULL PRIMARY KEY,
    agent_id     TEXT    NOT NULL REFERENCES agents (id),
    token        BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),         -- SHA-256 of the cookie
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    idle_seconds INTEGER NOT NULL CHECK (idle_seconds > 0),                  -- good for so long after seen_at
    user_agent   TEXT    NOT NULL,
    ip           TEXT
) STRICT;

CREATE INDEX web_sessions_agent ON web_sessions (agent_id);

-- A key for a machine that acts as an agent: good until revoked_at is set, which happens once.
CREATE TABLE api_keys (
    id         TEXT    NOT NULL PRIMARY KEY,
    agent_id   TEXT    NOT NULL REFERENCES agents (id),
    name       TEXT    NOT NULL,
    token      BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),           -- SHA-256 of the key
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX api_keys_agent ON api_keys (agent_id);
