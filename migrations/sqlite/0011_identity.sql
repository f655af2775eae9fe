-- Who people are, and how they come in: single sign-on, skills, keys with scopes, browsers that are known.
-- SQLite cannot change a CHECK, so two tables are made anew, as in step 8.

-- Somebody who may sign in. Never deleted: disabled_at says since when they may not, and goes when they may again.
-- Who they are at the OpenID provider is issuer and subject together, never an address (hardening §3).
CREATE TABLE new_agents (
    id           TEXT    NOT NULL PRIMARY KEY,
    login        TEXT    NOT NULL CHECK (length(login) BETWEEN 1 AND 64),
    login_key    TEXT    NOT NULL UNIQUE CHECK (login_key = lower(login)),   -- one spelling, ASCII letters made small
    name         TEXT    NOT NULL CHECK (name <> ''),
    role         TEXT    NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    password     TEXT    CHECK (password LIKE '$argon2id$%'),                -- PHC form; NULL: signs in at the provider only
    skills       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(skills)),   -- a JSON array of tags, sorted
    issuer       TEXT    CHECK (issuer <> ''),
    subject      TEXT    CHECK (length(subject) BETWEEN 1 AND 255),
    created_at   INTEGER NOT NULL,
    disabled_at  INTEGER,
    last_seen_at INTEGER,

    CHECK ((issuer IS NULL) = (subject IS NULL))
) STRICT;

INSERT INTO new_agents (id, login, login_key, name, role, password, created_at, disabled_at, last_seen_at)
SELECT id, login, login_key, name, role, password, created_at, disabled_at, last_seen_at FROM agents;

DROP TABLE agents;
ALTER TABLE new_agents RENAME TO agents;

CREATE UNIQUE INDEX agents_identity ON agents (issuer, subject) WHERE issuer IS NOT NULL;

-- Which way somebody came in: 'password' or 'provider'.
ALTER TABLE web_sessions ADD COLUMN via TEXT NOT NULL DEFAULT 'password' CHECK (via IN ('password', 'provider'));

-- What a key is good for: '*' is whatever its person may, as all keys were before; else names separated by spaces.
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL DEFAULT '*' CHECK (scopes <> '');
ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;

-- One row per PIN or password tried, written before the check.
--
--   ok = 0 --> ok = 1     it was right after all; a crash in between leaves a failure
--
-- Rows go after eight days: the longest memory of the throttles is seven.
CREATE TABLE new_attempts (
    id      INTEGER NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('pin', 'login', 'known')),
    account TEXT    NOT NULL,   -- an agent's id; a login that need not exist; of 'known', a known device or signed-in browser
    ip      TEXT,                                                -- an IPv4 address, or the /64 of an IPv6 address
    at      INTEGER NOT NULL,
    ok      INTEGER NOT NULL CHECK (ok IN (0, 1))
) STRICT;

INSERT INTO new_attempts (id, kind, account, ip, at, ok) SELECT id, kind, account, ip, at, ok FROM attempts;

DROP TABLE attempts;
ALTER TABLE new_attempts RENAME TO attempts;

CREATE INDEX attempts_account ON attempts (kind, account, at);
-- What is right does not weigh on the counts of what is wrong.
CREATE INDEX attempts_failed ON attempts (kind, at) WHERE ok = 0;
CREATE INDEX attempts_failed_ip ON attempts (kind, ip, at) WHERE ok = 0 AND ip IS NOT NULL;
CREATE INDEX attempts_at ON attempts (at);

-- A browser somebody signed in with by password before. It signs nobody in: it has a budget of wrong passwords of its
-- own, so that whoever guesses elsewhere cannot keep its person out. Goes with a new password.
CREATE TABLE known_devices (
    id       TEXT    NOT NULL PRIMARY KEY,
    agent_id TEXT    NOT NULL REFERENCES agents (id),
    token    BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),             -- SHA-256 of the cookie
    seen_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX known_devices_agent ON known_devices (agent_id, seen_at);

-- A link with which somebody chooses a password, once. A newer one takes the place of an older one.
CREATE TABLE password_links (
    agent_id   TEXT    NOT NULL PRIMARY KEY REFERENCES agents (id),
    token      BLOB    NOT NULL UNIQUE CHECK (length(token) = 32),           -- SHA-256 of what the address holds
    expires_at INTEGER NOT NULL
) STRICT;

-- Sign-ins at the provider that came back, so that none comes back twice. Rows go when they could not be used anyway.
CREATE TABLE used_sign_ons (
    token      BLOB    NOT NULL PRIMARY KEY CHECK (length(token) = 32),      -- SHA-256 of the browser's secret
    expires_at INTEGER NOT NULL
) STRICT;
