//! A copy of the database while it is in use.

use super::connection;
use super::files::{beside, private, sync_folder_of};
use crate::store::{Result, StoreError};
use rusqlite::Connection;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Tells the unfinished copies of one process apart.
static COPIES: AtomicU64 = AtomicU64::new(0);

/// Copies `database` to `file`, which belongs to its owner alone, and replaces what was there. Blocks.
///
/// VACUUM INTO reads one moment and writes only what is in use, so nothing that was erased comes along.
pub(super) fn copy(database: &Path, file: &Path) -> Result<()> {
    let partial = Partial::beside(file)?;
    let source = connection::reader(database)?;
    // the attached copy is written by the same connection
    source.execute_batch("PRAGMA query_only = OFF")?;
    source.execute("VACUUM INTO $1", [path_text(&partial.0)?])?;
    check(&partial.0)?;
    let finished = File::open(&partial.0)
        .and_then(|copy| copy.sync_all())
        .and_then(|()| std::fs::rename(&partial.0, file))
        .and_then(|()| sync_folder_of(file));
    finished.map_err(unavailable)
}

fn path_text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| StoreError::Unavailable(format!("{} is not a name in UTF-8", path.display())))
}

/// The copy proves itself before it takes its name.
fn check(copy: &Path) -> Result<()> {
    let copy = Connection::open(copy)?;
    let integrity: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if integrity != "ok" {
        return Err(StoreError::Failed(format!("the copy is damaged: {integrity}")));
    }
    if copy.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(StoreError::Failed("the copy has rows that refer to nothing".into()));
    }
    Ok(())
}

/// A copy under way. Removed when it did not get its name.
struct Partial(PathBuf);

impl Partial {
    fn beside(file: &Path) -> Result<Self> {
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let path = beside(file, &format!(".{}-{number}.partial", std::process::id()));
        private(OpenOptions::new().write(true).create_new(true)).open(&path).map_err(unavailable)?;
        Ok(Self(path))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // after the rename there is nothing of this name
        let _ = std::fs::remove_file(&self.0);
    }
}

fn unavailable(error: std::io::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
