//! What has to be told: saved with the change, gone once it was taken.

use super::samples::{Db, apply, happen, insert, joins, leaves};
use crate::domain::presence::Happening;
use crate::domain::presence::LeaveReason;
use crate::domain::presence::Party::{Agent, Customer};
use crate::domain::session::samples::{NOON, seconds, waiting};
use crate::domain::session::{EndReason, Event, Refused};
use crate::store::{Changes, Decide, Delivery, Failed, News, Presence, Which};
use chrono::TimeDelta;

const A: &str = "https://a.example/hook";
const B: &str = "https://b.example/hook";

async fn due(store: &Db, endpoint: &str, second: i64) -> Vec<Delivery> {
    store.due_deliveries(endpoint, NOON + seconds(second), 100).await.expect("the database answers")
}

/// A customer who came in second 1 and ended the session in second 5.
async fn told(store: &Db, endpoints: &[&str]) -> crate::domain::Session {
    let session = waiting(1, "482913");
    insert(store, &session).await;
    happen(store, session.id, vec![joins(Customer, "c", 1)], endpoints).await;
    happen(store, session.id, vec![joins(Agent, "a", 2), leaves(Agent, "a", 3)], endpoints).await;
    let by = Some((Customer, "c".to_owned()));
    let end = Happening::Ended { at: NOON + seconds(5), reason: EndReason::CustomerEnded, by };
    happen(store, session.id, vec![end], endpoints).await;
    session
}

pub(crate) async fn news_are_due_at_once_and_in_order_at_each_endpoint(store: Db) {
    let session = told(&store, &[A, B]).await;
    for endpoint in [A, B] {
        assert_eq!(store.next_delivery(endpoint).await.unwrap(), Some(NOON + seconds(1)));
        let all = due(&store, endpoint, 5).await;
        let news: Vec<_> = all.iter().map(|delivery| delivery.news.clone()).collect();
        let expected = [
            News::SessionStarted { start_url: session.start_url.clone() },
            News::UserJoined,
            News::UserJoined,
            News::UserLeft(LeaveReason::Left),
            News::UserLeft(LeaveReason::SessionEnd),
            News::SessionEnded(EndReason::CustomerEnded),
        ];
        assert_eq!(news, expected);
        let whom: Vec<_> = all.iter().map(|d| d.join.as_ref().map(|join| join.user.id.clone()).unwrap()).collect();
        assert_eq!(whom, ["c", "c", "a", "a", "c", "c"]);
        assert!(all.iter().all(|d| d.session == session.id && d.started_at == NOON + seconds(1) && d.attempts == 0));
        assert!(all.is_sorted_by_key(|delivery| delivery.id));
    }
    assert_eq!(due(&store, A, 2).await.len(), 3, "what has not happened yet is not told");
    assert!(due(&store, "https://c.example", 9).await.is_empty());
}

pub(crate) async fn a_delivered_one_goes_and_a_failed_one_waits(store: Db) {
    told(&store, &[A, B]).await;
    let all = due(&store, A, 5).await;
    store.delivered(all[1].id).await.unwrap();
    store.delivery_failed(all[0].id, Failed::AgainAt(NOON + seconds(300))).await.unwrap();
    for delivery in &all[2..] {
        store.delivered(delivery.id).await.unwrap();
    }
    assert!(due(&store, A, 299).await.is_empty());
    assert_eq!(store.next_delivery(A).await.unwrap(), Some(NOON + seconds(300)));
    assert_eq!(due(&store, A, 300).await, [Delivery { attempts: 1, ..all[0].clone() }]);
    assert_eq!(due(&store, B, 5).await.len(), 6, "endpoints do not depend on each other");
}

pub(crate) async fn a_refused_change_tells_nothing(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let decide: Decide = Box::new(|_| Err(Refused::Over));
    store.change(Which::Id(session.id), decide).await.unwrap().unwrap_err();
    // and one whose session cannot be saved takes its news back
    let unknown = waiting(2, "1");
    let happenings = vec![(session.id, joins(Customer, "c", 1))];
    let decide: Decide = Box::new(move |_| {
        let presence = Presence { happenings, endpoints: [A.to_owned()].into() };
        Ok(Changes { sessions: vec![super::samples::to_save(&unknown)], presence, ..Changes::default() })
    });
    store.change(Which::Id(session.id), decide).await.unwrap_err();
    assert_eq!(store.next_delivery(A).await.unwrap(), None);
    assert_eq!(store.shared_session(session.id).await.unwrap(), None);
}

pub(crate) async fn what_was_given_up_is_counted_until_its_session_is_forgotten(store: Db) {
    let session = told(&store, &[A]).await;
    for delivery in due(&store, A, 5).await {
        store.delivery_failed(delivery.id, Failed::Parked(NOON + seconds(9))).await.unwrap();
    }
    assert_eq!(store.parked_deliveries().await.unwrap(), 6);
    assert_eq!((due(&store, A, 999).await, store.next_delivery(A).await.unwrap()), (vec![], None));

    apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(10)).await;
    while store.erase(NOON + seconds(11), NOON - TimeDelta::days(1)).await.unwrap() > 0 {}
    assert_eq!(store.parked_deliveries().await.unwrap(), 0);
    let joins = store.joins(session.id, None, 9).await.unwrap();
    let users: Vec<_> = joins.iter().map(|join| (join.user.id.as_str(), join.user.name.as_str())).collect();
    assert_eq!(users, [("erased", "Erased"), ("a", "Name of a")], "agents stay known, as in the session");
}
