//! The audit trail as rows: appending with the chain, and reading.

use super::rows::{Columns, all, execute, first, millis};
use super::{events, settings};
use crate::domain::SessionId;
use crate::domain::timeline::{Entry, NewEntry, chain_hash};
use crate::store::audit::{HEAD, Head};
use crate::store::{EntryFilter, EntryOrder, Result, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

/// Adds the entries to the chain, tells of those that are told, and notes the new head.
pub(super) fn append(connection: &Connection, entries: &[NewEntry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut head = head(connection)?;
    for entry in entries {
        head = add(connection, &head, entry)?;
        events::note(connection, entry, &head.hash)?;
    }
    settings::put(connection, HEAD, &head.to_string())
}

/// Where the chain goes on. The note counts where it is ahead: if the end of the trail was cut off, the gap has to stay.
pub(super) fn head(connection: &Connection) -> Result<Head> {
    let noted = settings::get(connection, HEAD)?.and_then(|text| text.parse().ok()).unwrap_or(Head::START);
    let last = first(connection, "SELECT seq, hash FROM timeline ORDER BY seq DESC LIMIT 1", [], |row| {
        let columns = Columns::of("timeline", "seq", row);
        Ok(Head { seq: columns.get("seq")?, hash: columns.get("hash")? })
    })?;
    Ok(last.filter(|last| last.seq > noted.seq).unwrap_or(noted))
}

fn add(connection: &Connection, head: &Head, entry: &NewEntry) -> Result<Head> {
    let seq = head.seq + 1;
    let (kind, actor_kind, actor_id) = (entry.kind.as_str(), entry.actor.kind(), entry.actor.id());
    let data = serde_json::to_string(&entry.data).map_err(|error| StoreError::Failed(error.to_string()))?;
    let hash = chain_hash(&head.hash, seq, entry.session, entry.at, kind, actor_kind, actor_id, &data);
    execute(
        connection,
        "INSERT INTO timeline (seq, session_id, at, kind, actor_kind, actor_id, data, ip, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            seq,
            entry.session.map(|id| id.to_string()),
            millis(entry.at),
            kind,
            actor_kind,
            actor_id.map(|id| id.to_string()),
            data,
            entry.ip.map(|ip| ip.to_string()),
            hash,
        ],
    )?;
    Ok(Head { seq, hash })
}

const COLUMNS: &str = "seq, session_id, at, kind, actor_kind, actor_id, data, ip, hash";

fn read(row: &Row<'_>) -> Result<Entry> {
    let columns = Columns::of("timeline", "seq", row);
    Ok(Entry {
        seq: columns.get("seq")?,
        session: columns.parse_option("session_id")?,
        at: columns.time("at")?,
        kind: columns.get("kind")?,
        actor_kind: columns.get("actor_kind")?,
        actor_id: columns.parse_option("actor_id")?,
        data: columns.get("data")?,
        ip: columns.get("ip")?,
        hash: columns.get("hash")?,
    })
}

pub(super) fn of_session(connection: &Connection, session: SessionId) -> Result<Vec<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM timeline WHERE session_id = $1 ORDER BY seq");
    all(connection, &sql, params![session.to_string()], read)
}

pub(super) fn after(connection: &Connection, seq: i64, limit: u32) -> Result<Vec<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM timeline WHERE seq > $1 ORDER BY seq LIMIT $2");
    all(connection, &sql, params![seq, limit], read)
}

/// Entries in one page at most.
const LONGEST_PAGE: u32 = 1_000;

/// Of a session of the site, or of none and about the site. Here the place of the value is in the middle.
const OF_SITE: &str = "(EXISTS (SELECT 1 FROM sessions WHERE sessions.id = timeline.session_id AND site_id = {})
     OR session_id IS NULL AND json_valid(data) AND json_extract(data, '$.site') = {})";

fn placed(condition: &str, place: u32) -> String {
    let value = format!("${place}");
    if condition.contains("{}") { condition.replace("{}", &value) } else { format!("{condition} {value}") }
}

/// Only what was asked for becomes part of the statement.
pub(super) fn find(connection: &Connection, filter: &EntryFilter) -> Result<Vec<Entry>> {
    let id = |id: String| Value::Text(id);
    let (after, number) = match filter.order {
        EntryOrder::Before(seq) => (false, seq),
        EntryOrder::After(seq) => (true, seq),
    };
    let asked = [
        (if after { "seq >" } else { "seq <" }, Some(Value::Integer(number))),
        ("actor_id =", filter.actor.map(|actor| id(actor.to_string()))),
        ("kind =", filter.kind.map(|kind| id(kind.as_str().to_owned()))),
        ("session_id =", filter.session.map(|session| id(session.to_string()))),
        (OF_SITE, filter.site.as_ref().map(|site| id(site.to_string()))),
        ("at >=", filter.from.map(|from| Value::Integer(millis(from)))),
        ("at <", filter.to.map(|to| Value::Integer(millis(to)))),
    ];
    let asked = asked.into_iter().filter_map(|(condition, value)| Some((condition, value?)));
    let numbered = |(place, (condition, value)): (u32, (&str, Value))| (placed(condition, place), value);
    let (conditions, mut values): (Vec<_>, Vec<_>) = (1..).zip(asked).map(numbered).unzip();
    values.push(Value::Integer(filter.limit.clamp(1, LONGEST_PAGE).into()));
    let sql = format!(
        "SELECT {COLUMNS} FROM timeline WHERE {} ORDER BY seq {} LIMIT ${}",
        conditions.join(" AND "),
        if after { "ASC" } else { "DESC" },
        values.len()
    );
    all(connection, &sql, params_from_iter(values), read)
}

/// 0 for an empty trail.
pub(super) fn last(connection: &Connection) -> Result<i64> {
    let last = first(connection, "SELECT max(seq) FROM timeline", [], |row| Ok(row.get::<_, Option<i64>>(0)?))?;
    Ok(last.flatten().unwrap_or_default())
}
