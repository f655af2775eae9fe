//! The audit trail: one chain, and everything that happened is in it.

use super::samples::{Db, entry, insert, to_save};
use crate::domain::session::samples::{NOON, starting};
use crate::domain::timeline::{Actor, CHAIN_START, Kind, NewEntry};
use crate::domain::{AgentId, Role, Session};
use crate::random::SeededRandom;
use crate::store::audit::{Head, Verdict, verify};
use crate::store::{Changes, Which};
use serde_json::{Map, json};

pub(crate) async fn entries_are_numbered_and_chained(store: Db) {
    let person = AgentId::new(NOON, &SeededRandom::new(1));
    let said = NewEntry {
        session: Some(starting(1).id),
        kind: Kind::AgentJoined,
        actor: Actor::Person(person, Role::Supervisor),
        data: Map::from_iter([
            ("text".to_owned(), json!("ä \"b\" \u{1f600}\n")),
            ("list".to_owned(), json!([1, null])),
        ]),
        ..entry(None)
    };
    store.append(vec![entry(None), said.clone()]).await.unwrap();
    store.append(vec![]).await.unwrap();
    store.append(vec![entry(None)]).await.unwrap();

    let entries = store.entries_after(0, 10).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(entries[0].follows(&CHAIN_START, 1));
    assert!(entries[1].follows(&entries[0].hash, 2));
    assert!(entries[2].follows(&entries[1].hash, 3));
    let second = &entries[1];
    assert_eq!((second.session, second.at, second.actor_id), (said.session, said.at, Some(person)));
    assert_eq!((second.kind.as_str(), second.actor_kind.as_str()), ("agent_joined", "supervisor"));
    assert_eq!(serde_json::from_str::<Map<_, _>>(&second.data).unwrap(), said.data);
    assert_eq!(store.entries_after(1, 1).await.unwrap(), entries[1..2]);
}

pub(crate) async fn a_session_has_its_own_timeline(store: Db) {
    let (one, other) = (Some(starting(1).id), Some(starting(2).id));
    store.append(vec![entry(one), entry(other), entry(None), entry(one)]).await.unwrap();
    let timeline = store.timeline(starting(1).id).await.unwrap();
    assert_eq!(timeline.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 4]);
}

pub(crate) async fn a_change_and_its_entries_are_one(store: Db) {
    let session = starting(1);
    store.insert_session(to_save(&session), vec![entry(Some(session.id))]).await.unwrap();
    let decide = Box::new(|sessions: Vec<Session>| {
        let entries = vec![entry(Some(sessions[0].id)), entry(Some(sessions[0].id))];
        Ok(Changes { sessions: vec![to_save(&sessions[0])], entries, ..Changes::default() })
    });
    store.change(Which::Id(session.id), decide).await.unwrap().unwrap();
    assert_eq!(store.timeline(session.id).await.unwrap().len(), 3);
    // a second insert fails, and its entry with it
    assert!(store.insert_session(to_save(&session), vec![entry(Some(session.id))]).await.is_err());
    assert_eq!(store.timeline(session.id).await.unwrap().len(), 3);
    insert(&store, &starting(2)).await;
    assert!(matches!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 3, .. }));
}

pub(crate) async fn an_empty_trail_is_whole(store: Db) {
    assert_eq!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 0, head: Head::START });
}

pub(crate) async fn a_long_trail_is_whole(store: Db) {
    // more than two pages of the verifier
    store.append((0..2_500).map(|_| entry(None)).collect()).await.unwrap();
    let last = store.entries_after(2_499, 2).await.unwrap().pop().unwrap();
    let head = Head { seq: 2_500, hash: last.hash };
    assert_eq!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 2_500, head });
}
