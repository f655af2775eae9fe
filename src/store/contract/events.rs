//! The log of events: one for each entry that is told, in its transaction, in every outbox it belongs in.

use super::samples::{Db, apply, applying, insert, load, note};
use crate::domain::event::EventType;
use crate::domain::session::samples::{NOON, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, Refused};
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::webhook::samples::endpoint;
use crate::domain::webhook::{
    DisabledWhy, Endpoint, Failure, GIVE_UP_AFTER, GIVE_UP_FAILURES, Health, SigningSecret, Topics,
};
use crate::domain::{SessionId, Time, WebhookId};
use crate::random::SeededRandom;
use crate::store::{
    AttemptFilter, EventFilter, EventRange, Replayed, StoredEvent, Telling, TellingState, Told, ToldCustomer, Which,
    WhichAttempts,
};
use chrono::TimeDelta;
use serde_json::{Map, Value, json};

fn happened(kind: Kind, session: Option<SessionId>, second: i64) -> NewEntry {
    let data = Map::from_iter([("reason".to_owned(), json!("customer_ended"))]);
    NewEntry { session, at: NOON + seconds(second), kind, actor: Actor::Customer, data, ip: None }
}

async fn log(store: &Db, after: i64) -> Vec<StoredEvent> {
    store.events(&EventFilter { after, limit: 1_000, ..EventFilter::default() }).await.expect("the database answers")
}

async fn add(store: &Db, seed: u64, topics: &str) -> Endpoint {
    let endpoint = Endpoint { topics: topics.parse().expect("topics"), ..endpoint(seed) };
    store.insert_webhook(endpoint.clone(), note()).await.expect("it is saved");
    endpoint
}

async fn due(store: &Db, id: WebhookId, second: i64) -> Vec<Telling> {
    store.due_tellings(id, NOON + seconds(second), 100).await.expect("the database answers")
}

fn numbers(due: &[Telling]) -> Vec<i64> {
    due.iter().map(|telling| telling.event.seq).collect()
}

async fn tell(
    store: &Db,
    id: WebhookId,
    telling: &Telling,
    at: Time,
    failure: Option<Failure>,
    next: Option<Time>,
) -> bool {
    let told = Told {
        telling: Some(telling.id),
        seq: Some(telling.event.seq),
        kind: telling.event.kind,
        at,
        millis: 7,
        status: Some(if failure.is_none() { 204 } else { 500 }),
        failure,
        next_at: next,
    };
    store.told(id, told, note()).await.expect("the database answers")
}

/// A session that began in second 0, waited from 1, was lost in 2 and ended in 5.
async fn story(store: &Db, seed: u64) -> SessionId {
    let session = waiting(seed, &format!("48291{seed}"));
    insert(store, &session).await;
    let entries = [(Kind::SessionCreated, 0), (Kind::PinReported, 1), (Kind::CustomerLost, 2), (Kind::SessionEnded, 5)];
    for (kind, second) in entries {
        store.append(vec![happened(kind, Some(session.id), second), note()]).await.expect("it is saved");
    }
    session.id
}

pub(crate) async fn what_is_told_is_numbered_without_gaps(store: Db) {
    let session = story(&store, 1).await;
    let events = log(&store, 0).await;
    let kinds: Vec<_> = events.iter().map(|event| (event.seq, event.kind)).collect();
    use EventType::*;
    assert_eq!(kinds, [(1, SessionStarted), (2, SessionWaiting), (3, SessionRecovering), (4, SessionEnded)]);
    assert!(events.iter().all(|event| event.session == Some(session) && event.id.len() == 36));
    let ended: Value = serde_json::from_str(&events[3].data).unwrap();
    let expected = json!({ "sessionId": session, "site": null, "reason": "customer_ended", "endedBy": "customer", "durationSeconds": 5 });
    assert_eq!(ended, expected);
    assert_eq!(log(&store, 3).await, events[3..]);
    assert_eq!(store.event_range().await.unwrap(), EventRange { oldest: 1, newest: 4 });

    let some =
        EventFilter { topics: "session.started,session.ended".parse().unwrap(), limit: 9, ..EventFilter::default() };
    assert_eq!(store.events(&some).await.unwrap().len(), 2);
    let other = EventFilter { session: Some(starting(2).id), limit: 9, ..EventFilter::default() };
    assert!(store.events(&other).await.unwrap().is_empty());
}

pub(crate) async fn a_change_that_is_not_saved_is_not_told(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let hook = add(&store, 1, "all").await;
    store.change(Which::Id(session.id), Box::new(|_| Err(Refused::Over))).await.unwrap().unwrap_err();
    // an entry that was written, in a change whose session cannot be saved
    let unknown = waiting(2, "1");
    let entries = vec![happened(Kind::SessionEnded, Some(session.id), 1)];
    let decide: crate::store::Decide = Box::new(move |_| {
        let sessions = vec![super::samples::to_save(&unknown)];
        Ok(crate::store::Changes { sessions, entries, ..crate::store::Changes::default() })
    });
    store.change(Which::Id(session.id), decide).await.unwrap_err();
    assert!(log(&store, 0).await.is_empty() && due(&store, hook.id, 99).await.is_empty());

    let decide = applying(Event::End(EndReason::CustomerEnded), NOON);
    store.change(Which::Id(session.id), decide).await.unwrap().unwrap();
    assert!(log(&store, 0).await.is_empty(), "without an entry there is nothing to tell");
}

pub(crate) async fn each_endpoint_is_told_what_it_asked_for_from_then_on(store: Db) {
    story(&store, 1).await;
    let (everything, ends) = (add(&store, 1, "all").await, add(&store, 2, "session.ended").await);
    let disabled = Endpoint { disabled: Some((NOON, DisabledWhy::ByHand)), ..endpoint(3) };
    store.insert_webhook(disabled.clone(), note()).await.unwrap();
    assert_eq!(store.next_telling(everything.id).await.unwrap(), None, "what was before is not told by itself");
    story(&store, 2).await;
    assert_eq!(numbers(&due(&store, everything.id, 5).await), [5, 6, 7, 8]);
    assert_eq!(numbers(&due(&store, ends.id, 5).await), [8]);
    assert_eq!(store.next_telling(ends.id).await.unwrap(), Some(NOON + seconds(5)));
    assert!(due(&store, ends.id, 4).await.is_empty() && due(&store, disabled.id, 99).await.is_empty());
    let rows = store.webhooks().await.unwrap();
    let mut waiting: Vec<_> = rows.iter().map(|row| (row.endpoint.id, row.waiting, row.parked)).collect();
    waiting.sort_by_key(|(_, waiting, _)| std::cmp::Reverse(*waiting));
    assert_eq!(waiting, [(everything.id, 4, 0), (ends.id, 1, 0), (disabled.id, 0, 0)]);
}

pub(crate) async fn an_endpoint_reads_back_and_is_saved_over_what_was_seen(store: Db) {
    let secret = |seed| SigningSecret::generate(&SeededRandom::new(seed));
    let full = Endpoint {
        topics: "session.started".parse().unwrap(),
        include_customer: true,
        old_secret: Some((secret(8), NOON + seconds(9))),
        disabled: Some((NOON, DisabledWhy::Failing)),
        ..endpoint(1)
    };
    store.insert_webhook(full.clone(), note()).await.unwrap();
    assert_eq!(store.webhook(full.id).await.unwrap().unwrap().endpoint, full);
    assert_eq!(store.webhook(endpoint(2).id).await.unwrap(), None);

    let changed =
        Endpoint { url: "https://new.example/".into(), disabled: None, topics: Topics::all(), ..full.clone() }
            .rotated(secret(9), NOON);
    assert!(store.save_webhook(changed.clone(), note()).await.unwrap());
    assert_eq!(store.webhook(full.id).await.unwrap().unwrap().endpoint, Endpoint { version: 2, ..changed.clone() });
    assert!(!store.save_webhook(changed, note()).await.unwrap(), "somebody was faster");
    assert!(!store.save_webhook(endpoint(2), note()).await.unwrap());

    story(&store, 1).await;
    assert!(store.remove_webhook(full.id, note()).await.unwrap());
    assert!(!store.remove_webhook(full.id, note()).await.unwrap());
    assert!(due(&store, full.id, 99).await.is_empty());
    assert_eq!(store.entries_after(0, 100).await.unwrap().len(), 3 + 8, "a change is an entry, what failed is none");
}

pub(crate) async fn an_attempt_moves_its_delivery_and_is_logged(store: Db) {
    let hook = add(&store, 1, "all").await;
    story(&store, 1).await;
    let all = due(&store, hook.id, 5).await;
    let at = NOON + seconds(10);
    tell(&store, hook.id, &all[0], at, None, None).await;
    tell(&store, hook.id, &all[1], at, Some(Failure::Status), Some(NOON + seconds(40))).await;
    tell(&store, hook.id, &all[2], at, Some(Failure::Slow), None).await;
    assert_eq!(numbers(&due(&store, hook.id, 39).await), [4]);
    let again = due(&store, hook.id, 40).await;
    assert_eq!((numbers(&again), again[0].attempts), (vec![2, 4], 1));
    let row = store.webhook(hook.id).await.unwrap().unwrap();
    assert_eq!((row.waiting, row.parked), (2, 1));
    assert_eq!(row.endpoint.health, Health { succeeded_at: Some(at), failing_since: Some(at), failures: 2 });

    let list = async |which, seq| {
        let filter = AttemptFilter { endpoint: hook.id, which, seq, before: None, limit: 9 };
        let found = store.attempts(&filter).await.unwrap();
        found.into_iter().map(|attempt| (attempt.told.seq.unwrap(), attempt.now.unwrap())).collect::<Vec<_>>()
    };
    use TellingState::*;
    assert_eq!(list(WhichAttempts::All, None).await, [(3, Parked), (2, Due), (1, Delivered)]);
    assert_eq!(list(WhichAttempts::Good, None).await, [(1, Delivered)]);
    assert_eq!(list(WhichAttempts::Failed, None).await, [(3, Parked), (2, Due)]);
    assert_eq!(list(WhichAttempts::Parked, None).await, [(3, Parked)]);
    assert_eq!(list(WhichAttempts::All, Some(2)).await, [(2, Due)]);

    let before = store.entries_after(0, 100).await.unwrap().len();
    assert!(store.tell_again(hook.id, all[2].id, at, note()).await.unwrap());
    assert_eq!(numbers(&due(&store, hook.id, 10).await), [3, 4]);
    assert!(!store.tell_again(endpoint(2).id, all[2].id, at, note()).await.unwrap(), "it is another one's");
    assert_eq!(store.entries_after(0, 100).await.unwrap().len(), before + 1, "the one that was is an entry");
}

pub(crate) async fn a_test_is_logged_and_says_nothing_of_the_health(store: Db) {
    let hook = add(&store, 1, "all").await;
    let ping = Told {
        telling: None,
        seq: None,
        kind: EventType::Ping,
        at: NOON,
        millis: 5_000,
        status: None,
        failure: Some(Failure::Slow),
        next_at: None,
    };
    assert!(!store.told(hook.id, ping.clone(), note()).await.unwrap());
    assert_eq!(store.webhook(hook.id).await.unwrap().unwrap().endpoint.health, Health::default());
    let filter = AttemptFilter { endpoint: hook.id, which: WhichAttempts::All, seq: None, before: None, limit: 9 };
    let logged = store.attempts(&filter).await.unwrap();
    assert_eq!(logged.iter().map(|attempt| (&attempt.told, attempt.now)).collect::<Vec<_>>(), [(&ping, None)]);
    assert!(!store.told(endpoint(2).id, ping, note()).await.unwrap(), "it was removed meanwhile");
}

pub(crate) async fn an_endpoint_that_took_nothing_for_days_is_given_up_once(store: Db) {
    let hook = add(&store, 1, "all").await;
    story(&store, 1).await;
    let telling = due(&store, hook.id, 5).await.remove(0);
    let fails = async |at: Time| tell(&store, hook.id, &telling, at, Some(Failure::Status), Some(at)).await;
    for attempt in 0..i64::from(GIVE_UP_FAILURES) {
        assert!(!fails(NOON + seconds(attempt)).await);
    }
    let entries = store.entries_after(0, 100).await.unwrap().len();
    assert!(fails(NOON + GIVE_UP_AFTER).await);
    let row = store.webhook(hook.id).await.unwrap().unwrap().endpoint;
    assert_eq!(row.disabled, Some((NOON + GIVE_UP_AFTER, DisabledWhy::Failing)));
    assert!(!fails(NOON + GIVE_UP_AFTER).await, "once");
    assert_eq!(store.entries_after(0, 100).await.unwrap().len(), entries + 1);

    let before = log(&store, 0).await.len() as u64;
    story(&store, 2).await;
    assert_eq!(store.webhook(hook.id).await.unwrap().unwrap().waiting, before, "it is told of nothing more");
    store.save_webhook(Endpoint { disabled: None, ..row }, note()).await.unwrap();
    let row = store.webhook(hook.id).await.unwrap().unwrap().endpoint;
    assert_eq!((row.health.failures, row.health.failing_since), (0, None), "it starts anew");
}

pub(crate) async fn a_replay_tells_everything_after_a_number_once_more(store: Db) {
    story(&store, 1).await;
    let hook = add(&store, 1, "session.started,session.ended").await;
    story(&store, 2).await;
    let all = due(&store, hook.id, 5).await;
    assert_eq!(numbers(&all), [5, 8]);
    tell(&store, hook.id, &all[0], NOON, None, None).await;
    tell(&store, hook.id, &all[1], NOON, Some(Failure::Status), None).await;
    let replay = async |after| store.replay(hook.id, hook.topics.clone(), after, NOON, note()).await.unwrap();
    assert_eq!(replay(1).await, Replayed { queued: 3, through: 8 });
    assert_eq!(numbers(&due(&store, hook.id, 0).await), [4, 5, 8]);
    assert_eq!(replay(8).await, Replayed { queued: 0, through: 8 });
}

pub(crate) async fn the_head_of_the_trail_is_told_once_an_hour(store: Db) {
    let hour = TimeDelta::hours(1);
    assert_eq!(store.note_audit_head(NOON, hour).await.unwrap(), None, "there is no trail yet");
    store.append(vec![note()]).await.unwrap();
    let head = store.note_audit_head(NOON, hour).await.unwrap().unwrap();
    assert_eq!(head.seq, 1);
    assert_eq!(store.note_audit_head(NOON + seconds(3_599), hour).await.unwrap(), None);
    assert!(store.note_audit_head(NOON + hour, hour).await.unwrap().is_some());
    let events = log(&store, 0).await;
    let data: Value = serde_json::from_str(&events[0].data).unwrap();
    assert_eq!(data, json!({ "entry": 1, "hash": crate::hex::hex(&head.hash) }));
    assert!(events.len() == 2 && events[0].id != events[1].id && events[0].session.is_none());
}

pub(crate) async fn customers_are_named_until_they_are_forgotten(store: Db) {
    let hook = add(&store, 1, "all").await;
    let id = story(&store, 1).await;
    let session = load(&store, id).await;
    let customer = due(&store, hook.id, 5).await.remove(0).customer;
    let expected = ToldCustomer {
        user_id: session.customer.user_id.clone(),
        user_name: session.customer.name.as_str().to_owned(),
        identified: session.customer.identified,
        metadata: session.metadata.clone(),
    };
    assert_eq!(customer, Some(expected));
    apply(&store, id, Event::End(EndReason::CustomerEnded), NOON + seconds(6)).await;
    while store.erase(NOON + seconds(7), NOON - TimeDelta::days(1)).await.unwrap() > 0 {}
    assert!(due(&store, hook.id, 9).await.iter().all(|telling| telling.customer.is_none()));
}

pub(crate) async fn old_events_and_attempts_go_and_numbers_go_on(store: Db) {
    let hook = add(&store, 1, "all").await;
    story(&store, 1).await;
    let telling = due(&store, hook.id, 5).await.remove(0);
    tell(&store, hook.id, &telling, NOON, None, None).await;
    while store.forget_events(NOON + seconds(99), NOON + seconds(99)).await.unwrap() > 0 {}
    assert_eq!(store.event_range().await.unwrap(), EventRange { oldest: 4, newest: 4 }, "the newest stays");
    assert_eq!(numbers(&due(&store, hook.id, 99).await), [4], "and its delivery");
    let filter = AttemptFilter { endpoint: hook.id, which: WhichAttempts::All, seq: None, before: None, limit: 9 };
    assert!(store.attempts(&filter).await.unwrap().is_empty());
    story(&store, 2).await;
    assert_eq!(store.event_range().await.unwrap(), EventRange { oldest: 4, newest: 8 });
}
