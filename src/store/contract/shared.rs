//! Sessions that somebody joined, and every join of them.

use super::samples::{Db, apply, happen, insert, joins, leaves, pin, user};
use crate::domain::presence::Happening;
use crate::domain::presence::Party::{Agent, Customer};
use crate::domain::session::samples::{NOON, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, Session};
use crate::domain::{SessionId, Time};
use crate::store::{Shared, SharedFilter, SharedSession};

fn ends(second: i64) -> Happening {
    Happening::Ended { at: NOON + seconds(second), reason: EndReason::CustomerEnded, by: None }
}

/// Joins and leaves of one session as `user +second` and `user -second`.
async fn story(store: &Db, id: SessionId) -> Vec<String> {
    let second = |time: Time| (time - NOON).num_seconds();
    let joins = store.joins(id, None, 500).await.expect("the database answers");
    let left = |at: Option<Time>| at.map(|at| format!(" -{}", second(at))).unwrap_or_default();
    joins.iter().map(|join| format!("{} +{}{}", join.user.id, second(join.joined_at), left(join.left_at))).collect()
}

async fn shared(store: &Db, id: SessionId) -> Option<SharedSession> {
    store.shared_session(id).await.expect("the database answers")
}

pub(crate) async fn a_joined_session_reads_back_with_everybody_in_it(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    happen(&store, session.id, vec![joins(Customer, "c", 1), joins(Agent, "a", 2)], &[]).await;
    happen(&store, session.id, vec![leaves(Customer, "c", 3), joins(Customer, "c", 4)], &[]).await;

    assert_eq!(story(&store, session.id).await, ["c +1 -3", "a +2", "c +4"]);
    let found = shared(&store, session.id).await.unwrap();
    let expected = SharedSession {
        id: session.id,
        started_at: NOON + seconds(1),
        ended_at: None,
        pin: Some(pin("482913")),
        users: vec![user(Customer, "c"), user(Agent, "a")],
    };
    assert_eq!(found, expected);
}

pub(crate) async fn a_session_nobody_joined_is_not_there_and_its_end_is_not_told(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    happen(&store, session.id, vec![leaves(Agent, "a", 1), ends(2)], &["https://a.example"]).await;
    assert_eq!(shared(&store, session.id).await, None);
    assert_eq!(store.next_delivery("https://a.example").await.unwrap(), None);
}

pub(crate) async fn whoever_joins_twice_left_in_between(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    happen(&store, session.id, vec![joins(Customer, "c", 1), joins(Customer, "c", 5)], &["https://a.example"]).await;
    // the same id on the other side is somebody else
    happen(&store, session.id, vec![joins(Agent, "c", 6)], &[]).await;
    assert_eq!(story(&store, session.id).await, ["c +1 -5", "c +5", "c +6"]);
    let told = store.due_deliveries("https://a.example", NOON + seconds(9), 10).await.unwrap();
    let told: Vec<_> = told.iter().map(|delivery| delivery.news.as_str()).collect();
    assert_eq!(told, ["session_started", "session_user_joined", "session_user_left", "session_user_joined"]);
}

pub(crate) async fn an_end_closes_every_join_and_is_told_once(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    happen(&store, session.id, vec![joins(Customer, "c", 1), joins(Agent, "a", 2), joins(Agent, "b", 3)], &[]).await;
    happen(&store, session.id, vec![leaves(Agent, "b", 4)], &[]).await;
    let by = Some((Agent, "a".to_owned()));
    let end = Happening::Ended { at: NOON + seconds(9), reason: EndReason::AgentEnded, by };
    happen(&store, session.id, vec![end.clone(), end], &["https://a.example"]).await;
    assert_eq!(story(&store, session.id).await, ["c +1 -9", "a +2 -9", "b +3 -4"]);
    assert_eq!(shared(&store, session.id).await.unwrap().ended_at, Some(NOON + seconds(9)));
    let told = store.due_deliveries("https://a.example", NOON + seconds(9), 10).await.unwrap();
    let told: Vec<_> =
        told.iter().map(|d| (d.news.as_str(), d.join.as_ref().map(|join| join.user.id.as_str()))).collect();
    let expected = [("session_user_left", Some("c")), ("session_user_left", Some("a")), ("session_ended", Some("a"))];
    assert_eq!(told, expected);
}

pub(crate) async fn a_clock_that_was_set_back_harms_nothing(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    happen(&store, session.id, vec![joins(Customer, "c", 10), leaves(Customer, "c", 5)], &[]).await;
    happen(&store, session.id, vec![joins(Agent, "a", 10), ends(3)], &[]).await;
    let mut story = story(&store, session.id).await;
    story.sort();
    assert_eq!(story, ["a +10 -10", "c +10 -10"]);
}

/// A session that was joined in second `from`, and ended in second `to`.
async fn ended(store: &Db, seed: u64, from: i64, to: i64) {
    let session = waiting(seed, "1");
    insert(store, &session).await;
    happen(store, session.id, vec![joins(Customer, "c", from), ends(to)], &[]).await;
}

fn seeds(found: &[SharedSession]) -> Vec<u64> {
    found.iter().map(|s| (1..=9).find(|seed| starting(*seed).id == s.id).expect("one of ours")).collect()
}

pub(crate) async fn shared_sessions_are_paged_by_start_or_end(store: Db) {
    for (seed, from, to) in [(1, 10, 80), (2, 20, 70), (3, 30, 60), (4, 30, 95)] {
        ended(&store, seed, from, to).await;
    }
    let live = waiting(5, "5");
    insert(&store, &live).await;
    happen(&store, live.id, vec![joins(Customer, "c", 40)], &[]).await;

    let list = async |which| {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let filter = SharedFilter { which, pin: None, session: None, before, limit: 1 };
            let page = store.shared_sessions(&filter).await.unwrap();
            let Some(last) = page.last() else { return all };
            before = Some((which.time_of(last), last.id));
            all.extend(seeds(&page));
        }
    };
    let at = |second| NOON + seconds(second);
    // two that began at once stand by their ids
    let tied = if starting(3).id > starting(4).id { [3, 4] } else { [4, 3] };
    assert_eq!(list(Shared::Started(at(20), at(31))).await, [tied[0], tied[1], 2]);
    assert_eq!(list(Shared::Started(at(10), at(20))).await, [1], "from is in, to is out");
    assert_eq!(list(Shared::Ended(at(60), at(95))).await, [1, 2, 3]);
    assert_eq!(list(Shared::Live).await, [5]);
}

pub(crate) async fn live_ones_are_found_by_their_pin(store: Db) {
    let sessions: Vec<Session> = [(1, "111111"), (2, "222222")].map(|(seed, text)| waiting(seed, text)).into();
    for session in &sessions {
        insert(&store, session).await;
        happen(&store, session.id, vec![joins(Customer, "c", session.version)], &[]).await;
    }
    let by = async |text, session| {
        let filter = SharedFilter { which: Shared::Live, pin: Some(pin(text)), session, before: None, limit: 9 };
        seeds(&store.shared_sessions(&filter).await.unwrap())
    };
    assert_eq!(by("222222", None).await, [2]);
    assert_eq!(by("222222", Some(sessions[0].id)).await, Vec::<u64>::new());
    apply(&store, sessions[1].id, Event::End(EndReason::CustomerEnded), NOON).await;
    assert_eq!(by("222222", None).await, Vec::<u64>::new(), "the PIN went with the end");
}

pub(crate) async fn joins_are_paged_in_their_order(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    for second in 1..=5 {
        happen(&store, session.id, vec![joins(Agent, &format!("a{second}"), second)], &[]).await;
    }
    let first = store.joins(session.id, None, 2).await.unwrap();
    let second = store.joins(session.id, first.last().map(|join| join.id), 2).await.unwrap();
    let last = store.joins(session.id, second.last().map(|join| join.id), 2).await.unwrap();
    let ids = |page: &[crate::store::Join]| page.iter().map(|join| join.user.id.clone()).collect::<Vec<_>>();
    assert_eq!([ids(&first), ids(&second), ids(&last)].concat(), ["a1", "a2", "a3", "a4", "a5"]);
    assert!(store.joins(starting(2).id, None, 9).await.unwrap().is_empty());
}
