//! A look at a database without changing it, for `cobroker doctor`. It may be broken, old, or in use.

use super::error::OpenError;
use super::{migrations, sessions};
use crate::domain::Time;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// What a database says about itself.
#[derive(Debug, Default)]
pub struct Inspection {
    /// Steps that this program has and the database lacks.
    pub missing_steps: Vec<&'static str>,
    /// Why this program cannot bring it up to date.
    pub other_version: Option<String>,
    /// `wal` in a database that was ever served.
    pub journal_mode: String,
    /// What SQLite's quick check complains about; empty if nothing.
    pub damage: Vec<String>,
    /// Why nothing can be written, if so.
    pub unwritable: Option<String>,
    /// `None` where the tables are missing.
    pub live_sessions: Option<u64>,
    /// Time of the newest entry of the audit trail.
    pub newest_entry: Option<Time>,
}

/// Why there is nothing to be seen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Uninspected {
    #[error("there is no file")]
    Missing,
    #[error("it is no SQLite database: {0}")]
    Damaged(String),
    #[error("{0}")]
    Unreadable(String),
}

/// Complaints of the quick check that are kept.
const COMPLAINTS: u32 = 5;

/// Looks at the database in this file. Blocks, for a large one seconds.
///
/// # Errors
/// [`Uninspected`] if it cannot be read at all.
pub fn inspect(database: &Path) -> Result<Inspection, Uninspected> {
    if !database.exists() {
        return Err(Uninspected::Missing);
    }
    let connection = open(database).map_err(|error| why(&error))?;
    let mut inspection = Inspection {
        journal_mode: connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).map_err(|e| why(&e))?,
        damage: quick_check(&connection).map_err(|error| why(&error))?,
        unwritable: unwritable(&connection, database),
        ..Inspection::default()
    };
    match migrations::missing(&connection, database) {
        Ok(missing) => inspection.missing_steps = missing,
        Err(error @ (OpenError::NewerSchema { .. } | OpenError::ChangedMigration { .. })) => {
            inspection.other_version = Some(error.to_string());
        }
        Err(error) => return Err(Uninspected::Unreadable(error.to_string())),
    }
    // in tables of another version these are questions without an answer
    inspection.live_sessions = sessions::live(&connection).ok();
    inspection.newest_entry = newest_entry(&connection).ok().flatten();
    Ok(inspection)
}

/// For writing where that is allowed, because a reader of a database in WAL mode writes beside it; changes nothing.
fn open(database: &Path) -> rusqlite::Result<Connection> {
    let with = |access| Connection::open_with_flags(database, access | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let connection = with(OpenFlags::SQLITE_OPEN_READ_WRITE).or_else(|_| with(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    connection.busy_timeout(Duration::from_secs(2))?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")?;
    Ok(connection)
}

fn why(error: &rusqlite::Error) -> Uninspected {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Uninspected::Damaged(error.to_string()),
        _ => Uninspected::Unreadable(error.to_string()),
    }
}

fn quick_check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("PRAGMA quick_check({COMPLAINTS})"))?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Takes the right to write and gives it back. Somebody else who writes is proof enough that one can.
fn unwritable(connection: &Connection, database: &Path) -> Option<String> {
    // permission bits do not hold the superuser back, but they will hold the service's user
    if std::fs::metadata(database).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Some("nobody has the right to write it".into());
    }
    let tried = connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK");
    tried
        .err()
        .filter(|error| error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy))
        .map(|error| error.to_string())
}

fn newest_entry(connection: &Connection) -> rusqlite::Result<Option<Time>> {
    let millis: Option<i64> = connection.query_row("SELECT max(at) FROM timeline", [], |row| row.get(0))?;
    Ok(millis.and_then(Time::from_timestamp_millis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::{Access, SqliteStore};

    #[tokio::test]
    async fn a_database_that_was_served_is_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        assert!(matches!(inspect(&file), Err(Uninspected::Missing)));
        let store = SqliteStore::open(&file, Access::Exclusive).unwrap();
        for _ in 0..2 {
            let seen = inspect(&file).unwrap();
            assert!(seen.missing_steps.is_empty() && seen.damage.is_empty() && seen.unwritable.is_none(), "{seen:?}");
            assert!(seen.other_version.is_none() && seen.live_sessions == Some(0), "{seen:?}");
            assert_eq!(seen.journal_mode, "wal");
        }
        drop(store);
    }

    #[test]
    fn an_empty_database_lacks_every_step_and_gets_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        Connection::open(&file).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
        let seen = inspect(&file).unwrap();
        assert_eq!(seen.missing_steps.len(), migrations::MIGRATIONS.len());
        assert_eq!((seen.live_sessions, seen.newest_entry), (None, None));
        assert_eq!(inspect(&file).unwrap().missing_steps.len(), migrations::MIGRATIONS.len());
    }

    #[test]
    fn what_is_no_database_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        std::fs::write(&file, "once upon a time, ".repeat(400)).unwrap();
        assert!(matches!(inspect(&file), Err(Uninspected::Damaged(_))));
    }
}
