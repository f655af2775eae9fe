//! What was forgotten is not in the files either.

use super::Sqlite;
use crate::domain::presence::Party;
use crate::domain::session::samples::{NOON, admission, invite, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, NewInvite, Session};
use crate::domain::{SavedViewId, SessionId};
use crate::random::SeededRandom;
use crate::store::contract::Backend;
use crate::store::contract::samples::{apply, happen, insert, insert_agent, joins, note, pin};
use crate::store::sqlite::writer::ERASE_AFTER;
use crate::store::{Erasure, SavedView, Store, Subject, ViewedList};
use std::sync::Arc;

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

const CANARIES: [&str; 7] =
    ["kanari-4711", "Kanari Kim", "kanari-order", "kanari-page", "kanari-asks", "kanari-word", "kanari-view"];

/// Which of the canaries are in the database, in its log, or in a backup that is made now.
async fn canaries(sqlite: &Sqlite) -> Vec<&'static str> {
    let backup = sqlite.file("backup.db");
    sqlite.store.backup(&backup).await.unwrap();
    let files = [sqlite.database(), sqlite.file("a.db-wal"), backup];
    let bytes: Vec<u8> = files.iter().flat_map(|file| std::fs::read(file).unwrap_or_default()).collect();
    let holds = |canary: &&str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    CANARIES.into_iter().filter(holds).collect()
}

/// An agent asks a colleague in, who declines; both say something about the customer.
async fn ask_a_colleague(store: &Arc<dyn Store>, session: SessionId, seed: u64) {
    let seat = admission(seed);
    apply(store, session, Event::AgentAdmitted(seat.clone()), NOON).await;
    apply(store, session, Event::AgentJoined(seat.id), NOON).await;
    let asked = NewInvite { text: Some(CANARIES[4].into()), ..invite(seed, seat.id, seed + 100) };
    let declined = Event::InviteDeclined { invite: asked.id, by: asked.to, word: Some(CANARIES[5].into()) };
    apply(store, session, Event::ColleagueInvited(asked), NOON).await;
    apply(store, session, declined, NOON).await;
}

/// A supervisor keeps a view of this customer's sessions.
async fn keep_a_view(store: &Arc<dyn Store>) {
    let view = SavedView {
        id: SavedViewId::new(NOON, &SeededRandom::new(1)),
        agent: insert_agent(store, 1, "ada").await.id,
        list: ViewedList::History,
        name: CANARIES[6].into(),
        query: format!("customer={}", CANARIES[0]),
        created_at: NOON,
    };
    store.put_view(view, note()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_erased_customer_leaves_no_byte_in_database_log_or_backup() {
    let sqlite = Sqlite::fresh();
    let store = sqlite.store();
    for seed in 1..=40 {
        let customer = crate::domain::Customer {
            user_id: CANARIES[0].into(),
            name: CANARIES[1].parse().unwrap(),
            identified: false,
        };
        let session = Session {
            customer,
            metadata: Some(format!(r#"{{"order":"{}"}}"#, CANARIES[2])),
            start_url: Some(format!("https://shop.example/{}", CANARIES[3])),
            ..waiting(seed, &format!("{}", 200_000 + seed))
        };
        insert(&store, &session).await;
        happen(&store, session.id, vec![joins(Party::Customer, CANARIES[0], 1)], &["https://hook.example"]).await;
        ask_a_colleague(&store, session.id, seed).await;
        apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(3)).await;
    }
    keep_a_view(&store).await;
    assert_eq!(canaries(&sqlite).await, CANARIES);
    let subject = Subject { site: None, user_id: CANARIES[0].into() };
    assert_eq!(store.erase_subject(&subject, note()).await.unwrap(), Erasure::Done { sessions: 40 });
    settle(&sqlite).await;
    assert!(canaries(&sqlite).await.is_empty(), "{:?}", canaries(&sqlite).await);
}
