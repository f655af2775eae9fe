//! What agents note about sessions: a note for each of them, and what is one for all in the session's own row.

use super::rows::{Columns, all, execute, millis};
use super::timeline;
use crate::domain::SessionId;
use crate::domain::case_file::{Case, Rating, Ticket};
use crate::domain::timeline::NewEntry;
use crate::store::{CaseChange, Note, Result};
use rusqlite::{Connection, params};

/// From a row of `sessions`.
pub(super) fn of_session(columns: &Columns<'_>) -> Result<Case> {
    let rating: Option<i64> = columns.get("rating")?;
    Ok(Case {
        ticket: columns.parse_option("ticket")?,
        outcome: columns.parse_option("outcome")?,
        rating: rating.map(Rating::try_from).transpose().map_err(|()| columns.corrupt("rating"))?,
    })
}

pub(super) fn notes(connection: &Connection, session: SessionId) -> Result<Vec<Note>> {
    let sql = "SELECT session_id, agent_id, text, version, saved_at FROM session_notes WHERE session_id = $1
               ORDER BY saved_at, agent_id";
    all(connection, sql, params![session.to_string()], |row| {
        let columns = Columns::of("session_notes", "session_id", row);
        Ok(Note {
            session: columns.parse("session_id")?,
            agent: columns.parse("agent_id")?,
            text: columns.parse("text")?,
            version: columns.get("version")?,
            saved_at: columns.time("saved_at")?,
        })
    })
}

/// An empty note stays as a row, so that its version goes on.
pub(super) fn save_note(connection: &Connection, note: &Note, entry: &NewEntry) -> Result<bool> {
    let saved = execute(
        connection,
        "INSERT INTO session_notes (session_id, agent_id, text, version, saved_at)
         SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM sessions WHERE id = $1 AND erased = 0)
             AND (SELECT coalesce(max(version), 0) FROM session_notes WHERE session_id = $1 AND agent_id = $2) = $4 - 1
         ON CONFLICT (session_id, agent_id) DO UPDATE SET text = $3, version = $4, saved_at = $5",
        params![
            note.session.to_string(),
            note.agent.to_string(),
            note.text.as_str(),
            note.version,
            millis(note.saved_at)
        ],
    )?;
    noted(connection, saved, entry)
}

pub(super) fn change(
    connection: &Connection,
    session: SessionId,
    change: &CaseChange,
    entry: &NewEntry,
) -> Result<bool> {
    let id = session.to_string();
    let changed = match change {
        CaseChange::Ticket(ticket) => execute(
            connection,
            "UPDATE sessions SET ticket = $1 WHERE id = $2 AND erased = 0",
            params![ticket.as_ref().map(Ticket::as_str), id],
        )?,
        CaseChange::Outcome { outcome, rating, by, at } => execute(
            connection,
            "UPDATE sessions SET outcome = $1, rating = $2, outcome_by = $3, outcome_at = $4
             WHERE id = $5 AND erased = 0",
            params![outcome.as_str(), rating.map(Rating::get), by.to_string(), millis(*at), id],
        )?,
    };
    noted(connection, changed, entry)
}

/// What was written is in the trail, too.
fn noted(connection: &Connection, rows: usize, entry: &NewEntry) -> Result<bool> {
    if rows > 0 {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(rows > 0)
}
