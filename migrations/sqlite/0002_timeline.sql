-- The audit trail: what happened, in one chain. Numbers are 1, 2, 3, … without gaps; `hash` covers the hash before
-- it and every column but `ip`, which is shortened after some days. Rows are added and never changed or removed.
-- session_id refers to no row on purpose: the trail outlives the sessions.
CREATE TABLE timeline (
    seq        INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
    session_id TEXT,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind <> ''),
    actor_kind TEXT    NOT NULL CHECK (actor_kind IN ('customer', 'agent', 'supervisor', 'admin', 'stranger', 'system')),
    actor_id   TEXT,
    data       TEXT    NOT NULL CHECK (json_valid(data)),              -- a JSON object, to the byte as it was hashed
    ip         TEXT,
    hash       BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX timeline_addresses ON timeline (at) WHERE ip IS NOT NULL;
CREATE INDEX timeline_session ON timeline (session_id, seq) WHERE session_id IS NOT NULL;

-- INSERT OR REPLACE would take a row away without asking the trigger for DELETE.
CREATE TRIGGER timeline_numbers_grow BEFORE INSERT ON timeline
WHEN EXISTS (SELECT 1 FROM timeline WHERE seq >= NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;

CREATE TRIGGER timeline_keeps_rows BEFORE DELETE ON timeline
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;

-- IS NOT, because two NULLs are the same here.
CREATE TRIGGER timeline_keeps_values BEFORE UPDATE ON timeline
WHEN NEW.seq IS NOT OLD.seq
  OR NEW.session_id IS NOT OLD.session_id
  OR NEW.at IS NOT OLD.at
  OR NEW.kind IS NOT OLD.kind
  OR NEW.actor_kind IS NOT OLD.actor_kind
  OR NEW.actor_id IS NOT OLD.actor_id
  OR NEW.data IS NOT OLD.data
  OR NEW.hash IS NOT OLD.hash
BEGIN
    SELECT RAISE(ABORT, 'the audit trail does not change');
END;
