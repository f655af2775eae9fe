-- What happened, for programs that listen: one row per event, numbered 1, 2, 3, … without gaps (ADR 49).
-- Written in the transaction of the change it tells of. Nothing here names a customer; session_id refers to no row on
-- purpose, as in the trail. Old events go from the low end; the newest one always stays, so that numbers go on.
CREATE TABLE events (
    seq        INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    id         TEXT    NOT NULL UNIQUE CHECK (id GLOB 'evt_?*'),
    type       TEXT    NOT NULL CHECK (type <> ''),
    session_id TEXT,
    at         INTEGER NOT NULL,
    data       TEXT    NOT NULL CHECK (json_valid(data))               -- a JSON object, as it is told
) STRICT;

CREATE INDEX events_at ON events (at);

-- Who is told of them.
--
--   added --> enabled <--> disabled (by somebody, or because it failed for days)
--                \___________/ \--> removed
CREATE TABLE webhook_endpoints (
    id               TEXT    NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL CHECK (version >= 1),            -- one more at every save
    url              TEXT    NOT NULL CHECK (url GLOB 'https://?*' OR url GLOB 'http://?*'),
    description      TEXT    NOT NULL,
    types            TEXT    CHECK (types <> ''),                      -- comma-separated; NULL: all, those to come as well
    include_customer INTEGER NOT NULL CHECK (include_customer IN (0, 1)),
    secret           TEXT    NOT NULL CHECK (secret GLOB 'whsec_?*'),  -- in clear: it signs
    old_secret       TEXT    CHECK (old_secret GLOB 'whsec_?*'),       -- signs as well until old_until
    old_until        INTEGER,
    created_at       INTEGER NOT NULL,
    disabled_at      INTEGER,
    disabled_why     TEXT    CHECK (disabled_why IN ('by_hand', 'failing')),
    succeeded_at     INTEGER,                                          -- the last time it took something
    failing_since    INTEGER,                                          -- the first failure since then
    failures         INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), -- attempts that failed since then

    CHECK ((old_secret IS NULL) = (old_until IS NULL)),
    CHECK ((disabled_at IS NULL) = (disabled_why IS NULL)),
    CHECK ((failing_since IS NULL) = (failures = 0))
) STRICT;

-- One event for one endpoint.
--
--   due --> delivered
--    | \--> a failure: next_at moves on --> ... --> parked          due again by hand, or by a replay
CREATE TABLE webhook_deliveries (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    endpoint_id TEXT    NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL REFERENCES events (seq) ON DELETE CASCADE,
    state       TEXT    NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'parked')),
    attempts    INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),      -- that failed since it became due
    next_at     INTEGER NOT NULL,

    UNIQUE (endpoint_id, seq)
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_at) WHERE state = 'due';
CREATE INDEX webhook_deliveries_parked ON webhook_deliveries (endpoint_id) WHERE state = 'parked';
CREATE INDEX webhook_deliveries_seq ON webhook_deliveries (seq);

-- Every attempt, for some days. A test has no number and no delivery.
CREATE TABLE webhook_attempts (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    endpoint_id TEXT    NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    delivery_id INTEGER REFERENCES webhook_deliveries (id) ON DELETE SET NULL,
    seq         INTEGER,
    type        TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    millis      INTEGER NOT NULL CHECK (millis >= 0),
    status      INTEGER CHECK (status BETWEEN 100 AND 999),            -- NULL: no answer
    failure     TEXT    CHECK (failure IN ('status', 'redirect', 'slow', 'inside', 'nowhere', 'connection', 'tls', 'http')),
    next_at     INTEGER,                                               -- when it was to be tried again; NULL: not

    CHECK (failure IS NOT NULL OR (status IS NOT NULL AND next_at IS NULL))
) STRICT;

CREATE INDEX webhook_attempts_endpoint ON webhook_attempts (endpoint_id, id);
CREATE INDEX webhook_attempts_delivery ON webhook_attempts (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX webhook_attempts_at ON webhook_attempts (at);
