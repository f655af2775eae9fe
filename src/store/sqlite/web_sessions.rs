//! Signed-in browsers.

use super::rows::{Columns, all, execute, first, millis};
use super::{agents, timeline};
use crate::domain::timeline::NewEntry;
use crate::domain::{AgentId, SecretHash, Time, WebSessionId};
use crate::store::{Agent, Result, WebSession};
use rusqlite::{Connection, Row, params};

const COLUMNS: &str = "w.id, w.agent_id, w.token, w.created_at, w.seen_at, w.expires_at, w.idle_seconds, w.user_agent, w.ip, \
     w.via";

fn read(row: &Row<'_>) -> Result<WebSession> {
    let columns = Columns::of("web_sessions", "id", row);
    Ok(WebSession {
        id: columns.parse("id")?,
        agent: columns.parse("agent_id")?,
        token: columns.hash("token")?,
        created_at: columns.time("created_at")?,
        seen_at: columns.time("seen_at")?,
        expires_at: columns.time("expires_at")?,
        idle_seconds: columns.get("idle_seconds")?,
        user_agent: columns.get("user_agent")?,
        ip: columns.parse_option("ip")?,
        via: columns.parse("via")?,
    })
}

/// Signing in is also a sign of the person.
pub(super) fn insert(connection: &Connection, session: &WebSession, entry: &NewEntry) -> Result<()> {
    execute(
        connection,
        "INSERT INTO web_sessions (id, agent_id, token, created_at, seen_at, expires_at, idle_seconds, user_agent, ip,
            via)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            session.id.to_string(),
            session.agent.to_string(),
            session.token.as_bytes(),
            millis(session.created_at),
            millis(session.seen_at),
            millis(session.expires_at),
            session.idle_seconds,
            session.user_agent,
            session.ip.map(|ip| ip.to_string()),
            session.via.as_str(),
        ],
    )?;
    see_person(connection, session.id, session.seen_at)?;
    timeline::append(connection, std::slice::from_ref(entry))
}

pub(super) fn by_token(connection: &Connection, token: &SecretHash) -> Result<Option<(WebSession, Agent)>> {
    let sql = format!(
        "SELECT {COLUMNS}, {} FROM web_sessions AS w JOIN agents AS p ON p.id = w.agent_id WHERE w.token = $1",
        agents::COLUMNS
    );
    first(connection, &sql, params![token.as_bytes()], |row| Ok((read(row)?, agents::read(row)?)))
}

/// The newest first.
pub(super) fn of_agent(connection: &Connection, agent: AgentId) -> Result<Vec<WebSession>> {
    let sql = format!("SELECT {COLUMNS} FROM web_sessions AS w WHERE w.agent_id = $1 ORDER BY w.id DESC");
    all(connection, &sql, params![agent.to_string()], read)
}

/// Two requests may arrive out of order; the later time counts.
pub(super) fn touch(connection: &Connection, id: WebSessionId, seen_at: Time) -> Result<()> {
    execute(
        connection,
        "UPDATE web_sessions SET seen_at = $1 WHERE id = $2 AND seen_at < $1",
        params![millis(seen_at), id.to_string()],
    )?;
    see_person(connection, id, seen_at)
}

fn see_person(connection: &Connection, id: WebSessionId, at: Time) -> Result<()> {
    execute(
        connection,
        "UPDATE agents SET last_seen_at = $1
         WHERE id = (SELECT agent_id FROM web_sessions WHERE id = $2)
           AND (last_seen_at IS NULL OR last_seen_at < $1)",
        params![millis(at), id.to_string()],
    )
    .map(|_| ())
}

/// `false`: it was gone already; then there is nothing to note.
pub(super) fn delete(connection: &Connection, id: WebSessionId, entry: &NewEntry) -> Result<bool> {
    let deleted = execute(connection, "DELETE FROM web_sessions WHERE id = $1", params![id.to_string()])? == 1;
    if deleted {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(deleted)
}

/// Signs a person out everywhere, or everywhere else.
pub(super) fn end_all(connection: &Connection, agent: AgentId, keep: Option<WebSessionId>) -> Result<()> {
    let keep = keep.map(|id| id.to_string()).unwrap_or_default();
    let sql = "DELETE FROM web_sessions WHERE agent_id = $1 AND id <> $2";
    execute(connection, sql, params![agent.to_string(), keep]).map(|_| ())
}

pub(super) fn delete_stale(connection: &Connection, now: Time) -> Result<u64> {
    let sql = "DELETE FROM web_sessions WHERE expires_at <= $1 OR seen_at + idle_seconds * 1000 <= $1";
    execute(connection, sql, params![millis(now)]).map(|count| count as u64)
}
