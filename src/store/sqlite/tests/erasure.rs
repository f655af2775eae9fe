//! What was forgotten is not in the files either.

use super::Sqlite;
use crate::domain::session::samples::{NOON, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, Session};
use crate::store::Store;
use crate::store::contract::Backend;
use crate::store::contract::samples::{apply, insert, pin};
use crate::store::sqlite::writer::ERASE_AFTER;

const PINS: [&str; 3] = ["4829137056", "9071364825", "X7QZ2KWVHB"];

/// Which of the PINs are in the database file or in its log.
fn found(sqlite: &Sqlite) -> Vec<&'static str> {
    let mut bytes = std::fs::read(sqlite.database()).unwrap();
    bytes.extend(std::fs::read(sqlite.file("a.db-wal")).unwrap_or_default());
    let holds = |pin: &&str| bytes.windows(pin.len()).any(|window| window == pin.as_bytes());
    PINS.into_iter().filter(holds).collect()
}

/// Lets the writer do what it was told to do later.
async fn settle(sqlite: &Sqlite) {
    // the time of this test is not real; a little more, so that the timer of the store is first
    tokio::time::sleep(ERASE_AFTER * 2).await;
    // the writer cleans up after it has answered, so the second answer comes after the cleaning up
    for _ in 0..2 {
        sqlite.store.probe().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_pin_leaves_the_files_soon_after_the_end() {
    let sqlite = Sqlite::fresh();
    let store = sqlite.store();
    let ours = Session { custom_pin: Some(pin(PINS[2])), ..starting(2) };
    insert(&store, &waiting(1, PINS[0])).await;
    insert(&store, &ours).await;
    apply(&store, ours.id, Event::PinReported(pin(PINS[2])), NOON).await;
    assert_eq!(found(&sqlite), [PINS[0], PINS[2]]);

    // a new PIN takes the place of the first
    apply(&store, starting(1).id, Event::PinReported(pin(PINS[1])), NOON + seconds(2)).await;
    settle(&sqlite).await;
    assert_eq!(found(&sqlite), [PINS[1], PINS[2]]);

    for id in [starting(1).id, ours.id] {
        apply(&store, id, Event::End(EndReason::CustomerEnded), NOON + seconds(3)).await;
    }
    settle(&sqlite).await;
    assert!(found(&sqlite).is_empty(), "{:?}", found(&sqlite));
}

#[tokio::test]
async fn a_service_that_was_killed_erases_when_it_starts_again() {
    let killed = Sqlite::fresh();
    let store = killed.store();
    insert(&store, &waiting(1, PINS[0])).await;
    apply(&store, starting(1).id, Event::End(EndReason::CustomerEnded), NOON).await;
    assert_eq!(found(&killed), [PINS[0]], "it is still in the log");

    let restarted = super::files::as_after_a_kill(&killed);
    assert!(found(&restarted).is_empty());
}
