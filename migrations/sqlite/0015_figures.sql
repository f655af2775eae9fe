-- What the figures count by, and what a subject is found by. Everything that is asked for stands in the indexes, so that
-- a year of sessions is counted without reading their rows.

CREATE INDEX sessions_figures ON sessions (created_at, site_id, state, end_reason, ended_at, pins_reported, id);
CREATE INDEX admissions_joined ON admissions (session_id, joined_at);
CREATE INDEX admissions_time ON admissions (admitted_at, agent_id, agent_name, left_at, session_id);

-- Whose data it is: what the host site calls the customer, within the site; '' where there is no site.
CREATE INDEX sessions_subject ON sessions (user_id, site_id) WHERE erased = 0;
