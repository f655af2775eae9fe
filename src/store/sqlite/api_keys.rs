//! Keys of machines.

use super::rows::{Columns, all, execute, first, millis, millis_option};
use super::{agents, timeline};
use crate::domain::timeline::NewEntry;
use crate::domain::{ApiKeyId, SecretHash, Time};
use crate::store::{Agent, ApiKey, Result};
use rusqlite::{Connection, Row, params};

const COLUMNS: &str =
    "k.id, k.agent_id, k.name, k.token, k.scopes, k.created_at, k.expires_at, k.last_used_at, k.revoked_at";

fn read(row: &Row<'_>) -> Result<(ApiKey, Agent)> {
    let columns = Columns::of("api_keys", "id", row);
    let key = ApiKey {
        id: columns.parse("id")?,
        agent: columns.parse("agent_id")?,
        name: columns.get("name")?,
        token: columns.hash("token")?,
        scopes: columns.parse("scopes")?,
        created_at: columns.time("created_at")?,
        expires_at: columns.time_option("expires_at")?,
        last_used_at: columns.time_option("last_used_at")?,
        revoked_at: columns.time_option("revoked_at")?,
    };
    Ok((key, agents::read(row)?))
}

pub(super) fn insert(connection: &Connection, key: &ApiKey, entry: &NewEntry) -> Result<()> {
    execute(
        connection,
        "INSERT INTO api_keys (id, agent_id, name, token, scopes, created_at, expires_at, last_used_at, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            key.id.to_string(),
            key.agent.to_string(),
            key.name,
            key.token.as_bytes(),
            key.scopes.to_string(),
            millis(key.created_at),
            millis_option(key.expires_at),
            millis_option(key.last_used_at),
            millis_option(key.revoked_at),
        ],
    )?;
    timeline::append(connection, std::slice::from_ref(entry))
}

/// A revoked key is found by nobody.
pub(super) fn by_token(connection: &Connection, token: &SecretHash) -> Result<Option<(ApiKey, Agent)>> {
    let sql = format!(
        "SELECT {COLUMNS}, {} FROM api_keys AS k JOIN agents AS p ON p.id = k.agent_id
         WHERE k.token = $1 AND k.revoked_at IS NULL",
        agents::COLUMNS
    );
    first(connection, &sql, params![token.as_bytes()], read)
}

/// The newest first, revoked ones included.
pub(super) fn every(connection: &Connection) -> Result<Vec<(ApiKey, Agent)>> {
    let sql = format!(
        "SELECT {COLUMNS}, {} FROM api_keys AS k JOIN agents AS p ON p.id = k.agent_id ORDER BY k.id DESC",
        agents::COLUMNS
    );
    all(connection, &sql, [], read)
}

/// An earlier time than the known one changes nothing.
pub(super) fn touch(connection: &Connection, id: ApiKeyId, used_at: Time) -> Result<()> {
    let sql = "UPDATE api_keys SET last_used_at = $1
         WHERE id = $2 AND (last_used_at IS NULL OR last_used_at < $1)";
    execute(connection, sql, params![millis(used_at), id.to_string()]).map(|_| ())
}

/// `false`: no such key, or revoked before.
pub(super) fn revoke(connection: &Connection, id: ApiKeyId, now: Time, entry: &NewEntry) -> Result<bool> {
    let sql = "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
    let revoked = execute(connection, sql, params![millis(now), id.to_string()])? == 1;
    if revoked {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(revoked)
}
