//! The audit trail: one chain, and everything that happened is in it.

use super::samples::{Db, entry, insert, note, to_save};
use crate::domain::session::samples::{NOON, starting};
use crate::domain::site::samples::site;
use crate::domain::timeline::{Actor, CHAIN_START, Kind, NewEntry};
use crate::domain::{AgentId, Role, Session};
use crate::random::SeededRandom;
use crate::store::audit::{Break, Head, Verdict, verify, verify_telling};
use crate::store::{Changes, EntryFilter, EntryOrder, Which};
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

pub(crate) async fn a_trail_has_to_contain_the_head_that_is_known(store: Db) {
    store.append(vec![entry(None), entry(None), entry(None)]).await.unwrap();
    let second = store.entries_after(1, 1).await.unwrap().remove(0);
    let known = |seq, hash| verify_telling(&*store, Some(Head { seq, hash }), |_| {});
    assert!(matches!(known(2, second.hash).await.unwrap(), Verdict::Whole { entries: 3, .. }));
    assert_eq!(known(3, second.hash).await.unwrap(), Verdict::Broken { seq: 3, why: Break::Known });
    assert_eq!(known(4, second.hash).await.unwrap(), Verdict::Broken { seq: 4, why: Break::Known });
}

pub(crate) async fn entries_are_found_by_who_what_and_when(store: Db) {
    let ada = AgentId::new(NOON, &SeededRandom::new(1));
    let by_ada = NewEntry { actor: Actor::Person(ada, Role::Admin), kind: Kind::SiteChanged, ..entry(None) };
    let later = NewEntry { at: NOON + crate::domain::session::samples::seconds(60), ..by_ada.clone() };
    store.append(vec![entry(Some(starting(1).id)), by_ada, later, entry(None)]).await.unwrap();
    let found = async |filter: EntryFilter| -> Vec<i64> {
        store.entries(&EntryFilter { limit: 10, ..filter }).await.unwrap().iter().map(|entry| entry.seq).collect()
    };
    let all = EntryFilter::default;
    assert_eq!(found(all()).await, [4, 3, 2, 1]);
    assert_eq!(found(EntryFilter { order: EntryOrder::Before(3), ..all() }).await, [2, 1]);
    assert_eq!(found(EntryFilter { order: EntryOrder::After(2), ..all() }).await, [3, 4]);
    assert_eq!(found(EntryFilter { actor: Some(ada), ..all() }).await, [3, 2]);
    assert_eq!(found(EntryFilter { kind: Some(Kind::SessionCreated), ..all() }).await, [4, 1]);
    assert_eq!(found(EntryFilter { session: Some(starting(1).id), ..all() }).await, [1]);
    let minute = NOON + crate::domain::session::samples::seconds(60);
    assert_eq!(found(EntryFilter { from: Some(minute), ..all() }).await, [3]);
    assert_eq!(found(EntryFilter { actor: Some(ada), to: Some(minute), ..all() }).await, [2]);
    assert_eq!(store.last_entry().await.unwrap(), 4);
}

pub(crate) async fn entries_are_found_by_the_site_of_their_session_and_by_the_site_itself(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    let theirs = Session { site: Some(shop.id.clone()), ..starting(1) };
    store.insert_session(to_save(&theirs), vec![entry(Some(theirs.id))]).await.unwrap();
    store.insert_session(to_save(&starting(2)), vec![entry(Some(starting(2).id))]).await.unwrap();
    let about = |name: &str| NewEntry {
        kind: Kind::SiteChanged,
        data: Map::from_iter([("site".to_owned(), json!(name))]),
        ..entry(None)
    };
    store.append(vec![about("shop"), about("elsewhere")]).await.unwrap();
    let found = async |filter: EntryFilter| -> Vec<i64> {
        store.entries(&filter).await.unwrap().iter().map(|entry| entry.seq).collect()
    };
    let of_shop = EntryFilter { site: Some(shop.id), limit: 10, ..EntryFilter::default() };
    // the first entry is the site's own, without a word about it
    assert_eq!(found(of_shop.clone()).await, [4, 2]);
    assert_eq!(found(EntryFilter { kind: Some(Kind::SiteChanged), ..of_shop.clone() }).await, [4]);
    assert_eq!(found(EntryFilter { order: EntryOrder::After(0), limit: 1, ..of_shop }).await, [2]);
}
