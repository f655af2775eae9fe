//! Who was let into a session, and on which of the places of their mode.

use super::rows::{Columns, all, bytes_option, execute, in_list, millis, millis_option};
use crate::domain::session::Mode;
use crate::domain::{Admission, AdmissionId, Session, SessionId, Time};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, Row, params, params_from_iter};
use std::collections::HashMap;

/// Gives the sessions their admissions, in one query for all of them. It is asked for an empty list, too: whether a
/// PIN is held must not show in the time it takes.
pub(super) fn join(connection: &Connection, mut sessions: Vec<Session>) -> Result<Vec<Session>> {
    let mut ids: Vec<String> = sessions.iter().map(|session| session.id.to_string()).collect();
    if ids.is_empty() {
        ids.push(String::new());
    }
    let (places, values) = in_list(1, &ids);
    let sql = format!(
        "SELECT id, session_id, agent_id, agent_name, user_id, phrase, via, mode, token, admitted_at, joined_at, gone_since,
             left_at, reopened_at
         FROM admissions WHERE session_id IN ({places}) ORDER BY session_id, position"
    );
    let mut found: HashMap<SessionId, Vec<Admission>> = HashMap::new();
    for (session, admission) in all(connection, &sql, params_from_iter(values), read)? {
        found.entry(session).or_default().push(admission);
    }
    for session in &mut sessions {
        session.admissions = found.remove(&session.id).unwrap_or_default();
    }
    Ok(sessions)
}

fn read(row: &Row<'_>) -> Result<(SessionId, Admission)> {
    let columns = Columns::of("admissions", "id", row);
    let admission = Admission {
        id: columns.parse("id")?,
        agent: columns.parse_option("agent_id")?,
        agent_name: columns.get("agent_name")?,
        user_id: columns.get("user_id")?,
        phrase: columns.get("phrase")?,
        via: columns.parse("via")?,
        mode: columns.parse("mode")?,
        token: columns.hash_option("token")?,
        admitted_at: columns.time("admitted_at")?,
        joined_at: columns.time_option("joined_at")?,
        gone_since: columns.time_option("gone_since")?,
        left_at: columns.time_option("left_at")?,
        reopened_at: times(&columns.get::<String>("reopened_at")?).ok_or_else(|| columns.corrupt("reopened_at"))?,
    };
    Ok((columns.parse("session_id")?, admission))
}

fn times(json: &str) -> Option<Vec<Time>> {
    let millis: Vec<i64> = serde_json::from_str(json).ok()?;
    millis.into_iter().map(Time::from_timestamp_millis).collect()
}

fn json_of(times: &[Time]) -> String {
    let millis: Vec<String> = times.iter().map(|time| millis(*time).to_string()).collect();
    format!("[{}]", millis.join(","))
}

/// Saves the admissions that differ from those in `before`.
pub(super) fn save(connection: &Connection, session: &Session, before: Option<&Session>) -> Result<()> {
    let known = |id| before.and_then(|before| before.admission(id));
    let changed = |admission: &Admission| known(admission.id) != Some(admission);
    let mut changes: Vec<_> = (0_u32..).zip(&session.admissions).filter(|(_, admission)| changed(admission)).collect();
    if changes.is_empty() {
        return Ok(());
    }
    // first those who left, so that their seats are free; then those who change their kind of place
    changes.sort_by_key(|(_, admission)| (admission.left_at.is_none(), known(admission.id).is_none()));
    let mut seats = Seats::of(connection, session.id)?;
    for (position, admission) in changes {
        let seat = seats.seat(admission).ok_or_else(|| {
            StoreError::Failed(format!("session {} has no seat for admission {}", session.id, admission.id))
        })?;
        upsert(connection, session.id, position, seat, admission)?;
    }
    Ok(())
}

fn upsert(connection: &Connection, session: SessionId, position: u32, seat: u8, admission: &Admission) -> Result<()> {
    let saved = execute(
        connection,
        "INSERT INTO admissions (id, session_id, position, seat, agent_id, agent_name, user_id, phrase, via, token,
             admitted_at, joined_at, gone_since, left_at, reopened_at, mode)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (id) DO UPDATE
         SET token = excluded.token, joined_at = excluded.joined_at, gone_since = excluded.gone_since,
             left_at = excluded.left_at, reopened_at = excluded.reopened_at, mode = excluded.mode, seat = excluded.seat
         WHERE admissions.session_id = excluded.session_id",
        params![
            admission.id.to_string(),
            session.to_string(),
            position,
            seat,
            admission.agent.map(|agent| agent.to_string()),
            admission.agent_name,
            admission.user_id,
            admission.phrase,
            admission.via.as_str(),
            bytes_option(&admission.token),
            millis(admission.admitted_at),
            millis_option(admission.joined_at),
            millis_option(admission.gone_since),
            millis_option(admission.left_at),
            json_of(&admission.reopened_at),
            admission.mode.as_str(),
        ],
    )?;
    // an id of another session's admission
    if saved == 1 { Ok(()) } else { Err(StoreError::Taken) }
}

/// The places of one session, by mode.
struct Seats {
    /// Places of admissions that are known, and whether each still sits there.
    known: HashMap<AdmissionId, (Mode, u8, bool)>,
}

impl Seats {
    fn of(connection: &Connection, session: SessionId) -> Result<Self> {
        let sql = "SELECT id, mode, seat, left_at FROM admissions WHERE session_id = $1";
        let known = all(connection, sql, params![session.to_string()], |row| {
            let columns = Columns::of("admissions", "id", row);
            let sits = columns.time_option("left_at")?.is_none();
            Ok((columns.parse("id")?, (columns.parse("mode")?, columns.get("seat")?, sits)))
        })?;
        Ok(Self { known: known.into_iter().collect() })
    }

    /// The place of `admission`: the one it has, or else the lowest free one of its mode. `None`: all are taken.
    fn seat(&mut self, admission: &Admission) -> Option<u8> {
        let (mode, sits) = (admission.mode, admission.left_at.is_none());
        let seat = match self.known.get(&admission.id) {
            Some((known, seat, _)) if *known == mode => *seat,
            // somebody who left between two saves takes no seat from anybody
            _ if !sits => 1,
            _ => (1..=mode.places() as u8).find(|seat| !self.is_taken(mode, *seat))?,
        };
        self.known.insert(admission.id, (mode, seat, sits));
        Some(seat)
    }

    fn is_taken(&self, mode: Mode, seat: u8) -> bool {
        self.known.values().any(|(of, taken, sits)| *sits && *of == mode && *taken == seat)
    }
}
