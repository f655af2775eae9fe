//! Joins, and what is to be told of them: saved with the change of the session, in its transaction.

use super::rows::{Columns, all, execute, first, millis};
use crate::domain::presence::{Happening, LeaveReason, Party, User};
use crate::domain::{EndReason, JoinId, SessionId, Time};
use crate::store::{News, Presence, Result};
use rusqlite::{Connection, params};

pub(super) fn save(connection: &Connection, presence: &Presence) -> Result<()> {
    for (session, happening) in &presence.happenings {
        let outbox = Outbox { connection, endpoints: &presence.endpoints, session: *session };
        match happening {
            Happening::Joined { join, user, at } => joined(&outbox, *join, user, *at)?,
            Happening::Left { party, user_id, at, reason } => {
                if let Some(join) = close(connection, *session, *party, user_id, *at)? {
                    outbox.put(&News::UserLeft(*reason), Some(join), *at)?;
                }
            }
            Happening::Ended { at, reason, by } => ended(&outbox, *at, *reason, by.as_ref())?,
        }
    }
    Ok(())
}

fn joined(outbox: &Outbox<'_>, join: JoinId, user: &User, at: Time) -> Result<()> {
    let Outbox { connection, session, .. } = *outbox;
    let begins = execute(
        connection,
        "INSERT INTO shared_sessions (session_id, started_at) VALUES ($1, $2) ON CONFLICT (session_id) DO NOTHING",
        params![session.to_string(), millis(at)],
    )? == 1;
    // whoever joins is not in: a leave nobody saw came first
    if let Some(lost) = close(connection, session, user.party, &user.id, at)? {
        outbox.put(&News::UserLeft(LeaveReason::Disconnected), Some(lost), at)?;
    }
    execute(
        connection,
        "INSERT INTO joins (id, session_id, party, user_id, user_name, joined_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![join.to_string(), session.to_string(), user.party.as_str(), user.id, user.name, millis(at)],
    )?;
    if begins {
        outbox.put(&News::SessionStarted { start_url: None }, Some(join), at)?;
    }
    outbox.put(&News::UserJoined, Some(join), at)
}

/// The join of this user that was open until now. A clock that was set back makes no join end before it began.
fn close(connection: &Connection, session: SessionId, party: Party, user_id: &str, at: Time) -> Result<Option<JoinId>> {
    first(
        connection,
        "UPDATE joins SET left_at = CASE WHEN joined_at > $1 THEN joined_at ELSE $1 END
         WHERE session_id = $2 AND party = $3 AND user_id = $4 AND left_at IS NULL RETURNING id",
        params![millis(at), session.to_string(), party.as_str(), user_id],
        |row| Columns::of("joins", "id", row).parse("id"),
    )
}

/// Nothing is told of the end of a session that nobody joined.
fn ended(outbox: &Outbox<'_>, at: Time, reason: EndReason, by: Option<&(Party, String)>) -> Result<()> {
    let Outbox { connection, session, .. } = *outbox;
    let was_shared = execute(
        connection,
        "UPDATE shared_sessions SET ended_at = CASE WHEN started_at > $1 THEN started_at ELSE $1 END
         WHERE session_id = $2 AND ended_at IS NULL",
        params![millis(at), session.to_string()],
    )? == 1;
    if !was_shared {
        return Ok(());
    }
    let ender = by.map(|(party, user_id)| last_join(connection, session, *party, user_id)).transpose()?.flatten();
    let open = all(
        connection,
        "SELECT id, party, user_id FROM joins WHERE session_id = $1 AND left_at IS NULL ORDER BY id",
        params![session.to_string()],
        |row| {
            let columns = Columns::of("joins", "id", row);
            Ok((columns.parse::<Party>("party")?, columns.get::<String>("user_id")?))
        },
    )?;
    for (party, user_id) in open {
        let join = close(connection, session, party, &user_id, at)?;
        outbox.put(&News::UserLeft(LeaveReason::SessionEnd), join, at)?;
    }
    outbox.put(&News::SessionEnded(reason), ender, at)
}

fn last_join(connection: &Connection, session: SessionId, party: Party, user_id: &str) -> Result<Option<JoinId>> {
    first(
        connection,
        "SELECT id FROM joins WHERE session_id = $1 AND party = $2 AND user_id = $3 ORDER BY id DESC LIMIT 1",
        params![session.to_string(), party.as_str(), user_id],
        |row| Columns::of("joins", "id", row).parse("id"),
    )
}

/// Where news of one session go.
struct Outbox<'a> {
    connection: &'a Connection,
    endpoints: &'a [String],
    session: SessionId,
}

impl Outbox<'_> {
    fn put(&self, news: &News, join: Option<JoinId>, at: Time) -> Result<()> {
        let reason = match news {
            News::UserLeft(reason) => Some(reason.as_str()),
            News::SessionEnded(reason) => Some(reason.as_str()),
            News::SessionStarted { .. } | News::UserJoined => None,
        };
        for endpoint in self.endpoints {
            execute(
                self.connection,
                "INSERT INTO webhook_outbox (endpoint, event, session_id, join_id, at, reason, next_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $5)",
                params![
                    endpoint,
                    news.as_str(),
                    self.session.to_string(),
                    join.map(|join| join.to_string()),
                    millis(at),
                    reason,
                ],
            )?;
        }
        Ok(())
    }
}
