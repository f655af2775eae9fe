//! What Zoom tells is kept once, with what it does, and forgotten in its time.

use super::samples::{Db, apply, insert, load, note, pin, to_save};
use crate::domain::session::samples::{NOON, seconds, waiting};
use crate::domain::session::{Customer, EndReason, Event, Session};
use crate::domain::site::samples::site;
use crate::domain::zoom::drift::{Drift, DriftKind};
use crate::domain::zoom::heard::ZoomUser;
use crate::domain::zoom::matching::MatchedBy;
use crate::domain::{SessionId, Time, Windows};
use crate::store::*;
use chrono::TimeDelta;
use std::sync::mpsc;

fn event(name: &str, zoom: &str, connection: &str, second: i64) -> ReceivedEvent {
    let at = NOON + seconds(second);
    ReceivedEvent {
        name: format!("cobrowse.{name}"),
        zoom_id: zoom.into(),
        connection: connection.into(),
        at,
        received_at: at,
        user: Some(ZoomUser { id: "cust-1".into(), name: Some("Canary Name".into()), party: None }),
        moment: Some(at),
        start_url: Some("https://shop.example/canary".into()),
        reason: Some("Left the session".into()),
    }
}

fn ask(zoom: &str, event: Option<ReceivedEvent>) -> ZoomAsk {
    ZoomAsk {
        zoom_id: zoom.into(),
        event,
        pin: None,
        users: vec![],
        session: None,
        around: (seconds(360), seconds(60)),
        ended_after: NOON - TimeDelta::hours(2),
    }
}

fn matched(zoom: &str, session: SessionId, heard_at: Time) -> ZoomSession {
    let matched = ZoomMatch { session, by: MatchedBy::User, at: heard_at };
    let user = Some(ZoomUser { id: "cust-1".into(), name: Some("Canary Name".into()), party: None });
    let start_url = Some("https://shop.example/canary".into());
    ZoomSession { matched: Some(matched), user, start_url, ..ZoomSession::new(zoom, heard_at) }
}

fn saving(zoom: ZoomSession) -> ZoomDecide {
    Box::new(|_| ZoomChanges { zoom: vec![zoom], ..ZoomChanges::default() })
}

/// What a decision would see.
async fn seen(store: &Db, ask: ZoomAsk) -> ZoomLoaded {
    let (tell, told) = mpsc::channel();
    let decide: ZoomDecide = Box::new(move |loaded| {
        tell.send(loaded).expect("the test listens");
        ZoomChanges::default()
    });
    store.change_zoom(ask, decide).await.expect("the database answers");
    told.recv().expect("the decision was asked")
}

fn ids(sessions: &[Session]) -> Vec<SessionId> {
    sessions.iter().map(|session| session.id).collect()
}

pub(crate) async fn an_event_is_kept_once_with_what_it_does(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let started = event("session_started", "z1", "", 1);
    let end = session.apply(Event::End(EndReason::CustomerEnded), NOON + seconds(2), &Windows::default()).unwrap();
    let (zoom, saved) = (matched("z1", session.id, NOON + seconds(2)), to_save(&end));
    let decide: ZoomDecide =
        Box::new(|_| ZoomChanges { zoom: vec![zoom], sessions: vec![saved], ..ZoomChanges::default() });
    let changed = store.change_zoom(ask("z1", Some(started.clone())), decide).await.unwrap();
    assert_eq!(changed.map(|changed| changed.len()), Some(1));
    assert_eq!(load(&store, session.id).await.state, end.state);
    assert_eq!(store.zoom_session("z1").await.unwrap(), Some(matched("z1", session.id, NOON + seconds(2))));
    assert_eq!(store.zoom_events(9).await.unwrap(), std::slice::from_ref(&started));

    let never: ZoomDecide = Box::new(|_| panic!("it was heard before"));
    assert_eq!(store.change_zoom(ask("z1", Some(started)), never).await.unwrap(), None);
    // another moment, connection, session or event is another one
    for (count, other) in [
        event("session_started", "z1", "", 2),
        event("session_started", "z1", "c", 1),
        event("session_started", "z2", "", 1),
        event("session_ended", "z1", "", 1),
    ]
    .into_iter()
    .enumerate()
    {
        seen(&store, ask(&other.zoom_id.clone(), Some(other))).await;
        assert_eq!(store.zoom_events(9).await.unwrap().len(), count + 2);
    }
}

pub(crate) async fn what_cannot_be_saved_leaves_no_event_behind(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let unknown = to_save(&waiting(2, "1"));
    let zoom = matched("z1", session.id, NOON);
    let decide: ZoomDecide =
        Box::new(|_| ZoomChanges { zoom: vec![zoom], sessions: vec![unknown], ..ZoomChanges::default() });
    let started = event("session_started", "z1", "", 1);
    store.change_zoom(ask("z1", Some(started.clone())), decide).await.unwrap_err();
    assert!(store.zoom_events(9).await.unwrap().is_empty(), "so that Zoom's next try is not taken for a repetition");
    assert_eq!(store.zoom_session("z1").await.unwrap(), None);
    let zoom = matched("z1", session.id, NOON);
    assert!(store.change_zoom(ask("z1", Some(started)), saving(zoom)).await.unwrap().is_some());
}

pub(crate) async fn a_decision_sees_what_an_event_may_be_about(store: Db) {
    let (by_user, by_pin, by_time, ended_long_ago) =
        (waiting(1, "100001"), waiting(2, "100002"), waiting(3, "100003"), waiting(4, "100004"));
    for session in [&by_user, &by_pin, &by_time, &ended_long_ago] {
        insert(&store, session).await;
    }
    let end = Event::End(EndReason::CustomerEnded);
    apply(&store, ended_long_ago.id, end.clone(), NOON + seconds(5)).await;

    let far = NOON + TimeDelta::days(1);
    let late = ReceivedEvent { moment: Some(far), ..event("session_started", "z1", "", 1) };
    let loaded = seen(&store, ZoomAsk { pin: Some(pin("100002")), ..ask("z1", Some(late)) }).await;
    assert_eq!(ids(&loaded.ours), sorted([by_user.id, by_pin.id]), "the event is about cust-1, and the PIN is known");
    assert!(loaded.zoom.is_none() && loaded.before.is_empty() && loaded.events.len() == 1);

    let nameless = ReceivedEvent { user: None, ..event("session_started", "z2", "", 1) };
    let loaded = seen(&store, ask("z2", Some(nameless.clone()))).await;
    assert_eq!(loaded.ours.len(), 4, "all began at about that time");
    let lately = ZoomAsk { ended_after: NOON + seconds(6), ..ask("z2", None) };
    assert_eq!(ids(&seen(&store, lately).await.ours), sorted([by_user.id, by_pin.id, by_time.id]));
    assert_eq!(seen(&store, ask("z2", None)).await.before.len(), 1);

    let wanted = ZoomAsk { session: Some(by_time.id), ..ask("z3", None) };
    assert_eq!(ids(&seen(&store, wanted.clone()).await.ours), [by_time.id]);
    store.change_zoom(ask("z4", None), saving(matched("z4", by_time.id, NOON))).await.unwrap();
    assert_eq!(seen(&store, wanted).await.holders, [matched("z4", by_time.id, NOON)]);
    let loaded = seen(&store, ask("z4", None)).await;
    assert_eq!((ids(&loaded.ours), loaded.holders), (vec![by_time.id], vec![]), "its own, and no other's");
    let users = ZoomAsk { users: vec!["cust-2".into()], ..ask("z5", None) };
    assert_eq!(ids(&seen(&store, users).await.ours), [by_pin.id]);
}

fn sorted<const N: usize>(mut ids: [SessionId; N]) -> [SessionId; N] {
    ids.sort_unstable();
    ids
}

pub(crate) async fn one_of_ours_is_one_of_zooms_at_a_time(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    store.change_zoom(ask("z1", None), saving(matched("z1", session.id, NOON))).await.unwrap();
    let second = matched("z2", session.id, NOON + seconds(1));
    store.change_zoom(ask("z2", None), saving(second.clone())).await.unwrap_err();
    let former = ZoomSession { matched: None, former: Some(session.id), ..matched("z1", session.id, NOON) };
    let (gives, takes) = (former.clone(), second.clone());
    let decide: ZoomDecide = Box::new(|_| ZoomChanges { zoom: vec![gives, takes], ..ZoomChanges::default() });
    store.change_zoom(ask("z2", None), decide).await.unwrap();
    assert_eq!(store.zoom_sessions_of(session.id).await.unwrap(), [second, former]);
    let (earlier, later) = (event("session_started", "z2", "", 1), event("session_user_joined", "z2", "c1", 2));
    for told in [&later, &earlier, &event("session_started", "z1", "", 0)] {
        seen(&store, ask(&told.zoom_id, Some(told.clone()))).await;
    }
    let told = [earlier.known().unwrap(), later.known().unwrap()];
    assert_eq!(store.zoom_told(session.id).await.unwrap(), told, "of the one that it is now");
}

pub(crate) async fn unmatched_ones_come_first_and_matches_are_found(store: Db) {
    let (live, over) = (waiting(1, "100001"), waiting(2, "100002"));
    insert(&store, &live).await;
    insert(&store, &over).await;
    apply(&store, over.id, Event::End(EndReason::Revoked), NOON + seconds(1)).await;
    let stranger = ZoomSession::new("z0", NOON - TimeDelta::hours(1));
    let all = [matched("z1", live.id, NOON), matched("z2", over.id, NOON + seconds(9)), stranger];
    for zoom in all.clone() {
        store.change_zoom(ask(&zoom.id.clone(), None), saving(zoom)).await.unwrap();
    }
    let shown: Vec<_> = store.zoom_sessions(9).await.unwrap().into_iter().map(|zoom| zoom.id).collect();
    assert_eq!(shown, ["z0", "z2", "z1"]);
    assert_eq!(store.zoom_unmatched().await.unwrap(), 1);
    let found = |matches: Vec<(Session, ZoomSession)>| {
        let mut found: Vec<_> = matches.into_iter().map(|(session, zoom)| (session.id, zoom.id)).collect();
        found.sort();
        found
    };
    let mut both = vec![(live.id, "z1".to_owned()), (over.id, "z2".to_owned())];
    both.sort();
    assert_eq!(found(store.zoom_matches(NOON).await.unwrap()), both);
    assert_eq!(found(store.zoom_matches(NOON + seconds(9)).await.unwrap()), [(live.id, "z1".to_owned())]);
    let ended = ZoomSession { ended_at: Some(NOON), ..all[1].clone() };
    store.change_zoom(ask("z2", None), saving(ended)).await.unwrap();
    assert_eq!(found(store.zoom_matches(NOON).await.unwrap()), [(live.id, "z1".to_owned())]);
}

pub(crate) async fn a_difference_begins_and_ends_once(store: Db) {
    let drift = Drift { kind: DriftKind::Foreign, session: None, zoom: Some("z9".into()) };
    for second in [1, 2] {
        store.mark_drift(drift.clone(), NOON + seconds(second), vec![super::samples::note()]).await.unwrap();
    }
    let open = KnownDrift { drift: drift.clone(), since: NOON + seconds(1), over_at: None };
    assert_eq!(store.drifts(9).await.unwrap(), std::slice::from_ref(&open));
    for second in [5, 6] {
        store.clear_drift(drift.clone(), NOON + seconds(second), vec![super::samples::note()]).await.unwrap();
    }
    let over = KnownDrift { over_at: Some(NOON + seconds(5)), ..open };
    assert_eq!(store.drifts(9).await.unwrap(), std::slice::from_ref(&over));
    assert_eq!(store.entries_after(0, 9).await.unwrap().len(), 2, "each is written down once");
    store.mark_drift(drift.clone(), NOON + seconds(7), vec![]).await.unwrap();
    let again = KnownDrift { drift, since: NOON + seconds(7), over_at: None };
    assert_eq!(store.drifts(9).await.unwrap(), [again, over], "open ones first");
}

fn holds_canary(events: &[ReceivedEvent], zoom: &ZoomSession) -> bool {
    format!("{events:?}{zoom:?}").to_lowercase().contains("canary") || zoom.user.is_some()
}

pub(crate) async fn who_was_in_a_session_is_forgotten_with_ours_or_in_its_time(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let kept = |zoom: &str, second| event("session_started", zoom, "", second);
    let ours = matched("z1", session.id, NOON + seconds(900));
    store.change_zoom(ask("z1", Some(kept("z1", 1))), saving(ours)).await.unwrap();
    let stranger = ZoomSession { matched: None, ..matched("z2", session.id, NOON + seconds(1)) };
    store.change_zoom(ask("z2", Some(kept("z2", 1))), saving(stranger)).await.unwrap();
    let recent = ZoomSession { matched: None, ..matched("z3", session.id, NOON + seconds(950)) };
    store.change_zoom(ask("z3", Some(kept("z3", 950))), saving(recent.clone())).await.unwrap();
    apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(5)).await;

    while store.erase(NOON + seconds(600), NOON - TimeDelta::days(1)).await.unwrap() > 0 {}

    let events = store.zoom_events(9).await.unwrap();
    for zoom in ["z1", "z2"] {
        let of_it: Vec<_> = events.iter().filter(|event| event.zoom_id == zoom).cloned().collect();
        let known = store.zoom_session(zoom).await.unwrap().unwrap();
        assert!(of_it.len() == 1 && !holds_canary(&of_it, &known), "{of_it:?} {known:?}");
    }
    assert_eq!(store.zoom_session("z3").await.unwrap(), Some(recent), "not old enough");
    assert_eq!(store.zoom_unmatched().await.unwrap(), 1, "what was forgotten waits for nobody");
}

pub(crate) async fn the_same_user_id_at_another_site_is_another_customer(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    let customer = Customer { user_id: "cust-1".into(), ..waiting(1, "1").customer };
    let here = Session { customer: customer.clone(), ..waiting(1, "100001") };
    let there = Session { customer, site: Some(shop.id), ..waiting(2, "100002") };
    for (session, zoom) in [(&here, "z1"), (&there, "z2")] {
        insert(&store, session).await;
        let heard = event("session_started", zoom, "", 1);
        store.change_zoom(ask(zoom, Some(heard)), saving(matched(zoom, session.id, NOON))).await.unwrap();
        apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(5)).await;
    }
    let nobodys = ZoomSession { matched: None, ..matched("z3", here.id, NOON) };
    store.change_zoom(ask("z3", Some(event("session_started", "z3", "", 1))), saving(nobodys)).await.unwrap();
    let subject = Subject { site: None, user_id: "cust-1".into() };

    let held = store.subject(&subject).await.unwrap().unwrap();
    for table in ["zoomSessions", "zoomEvents"] {
        let rows = &held.tables.iter().find(|(name, _)| *name == table).unwrap().1;
        let zoom: Vec<_> = rows.iter().map(|row| row["zoom_id"].as_str().unwrap()).collect();
        assert_eq!(zoom, ["z1"], "{table}");
    }
    store.erase_subject(&subject, note()).await.unwrap();

    let known = store.zoom_events(9).await.unwrap();
    for (zoom, is_kept) in [("z1", false), ("z2", true), ("z3", true)] {
        let event = known.iter().find(|event| event.zoom_id == zoom).unwrap();
        let session = store.zoom_session(zoom).await.unwrap().unwrap();
        assert_eq!((event.user.is_some(), session.user.is_some()), (is_kept, is_kept), "{zoom}");
    }
}

pub(crate) async fn what_only_one_customer_can_be_is_theirs(store: Db) {
    let customer = Customer { user_id: "cust-1".into(), ..waiting(1, "1").customer };
    let session = Session { customer, ..waiting(1, "100001") };
    insert(&store, &session).await;
    apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(5)).await;
    let unmatched = ZoomSession { matched: None, ..matched("z1", session.id, NOON) };
    store.change_zoom(ask("z1", Some(event("session_started", "z1", "", 1))), saving(unmatched)).await.unwrap();

    store.erase_subject(&Subject { site: None, user_id: "cust-1".into() }, note()).await.unwrap();

    let known = store.zoom_session("z1").await.unwrap().unwrap();
    assert!(!holds_canary(&store.zoom_events(9).await.unwrap(), &known), "{known:?}");
}
