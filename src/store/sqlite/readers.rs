//! Connections that only read. They see what was committed, and never wait for the writer.

use super::connection;
use super::writer::closed;
use crate::store::{Result, StoreError};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Connections at most (hardening §9).
const READERS: u32 = 4;

/// A few connections, opened when they are needed and kept.
pub(super) struct Readers {
    database: PathBuf,
    free: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn of(database: PathBuf) -> Self {
        Self { database, free: Arc::new(Semaphore::new(READERS as usize)), idle: Arc::default() }
    }

    /// Runs `work` in a read transaction: all its queries see the same moment.
    pub(super) async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        // goes into the thread: were the caller to give up, the connection would still be in use
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(|_| closed())?;
        let (database, idle) = (self.database.clone(), Arc::clone(&self.idle));
        let reading = tokio::task::spawn_blocking(move || {
            let kept = idle.lock().expect("no holder panics").pop();
            let connection = kept.map_or_else(|| connection::reader(&database), Ok)?;
            let transaction = connection.unchecked_transaction()?;
            let outcome = work(&transaction);
            drop(transaction);
            idle.lock().expect("no holder panics").push(connection);
            drop(permit);
            outcome
        });
        reading.await.map_err(|error| StoreError::Failed(error.to_string()))?
    }

    /// Waits for those who read, then closes the connections.
    pub(super) async fn close(&self) {
        let all = self.free.acquire_many(READERS).await;
        self.free.close();
        self.idle.lock().expect("no holder panics").clear();
        drop(all);
    }
}
