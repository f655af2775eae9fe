//! Moves what was committed from the log (`-wal`) into the database, while nobody waits for an answer.

use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// Pages in the log from which it is worth moving them: 4 MB, SQLite's own default.
const PAGES: i32 = 1000;

/// When to checkpoint. Belongs to the writer's thread.
pub(super) struct Checkpoints {
    /// Pages in the log after the last commit.
    pages: Arc<AtomicI32>,
    /// The log holds something that has to go.
    erase: bool,
}

impl Checkpoints {
    /// Watches the commits of `connection`.
    pub(super) fn watch(connection: &mut Connection) -> rusqlite::Result<Self> {
        let pages = Arc::new(AtomicI32::new(0));
        let counted = Arc::clone(&pages);
        connection.wal_hook(Some(move |_: &mut _, now| {
            counted.store(now, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Self { pages, erase: false })
    }

    /// At the next opportunity the log is emptied.
    pub(super) fn erase_next(&mut self) {
        self.erase = true;
    }

    /// To be called when everybody was answered. A failure is no failure of theirs; it will be tried again.
    pub(super) fn after_answering(&mut self, connection: &Connection) {
        if self.erase {
            // while somebody reads from the log it stays, and the next write tries again
            self.erase = !empty_log(connection).unwrap_or(false);
        } else if self.pages.load(Ordering::Relaxed) >= PAGES {
            // readers may keep some pages back; the log is written from its start again once none is
            if let Err(error) = checkpoint(connection, "PASSIVE") {
                tracing::warn!(%error, "a checkpoint failed");
            }
            self.pages.store(0, Ordering::Relaxed);
        }
    }
}

/// Moves every page and cuts the log to nothing. `false`: somebody is reading from it.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    // a long reader, such as a backup, is not worth keeping writers waiting for
    connection.busy_timeout(std::time::Duration::ZERO)?;
    let done = checkpoint(connection, "TRUNCATE");
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    done
}

fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<bool> {
    connection
        .query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| row.get::<_, i64>(0))
        .map(|busy| busy == 0)
}
