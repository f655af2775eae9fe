//! Customers: who is known, what is held about them, and its erasure at once.

use super::rows::{Columns, all, execute, first};
use super::{subject_views, timeline};
use crate::domain::timeline::NewEntry;
use crate::domain::{SessionId, SiteId};
use crate::store::{Erasure, Held, Result, Subject, SubjectData};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value, json};

/// Somebody by their id, by a session, or by a part of the name. `$1` is the text, `$2` the part, `$3` the limit.
const FIND: &str = "
    SELECT site_id, user_id, customer_name AS name, min(identified) AS identified, count(*) AS sessions,
           sum(state <> 'ended') AS live, min(created_at) AS first, max(created_at) AS latest
    FROM sessions
    WHERE erased = 0 AND (user_id = $1 OR id = $1 OR lower(customer_name) LIKE $2 ESCAPE '\\')
    GROUP BY site_id, user_id
    ORDER BY latest DESC, user_id
    LIMIT $3";

pub(super) fn find(connection: &Connection, text: &str, limit: u32) -> Result<Vec<Held>> {
    let part = format!("%{}%", super::listing::escaped(&text.to_ascii_lowercase()));
    all(connection, FIND, params![text, part, limit], held)
}

fn held(row: &Row<'_>) -> Result<Held> {
    let columns = Columns::of("sessions", "user_id", row);
    let number = |column| Ok::<_, crate::store::StoreError>(columns.get::<i64>(column)?.unsigned_abs());
    Ok(Held {
        subject: Subject { site: columns.parse_option("site_id")?, user_id: columns.get("user_id")? },
        name: columns.get("name")?,
        identified: columns.get("identified")?,
        sessions: number("sessions")?,
        live: number("live")?,
        first: columns.time("first")?,
        latest: columns.time("latest")?,
    })
}

/// Sessions of somebody that are not erased, as a part of a statement: `$1` is the id, `$2` the site.
const THEIRS: &str = "SELECT id FROM sessions WHERE erased = 0 AND user_id = $1 AND site_id IS $2";

/// Sessions of Zoom's that are somebody's: those matched with theirs, and where nobody else has their id, those matched with
/// none. Zoom knows no sites, so the id alone may be another site's customer.
const ZOOMS: &str = "SELECT zoom_id FROM zoom_sessions WHERE session_id IN ({})
    OR (session_id IS NULL AND user_id = $1
        AND NOT EXISTS (SELECT 1 FROM sessions AS other WHERE other.user_id = $1 AND other.site_id IS NOT $2))";

/// A condition with its sub-selects in place.
fn about(condition: &str) -> String {
    condition.replace("{zooms}", ZOOMS).replace("{}", THEIRS)
}

/// Every table that says something about a customer, with its rows about this one.
const TABLES: [(&str, &str); 11] = [
    ("notes", "session_id IN ({})"),
    ("invites", "session_id IN ({})"),
    ("sessions", "id IN ({})"),
    ("admissions", "session_id IN ({})"),
    ("sharedSessions", "session_id IN ({})"),
    ("joins", "session_id IN ({})"),
    ("webhooksToTell", "session_id IN ({})"),
    ("events", "session_id IN ({})"),
    ("zoomSessions", "zoom_id IN ({zooms})"),
    ("zoomEvents", "zoom_id IN ({zooms})"),
    ("auditTrail", "session_id IN ({})"),
];

fn table_of(name: &str) -> &'static str {
    match name {
        "sharedSessions" => "shared_sessions",
        "webhooksToTell" => "webhook_outbox",
        "zoomSessions" => "zoom_sessions",
        "zoomEvents" => "zoom_events",
        "auditTrail" => "timeline",
        "admissions" => "admissions",
        "events" => "events",
        "invites" => "invites",
        "joins" => "joins",
        "notes" => "session_notes",
        _ => "sessions",
    }
}

/// `None`: nothing is held.
pub(super) fn data(connection: &Connection, subject: &Subject) -> Result<Option<SubjectData>> {
    let of = params![subject.user_id, subject.site.as_ref().map(SiteId::as_str)];
    let id = |row: &Row<'_>| Columns::of("sessions", "id", row).parse::<SessionId>("id");
    let sessions = all(connection, &format!("{THEIRS} ORDER BY id"), of, id)?;
    if sessions.is_empty() {
        return Ok(None);
    }
    let live = all(connection, &format!("{THEIRS} AND state <> 'ended' ORDER BY id"), of, id)?;
    let mut tables = Vec::new();
    for (name, condition) in TABLES {
        // $2 is named in each, so that both values have a place
        let condition = about(condition);
        let sql = format!("SELECT * FROM {} WHERE ({condition}) AND ($2 IS NULL OR TRUE)", table_of(name));
        tables.push((name, all(connection, &sql, of, |row| Ok(as_json(row)?))?));
    }
    tables.push(("savedViews", subject_views::rows(connection, subject, as_json)?));
    Ok(Some(SubjectData { sessions, live, tables }))
}

/// A row by its columns. Tokens, hashes and PINs stay here.
fn as_json(row: &Row<'_>) -> rusqlite::Result<Value> {
    let mut fields = Map::new();
    for (index, column) in row.as_ref().column_names().enumerate() {
        let value = match row.get_ref(index)? {
            _ if matches!(column, "pin" | "custom_pin" | "phrase") || column.contains("token") => continue,
            ValueRef::Blob(_) => continue,
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => json!(number),
            ValueRef::Real(number) => json!(number),
            ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        };
        fields.insert(column.to_owned(), value);
    }
    Ok(Value::Object(fields))
}

/// Takes away who somebody was, everywhere, unless a session of theirs is not over. `entry` is written with it.
pub(super) fn erase(connection: &Connection, subject: &Subject, mut entry: NewEntry) -> Result<Erasure> {
    let of = params![subject.user_id, subject.site.as_ref().map(SiteId::as_str)];
    let count = "SELECT count(*), coalesce(sum(state <> 'ended'), 0) FROM sessions
                 WHERE erased = 0 AND user_id = $1 AND site_id IS $2";
    let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()));
    let (sessions, live) = first(connection, count, of, read)?.unwrap_or_default();
    match (sessions, live) {
        (0, _) => return Ok(Erasure::Nobody),
        (_, 1..) => return Ok(Erasure::Live(live)),
        _ => {}
    }
    for statement in ERASURES {
        // the site has a place in each statement, needed or not
        let sql = format!("{} AND ($2 IS NULL OR TRUE)", about(statement));
        execute(connection, &sql, of)?;
    }
    subject_views::delete(connection, subject)?;
    entry.data.insert("sessions".to_owned(), json!(sessions));
    timeline::append(connection, std::slice::from_ref(&entry))?;
    Ok(Erasure::Done { sessions })
}

/// The last one is by what the others find their rows.
const ERASURES: [&str; 8] = [
    "DELETE FROM session_notes WHERE session_id IN ({})",
    "UPDATE joins SET user_id = 'erased', user_name = 'Erased' WHERE party = 'customer' AND session_id IN ({})",
    // agents write to each other about the customer; that they asked each other stays
    "UPDATE invites SET said = NULL, word = NULL WHERE session_id IN ({})",
    "DELETE FROM webhook_outbox WHERE session_id IN ({})",
    "UPDATE zoom_events SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
     WHERE zoom_id IN ({zooms})",
    "UPDATE zoom_sessions SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
     WHERE zoom_id IN ({zooms})",
    "UPDATE timeline SET ip = NULL WHERE ip IS NOT NULL AND actor_kind = 'customer' AND session_id IN ({})",
    "UPDATE sessions SET erased = 1, user_id = 'erased', customer_name = 'Erased', start_url = NULL, metadata = NULL,
         ticket = NULL
     WHERE id IN ({})",
];
