-- What the figures count by, and what a subject is found by. Everything that is asked for stands in the indexes, so that
-- a year of sessions is counted without reading their rows.

CREATE INDEX sessions_figures ON sessions (created_at, site_id, state, end_reason, ended_at, pins_reported, outcome, id);
CREATE INDEX admissions_joined ON admissions (session_id, joined_at);
CREATE INDEX admissions_time ON admissions (admitted_at, agent_id, agent_name, left_at, session_id);

-- Whose data it is: what the host site calls the customer, within the site; '' where there is no site.
CREATE INDEX sessions_subject ON sessions (user_id, site_id) WHERE erased = 0;

-- Whose data Zoom's sessions hold, where they are none of ours.
CREATE INDEX zoom_sessions_user ON zoom_sessions (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX zoom_events_user ON zoom_events (user_id) WHERE user_id IS NOT NULL;

-- Reading the audit trail by who, what and when, the latest first.
CREATE INDEX timeline_actor ON timeline (actor_id, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX timeline_kind ON timeline (kind, seq);
CREATE INDEX timeline_at ON timeline (at, seq);
