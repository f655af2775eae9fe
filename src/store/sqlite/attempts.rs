//! Counted tries of PINs and passwords.

use super::rows::{Columns, all, execute, first, millis};
use crate::domain::throttle::{Attempt, Attempts, REMEMBERED};
use crate::domain::{Time, address_key};
use crate::store::{AttemptId, Judge, NewAttempt, Result, StoreError};
use chrono::TimeDelta;
use rusqlite::{Connection, params};
use std::net::IpAddr;

/// The deployment's usual number of failures is the mean of this many days.
const USUAL_DAYS: i64 = 7;
/// Then nobody asks for an attempt any more.
const KEPT: TimeDelta = TimeDelta::days(USUAL_DAYS + 1);
/// Old attempts are removed with each so many-th new one.
const PRUNE_EVERY: i64 = 256;

/// Counts the attempt as a failure, unless `judge` says until when to wait; then nothing is written.
pub(super) fn count(connection: &Connection, attempt: &NewAttempt, judge: Judge) -> Result<Result<AttemptId, Time>> {
    let ip = attempt.ip.map(shown_key);
    if let Some(until) = judge(&earlier(connection, attempt, ip.as_deref())?) {
        return Ok(Err(until));
    }
    let id = first(
        connection,
        "INSERT INTO attempts (kind, account, ip, at, ok) VALUES ($1, $2, $3, $4, 0) RETURNING id",
        params![attempt.kind.as_str(), attempt.account, ip, millis(attempt.at)],
        |row| Ok(row.get::<_, i64>(0)?),
    )?;
    let id = id.ok_or_else(|| StoreError::Failed("an inserted attempt has no id".into()))?;
    if id % PRUNE_EVERY == 0 {
        execute(connection, "DELETE FROM attempts WHERE at < $1", params![millis(attempt.at - KEPT)])?;
    }
    Ok(Ok(AttemptId(id)))
}

pub(super) fn succeeded(connection: &Connection, attempt: AttemptId) -> Result<()> {
    execute(connection, "UPDATE attempts SET ok = 1 WHERE id = $1", params![attempt.0]).map(|_| ())
}

fn earlier(connection: &Connection, attempt: &NewAttempt, ip: Option<&str>) -> Result<Attempts> {
    let (kind, now) = (attempt.kind.as_str(), attempt.at);
    let by_account = all(
        connection,
        "SELECT id, at, ok FROM attempts WHERE kind = $1 AND account = $2 AND at > $3 ORDER BY at, id",
        params![kind, attempt.account, millis(now - REMEMBERED)],
        |row| {
            let columns = Columns::of("attempts", "id", row);
            Ok(Attempt { at: columns.time("at")?, ok: columns.get("ok")? })
        },
    )?;
    let failures_by_ip = all(
        connection,
        "SELECT id, at FROM attempts WHERE kind = $1 AND ip = $2 AND ok = 0 AND at > $3 ORDER BY at",
        params![kind, ip, millis(now - attempt.ip_window)],
        |row| Columns::of("attempts", "id", row).time("at"),
    )?;
    let usual = failures_since(connection, kind, now - TimeDelta::days(USUAL_DAYS))?;
    Ok(Attempts {
        by_account,
        failures_by_ip,
        failures_by_all: failures_since(connection, kind, now - TimeDelta::hours(1))?,
        mean_failures_by_all: usual as f64 / (USUAL_DAYS * 24) as f64,
    })
}

fn failures_since(connection: &Connection, kind: &str, since: Time) -> Result<u64> {
    let sql = "SELECT count(*) FROM attempts WHERE kind = $1 AND ok = 0 AND at > $2";
    let count = first(connection, sql, params![kind, millis(since)], |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()))?;
    Ok(count.unwrap_or_default())
}

/// How [`address_key`] stands in a row.
fn shown_key(ip: IpAddr) -> String {
    match address_key(ip) {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(network) => format!("{network}/64"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_customer_share_a_key() {
        let key = |text: &str| shown_key(text.parse().unwrap());
        assert_eq!(key("192.0.2.7"), "192.0.2.7");
        assert_eq!(key("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::2"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }
}
