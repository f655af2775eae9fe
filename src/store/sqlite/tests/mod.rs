//! SQLite against the contract, and what only a database in a file can get wrong.

mod erasure;
mod files;
mod past;
mod raw_trail;
mod tampering;
mod thousand;

use super::{Access, SqliteStore};
use crate::store::Store;
use crate::store::contract::{Backend, contract};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// A database in a folder of its own, which goes with it.
struct Sqlite {
    store: Arc<SqliteStore>,
    folder: TempDir,
}

impl Backend for Sqlite {
    fn fresh() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = SqliteStore::open(&folder.path().join("a.db"), Access::Exclusive).expect("a new database opens");
        Self { store: Arc::new(store), folder }
    }

    fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store) as Arc<dyn Store>
    }
}

impl Sqlite {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.file("a.db")
    }

    /// Beside the store and its rules.
    fn raw(&self) -> Connection {
        Connection::open(self.database()).expect("the file opens")
    }
}

contract!(Sqlite);
