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
mod tests {
    use super::*;
    use crate::store::sqlite::connection;
    use tempfile::TempDir;

    fn writer() -> (Arc<Writer>, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        std::fs::File::create(&file).unwrap();
        let connection = connection::writer(&file).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE a (x INTEGER PRIMARY KEY);
                 CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (x) DEFERRABLE INITIALLY DEFERRED);",
            )
            .unwrap();
        (Arc::new(Writer::start(connection, None).unwrap()), folder)
    }

    fn insert(x: i64) -> impl FnOnce(&Connection) -> Result<()> + Send {
        move |connection| Ok(connection.execute("INSERT INTO a VALUES ($1)", [x]).map(|_| ())?)
    }

    async fn rows(writer: &Writer) -> Vec<i64> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare("SELECT x FROM a ORDER BY x")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        };
        writer.run(read).await.unwrap()
    }

    /// Commits so far, as another connection sees them.
    fn commits(watcher: &Connection) -> i64 {
        watcher.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap()
    }

    type Jobs = Vec<Box<dyn FnOnce(&Connection) -> Result<()> + Send>>;

    /// Keeps the writer busy until all of `jobs` wait, so that they share a commit.
    async fn in_one_group(writer: &Arc<Writer>, jobs: Jobs) -> Vec<Result<()>> {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (started, starts) = oneshot::channel();
        let (busy, blocked) = (Arc::clone(writer), move |_: &Connection| {
            started.send(()).expect("the test waits");
            released.recv().expect("the test releases");
            Ok(())
        });
        let busy = tokio::spawn(async move { busy.run(blocked).await });
        starts.await.unwrap();
        let free = writer.queue.capacity();
        let tasks: Vec<_> = jobs
            .into_iter()
            .map(|job| {
                let writer = Arc::clone(writer);
                tokio::spawn(async move { writer.run(job).await })
            })
            .collect();
        while free - writer.queue.capacity() < tasks.len() {
            tokio::task::yield_now().await;
        }
        release.send(()).unwrap();
        busy.await.unwrap().unwrap();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    }

    #[tokio::test]
    async fn jobs_that_wait_share_one_commit() {
        let (writer, folder) = writer();
        let watcher = Connection::open(folder.path().join("a.db")).unwrap();
        let before = commits(&watcher);
        let jobs: Jobs = (0..50).map(|x| Box::new(insert(x)) as _).collect();
        assert!(in_one_group(&writer, jobs).await.iter().all(Result::is_ok));
        assert_eq!(rows(&writer).await.len(), 50);
        assert_ne!(commits(&watcher), before);
        let log = std::fs::metadata(folder.path().join("a.db-wal")).unwrap().len();
        assert!(log < 20 * 4_096, "fifty commits would have written the page of `a` fifty times: {log} bytes");
    }

    #[tokio::test]
    async fn a_job_that_fails_or_panics_takes_back_only_its_own() {
        let (writer, _folder) = writer();
        let jobs: Jobs = vec![
            Box::new(insert(1)),
            Box::new(|connection| {
                insert(2)(connection)?;
                insert(1)(connection)
            }),
            Box::new(|connection| {
                insert(3)(connection)?;
                panic!("a job of this test panics")
            }),
            Box::new(insert(4)),
        ];
        let answers = in_one_group(&writer, jobs).await;
        assert!(matches!(answers[..], [Ok(()), Err(StoreError::Taken), Err(StoreError::Failed(_)), Ok(())]));
        assert_eq!(rows(&writer).await, [1, 4]);
    }

    #[tokio::test]
    async fn a_commit_that_fails_fails_everybody() {
        let (writer, _folder) = writer();
        let orphan = |connection: &Connection| Ok(connection.execute("INSERT INTO b VALUES (7)", []).map(|_| ())?);
        let answers = in_one_group(&writer, vec![Box::new(insert(1)), Box::new(orphan), Box::new(insert(2))]).await;
        assert!(answers.iter().all(|answer| matches!(answer, Err(StoreError::Unavailable(_)))), "{answers:?}");
        assert!(rows(&writer).await.is_empty());
        writer.run(insert(3)).await.unwrap();
        assert_eq!(rows(&writer).await, [3]);
    }

    #[tokio::test]
    async fn a_transaction_that_is_gone_fails_everybody() {
        let (writer, _folder) = writer();
        let gone = |connection: &Connection| Ok(connection.execute_batch("ROLLBACK")?);
        let answers = in_one_group(&writer, vec![Box::new(insert(1)), Box::new(gone), Box::new(insert(2))]).await;
        assert!(answers.iter().all(|answer| matches!(answer, Err(StoreError::Unavailable(_)))), "{answers:?}");
        assert!(rows(&writer).await.is_empty());
    }

    #[tokio::test]
    async fn a_full_disk_is_unavailable_and_passes() {
        let (writer, _folder) = writer();
        let limit = |pages: i64| {
            move |connection: &Connection| {
                Ok(connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
            }
        };
        let blob =
            |connection: &Connection| Ok(connection.execute_batch("CREATE TABLE c AS SELECT zeroblob(100000) AS x")?);
        writer.run(limit(1)).await.unwrap();
        assert!(matches!(writer.run(blob).await, Err(StoreError::Unavailable(_))));
        writer.run(limit(1_000_000)).await.unwrap();
        writer.run(blob).await.unwrap();
    }

    #[tokio::test]
    async fn the_log_does_not_grow_without_end() {
        let (writer, folder) = writer();
        for _ in 0..40 {
            // about a hundred pages each
            let churn = |connection: &Connection| {
                connection.execute_batch("DELETE FROM a WHERE x > 0")?;
                let sql = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 40000)
                           INSERT INTO a SELECT x FROM n";
                Ok(connection.execute_batch(sql)?)
            };
            writer.run(churn).await.unwrap();
        }
        let log = std::fs::metadata(folder.path().join("a.db-wal")).unwrap().len();
        assert!(log < 8 << 20, "{log} bytes");
    }

    #[tokio::test]
    async fn what_was_asked_before_closing_is_done() {
        let (writer, folder) = writer();
        let jobs: Vec<_> = (0..200)
            .map(|x| {
                let writer = Arc::clone(&writer);
                tokio::spawn(async move { writer.run(insert(x)).await })
            })
            .collect();
        tokio::task::yield_now().await;
        writer.close().await;
        let mut done = 0;
        for job in jobs {
            done += i64::from(job.await.unwrap().is_ok());
        }
        let reader = Connection::open(folder.path().join("a.db")).unwrap();
        assert_eq!(reader.query_row("SELECT count(*) FROM a", [], |row| row.get::<_, i64>(0)).unwrap(), done);
        assert!(matches!(writer.run(insert(1_000)).await, Err(StoreError::Unavailable(_))));
    }
}
