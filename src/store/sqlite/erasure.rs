//! Forgetting: who customers were, and from where people did things.

use super::rows::{execute, first, millis};
use super::zoom;
use crate::domain::Time;
use crate::store::Result;
use rusqlite::{Connection, params};

/// Rows in one transaction, so that nobody waits long behind it.
const AT_ONCE: u32 = 500;

/// Forgets the customers of sessions that ended before `ended`, what was never told about them, and who was in sessions of
/// Zoom's of which nothing was heard since, and the addresses in entries made before `entered`.
/// Says how many rows changed; there may be more.
pub(super) fn erase(connection: &Connection, ended: Time, entered: Time) -> Result<u64> {
    let joined = execute(
        connection,
        "UPDATE joins SET user_id = 'erased', user_name = 'Erased'
         WHERE party = 'customer' AND session_id IN (
             SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
             ORDER BY ended_at, id LIMIT $2)",
        params![millis(ended), AT_ONCE],
    )?;
    let untold = execute(
        connection,
        "DELETE FROM webhook_outbox WHERE session_id IN (
             SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
             ORDER BY ended_at, id LIMIT $2)",
        params![millis(ended), AT_ONCE],
    )?;
    let invited = execute(
        connection,
        "UPDATE invites SET said = NULL, word = NULL
         WHERE (said IS NOT NULL OR word IS NOT NULL) AND session_id IN (
             SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
             ORDER BY ended_at, id LIMIT $2)",
        params![millis(ended), AT_ONCE],
    )?;
    let heard = zoom::erase(connection, ended, AT_ONCE)?;
    let noted = execute(
        connection,
        "DELETE FROM session_notes WHERE session_id IN (
             SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
             ORDER BY ended_at, id LIMIT $2)",
        params![millis(ended), AT_ONCE],
    )?;
    // last: the others find by it whom they are about
    let customers = execute(
        connection,
        "UPDATE sessions
         SET erased = 1, user_id = 'erased', customer_name = 'Erased', start_url = NULL, metadata = NULL, ticket = NULL
         WHERE id IN (SELECT id FROM sessions
                      WHERE state = 'ended' AND erased = 0 AND ended_at < $1 ORDER BY ended_at, id LIMIT $2)",
        params![millis(ended), AT_ONCE],
    )?;
    let addresses = execute(
        connection,
        "UPDATE timeline SET ip = NULL
         WHERE seq IN (SELECT seq FROM timeline WHERE ip IS NOT NULL AND at < $1 ORDER BY at LIMIT $2)",
        params![millis(entered), AT_ONCE],
    )?;
    Ok((joined + untold + invited + noted + customers + heard + addresses) as u64)
}

/// How many sessions [`erase`] would forget the customers of. Counted on the index it works by.
pub(super) fn left(connection: &Connection, ended: Time) -> Result<u64> {
    let sql = "SELECT count(*) FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1";
    let count: Option<i64> = first(connection, sql, params![millis(ended)], |row| Ok(row.get(0)?))?;
    Ok(count.unwrap_or_default().unsigned_abs())
}
