-- One row per PIN or password tried, written before the check.
--
--   ok = 0 --> ok = 1     it was right after all; a crash in between leaves a failure
--
-- Rows go after eight days: the longest memory of the throttles is seven.
CREATE TABLE attempts (
    id      INTEGER NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('pin', 'login')),
    account TEXT    NOT NULL,                                    -- an agent's id, or a login that need not exist
    ip      TEXT,                                                -- an IPv4 address, or the /64 of an IPv6 address
    at      INTEGER NOT NULL,
    ok      INTEGER NOT NULL CHECK (ok IN (0, 1))
) STRICT;

CREATE INDEX attempts_account ON attempts (kind, account, at);
-- What is right does not weigh on the counts of what is wrong.
CREATE INDEX attempts_failed ON attempts (kind, at) WHERE ok = 0;
CREATE INDEX attempts_failed_ip ON attempts (kind, ip, at) WHERE ok = 0 AND ip IS NOT NULL;
CREATE INDEX attempts_at ON attempts (at);
