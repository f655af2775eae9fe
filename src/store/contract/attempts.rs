//! What a judge is told about earlier attempts, and what is counted.

use super::samples::Db;
use crate::domain::Time;
use crate::domain::session::samples::{NOON, seconds};
use crate::domain::throttle::{Attempt, Attempts};
use crate::store::{AttemptId, AttemptKind, NewAttempt};
use chrono::TimeDelta;

fn attempt(account: &str, at: Time) -> NewAttempt {
    NewAttempt { kind: AttemptKind::Pin, account: account.into(), ip: None, at, ip_window: TimeDelta::hours(1) }
}

fn from(ip: &str, at: Time) -> NewAttempt {
    NewAttempt { ip: Some(ip.parse().expect("an address")), ..attempt("somebody", at) }
}

/// Counts one attempt; what the judge was told.
async fn count(store: &Db, attempt: NewAttempt) -> (AttemptId, Attempts) {
    let (tell, told) = std::sync::mpsc::channel();
    let judge = Box::new(move |attempts: &Attempts| {
        tell.send(attempts.clone()).expect("the test listens");
        None
    });
    let id = store.count_attempt(attempt, judge).await.expect("the database answers").expect("nobody waits");
    (id, told.recv().expect("the judge was asked"))
}

pub(crate) async fn the_judge_sees_earlier_attempts_of_the_account(store: Db) {
    let times = [-86_400, -86_399, -10, 0].map(|second| NOON + seconds(second));
    for at in times {
        count(&store, attempt("ada", at)).await;
    }
    count(&store, attempt("grace", NOON)).await;
    let (_, seen) = count(&store, attempt("ada", NOON)).await;
    let expected: Vec<_> = times[1..].iter().map(|at| Attempt { at: *at, ok: false }).collect();
    assert_eq!(seen.by_account, expected, "a day back, oldest first");
}

pub(crate) async fn who_has_to_wait_is_not_counted(store: Db) {
    let until = NOON + seconds(60);
    let outcome = store.count_attempt(attempt("ada", NOON), Box::new(move |_| Some(until))).await.unwrap();
    assert_eq!(outcome, Err(until));
    let (_, seen) = count(&store, attempt("ada", NOON)).await;
    assert!(seen.by_account.is_empty());
    assert_eq!(seen.failures_by_all, 0);
}

pub(crate) async fn success_takes_a_failure_back(store: Db) {
    let (id, _) = count(&store, from("192.0.2.7", NOON)).await;
    store.attempt_succeeded(id).await.unwrap();
    let (_, seen) = count(&store, from("192.0.2.7", NOON + seconds(1))).await;
    assert_eq!(seen.by_account, [Attempt { at: NOON, ok: true }]);
    assert!(seen.failures_by_ip.is_empty());
    assert_eq!(seen.failures_by_all, 0);
}

pub(crate) async fn addresses_are_counted_within_their_window(store: Db) {
    count(&store, from("2001:db8:0:1::1", NOON)).await;
    count(&store, from("2001:db8:0:1:ffff::2", NOON + seconds(1))).await;
    count(&store, from("2001:db8:0:2::1", NOON + seconds(2))).await;
    count(&store, attempt("somebody", NOON + seconds(3))).await;
    let window = |ip_window| NewAttempt { ip_window, ..from("2001:db8:0:1::3", NOON + seconds(600)) };
    let (_, seen) = count(&store, window(TimeDelta::seconds(601))).await;
    assert_eq!(seen.failures_by_ip, [NOON, NOON + seconds(1)], "one /64 is one address");
    let (_, seen) = count(&store, window(TimeDelta::seconds(600))).await;
    assert_eq!(seen.failures_by_ip, [NOON + seconds(1), NOON + seconds(600)]);
    let (_, seen) = count(&store, attempt("somebody", NOON + seconds(600))).await;
    assert!(seen.failures_by_ip.is_empty(), "no address is no address");
}

pub(crate) async fn the_deployment_has_counts_of_its_own(store: Db) {
    let hours_ago = [7 * 24, 6 * 24, 24, 2].map(|hours| NOON - TimeDelta::hours(hours));
    for at in hours_ago.into_iter().chain([NOON - seconds(3_599), NOON]) {
        count(&store, attempt(&format!("agent at {at}"), at)).await;
    }
    let (_, seen) = count(&store, attempt("ada", NOON)).await;
    assert!(seen.by_account.is_empty());
    assert_eq!(seen.failures_by_all, 2);
    assert_eq!(seen.mean_failures_by_all, 5.0 / 168.0, "the one of seven days ago is out");
}

pub(crate) async fn kinds_do_not_mix(store: Db) {
    count(&store, from("192.0.2.7", NOON)).await;
    let login = NewAttempt { kind: AttemptKind::Login, ..from("192.0.2.7", NOON) };
    let (_, seen) = count(&store, login).await;
    assert!(seen.by_account.is_empty() && seen.failures_by_ip.is_empty());
    assert_eq!((seen.failures_by_all, seen.mean_failures_by_all), (0, 0.0));
}
