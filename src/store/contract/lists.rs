//! Lists of sessions: what is asked for, newest first, page by page.

use super::samples::{Db, apply, insert};
use crate::domain::session::samples::{NOON, admission, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, Session};
use crate::domain::{Customer, SessionId};
use crate::random::SeededRandom;
use crate::store::{SessionFilter, StoredState};

fn all() -> SessionFilter {
    SessionFilter { limit: 200, ..SessionFilter::default() }
}

/// A waiting session that was started `second` seconds after noon.
fn at(second: i64, pin: &str) -> Session {
    let now = NOON + seconds(second);
    let id = SessionId::new(now, &SeededRandom::new(second as u64));
    Session { id, created_at: now, ..waiting(second as u64, pin) }
}

/// Each as the second it was started in.
async fn found(store: &Db, filter: SessionFilter) -> Vec<i64> {
    let sessions = store.sessions(&filter).await.expect("the database answers");
    sessions.iter().map(|session| (session.created_at - NOON).num_seconds()).collect()
}

async fn insert_some(store: &Db, seconds: impl IntoIterator<Item = i64>) {
    for second in seconds {
        insert(store, &at(second, &format!("{}", 482_900 + second))).await;
    }
}

pub(crate) async fn pages_go_from_the_newest_to_the_oldest(store: Db) {
    insert_some(&store, [3, 1, 5, 2, 4]).await;
    let page = SessionFilter { limit: 2, ..all() };
    assert_eq!(found(&store, page.clone()).await, [5, 4]);
    assert_eq!(found(&store, SessionFilter { before: Some(at(4, "1").id), ..page.clone() }).await, [3, 2]);
    assert_eq!(found(&store, SessionFilter { before: Some(at(2, "1").id), ..page }).await, [1]);
    assert_eq!(found(&store, SessionFilter { limit: 0, ..all() }).await, [5], "a page holds at least one");
}

pub(crate) async fn a_list_can_be_of_some_states(store: Db) {
    insert_some(&store, 1..=3).await;
    let fresh = Session { id: at(4, "1").id, created_at: NOON + seconds(4), ..starting(4) };
    insert(&store, &fresh).await;
    apply(&store, at(2, "1").id, Event::End(EndReason::AgentEnded), NOON).await;
    apply(&store, at(3, "1").id, Event::CustomerLost, NOON).await;
    let of = async |states: &[StoredState]| found(&store, SessionFilter { states: states.to_vec(), ..all() }).await;
    use StoredState::*;
    assert_eq!(of(&[]).await, [4, 3, 2, 1]);
    assert_eq!(of(&[Ended]).await, [2]);
    assert_eq!(of(&[Waiting, Ended]).await, [2, 1]);
    assert_eq!(of(&[Starting, Waiting, Active, Recovering]).await, [4, 3, 1]);
    assert!(of(&[Active]).await.is_empty());
}

pub(crate) async fn a_list_can_be_of_one_agent(store: Db) {
    insert_some(&store, 1..=3).await;
    apply(&store, at(1, "1").id, Event::AgentAdmitted(admission(1)), NOON).await;
    apply(&store, at(3, "1").id, Event::AgentAdmitted(admission(2)), NOON).await;
    apply(&store, at(1, "1").id, Event::AgentLeft(admission(1).id), NOON).await;
    let of = async |seed| found(&store, SessionFilter { agent: admission(seed).agent, ..all() }).await;
    assert_eq!(of(1).await, [1], "also after leaving");
    assert_eq!(of(2).await, [3]);
    assert!(of(3).await.is_empty());
}

pub(crate) async fn a_list_can_be_of_a_time(store: Db) {
    insert_some(&store, 1..=4).await;
    let (from, to) = (Some(NOON + seconds(2)), Some(NOON + seconds(4)));
    assert_eq!(found(&store, SessionFilter { from, ..all() }).await, [4, 3, 2]);
    assert_eq!(found(&store, SessionFilter { to, ..all() }).await, [3, 2, 1]);
    assert_eq!(found(&store, SessionFilter { from, to, ..all() }).await, [3, 2]);
}

pub(crate) async fn text_finds_names_and_whole_pins(store: Db) {
    for (second, name) in [(1, "Ada Lovelace"), (2, "Grace_100%")] {
        let customer = Customer { name: name.parse().unwrap(), ..at(second, "1").customer };
        insert(&store, &Session { customer, ..at(second, &format!("{}", 482_900 + second)) }).await;
    }
    insert_some(&store, [3]).await;
    apply(&store, at(3, "1").id, Event::AgentAdmitted(admission(7)), NOON).await;
    let with = async |text: &str| found(&store, SessionFilter { text: Some(text.into()), ..all() }).await;
    assert_eq!(with("love").await, [1]);
    assert_eq!(with(" LOVE ").await, [1]);
    assert_eq!(with("agent 7").await, [3], "an agent's name");
    assert_eq!(with("0%").await, [2]);
    assert!(with("a_a").await.is_empty(), "no wildcards");
    assert_eq!(with("").await, [3, 2, 1]);
    assert_eq!(with("482 901").await, [1], "as people type it");
    assert!(with("48290").await.is_empty(), "a part of a PIN finds nothing");
    apply(&store, at(1, "1").id, Event::End(EndReason::CustomerEnded), NOON).await;
    assert!(with("482901").await.is_empty(), "the PIN of an ended session is forgotten");
}

pub(crate) async fn admissions_come_with_their_sessions(store: Db) {
    insert_some(&store, 1..=3).await;
    for (second, seed) in [(1, 1), (3, 3), (1, 2)] {
        apply(&store, at(second, "1").id, Event::AgentAdmitted(admission(seed)), NOON).await;
    }
    let sessions = store.sessions(&all()).await.unwrap();
    let names = |n: usize| sessions[n].admissions.iter().map(|a| a.agent_name.as_str()).collect::<Vec<_>>();
    assert_eq!([names(0), names(1), names(2)], [vec!["Agent 3"], vec![], vec!["Agent 1", "Agent 2"]]);
}
