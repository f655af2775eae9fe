-- What agents do beside the desk: taking sessions from a waiting list, and noting what came of them.

-- How a site's sessions are found and noted. No list unless the site says so: the PIN is the way in.
ALTER TABLE host_sites ADD COLUMN waiting_list INTEGER NOT NULL DEFAULT 0 CHECK (waiting_list IN (0, 1));
ALTER TABLE host_sites ADD COLUMN skill TEXT CHECK (length(skill) BETWEEN 1 AND 32);
ALTER TABLE host_sites ADD COLUMN ticket_url TEXT CHECK (ticket_url GLOB 'https://?*');

-- What the session is about. Only people with the tag are offered it on the waiting list.
ALTER TABLE sessions ADD COLUMN skill TEXT CHECK (length(skill) BETWEEN 1 AND 32);
-- What its agents noted; the last word counts. ticket goes with the customer's name, the others stay for the figures.
ALTER TABLE sessions ADD COLUMN ticket TEXT CHECK (length(ticket) BETWEEN 1 AND 64);
ALTER TABLE sessions ADD COLUMN outcome TEXT
    CHECK (outcome IN ('solved', 'not_solved', 'follow_up', 'no_show', 'other'));
ALTER TABLE sessions ADD COLUMN rating INTEGER CHECK (rating BETWEEN 1 AND 5);  -- of co-browsing, by outcome_by
ALTER TABLE sessions ADD COLUMN outcome_by TEXT;                                 -- an agent's id
ALTER TABLE sessions ADD COLUMN outcome_at INTEGER;

-- Waiting sessions of sites, by how long they wait; live ones only.
CREATE INDEX sessions_waiting ON sessions (site_id, pin_since) WHERE state = 'waiting' AND site_id IS NOT NULL;

-- One agent's notes about one session; they go when it is forgotten who the customer was.
CREATE TABLE session_notes (
    session_id TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    agent_id   TEXT    NOT NULL,
    text       TEXT    NOT NULL CHECK (length(text) <= 4000),
    version    INTEGER NOT NULL CHECK (version >= 1),                    -- one more at every save
    saved_at   INTEGER NOT NULL,

    PRIMARY KEY (session_id, agent_id)
) STRICT, WITHOUT ROWID;

-- A third way in: 'waiting_list'. A column's CHECK goes with the column, so it moves to a new one of the old name.
ALTER TABLE admissions ADD COLUMN came_by TEXT NOT NULL DEFAULT 'pin' CHECK (came_by IN ('pin', 'invite', 'waiting_list'));
UPDATE admissions SET came_by = via;
ALTER TABLE admissions DROP COLUMN via;
ALTER TABLE admissions RENAME COLUMN came_by TO via;
