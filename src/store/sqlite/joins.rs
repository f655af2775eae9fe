//! Sessions that somebody joined, and who: what the REST mirror reads.

use super::rows::{self, Columns, all, first, in_list, millis};
use crate::domain::presence::User;
use crate::domain::{JoinId, SessionId};
use crate::store::{Join, Result, Shared, SharedFilter, SharedSession};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use std::collections::HashMap;

/// Sessions in one page at most.
const LONGEST_PAGE: u32 = 500;

/// Reads `id`, `party`, `user_id`, `user_name`, `joined_at` and `left_at`.
pub(super) fn read(row: &Row<'_>) -> Result<Join> {
    let columns = Columns::of("joins", "id", row);
    Ok(Join {
        id: columns.parse("id")?,
        user: user(&columns)?,
        joined_at: columns.time("joined_at")?,
        left_at: columns.time_option("left_at")?,
    })
}

fn user(columns: &Columns<'_>) -> Result<User> {
    Ok(User { party: columns.parse("party")?, id: columns.get("user_id")?, name: columns.get("user_name")? })
}

/// The joins of one session, the first one first.
pub(super) fn of_session(
    connection: &Connection,
    session: SessionId,
    after: Option<JoinId>,
    limit: u32,
) -> Result<Vec<Join>> {
    all(
        connection,
        "SELECT id, party, user_id, user_name, joined_at, left_at FROM joins
         WHERE session_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        params![session.to_string(), after.map(|id| id.to_string()).unwrap_or_default(), limit.clamp(1, LONGEST_PAGE)],
        read,
    )
}

const SESSION: &str = "SELECT sh.session_id, sh.started_at, sh.ended_at, s.pin
     FROM shared_sessions AS sh JOIN sessions AS s ON s.id = sh.session_id";

fn read_session(row: &Row<'_>) -> Result<SharedSession> {
    let columns = Columns::of("shared_sessions", "session_id", row);
    Ok(SharedSession {
        id: columns.parse("session_id")?,
        started_at: columns.time("started_at")?,
        ended_at: columns.time_option("ended_at")?,
        pin: columns.parse_option("pin")?,
        users: Vec::new(),
    })
}

pub(super) fn session(connection: &Connection, id: SessionId) -> Result<Option<SharedSession>> {
    let sql = format!("{SESSION} WHERE sh.session_id = $1");
    let found = first(connection, &sql, params![id.to_string()], read_session)?;
    Ok(with_users(connection, Vec::from_iter(found))?.pop())
}

pub(super) fn sessions(connection: &Connection, filter: &SharedFilter) -> Result<Vec<SharedSession>> {
    let mut question = Question::default();
    let time = match filter.which {
        Shared::Live => {
            question.add("sh.ended_at IS NULL", []);
            "sh.started_at"
        }
        Shared::Started(from, to) | Shared::Ended(from, to) => {
            let by_end = matches!(filter.which, Shared::Ended(..));
            let time = if by_end { "sh.ended_at" } else { "sh.started_at" };
            // in these words, so that the index of ended sessions is used
            question.add("sh.ended_at IS NOT NULL", []);
            question.add(&format!("{time} >= ? AND {time} < ?"), [millis(from).into(), millis(to).into()]);
            time
        }
    };
    if let Some(pin) = &filter.pin {
        question.add("s.pin = ?", [pin.as_str().to_owned().into()]);
    }
    if let Some(id) = filter.session {
        question.add("sh.session_id = ?", [id.to_string().into()]);
    }
    if let Some((at, id)) = filter.before {
        question.add(&format!("({time}, sh.session_id) < (?, ?)"), [millis(at).into(), id.to_string().into()]);
    }
    let conditions = question.conditions.join(" AND ");
    let limit = filter.limit.clamp(1, LONGEST_PAGE);
    let sql = format!("{SESSION} WHERE {conditions} ORDER BY {time} DESC, sh.session_id DESC LIMIT {limit}");
    let found = rows::all(connection, &sql, params_from_iter(question.values), read_session)?;
    with_users(connection, found)
}

/// Conditions with `$1`, `$2`, … and their values in that order.
#[derive(Default)]
struct Question {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Question {
    /// Each `?` in `condition` takes the next of `values`.
    fn add<const N: usize>(&mut self, condition: &str, values: [Value; N]) {
        let mut numbered = String::with_capacity(condition.len() + N);
        let mut values = values.into_iter();
        for c in condition.chars() {
            match (c, if c == '?' { values.next() } else { None }) {
                ('?', Some(value)) => {
                    self.values.push(value);
                    numbered.push_str(&format!("${}", self.values.len()));
                }
                (c, _) => numbered.push(c),
            }
        }
        self.conditions.push(numbered);
    }
}

fn with_users(connection: &Connection, mut sessions: Vec<SharedSession>) -> Result<Vec<SharedSession>> {
    let ids: Vec<String> = sessions.iter().map(|session| session.id.to_string()).collect();
    if ids.is_empty() {
        return Ok(sessions);
    }
    let (places, values) = in_list(1, &ids);
    let sql = format!(
        "SELECT session_id, party, user_id, user_name FROM joins WHERE session_id IN ({places})
         GROUP BY session_id, party, user_id, user_name ORDER BY min(id)"
    );
    let mut found: HashMap<SessionId, Vec<User>> = HashMap::new();
    let read = |row: &Row<'_>| {
        let columns = Columns::of("joins", "session_id", row);
        Ok((columns.parse::<SessionId>("session_id")?, user(&columns)?))
    };
    for (session, user) in all(connection, &sql, params_from_iter(values), read)? {
        found.entry(session).or_default().push(user);
    }
    for session in &mut sessions {
        session.users = found.remove(&session.id).unwrap_or_default();
    }
    Ok(sessions)
}
