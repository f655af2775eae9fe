//! What an answer of SQLite means to a caller.

use crate::store::StoreError;
use rusqlite::{ErrorCode, ffi};
use std::path::PathBuf;

/// Why a database file could not be opened. Nothing was changed, unless a migration had begun: then it was rolled back.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{} is served by another process, which holds {}", .database.display(), .lock.display())]
    InUse { database: PathBuf, lock: PathBuf },
    #[error("{} was migrated to step {found} by a newer version; this one knows {known} steps", .database.display())]
    NewerSchema { database: PathBuf, found: i64, known: i64 },
    #[error("migration {number} ({name}) is not the one that was applied to {}", .database.display())]
    ChangedMigration { database: PathBuf, number: i64, name: String },
    #[error("a migration of {} would leave rows that refer to nothing", .database.display())]
    BrokenReferences { database: PathBuf },
    /// Older libraries can corrupt a database in WAL mode (hardening §9).
    #[error("SQLite {0} is too old, 3.51.3 is needed")]
    OldLibrary(&'static str),
    #[error("{}: {why}", .file.display())]
    File { file: PathBuf, why: std::io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return Self::Failed(error.to_string());
        };
        match (failure.code, failure.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => Self::Taken,
            (
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::OutOfMemory,
                _,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(extended_code: i32) -> StoreError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(extended_code), None).into()
    }

    #[test]
    fn what_may_pass_is_told_from_what_is_a_bug() {
        for code in [
            ffi::SQLITE_BUSY,
            ffi::SQLITE_LOCKED,
            ffi::SQLITE_FULL,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_CANTOPEN,
        ] {
            assert!(matches!(meaning(code), StoreError::Unavailable(_)), "{code}");
        }
        for code in [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY] {
            assert!(matches!(meaning(code), StoreError::Taken), "{code}");
        }
        for code in [ffi::SQLITE_CONSTRAINT_CHECK, ffi::SQLITE_CORRUPT, ffi::SQLITE_ERROR] {
            assert!(matches!(meaning(code), StoreError::Failed(_)), "{code}");
        }
    }
}
