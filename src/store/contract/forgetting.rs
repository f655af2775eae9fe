//! What has been kept long enough is forgotten, and nothing else.

use super::samples::{Db, apply, entry, insert, load};
use crate::domain::session::samples::{NOON, admission, invite, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event};
use crate::store::audit::{Verdict, verify};
use chrono::TimeDelta;

pub(crate) async fn customers_of_long_ended_sessions_are_forgotten(store: Db) {
    let (old, recent, live) = (waiting(1, "100001"), waiting(2, "100002"), waiting(3, "100003"));
    for session in [&old, &recent, &live] {
        insert(&store, session).await;
    }
    apply(&store, old.id, Event::AgentAdmitted(admission(1)), NOON).await;
    apply(&store, old.id, Event::AgentJoined(admission(1).id), NOON).await;
    apply(&store, old.id, Event::ColleagueInvited(invite(1, admission(1).id, 2)), NOON).await;
    let old = apply(&store, old.id, Event::End(EndReason::CustomerEnded), NOON).await;
    let recent = apply(&store, recent.id, Event::End(EndReason::CustomerEnded), NOON + seconds(2)).await;

    while store.erase(NOON + seconds(1), NOON - TimeDelta::days(1)).await.unwrap() > 0 {}

    let forgotten = load(&store, old.id).await;
    assert_eq!((forgotten.customer.user_id.as_str(), forgotten.customer.name.as_str()), ("erased", "Erased"));
    assert_eq!((forgotten.start_url, forgotten.metadata), (None, None));
    assert_eq!(forgotten.invites[0].text, None, "nor what agents told each other");
    assert_eq!(forgotten.state, old.state, "that there was a session stays known");
    assert_eq!(load(&store, recent.id).await, recent);
    assert_eq!(load(&store, live.id).await.customer, starting(3).customer);
    assert_eq!(store.erase(NOON + seconds(1), NOON - TimeDelta::days(1)).await.unwrap(), 0);
}

pub(crate) async fn addresses_in_the_trail_are_forgotten_and_it_stays_whole(store: Db) {
    store.append(vec![entry(None), entry(None)]).await.unwrap();
    assert_eq!(store.erase(NOON, NOON).await.unwrap(), 0, "not old enough");
    assert_eq!(store.erase(NOON, NOON + seconds(1)).await.unwrap(), 2);
    assert!(matches!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 2, .. }));
}
