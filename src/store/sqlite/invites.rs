//! Invites of agents to colleagues, as rows of their session.

use super::rows::{Columns, all, execute, first, in_list, millis, millis_option};
use crate::domain::session::{Answer, Answered, Invite};
use crate::domain::{AgentId, InviteId, Session, SessionId, Time};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, Row, params, params_from_iter};
use std::collections::HashMap;

/// Gives the sessions their invites, in one query for all of them, as `admissions::join` does.
pub(super) fn join(connection: &Connection, mut sessions: Vec<Session>) -> Result<Vec<Session>> {
    let mut ids: Vec<String> = sessions.iter().map(|session| session.id.to_string()).collect();
    if ids.is_empty() {
        ids.push(String::new());
    }
    let (places, values) = in_list(1, &ids);
    let sql = format!(
        "SELECT id, session_id, by_admission, to_agent, to_name, said, hand_over, created_at, expires_at, answered,
             answered_at, admission_id, word
         FROM invites WHERE session_id IN ({places}) ORDER BY session_id, position"
    );
    let mut found: HashMap<SessionId, Vec<Invite>> = HashMap::new();
    for (session, invite) in all(connection, &sql, params_from_iter(values), read)? {
        found.entry(session).or_default().push(invite);
    }
    for session in &mut sessions {
        session.invites = found.remove(&session.id).unwrap_or_default();
    }
    Ok(sessions)
}

/// The sessions with invites to `agent` that nobody answered and that are not too old at `now`.
pub(super) fn open_to(connection: &Connection, agent: AgentId, now: Time) -> Result<Vec<SessionId>> {
    all(
        connection,
        "SELECT DISTINCT session_id FROM invites WHERE to_agent = $1 AND expires_at > $2 AND answered IS NULL
         ORDER BY session_id",
        params![agent.to_string(), millis(now)],
        |row| Columns::of("invites", "session_id", row).parse("session_id"),
    )
}

pub(super) fn session_of(connection: &Connection, id: InviteId) -> Result<Option<SessionId>> {
    first(connection, "SELECT id, session_id FROM invites WHERE id = $1", params![id.to_string()], |row| {
        Columns::of("invites", "id", row).parse("session_id")
    })
}

fn read(row: &Row<'_>) -> Result<(SessionId, Invite)> {
    let columns = Columns::of("invites", "id", row);
    let invite = Invite {
        id: columns.parse("id")?,
        by: columns.parse("by_admission")?,
        to: columns.parse("to_agent")?,
        to_name: columns.get("to_name")?,
        text: columns.get("said")?,
        hand_over: columns.get("hand_over")?,
        created_at: columns.time("created_at")?,
        expires_at: columns.time("expires_at")?,
        answer: answer(&columns)?,
    };
    Ok((columns.parse("session_id")?, invite))
}

fn answer(columns: &Columns<'_>) -> Result<Option<Answer>> {
    let Some(answered) = columns.get::<Option<String>>("answered")? else { return Ok(None) };
    let how = match answered.as_str() {
        "accepted" => Answered::Accepted(columns.parse("admission_id")?),
        "declined" => Answered::Declined,
        "withdrawn" => Answered::Withdrawn,
        _ => return Err(columns.corrupt("answered")),
    };
    Ok(Some(Answer { at: columns.time("answered_at")?, how, word: columns.get("word")? }))
}

/// Saves the invites that differ from those in `before`.
pub(super) fn save(connection: &Connection, session: &Session, before: Option<&Session>) -> Result<()> {
    let known = |invite: &Invite| before.and_then(|before| before.invite(invite.id)) == Some(invite);
    for (position, invite) in (0_u32..).zip(&session.invites).filter(|(_, invite)| !known(invite)) {
        upsert(connection, session.id, position, invite)?;
    }
    Ok(())
}

fn upsert(connection: &Connection, session: SessionId, position: u32, invite: &Invite) -> Result<()> {
    let answer = invite.answer.as_ref();
    let (answered, seat) = match answer.map(|answer| answer.how) {
        None => (None, None),
        Some(Answered::Accepted(seat)) => (Some("accepted"), Some(seat.to_string())),
        Some(Answered::Declined) => (Some("declined"), None),
        Some(Answered::Withdrawn) => (Some("withdrawn"), None),
    };
    let saved = execute(
        connection,
        "INSERT INTO invites (id, session_id, position, by_admission, to_agent, to_name, said, hand_over, created_at,
             expires_at, answered, answered_at, admission_id, word)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE
         SET answered = excluded.answered, answered_at = excluded.answered_at, admission_id = excluded.admission_id,
             word = excluded.word
         WHERE invites.session_id = excluded.session_id",
        params![
            invite.id.to_string(),
            session.to_string(),
            position,
            invite.by.to_string(),
            invite.to.to_string(),
            invite.to_name,
            invite.text,
            invite.hand_over,
            millis(invite.created_at),
            millis(invite.expires_at),
            answered,
            millis_option(answer.map(|answer| answer.at)),
            seat,
            answer.and_then(|answer| answer.word.as_deref()),
        ],
    )?;
    // an id of another session's invite
    if saved == 1 { Ok(()) } else { Err(StoreError::Taken) }
}
