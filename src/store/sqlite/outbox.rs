//! Deliveries that are due, and what became of them.

use super::joins;
use super::rows::{Columns, all, execute, first, millis};
use crate::domain::Time;
use crate::domain::presence::LeaveReason;
use crate::store::{Delivery, DeliveryId, Failed, News, Result};
use rusqlite::{Connection, Row, params};

/// Deliveries to this endpoint that are due, in the order of what happened.
pub(super) fn due(connection: &Connection, endpoint: &str, now: Time, limit: u32) -> Result<Vec<Delivery>> {
    all(
        connection,
        "SELECT o.id AS delivery_id, o.event, o.session_id, o.at, o.reason, o.attempts, sh.started_at, s.start_url,
             j.id, j.party, j.user_id, j.user_name, j.joined_at, j.left_at
         FROM webhook_outbox AS o
         JOIN shared_sessions AS sh ON sh.session_id = o.session_id
         JOIN sessions AS s ON s.id = o.session_id
         LEFT JOIN joins AS j ON j.id = o.join_id
         WHERE o.endpoint = $1 AND o.next_at <= $2 AND o.parked_at IS NULL
         ORDER BY o.id LIMIT $3",
        params![endpoint, millis(now), limit],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Delivery> {
    let columns = Columns::of("webhook_outbox", "delivery_id", row);
    let news = match columns.get::<String>("event")?.as_str() {
        "session_started" => News::SessionStarted { start_url: columns.get("start_url")? },
        "session_user_joined" => News::UserJoined,
        "session_user_left" => News::UserLeft(columns.parse::<LeaveReason>("reason")?),
        "session_ended" => News::SessionEnded(columns.parse("reason")?),
        _ => return Err(columns.corrupt("event")),
    };
    let has_join = columns.get::<Option<String>>("id")?.is_some();
    Ok(Delivery {
        id: DeliveryId(columns.get("delivery_id")?),
        session: columns.parse("session_id")?,
        attempts: columns.get("attempts")?,
        at: columns.time("at")?,
        started_at: columns.time("started_at")?,
        join: if has_join { Some(joins::read(row)?) } else { None },
        news,
    })
}

/// When the next delivery to this endpoint is due.
pub(super) fn next(connection: &Connection, endpoint: &str) -> Result<Option<Time>> {
    first(
        connection,
        "SELECT next_at FROM webhook_outbox WHERE endpoint = $1 AND parked_at IS NULL ORDER BY next_at LIMIT 1",
        params![endpoint],
        |row| Columns::of("webhook_outbox", "next_at", row).time("next_at"),
    )
}

pub(super) fn delivered(connection: &Connection, id: DeliveryId) -> Result<()> {
    execute(connection, "DELETE FROM webhook_outbox WHERE id = $1", params![id.0]).map(|_| ())
}

pub(super) fn failed(connection: &Connection, id: DeliveryId, failed: Failed) -> Result<()> {
    let (next_at, parked_at) = match failed {
        Failed::AgainAt(at) => (at, None),
        Failed::Parked(at) => (at, Some(millis(at))),
    };
    execute(
        connection,
        "UPDATE webhook_outbox SET attempts = attempts + 1, next_at = $1, parked_at = $2 WHERE id = $3",
        params![millis(next_at), parked_at, id.0],
    )
    .map(|_| ())
}

/// Deliveries that were given up.
pub(super) fn parked(connection: &Connection) -> Result<u64> {
    let count = first(connection, "SELECT count(*) FROM webhook_outbox WHERE parked_at IS NOT NULL", [], |row| {
        Ok(row.get::<_, i64>(0)?.unsigned_abs())
    })?;
    Ok(count.unwrap_or_default())
}
