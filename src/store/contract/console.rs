//! What the console lists: live sessions in few words, the history page by page, and the views people keep.

use super::samples::{Db, apply, insert, insert_agent, note};
use crate::domain::session::samples::{NOON, admission, seconds, waiting};
use crate::domain::session::{EndReason, Event, Session};
use crate::domain::{Customer, SavedViewId, SessionId};
use crate::random::SeededRandom;
use crate::store::{HistoryFilter, HistorySort, SavedView, ViewedList};

/// A waiting session that was started `second` seconds after noon.
fn at(second: i64, name: &str) -> Session {
    let now = NOON + seconds(second);
    let id = SessionId::new(now, &SeededRandom::new(second as u64));
    let sample = waiting(second as u64, &format!("{}", 482_900 + second));
    let customer =
        Customer { name: name.parse().unwrap(), user_id: format!("crm-{second}"), ..sample.customer.clone() };
    Session { id, created_at: now, customer, ..sample }
}

/// Sessions of 1, 2, 3 … seconds after noon that ended at these seconds after noon.
async fn past(store: &Db, ends: &[i64]) {
    for (second, end) in (1..).zip(ends) {
        let session = at(second, &format!("Customer {second}"));
        insert(store, &session).await;
        apply(store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(*end)).await;
    }
}

/// Every page, each as the seconds its sessions were started in.
async fn pages(store: &Db, filter: HistoryFilter) -> Vec<Vec<i64>> {
    let (mut pages, mut filter) = (Vec::new(), filter);
    loop {
        let page = store.history(&filter).await.expect("the database answers");
        pages.push(page.sessions.iter().map(|session| (session.created_at - NOON).num_seconds()).collect());
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return pages,
        }
    }
}

fn by(sort: HistorySort, ascending: bool) -> HistoryFilter {
    HistoryFilter { sort, ascending, limit: 2, ..HistoryFilter::default() }
}

pub(crate) async fn the_history_has_three_orders_and_each_goes_both_ways(store: Db) {
    past(&store, &[100, 20, 50, 50]).await;
    insert(&store, &at(9, "Still here")).await;
    use HistorySort::*;
    assert_eq!(pages(&store, by(Started, false)).await, [vec![4, 3], vec![2, 1]]);
    assert_eq!(pages(&store, by(Started, true)).await, [vec![1, 2], vec![3, 4]]);
    assert_eq!(pages(&store, by(Ended, false)).await, [vec![1, 4], vec![3, 2]]);
    assert_eq!(pages(&store, by(Ended, true)).await, [vec![2, 3], vec![4, 1]]);
    assert_eq!(pages(&store, by(Length, false)).await, [vec![1, 3], vec![4, 2]]);
    assert_eq!(pages(&store, by(Length, true)).await, [vec![2, 4], vec![3, 1]]);
}

pub(crate) async fn the_history_is_searched_by_everything_at_once(store: Db) {
    past(&store, &[100, 20, 50]).await;
    let helped = at(7, "Grace_100%");
    insert(&store, &helped).await;
    apply(&store, helped.id, Event::AgentAdmitted(admission(7)), NOON + seconds(8)).await;
    apply(&store, helped.id, Event::End(EndReason::AgentEnded), NOON + seconds(90)).await;
    for sort in HistorySort::ALL {
        let all = HistoryFilter { limit: 50, ..by(sort, false) };
        let found = async |filter: HistoryFilter| pages(&store, filter).await.concat();
        let text = |text: &str| HistoryFilter { text: Some(text.into()), ..all.clone() };
        assert_eq!(found(text("CUSTOMER 2")).await, [2], "{sort:?}");
        assert_eq!(found(text("crm-3")).await, [3]);
        assert_eq!(found(text("agent 7")).await, [7], "an agent's name");
        assert_eq!(found(text("0%")).await, [7]);
        assert!(found(text("e_1")).await.contains(&7));
        assert!(found(text("r_1")).await.is_empty(), "no wildcards");
        assert_eq!(found(HistoryFilter { customer: Some("crm-2".into()), ..all.clone() }).await, [2]);
        assert_eq!(found(HistoryFilter { agent: admission(7).agent, ..all.clone() }).await, [7]);
        assert_eq!(found(HistoryFilter { reasons: vec![EndReason::AgentEnded], ..all.clone() }).await, [7]);
        let (from, to) = (Some(NOON + seconds(2)), Some(NOON + seconds(4)));
        let mut some = found(HistoryFilter { from, to, ..all.clone() }).await;
        some.sort_unstable();
        assert_eq!(some, [2, 3], "{sort:?}");
        assert!(found(HistoryFilter { site: Some("nowhere".parse().unwrap()), ..all.clone() }).await.is_empty());
    }
}

pub(crate) async fn live_sessions_come_with_their_agents_and_the_rest_does_not(store: Db) {
    past(&store, &[20]).await;
    let (first, second) = (at(5, "Kim"), at(6, "Lee"));
    insert(&store, &first).await;
    insert(&store, &Session { pin: first.pin.clone(), ..second.clone() }).await;
    apply(&store, first.id, Event::AgentAdmitted(admission(1)), NOON + seconds(7)).await;
    let live = store.live_list().await.unwrap();
    let seen: Vec<_> = live.iter().map(|s| (s.id, s.customer_name.as_str(), s.contested, s.agents.len())).collect();
    assert_eq!(seen, [(second.id, "Lee", true, 0), (first.id, "Kim", true, 1)]);
    assert!(live[1].agents[0].present);
    assert_eq!(live[1].pin, first.pin.map(|held| held.pin.as_str().to_owned()));
}

pub(crate) async fn a_view_is_its_persons_and_has_one_name(store: Db) {
    let (ada, ben) = (insert_agent(&store, 1, "ada").await.id, insert_agent(&store, 2, "ben").await.id);
    let view = |seed, agent, name: &str, query: &str| SavedView {
        id: SavedViewId::new(NOON, &SeededRandom::new(seed)),
        agent,
        list: ViewedList::Live,
        name: name.into(),
        query: query.into(),
        created_at: NOON,
    };
    let kept = view(1, ada, "Long waits", "sort=wait");
    store.put_view(kept.clone(), note()).await.unwrap();
    store.put_view(view(2, ada, "Long waits", "wait=5"), note()).await.unwrap();
    store.put_view(view(3, ben, "Long waits", "q=x"), note()).await.unwrap();
    assert_eq!(store.views_of(ada).await.unwrap(), [SavedView { query: "wait=5".into(), ..kept.clone() }]);
    assert!(!store.delete_view(ben, kept.id, note()).await.unwrap(), "somebody else's");
    assert!(store.delete_view(ada, kept.id, note()).await.unwrap());
    assert!(!store.delete_view(ada, kept.id, note()).await.unwrap(), "gone before");
    assert_eq!((store.views_of(ada).await.unwrap().len(), store.views_of(ben).await.unwrap().len()), (0, 1));
}
