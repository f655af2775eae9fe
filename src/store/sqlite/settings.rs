//! Named values.

use super::rows::{execute, first};
use super::timeline;
use crate::domain::timeline::NewEntry;
use crate::store::{Result, SettingChange};
use rusqlite::{Connection, params};

pub(super) fn get(connection: &Connection, name: &str) -> Result<Option<String>> {
    first(connection, "SELECT value FROM settings WHERE name = $1", params![name], |row| Ok(row.get(0)?))
}

pub(super) fn put(connection: &Connection, name: &str, value: &str) -> Result<()> {
    execute(
        connection,
        "INSERT INTO settings (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value],
    )
    .map(|_| ())
}

/// `false`: it does not hold `value`.
pub(super) fn take(connection: &Connection, name: &str, value: &str) -> Result<bool> {
    execute(connection, "DELETE FROM settings WHERE name = $1 AND value = $2", params![name, value]).map(|n| n == 1)
}

/// Several at once, and what is said of it. `false`: one of them is not as it was.
pub(super) fn change(connection: &Connection, changes: &[SettingChange], entry: &NewEntry) -> Result<bool> {
    for change in changes {
        if get(connection, &change.name)? != change.was {
            return Ok(false);
        }
    }
    for SettingChange { name, becomes, .. } in changes {
        match becomes {
            Some(value) => put(connection, name, value)?,
            None => execute(connection, "DELETE FROM settings WHERE name = $1", params![name]).map(|_| ())?,
        }
    }
    timeline::append(connection, std::slice::from_ref(entry))?;
    Ok(true)
}
