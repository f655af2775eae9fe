//! Files: who may open them, what is left of them after a crash, and their copies.

use super::{Access, Sqlite, SqliteStore};
use crate::domain::session::Event;
use crate::domain::session::samples::{NOON, seconds, waiting};
use crate::store::contract::Backend;
use crate::store::contract::samples::{apply, entry, insert, load, to_save};
use crate::store::sqlite::OpenError;
use crate::store::sqlite::migrations::MIGRATIONS;
use crate::store::{Store, StoreError};
use std::sync::Arc;

/// The files as they are on the disk at this moment, opened by somebody else: what a kill would leave behind.
pub(super) fn as_after_a_kill(running: &Sqlite) -> Sqlite {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.db", "a.db-wal"] {
        std::fs::copy(running.file(name), folder.path().join(name)).unwrap();
    }
    let store = SqliteStore::open(&folder.path().join("a.db"), Access::Exclusive).unwrap();
    Sqlite { store: Arc::new(store), folder }
}

#[tokio::test]
async fn an_answered_write_survives_a_kill() {
    let running = Sqlite::fresh();
    let store = running.store();
    for seed in 1..=20 {
        let session = waiting(seed, "482913");
        store.insert_session(to_save(&session), vec![entry(Some(session.id))]).await.unwrap();
        let seen = apply(&store, session.id, Event::CustomerSeen, NOON + seconds(1)).await;
        let restarted = as_after_a_kill(&running);
        assert_eq!(load(&restarted.store(), session.id).await, seen);
        assert_eq!(restarted.store.live_sessions().await.unwrap(), seed);
        assert_eq!(restarted.store.timeline(session.id).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_store_that_was_dropped_or_closed_can_be_opened_again() {
    let Sqlite { store, folder } = Sqlite::fresh();
    let file = folder.path().join("a.db");
    insert(&(Arc::clone(&store) as Arc<dyn Store>), &waiting(1, "482913")).await;
    drop(store);
    let store = SqliteStore::open(&file, Access::Exclusive).unwrap();
    store.close().await;
    assert!(!folder.path().join("a.db-wal").exists(), "everything is in one file");
    let store = SqliteStore::open(&file, Access::Exclusive).unwrap();
    assert_eq!(store.live_sessions().await.unwrap(), 1);
}

#[tokio::test]
async fn one_service_at_a_time_and_commands_beside_it() {
    let service = Sqlite::fresh();
    let second = SqliteStore::open(&service.database(), Access::Exclusive).map(|_| ()).unwrap_err();
    assert!(matches!(second, OpenError::InUse { .. }));
    assert!(second.to_string().contains("a.db.lock"), "{second}");

    let command = SqliteStore::open(&service.database(), Access::Shared).unwrap();
    command.append(vec![entry(None)]).await.unwrap();
    service.store.append(vec![entry(None)]).await.unwrap();
    command.append(vec![entry(None)]).await.unwrap();
    assert_eq!(service.store.entries_after(0, 10).await.unwrap().len(), 3);
    let verdict = crate::store::audit::verify(&*service.store).await.unwrap();
    assert!(matches!(verdict, crate::store::audit::Verdict::Whole { entries: 3, .. }), "{verdict:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("deep/data");
    let store = SqliteStore::open(&data.join("a.db"), Access::Exclusive).unwrap();
    store.probe().await.unwrap();
    store.setting("probe").await.unwrap();
    store.backup(&data.join("b.db")).await.unwrap();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(data.clone()), 0o700);
    let mut names: Vec<_> =
        std::fs::read_dir(&data).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["a.db", "a.db-shm", "a.db-wal", "a.db.lock", "b.db"]);
    for name in names {
        assert_eq!(mode(data.join(&name)), 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_backup_is_a_whole_database_of_one_moment() {
    let sqlite = Sqlite::fresh();
    let store = sqlite.store();
    let session = waiting(1, "482913");
    store.insert_session(to_save(&session), vec![entry(Some(session.id))]).await.unwrap();
    let copy = sqlite.file("copy.db");
    std::fs::write(&copy, "an older copy").unwrap();
    store.backup(&copy).await.unwrap();
    apply(&store, session.id, Event::CustomerSeen, NOON + seconds(1)).await;

    let restored: Arc<dyn Store> = Arc::new(SqliteStore::open(&copy, Access::Exclusive).unwrap());
    assert_eq!(load(&restored, session.id).await, session);
    assert!(matches!(
        crate::store::audit::verify(&*restored).await.unwrap(),
        crate::store::audit::Verdict::Whole { entries: 1, .. }
    ));
    apply(&restored, session.id, Event::CustomerSeen, NOON + seconds(1)).await;
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_leaves_nothing() {
    let sqlite = Sqlite::fresh();
    let error = sqlite.store.backup(&sqlite.file("no/such/folder/copy.db")).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    // a folder cannot be replaced by a file
    std::fs::create_dir(sqlite.file("folder")).unwrap();
    std::fs::write(sqlite.file("folder/x"), "x").unwrap();
    assert!(sqlite.store.backup(&sqlite.file("folder")).await.is_err());
    let left = std::fs::read_dir(sqlite.folder.path()).unwrap();
    let partial = left.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("partial"));
    assert_eq!(partial.count(), 0);
}

#[test]
fn a_database_is_migrated_once_and_a_newer_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db");
    let names: Vec<_> = MIGRATIONS.iter().map(|step| step.name).collect();
    assert_eq!(SqliteStore::migrate(&file).unwrap(), names);
    assert!(SqliteStore::migrate(&file).unwrap().is_empty());
    let raw = rusqlite::Connection::open(&file).unwrap();
    let add = "INSERT INTO schema_migrations VALUES (9999, '9999_later', zeroblob(32), 0)";
    raw.execute_batch(add).unwrap();
    for error in
        [SqliteStore::migrate(&file).unwrap_err(), SqliteStore::open(&file, Access::Shared).map(|_| ()).unwrap_err()]
    {
        assert!(matches!(error, OpenError::NewerSchema { found: 9999, .. }), "{error}");
    }
}

#[tokio::test]
async fn an_odd_value_is_reported_by_table_column_and_row() {
    let sqlite = Sqlite::fresh();
    let session = waiting(1, "482913");
    insert(&sqlite.store(), &session).await;
    let raw = sqlite.raw();
    raw.execute_batch("PRAGMA ignore_check_constraints = ON; UPDATE sessions SET state = 'odd'").unwrap();
    let error = sqlite.store.session(session.id).await.unwrap_err();
    let expected = format!("sessions.state holds an unknown value in row {}", session.id);
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn the_look_ups_of_live_sessions_use_their_indexes() {
    let sqlite = Sqlite::fresh();
    let plan = |sql: &str| -> String {
        let raw = sqlite.raw();
        let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        statement
            .query_map([], |row| row.get::<_, String>(3))
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
            .join(" / ")
    };
    for (sql, index) in [
        ("SELECT * FROM sessions AS s WHERE s.pin = '1' ORDER BY s.id", "sessions_pin"),
        (
            "SELECT * FROM sessions AS s WHERE s.state <> 'ended' AND s.deadline <= 1 ORDER BY s.deadline LIMIT 9",
            "sessions_deadline",
        ),
        ("SELECT count(*) FROM sessions WHERE state <> 'ended'", "sessions_"),
        (
            "SELECT * FROM sessions AS s WHERE s.state <> 'ended' AND s.state IN ('waiting') AND s.id < 'x' ORDER BY s.id DESC LIMIT 9",
            "sessions_live",
        ),
        ("SELECT pin FROM sessions WHERE pin IN ('1', '2') GROUP BY pin HAVING count(*) > 1", "sessions_pin"),
        ("SELECT at FROM attempts WHERE kind = 'pin' AND account = 'a' AND at > 1 ORDER BY at, id", "attempts_account"),
        (
            "SELECT at FROM attempts WHERE kind = 'pin' AND ip = 'a' AND ok = 0 AND at > 1 ORDER BY at",
            "attempts_failed_ip",
        ),
        ("SELECT count(*) FROM attempts WHERE kind = 'pin' AND ok = 0 AND at > 1", "attempts_failed"),
        ("SELECT * FROM timeline WHERE session_id = 'a' ORDER BY seq", "timeline_session"),
    ] {
        let plan = plan(sql);
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
    }
}
