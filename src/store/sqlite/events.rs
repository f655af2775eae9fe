//! The log of events: written with the entry an event tells of, and put into every outbox it belongs in.

use super::rows::{Columns, all, execute, first, millis};
use super::{settings, timeline};
use crate::domain::Time;
use crate::domain::event::{About, EventType, data};
use crate::domain::timeline::NewEntry;
use crate::hex::hex;
use crate::store::audit::Head;
use crate::store::{EventFilter, EventRange, Result, StoreError, StoredEvent};
use chrono::TimeDelta;
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Tells of an entry, if it is one that is told. `hash` is its own in the trail.
pub(super) fn note(connection: &Connection, entry: &NewEntry, hash: &[u8; 32]) -> Result<()> {
    let Some(kind) = EventType::of(entry.kind) else { return Ok(()) };
    let about = about(connection, entry)?;
    let data = data(kind, entry, about.as_ref());
    let session = entry.session.map(|id| id.to_string());
    add(connection, hash, kind, session.as_deref(), entry.at, &data)
}

fn about(connection: &Connection, entry: &NewEntry) -> Result<Option<About>> {
    let Some(session) = entry.session else { return Ok(None) };
    first(
        connection,
        "SELECT id, site_id, created_at FROM sessions WHERE id = $1",
        params![session.to_string()],
        |row| {
            let columns = Columns::of("sessions", "id", row);
            Ok(About { site: columns.parse_option("site_id")?, started_at: columns.time("created_at")? })
        },
    )
}

fn add(
    connection: &Connection,
    hash: &[u8; 32],
    kind: EventType,
    session: Option<&str>,
    at: Time,
    data: &Map<String, Value>,
) -> Result<()> {
    let data = serde_json::to_string(data).map_err(|error| StoreError::Failed(error.to_string()))?;
    let seq = first(
        connection,
        "INSERT INTO events (seq, id, type, session_id, at, data)
         SELECT coalesce(max(seq), 0) + 1, $1, $2, $3, $4, $5 FROM events RETURNING seq",
        params![format!("evt_{}", hex(&hash[..16])), kind.as_str(), session, millis(at), data],
        |row| Ok(row.get::<_, i64>(0)?),
    )?;
    execute(
        connection,
        "INSERT INTO webhook_deliveries (endpoint_id, seq, next_at)
         SELECT id, $1, $2 FROM webhook_endpoints
         WHERE disabled_at IS NULL AND (types IS NULL OR ',' || types || ',' LIKE '%,' || $3 || ',%')",
        params![seq, millis(at), kind.as_str()],
    )
    .map(|_| ())
}

/// The setting that says when the head of the audit trail was told last.
const HEAD_TOLD: &str = "audit_head_told";

/// Tells the head of the trail, if that was not done within `every`.
pub(super) fn note_audit_head(connection: &Connection, now: Time, every: TimeDelta) -> Result<Option<Head>> {
    let told = settings::get(connection, HEAD_TOLD)?.and_then(|text| Time::from_timestamp_millis(text.parse().ok()?));
    let head = timeline::head(connection)?;
    if head.seq == 0 || told.is_some_and(|told| told <= now && now - told < every) {
        return Ok(None);
    }
    let moment = now.timestamp_millis().to_be_bytes();
    let hash = Sha256::new_with_prefix(head.hash).chain_update(moment).chain_update("audit.head").finalize().into();
    let data = Map::from_iter([("entry".to_owned(), json!(head.seq)), ("hash".to_owned(), json!(hex(&head.hash)))]);
    add(connection, &hash, EventType::AuditHead, None, now, &data)?;
    settings::put(connection, HEAD_TOLD, &now.timestamp_millis().to_string())?;
    Ok(Some(head))
}

/// Columns of `events AS e` that [`read`] needs.
pub(super) const COLUMNS: &str = "e.seq, e.id AS event_id, e.type, e.session_id, e.at, e.data";

pub(super) fn read(row: &Row<'_>) -> Result<StoredEvent> {
    let columns = Columns::of("events", "seq", row);
    Ok(StoredEvent {
        seq: columns.get("seq")?,
        id: columns.get("event_id")?,
        kind: columns.parse("type")?,
        session: columns.parse_option("session_id")?,
        at: columns.time("at")?,
        data: columns.get("data")?,
    })
}

/// Events with a number above `filter.after`, in order.
pub(super) fn after(connection: &Connection, filter: &EventFilter) -> Result<Vec<StoredEvent>> {
    let types = filter.topics.chosen().map(|_| filter.topics.to_string());
    let session = filter.session.map(|id| id.to_string());
    let sql = format!(
        "SELECT {COLUMNS} FROM events AS e
         WHERE e.seq > $1 AND ($2 IS NULL OR ',' || $2 || ',' LIKE '%,' || e.type || ',%')
           AND ($3 IS NULL OR e.session_id = $3)
         ORDER BY e.seq LIMIT $4"
    );
    all(connection, &sql, params![filter.after, types, session, filter.limit.clamp(1, 1_000)], read)
}

pub(super) fn range(connection: &Connection) -> Result<EventRange> {
    let sql = "SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM events";
    let found = first(connection, sql, [], |row| Ok(EventRange { oldest: row.get(0)?, newest: row.get(1)? }))?;
    Ok(found.unwrap_or_default())
}

/// Forgets events before `events`, but for the newest, and attempts before `log`; at most so many rows of each.
pub(super) fn forget(connection: &Connection, events: Time, log: Time, limit: u32) -> Result<u64> {
    let gone = execute(
        connection,
        "DELETE FROM events WHERE seq IN (
             SELECT seq FROM events WHERE at < $1 AND seq < (SELECT max(seq) FROM events) ORDER BY seq LIMIT $2)",
        params![millis(events), limit],
    )?;
    let attempts = execute(
        connection,
        "DELETE FROM webhook_attempts WHERE id IN (SELECT id FROM webhook_attempts WHERE at < $1 ORDER BY at LIMIT $2)",
        params![millis(log), limit],
    )?;
    Ok((gone + attempts) as u64)
}
