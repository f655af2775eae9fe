//! Requests that race meet in the database, and the rules still hold.

use super::samples::{Db, applying_in, entry, insert, load, to_save};
use crate::domain::session::samples::{NOON, admission, colleague, invite, starting, waiting};
use crate::domain::session::{Event, NewAdmission, NewInvite, Refused};
use crate::domain::site::UsedAssertion;
use crate::domain::site::samples::site;
use crate::domain::throttle::{PinLimits, pin_wait};
use crate::domain::{SecretHash, Windows, timeline};
use crate::store::audit::{Verdict, verify};
use crate::store::{AttemptKind, NewAttempt, Which};
use futures_util::future::join_all;
use std::sync::Arc;

/// Runs `count` tasks at once and gives their answers.
async fn at_once<T, F>(count: u64, task: impl Fn(u64) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..count).map(|n| tokio::spawn(task(n))).collect();
    join_all(tasks).await.into_iter().map(|done| done.expect("no task panics")).collect()
}

async fn joins(store: &Db, count: u64, windows: Windows) -> Vec<Result<(), Refused>> {
    at_once(count, |n| {
        let store = Arc::clone(store);
        async move {
            let which = Which::HoldersOf(super::samples::pin("482913"));
            let decide = applying_in(Event::AgentAdmitted(admission(n)), NOON, windows);
            store.change(which, decide).await.expect("the database answers").map(|_| ())
        }
    })
    .await
}

pub(crate) async fn two_hundred_joins_on_one_pin_fill_five_seats(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let joins = joins(&store, 200, Windows::default()).await;
    assert_eq!(joins.iter().filter(|join| join.is_ok()).count(), 5);
    assert!(joins.iter().all(|join| matches!(join, Ok(()) | Err(Refused::Full))));
    let saved = load(&store, session.id).await;
    assert_eq!((saved.admissions.len(), saved.seated().count(), saved.version), (5, 5, session.version + 5));
}

pub(crate) async fn fifty_who_accept_at_once_never_exceed_five_seats(store: Db) {
    let windows = Windows::default();
    let mut session = waiting(1, "482913").apply(Event::AgentAdmitted(admission(900)), NOON, &windows).unwrap();
    // more invites than are ever open at once, as several processes might have left them
    for n in 0..50 {
        let before = session.invites.clone();
        session.invites.clear();
        let ask = NewInvite { must_be_in: false, ..invite(n, admission(900).id, n) };
        session = session.apply(Event::ColleagueInvited(ask), NOON, &windows).unwrap();
        session.invites.splice(0..0, before);
    }
    insert(&store, &session).await;
    let id = session.id;
    let accepts = at_once(50, |n| {
        let store = Arc::clone(&store);
        async move {
            let new = NewAdmission { agent: Some(colleague(n)), ..admission(n) };
            let event = Event::InviteAccepted(invite(n, admission(900).id, n).id, new);
            store
                .change(Which::Id(id), applying_in(event, NOON, windows))
                .await
                .expect("the database answers")
                .map(|_| ())
        }
    })
    .await;
    assert_eq!(accepts.iter().filter(|accept| accept.is_ok()).count(), 4, "one seat was taken before");
    assert!(accepts.iter().all(|accept| matches!(accept, Ok(()) | Err(Refused::Full))));
    assert_eq!(load(&store, id).await.helping().count(), 5);
}

pub(crate) async fn fifty_who_watch_at_once_are_two(store: Db) {
    insert(&store, &waiting(1, "482913")).await;
    let watchers = at_once(50, |n| {
        let store = Arc::clone(&store);
        async move {
            let event = Event::WatcherAdmitted(admission(n));
            let which = Which::Id(waiting(1, "482913").id);
            store
                .change(which, applying_in(event, NOON, Windows::default()))
                .await
                .expect("the database answers")
                .map(drop)
        }
    })
    .await;
    assert_eq!(watchers.iter().filter(|watch| watch.is_ok()).count(), 2);
}

pub(crate) async fn a_single_use_pin_lets_one_of_many_in(store: Db) {
    insert(&store, &waiting(1, "482913")).await;
    let joins = joins(&store, 50, Windows { pin_single_use: true, ..Windows::default() }).await;
    assert_eq!(joins.iter().filter(|join| join.is_ok()).count(), 1);
}

pub(crate) async fn fifty_parallel_tries_stay_within_the_budget(store: Db) {
    let limits = PinLimits::default();
    let tries = at_once(50, |_| {
        let store = Arc::clone(&store);
        async move {
            let attempt = NewAttempt {
                kind: AttemptKind::Pin,
                account: "ada".into(),
                ip: None,
                at: NOON,
                ip_window: chrono::TimeDelta::hours(1),
            };
            store.count_attempt(attempt, Box::new(move |seen| pin_wait(seen, NOON, &limits))).await.unwrap()
        }
    })
    .await;
    assert_eq!(tries.iter().filter(|outcome| outcome.is_ok()).count(), limits.in_a_row);
    assert!(tries.iter().filter_map(|outcome| outcome.err()).all(|until| until == NOON + limits.first_pause));
}

pub(crate) async fn of_many_who_take_a_setting_one_gets_it(store: Db) {
    store.put_setting("setup", "once").await.unwrap();
    let takers = at_once(20, |_| {
        let store = Arc::clone(&store);
        async move { store.take_setting("setup", "once").await.unwrap() }
    })
    .await;
    assert_eq!(takers.iter().filter(|taken| **taken).count(), 1);
}

pub(crate) async fn of_many_starts_with_one_assertion_one_happens(store: Db) {
    store.insert_site(site("shop", &["https://shop.example"]), entry(None)).await.unwrap();
    let starts = at_once(50, |n| {
        let store = Arc::clone(&store);
        async move {
            let used = UsedAssertion {
                site: "shop".parse().expect("a sample id is well-formed"),
                jti: SecretHash::of("once"),
                until: NOON + chrono::TimeDelta::seconds(150),
            };
            store.insert_identified(to_save(&starting(n)), vec![], used).await.unwrap()
        }
    })
    .await;
    assert_eq!(starts.iter().filter(|started| **started).count(), 1);
    assert_eq!(store.live_sessions().await.unwrap(), 1);
}

pub(crate) async fn parallel_entries_make_one_chain(store: Db) {
    at_once(60, |n| {
        let store = Arc::clone(&store);
        async move { store.append((0..=n % 3).map(|_| entry(None)).collect()).await.unwrap() }
    })
    .await;
    let entries = store.entries_after(0, 1_000).await.unwrap();
    assert_eq!(entries.len(), 120);
    let mut previous = timeline::CHAIN_START;
    for (seq, entry) in (1..).zip(&entries) {
        assert!(entry.follows(&previous, seq), "{seq}");
        previous = entry.hash;
    }
    assert!(matches!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 120, .. }));
}
