//! Groups, failures and closing, seen at the writer itself.

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
    let jobs: Jobs = (0..50).map(|x| Box::new(insert(x)) as _).collect();
    assert!(in_one_group(&writer, jobs).await.iter().all(Result::is_ok));
    assert_eq!(rows(&writer).await.len(), 50);
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
        move |connection: &Connection| Ok(connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
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
