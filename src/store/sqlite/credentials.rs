//! Browsers that are known, links for passwords, and sign-ins at the provider that came back.

use super::rows::{Columns, execute, first, millis};
use super::{agents, timeline};
use crate::domain::timeline::NewEntry;
use crate::domain::{AgentId, SecretHash, Time};
use crate::store::{Agent, KnownDevice, PasswordLink, Result};
use rusqlite::{Connection, params};

/// Browsers that are known of one person at once.
const MOST_DEVICES: i64 = 10;

pub(super) fn put_device(connection: &Connection, device: &KnownDevice) -> Result<()> {
    let (id, agent) = (device.id.to_string(), device.agent.to_string());
    execute(
        connection,
        "INSERT INTO known_devices (id, agent_id, token, seen_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)",
        params![id, agent, device.token.as_bytes(), millis(device.seen_at)],
    )?;
    execute(
        connection,
        "DELETE FROM known_devices WHERE agent_id = $1 AND id NOT IN
            (SELECT id FROM known_devices WHERE agent_id = $1 ORDER BY seen_at DESC, id DESC LIMIT $2)",
        params![agent, MOST_DEVICES],
    )
    .map(|_| ())
}

pub(super) fn device(connection: &Connection, token: &SecretHash) -> Result<Option<(KnownDevice, Agent)>> {
    let sql = format!(
        "SELECT d.id, d.agent_id, d.token, d.seen_at, {} FROM known_devices AS d JOIN agents AS p ON p.id = d.agent_id
         WHERE d.token = $1",
        agents::COLUMNS
    );
    first(connection, &sql, params![token.as_bytes()], |row| {
        let columns = Columns::of("known_devices", "id", row);
        let device = KnownDevice {
            id: columns.parse("id")?,
            agent: columns.parse("agent_id")?,
            token: columns.hash("token")?,
            seen_at: columns.time("seen_at")?,
        };
        Ok((device, agents::read(row)?))
    })
}

/// A new password: what an old one left behind is worth nothing more.
pub(super) fn forget(connection: &Connection, agent: AgentId) -> Result<()> {
    execute(connection, "DELETE FROM known_devices WHERE agent_id = $1", params![agent.to_string()])?;
    execute(connection, "DELETE FROM password_links WHERE agent_id = $1", params![agent.to_string()]).map(|_| ())
}

pub(super) fn put_link(connection: &Connection, link: &PasswordLink, entry: &NewEntry) -> Result<()> {
    execute(
        connection,
        "INSERT INTO password_links (agent_id, token, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (agent_id) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at",
        params![link.agent.to_string(), link.token.as_bytes(), millis(link.expires_at)],
    )?;
    timeline::append(connection, std::slice::from_ref(entry))
}

pub(super) fn link(connection: &Connection, token: &SecretHash) -> Result<Option<(PasswordLink, Agent)>> {
    let sql = format!(
        "SELECT l.agent_id, l.token, l.expires_at, {} FROM password_links AS l JOIN agents AS p ON p.id = l.agent_id
         WHERE l.token = $1",
        agents::COLUMNS
    );
    first(connection, &sql, params![token.as_bytes()], |row| {
        let columns = Columns::of("password_links", "agent_id", row);
        let link = PasswordLink {
            agent: columns.parse("agent_id")?,
            token: columns.hash("token")?,
            expires_at: columns.time("expires_at")?,
        };
        Ok((link, agents::read(row)?))
    })
}

/// `false`: it came back before.
pub(super) fn use_sign_on(connection: &Connection, token: &SecretHash, now: Time, until: Time) -> Result<bool> {
    execute(connection, "DELETE FROM used_sign_ons WHERE expires_at <= $1", params![millis(now)])?;
    let sql = "INSERT INTO used_sign_ons (token, expires_at) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING";
    execute(connection, sql, params![token.as_bytes(), millis(until)]).map(|count| count == 1)
}
