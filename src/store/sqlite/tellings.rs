//! What endpoints of cobroker's own webhooks are still to be told, and how each attempt went.

use super::rows::{self, Columns, all, execute, first, millis, millis_option};
use super::{events, timeline, webhooks};
use crate::domain::timeline::NewEntry;
use crate::domain::webhook::Topics;
use crate::domain::{Time, WebhookId};
use crate::store::{
    AttemptFilter, LoggedAttempt, Replayed, Result, Telling, TellingId, Told, ToldCustomer, WhichAttempts,
};
use rusqlite::{Connection, Row, params};

/// Events in one replay: more take another one, so that nobody waits long behind it.
const MOST_REPLAYED: i64 = 10_000;

/// Deliveries to this endpoint that are due, in the order of what happened.
pub(super) fn due(connection: &Connection, endpoint: WebhookId, now: Time, limit: u32) -> Result<Vec<Telling>> {
    let sql = format!(
        "SELECT d.id AS telling_id, d.attempts, {}, s.id AS known, s.user_id, s.customer_name, s.identified, s.metadata
         FROM webhook_deliveries AS d
         JOIN events AS e ON e.seq = d.seq
         LEFT JOIN sessions AS s ON s.id = e.session_id AND s.erased = 0
         WHERE d.endpoint_id = $1 AND d.next_at <= $2 AND d.state = 'due'
         ORDER BY d.seq LIMIT $3",
        events::COLUMNS
    );
    all(connection, &sql, params![endpoint.to_string(), millis(now), limit], read)
}

fn read(row: &Row<'_>) -> Result<Telling> {
    let columns = Columns::of("webhook_deliveries", "telling_id", row);
    let customer = match columns.get::<Option<String>>("known")? {
        None => None,
        Some(_) => Some(ToldCustomer {
            user_id: columns.get("user_id")?,
            user_name: columns.get("customer_name")?,
            identified: columns.get("identified")?,
            metadata: columns.get("metadata")?,
        }),
    };
    Ok(Telling {
        id: TellingId(columns.get("telling_id")?),
        attempts: columns.get("attempts")?,
        event: events::read(row)?,
        customer,
    })
}

/// When the next delivery to this endpoint is due.
pub(super) fn next(connection: &Connection, endpoint: WebhookId) -> Result<Option<Time>> {
    first(
        connection,
        "SELECT next_at FROM webhook_deliveries WHERE endpoint_id = $1 AND state = 'due' ORDER BY next_at LIMIT 1",
        params![endpoint.to_string()],
        |row| Columns::of("webhook_deliveries", "next_at", row).time("next_at"),
    )
}

/// Notes how an attempt went, and what it means for its delivery and its endpoint. Whether the endpoint is given up by
/// it: then with `entry`. Of an endpoint that was removed meanwhile nothing is noted.
pub(super) fn told(connection: &Connection, endpoint: WebhookId, told: &Told, entry: &NewEntry) -> Result<bool> {
    let noted = execute(
        connection,
        "INSERT INTO webhook_attempts (endpoint_id, delivery_id, seq, type, at, millis, status, failure, next_at)
         SELECT $1, (SELECT id FROM webhook_deliveries WHERE id = $2), $3, $4, $5, $6, $7, $8, $9
         WHERE EXISTS (SELECT 1 FROM webhook_endpoints WHERE id = $1)",
        params![
            endpoint.to_string(),
            told.telling.map(|id| id.0),
            told.seq,
            told.kind.as_str(),
            millis(told.at),
            told.millis,
            told.status,
            told.failure.map(|failure| failure.as_str()),
            millis_option(told.next_at),
        ],
    )? == 1;
    let (true, Some(telling)) = (noted, told.telling) else { return Ok(false) };
    let (state, failed) = match (told.failure, told.next_at) {
        (None, _) => ("delivered", 0),
        (Some(_), Some(_)) => ("due", 1),
        (Some(_), None) => ("parked", 1),
    };
    execute(
        connection,
        "UPDATE webhook_deliveries SET state = $1, attempts = attempts + $2, next_at = coalesce($3, next_at) WHERE id = $4",
        params![state, failed, millis_option(told.next_at), telling.0],
    )?;
    webhooks::learn(connection, endpoint, told.failure.is_none(), told.at, entry)
}

/// Puts every event after this number that the endpoint is told of into its outbox again.
pub(super) fn replay(
    connection: &Connection,
    endpoint: WebhookId,
    topics: &Topics,
    after: i64,
    now: Time,
    entry: &NewEntry,
) -> Result<Replayed> {
    let types = topics.chosen().map(|_| topics.to_string());
    let last = first(
        connection,
        "SELECT max(seq), count(*) FROM (
             SELECT seq FROM events WHERE seq > $1 AND ($2 IS NULL OR ',' || $2 || ',' LIKE '%,' || type || ',%')
             ORDER BY seq LIMIT $3)",
        params![after, types, MOST_REPLAYED],
        |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, i64>(1)?)),
    )?;
    let Some((Some(through), count)) = last else { return Ok(Replayed { queued: 0, through: after }) };
    execute(
        connection,
        "INSERT INTO webhook_deliveries (endpoint_id, seq, next_at)
         SELECT $1, seq, $2 FROM events
         WHERE seq > $3 AND seq <= $4 AND ($5 IS NULL OR ',' || $5 || ',' LIKE '%,' || type || ',%')
         ON CONFLICT (endpoint_id, seq) DO UPDATE SET state = 'due', attempts = 0, next_at = excluded.next_at",
        params![endpoint.to_string(), millis(now), after, through, types],
    )?;
    timeline::append(connection, std::slice::from_ref(entry))?;
    Ok(Replayed { queued: count.unsigned_abs(), through })
}

/// One delivery is due again. `false`: this endpoint has no such delivery.
pub(super) fn again(
    connection: &Connection,
    endpoint: WebhookId,
    id: TellingId,
    now: Time,
    entry: &NewEntry,
) -> Result<bool> {
    let changed = execute(
        connection,
        "UPDATE webhook_deliveries SET state = 'due', attempts = 0, next_at = $1 WHERE id = $2 AND endpoint_id = $3",
        params![millis(now), id.0, endpoint.to_string()],
    )? == 1;
    if changed {
        timeline::append(connection, std::slice::from_ref(entry))?;
    }
    Ok(changed)
}

/// Attempts, the latest first.
pub(super) fn attempts(connection: &Connection, filter: &AttemptFilter) -> Result<Vec<LoggedAttempt>> {
    let which = match filter.which {
        WhichAttempts::All => "1",
        WhichAttempts::Good => "a.failure IS NULL",
        WhichAttempts::Failed => "a.failure IS NOT NULL",
        WhichAttempts::Parked => "d.state = 'parked' AND a.failure IS NOT NULL AND a.next_at IS NULL",
    };
    let sql = format!(
        "SELECT a.id, a.delivery_id, a.seq, a.type, a.at, a.millis, a.status, a.failure, a.next_at, d.state
         FROM webhook_attempts AS a LEFT JOIN webhook_deliveries AS d ON d.id = a.delivery_id
         WHERE a.endpoint_id = $1 AND {which} AND ($2 IS NULL OR a.seq = $2) AND ($3 IS NULL OR a.id < $3)
         ORDER BY a.id DESC LIMIT $4"
    );
    let values = params![filter.endpoint.to_string(), filter.seq, filter.before, filter.limit.clamp(1, 200)];
    rows::all(connection, &sql, values, read_attempt)
}

fn read_attempt(row: &Row<'_>) -> Result<LoggedAttempt> {
    let columns = Columns::of("webhook_attempts", "id", row);
    let told = Told {
        telling: columns.get::<Option<i64>>("delivery_id")?.map(TellingId),
        seq: columns.get("seq")?,
        kind: columns.parse("type")?,
        at: columns.time("at")?,
        millis: columns.get("millis")?,
        status: columns.get("status")?,
        failure: columns.parse_option("failure")?,
        next_at: columns.time_option("next_at")?,
    };
    Ok(LoggedAttempt { id: columns.get("id")?, told, now: columns.parse_option("state")? })
}
