//! Views that people keep.

use super::rows::{Columns, all, execute, millis};
use super::timeline;
use crate::domain::timeline::NewEntry;
use crate::domain::{AgentId, SavedViewId};
use crate::store::{Result, SavedView};
use rusqlite::{Connection, params};

/// Keeps the view; one of the same name gets its query, and keeps its id.
pub(super) fn put(connection: &Connection, view: &SavedView, entry: &NewEntry) -> Result<()> {
    execute(
        connection,
        "INSERT INTO saved_views (id, agent_id, list, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (agent_id, list, name) DO UPDATE SET query = excluded.query",
        params![
            view.id.to_string(),
            view.agent.to_string(),
            view.list.as_str(),
            view.name,
            view.query,
            millis(view.created_at)
        ],
    )?;
    timeline::append(connection, std::slice::from_ref(entry))
}

/// Somebody's, by name.
pub(super) fn of(connection: &Connection, agent: AgentId) -> Result<Vec<SavedView>> {
    let sql = "SELECT id, agent_id, list, name, query, created_at FROM saved_views
         WHERE agent_id = $1 ORDER BY list, name COLLATE NOCASE, id";
    all(connection, sql, params![agent.to_string()], |row| {
        let columns = Columns::of("saved_views", "id", row);
        Ok(SavedView {
            id: columns.parse("id")?,
            agent: columns.parse("agent_id")?,
            list: columns.parse("list")?,
            name: columns.get("name")?,
            query: columns.get("query")?,
            created_at: columns.time("created_at")?,
        })
    })
}

/// `false`: there is none, or it is somebody else's.
pub(super) fn delete(connection: &Connection, agent: AgentId, id: SavedViewId, entry: &NewEntry) -> Result<bool> {
    let gone = execute(
        connection,
        "DELETE FROM saved_views WHERE id = $1 AND agent_id = $2",
        params![id.to_string(), agent.to_string()],
    )?;
    if gone == 1 {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(gone == 1)
}
