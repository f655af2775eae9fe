//! How a connection is set up, for the one writer and for readers.

use super::error::OpenError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// SQLite 3.51.3, as a number: older ones can corrupt a database in WAL mode (hardening §9).
const OLDEST_LIBRARY: i32 = 3_051_003;

/// Statements kept prepared; a connection runs about seventy different ones.
const PREPARED: usize = 128;

/// Hardening §9. `wal_autocheckpoint` is off, because it would run inside a commit somebody waits for: the writer
/// checkpoints after it has answered.
const PRAGMAS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA mmap_size = 0;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
";

/// # Errors
/// [`OpenError::OldLibrary`]
pub(super) fn check_library() -> Result<(), OpenError> {
    library_is_good(rusqlite::version_number()).then_some(()).ok_or(OpenError::OldLibrary(rusqlite::version()))
}

fn library_is_good(version: i32) -> bool {
    version >= OLDEST_LIBRARY
}

/// The connection that writes. The file has to exist.
pub(super) fn writer(database: &Path) -> rusqlite::Result<Connection> {
    let connection = open(database)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    connection.execute_batch(PRAGMAS)?;
    Ok(connection)
}

/// A connection that cannot change anything.
pub(super) fn reader(database: &Path) -> rusqlite::Result<Connection> {
    let connection = open(database)?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch("PRAGMA query_only = ON")?;
    Ok(connection)
}

fn open(database: &Path) -> rusqlite::Result<Connection> {
    // without URI, so that no file name has a meaning of its own; each connection stays with one thread at a time
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_can_corrupt_is_refused() {
        assert!(!library_is_good(3_051_002));
        assert!(library_is_good(3_051_003));
        assert!(check_library().is_ok());
    }

    #[test]
    fn every_pragma_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        std::fs::File::create(&file).unwrap();
        for (connection, query_only) in [(writer(&file).unwrap(), 0), (reader(&file).unwrap(), 1)] {
            let value = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
            let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!(mode, "wal");
            let values = [
                ("synchronous", 2),
                ("foreign_keys", 1),
                ("busy_timeout", 5000),
                ("wal_autocheckpoint", 0),
                ("journal_size_limit", 67_108_864),
                ("trusted_schema", 0),
                ("cell_size_check", 1),
                ("secure_delete", 1),
                ("query_only", query_only),
            ];
            for (name, expected) in values {
                assert_eq!(value(name), expected, "{name}");
            }
        }
    }
}
