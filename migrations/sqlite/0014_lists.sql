-- The console's lists: views that people keep, and what finds ended sessions among a million.

-- What somebody wants to see again: the query of a list's address under a name of their own. Goes with a DELETE.
CREATE TABLE saved_views (
    id         TEXT    NOT NULL PRIMARY KEY,
    agent_id   TEXT    NOT NULL REFERENCES agents (id),
    list       TEXT    NOT NULL CHECK (list IN ('live', 'history')),
    name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    query      TEXT    NOT NULL CHECK (length(query) <= 1000),           -- as after the ? of the address
    created_at INTEGER NOT NULL,

    UNIQUE (agent_id, list, name)
) STRICT;

-- One for each order and each way in of the history. By start, the primary key serves: ids sort by time.
CREATE INDEX sessions_by_end ON sessions (ended_at, id) WHERE state = 'ended';
CREATE INDEX sessions_by_length ON sessions (ended_at - created_at, id) WHERE state = 'ended';
CREATE INDEX sessions_of_customer ON sessions (user_id, id) WHERE state = 'ended';
CREATE INDEX sessions_of_ticket ON sessions (ticket, id) WHERE state = 'ended' AND ticket IS NOT NULL;
CREATE INDEX sessions_of_site ON sessions (site_id, id) WHERE state = 'ended' AND site_id IS NOT NULL;
