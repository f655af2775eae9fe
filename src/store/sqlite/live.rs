//! Every live session in few columns, for the live list: two statements, whatever their number.

use super::rows::{Columns, all};
use crate::domain::SessionId;
use crate::store::{LiveAgent, LiveSession, Result};
use rusqlite::{Connection, Row};
use std::collections::HashMap;

/// The newest first.
pub(super) fn every(connection: &Connection) -> Result<Vec<LiveSession>> {
    let mut agents: HashMap<SessionId, Vec<LiveAgent>> = HashMap::new();
    let admissions = "SELECT a.session_id, a.agent_name, a.left_at FROM sessions AS s
         JOIN admissions AS a ON a.session_id = s.id WHERE s.state <> 'ended' ORDER BY a.session_id, a.position";
    for (session, agent) in all(connection, admissions, [], read_agent)? {
        agents.entry(session).or_default().push(agent);
    }
    let live = "SELECT s.id, s.state, s.created_at, s.customer_name, s.user_id, s.identified, s.pin, s.site_id,
             s.pin IS NOT NULL AND s.pin IN (SELECT pin FROM sessions WHERE pin IS NOT NULL GROUP BY pin HAVING count(*) > 1)
             AS contested
         FROM sessions AS s WHERE s.state <> 'ended' ORDER BY s.id DESC";
    let mut found = all(connection, live, [], read)?;
    for session in &mut found {
        session.agents = agents.remove(&session.id).unwrap_or_default();
    }
    Ok(found)
}

fn read_agent(row: &Row<'_>) -> Result<(SessionId, LiveAgent)> {
    let columns = Columns::of("admissions", "session_id", row);
    let present = columns.get::<Option<i64>>("left_at")?.is_none();
    Ok((columns.parse("session_id")?, LiveAgent { name: columns.get("agent_name")?, present }))
}

fn read(row: &Row<'_>) -> Result<LiveSession> {
    let columns = Columns::of("sessions", "id", row);
    Ok(LiveSession {
        id: columns.parse("id")?,
        state: columns.parse("state")?,
        created_at: columns.time("created_at")?,
        customer_name: columns.get("customer_name")?,
        user_id: columns.get("user_id")?,
        identified: columns.get("identified")?,
        pin: columns.get("pin")?,
        contested: columns.get("contested")?,
        site: columns.parse_option("site_id")?,
        agents: Vec::new(),
    })
}
