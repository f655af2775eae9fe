//! The one thread that writes, and its group commit.
//!
//! A commit costs a flush of the disk, whatever is in it. So the writer takes every job that waits, up to [`GROUP`],
//! runs them in one transaction, each in a savepoint of its own, commits once, and only then answers. A job that
//! fails takes back its own changes and nobody else's.

use super::checkpoint::Checkpoints;
use super::files::Lock;
use crate::store::{Result, StoreError};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Jobs in one commit. Beyond this the flush is shared by so many that more would only make them wait longer.
const GROUP: usize = 64;

/// Jobs that may wait. At 64 a commit and 5 ms a flush this is under a tenth of a second; then callers wait to ask.
const QUEUE: usize = 1024;

/// How soon after a PIN left its row it leaves the log file as well.
pub(super) const ERASE_AFTER: Duration = Duration::from_secs(10);

/// Speaks to the thread that writes.
pub(super) struct Writer {
    // before the thread: it ends once nobody can ask any more, and is waited for
    queue: mpsc::Sender<Message>,
    erasing: Arc<AtomicBool>,
    thread: Thread,
}

enum Message {
    Job(Box<dyn Job>),
    /// What was taken out of the tables has to leave the log file.
    Erase,
    Close,
}

impl Writer {
    /// Starts the thread. It keeps `lock` until the connection is closed.
    pub(super) fn start(mut connection: Connection, lock: Option<Lock>) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let checkpoints = Checkpoints::watch(&mut connection)?;
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || {
                serve(connection, checkpoints, jobs);
                drop(lock);
            })
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { queue, erasing: Arc::default(), thread: Thread(Mutex::new(Some(thread))) })
    }

    /// Runs `work` in a write transaction. It is durable once this returned.
    pub(super) async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job = Asked { work: Some(work), outcome: None, tell };
        self.queue.send(Message::Job(Box::new(job))).await.map_err(|_| closed())?;
        told.await.map_err(|_| closed())?
    }

    /// Sees to it that what was taken out of the tables leaves the log file within [`ERASE_AFTER`], once for many.
    pub(super) fn erase_soon(&self) {
        if self.erasing.swap(true, Ordering::AcqRel) {
            return;
        }
        let (queue, erasing) = (self.queue.downgrade(), Arc::clone(&self.erasing));
        tokio::spawn(async move {
            tokio::time::sleep(ERASE_AFTER).await;
            // first, so that what is taken out from now on gets its own turn
            erasing.store(false, Ordering::Release);
            if let Some(queue) = queue.upgrade() {
                // closing erases, too
                let _ = queue.send(Message::Erase).await;
            }
        });
    }

    /// Does what was asked for before, closes the file, and ends the thread.
    pub(super) async fn close(&self) {
        let _ = self.queue.send(Message::Close).await;
        let thread = self.thread.0.lock().expect("no holder panics").take();
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(|| thread.join()).await;
        }
    }
}

pub(super) fn closed() -> StoreError {
    StoreError::Unavailable("it is closed".into())
}

/// Waits for the thread when it is dropped, so that the file is closed and free for the next to open it.
struct Thread(Mutex<Option<JoinHandle<()>>>);

impl Drop for Thread {
    fn drop(&mut self) {
        if let Some(thread) = self.0.get_mut().ok().and_then(Option::take) {
            let _ = thread.join();
        }
    }
}

fn serve(connection: Connection, mut checkpoints: Checkpoints, mut queue: mpsc::Receiver<Message>) {
    while let Some(first) = queue.blocking_recv() {
        let mut jobs = Vec::new();
        let mut waiting = Some(first);
        while let Some(message) = waiting {
            match message {
                Message::Job(job) => jobs.push(job),
                Message::Erase => checkpoints.erase_next(),
                // what is in the queue already is still done
                Message::Close => queue.close(),
            }
            waiting = if jobs.len() < GROUP { queue.try_recv().ok() } else { None };
        }
        if !jobs.is_empty() {
            commit(&connection, jobs);
        }
        checkpoints.after_answering(&connection);
    }
}

/// Runs the jobs in one transaction and tells everybody how it went, never before it is durable.
fn commit(connection: &Connection, mut jobs: Vec<Box<dyn Job>>) {
    let committed = transaction(connection, &mut jobs);
    if let Err(error) = &committed {
        tracing::error!(%error, "a write transaction failed");
        if !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
    }
    let committed = committed.map_err(|error| error.to_string());
    for job in jobs {
        job.answer(&committed);
    }
}

fn transaction(connection: &Connection, jobs: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    control(connection, "BEGIN IMMEDIATE")?;
    for job in jobs {
        job.run(connection)?;
    }
    control(connection, "COMMIT")
}

fn control(connection: &Connection, statement: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(statement)?.execute([]).map(|_| ())
}

/// Something to do in a transaction, and somebody who waits for the answer.
trait Job: Send {
    /// # Errors
    /// Not that the job failed, but that the transaction around it cannot go on: SQLite gives it up as a whole
    /// when the disk is full or fails.
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;

    /// Tells the caller. If the commit failed nothing was done, whatever the job thought.
    fn answer(self: Box<Self>, committed: &Result<(), String>);
}

struct Asked<T, F> {
    work: Option<F>,
    outcome: Option<Result<T>>,
    tell: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Asked<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let Some(work) = self.work.take() else { return Ok(()) };
        control(connection, "SAVEPOINT job")?;
        // a decision that panics must not take the writer with it
        let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)))
            .unwrap_or_else(|_| Err(StoreError::Failed("the decision panicked".into())));
        if outcome.is_err() {
            control(connection, "ROLLBACK TO job")?;
        }
        control(connection, "RELEASE job")?;
        self.outcome = Some(outcome);
        Ok(())
    }

    fn answer(self: Box<Self>, committed: &Result<(), String>) {
        let answer = match (committed, self.outcome) {
            (Err(reason), _) => Err(StoreError::Unavailable(reason.clone())),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::Failed("the job was not run".into())),
        };
        // a caller who went away no longer cares
        let _ = self.tell.send(answer);
    }
}

#[cfg(test)]
mod tests;
