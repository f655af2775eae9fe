//! Endpoints of cobroker's own webhooks: how they are set up.

use super::rows::{Columns, all, execute, first, millis, millis_option};
use super::timeline;
use crate::domain::timeline::NewEntry;
use crate::domain::webhook::{DisabledWhy, Endpoint, Health, SigningSecret, Topics};
use crate::domain::{Time, WebhookId};
use crate::store::{Result, Webhook};
use rusqlite::{Connection, Row, params};

const SELECT: &str = "SELECT w.id, w.version, w.url, w.description, w.types, w.include_customer, w.secret, w.old_secret, \
     w.old_until, w.created_at, w.disabled_at, w.disabled_why, w.succeeded_at, w.failing_since, w.failures, \
     (SELECT count(*) FROM webhook_deliveries AS d WHERE d.endpoint_id = w.id AND d.state = 'due') AS waiting, \
     (SELECT count(*) FROM webhook_deliveries AS d WHERE d.endpoint_id = w.id AND d.state = 'parked') AS parked \
     FROM webhook_endpoints AS w";

fn read(row: &Row<'_>) -> Result<Webhook> {
    let columns = Columns::of("webhook_endpoints", "id", row);
    let endpoint = Endpoint {
        id: columns.parse("id")?,
        version: columns.get("version")?,
        url: columns.get("url")?,
        description: columns.get("description")?,
        topics: columns.parse_option::<Topics>("types")?.unwrap_or_default(),
        include_customer: columns.get("include_customer")?,
        secret: columns.parse("secret")?,
        old_secret: pair(columns.parse_option::<SigningSecret>("old_secret")?, columns.time_option("old_until")?),
        created_at: columns.time("created_at")?,
        disabled: disabled(&columns)?,
        health: health(&columns)?,
    };
    let count = |column| columns.get::<i64>(column).map(i64::unsigned_abs);
    Ok(Webhook { endpoint, waiting: count("waiting")?, parked: count("parked")? })
}

fn pair<A, B>(a: Option<A>, b: Option<B>) -> Option<(A, B)> {
    a.zip(b)
}

fn disabled(columns: &Columns<'_>) -> Result<Option<(Time, DisabledWhy)>> {
    Ok(pair(columns.time_option("disabled_at")?, columns.parse_option("disabled_why")?))
}

fn health(columns: &Columns<'_>) -> Result<Health> {
    Ok(Health {
        succeeded_at: columns.time_option("succeeded_at")?,
        failing_since: columns.time_option("failing_since")?,
        failures: columns.get("failures")?,
    })
}

/// Every endpoint, the oldest first.
pub(super) fn every(connection: &Connection) -> Result<Vec<Webhook>> {
    all(connection, &format!("{SELECT} ORDER BY w.id"), [], read)
}

pub(super) fn by_id(connection: &Connection, id: WebhookId) -> Result<Option<Webhook>> {
    first(connection, &format!("{SELECT} WHERE w.id = $1"), params![id.to_string()], read)
}

pub(super) fn insert(connection: &Connection, endpoint: &Endpoint, entry: &NewEntry) -> Result<()> {
    write(
        connection,
        "INSERT INTO webhook_endpoints (version, url, description, types, include_customer, secret, old_secret,
             old_until, disabled_at, disabled_why, id, created_at)
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        endpoint,
        millis(endpoint.created_at),
    )?;
    timeline::append(connection, std::slice::from_ref(entry))
}

/// Saves what people change, over the version that `endpoint` was loaded with. An endpoint that is enabled again starts
/// anew with its failures. `false`: it is not there any more.
pub(super) fn save(connection: &Connection, endpoint: &Endpoint, entry: &NewEntry) -> Result<bool> {
    let saved = write(
        connection,
        "UPDATE webhook_endpoints
         SET version = version + 1, url = $1, description = $2, types = $3, include_customer = $4, secret = $5,
             old_secret = $6, old_until = $7,
             failing_since = CASE WHEN disabled_at IS NOT NULL AND $8 IS NULL THEN NULL ELSE failing_since END,
             failures = CASE WHEN disabled_at IS NOT NULL AND $8 IS NULL THEN 0 ELSE failures END,
             disabled_at = $8, disabled_why = $9
         WHERE id = $10 AND version = $11",
        endpoint,
        endpoint.version,
    )?;
    if saved == 1 {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(saved == 1)
}

/// `$1` to `$9` are what may change, `$10` is the id, `$11` the statement's own.
fn write(connection: &Connection, sql: &str, endpoint: &Endpoint, own: i64) -> Result<usize> {
    let (old, disabled) = (endpoint.old_secret.as_ref(), endpoint.disabled);
    execute(
        connection,
        sql,
        params![
            endpoint.url,
            endpoint.description,
            endpoint.topics.chosen().map(|_| endpoint.topics.to_string()),
            endpoint.include_customer,
            endpoint.secret.expose(),
            old.map(|(secret, _)| secret.expose()),
            millis_option(old.map(|(_, until)| *until)),
            millis_option(disabled.map(|(at, _)| at)),
            disabled.map(|(_, why)| why.as_str()),
            endpoint.id.to_string(),
            own,
        ],
    )
}

/// With everything about it. `false`: there is no such endpoint.
pub(super) fn remove(connection: &Connection, id: WebhookId, entry: &NewEntry) -> Result<bool> {
    let gone = execute(connection, "DELETE FROM webhook_endpoints WHERE id = $1", params![id.to_string()])? == 1;
    if gone {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(gone)
}

/// What an attempt at `at` says of the endpoint; whether it is given up by it, with this entry.
pub(super) fn learn(
    connection: &Connection,
    id: WebhookId,
    succeeded: bool,
    at: Time,
    entry: &NewEntry,
) -> Result<bool> {
    let found = first(
        connection,
        "SELECT id, succeeded_at, failing_since, failures FROM webhook_endpoints WHERE id = $1 AND disabled_at IS NULL",
        params![id.to_string()],
        |row| health(&Columns::of("webhook_endpoints", "id", row)),
    )?;
    let Some(health) = found.map(|health| health.after(succeeded, at)) else { return Ok(false) };
    let gives_up = health.is_hopeless(at);
    execute(
        connection,
        "UPDATE webhook_endpoints SET succeeded_at = $1, failing_since = $2, failures = $3, disabled_at = $4,
             disabled_why = $5, version = version + $6 WHERE id = $7",
        params![
            millis_option(health.succeeded_at),
            millis_option(health.failing_since),
            health.failures,
            gives_up.then(|| millis(at)),
            gives_up.then(|| DisabledWhy::Failing.as_str()),
            i64::from(gives_up),
            id.to_string(),
        ],
    )?;
    if gives_up {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(gives_up)
}
