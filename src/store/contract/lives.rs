//! Whatever happens to a session, it reads back as the domain made it.

use super::samples::{Db, applying, insert, load};
use crate::domain::session::samples::{NOON, admission, pin, seconds, starting};
use crate::domain::session::{DeskPresence, EndReason, Event, NewAdmission, Session, Via};
use crate::domain::{SecretHash, Windows};
use crate::store::{Store, Which};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// An event that names things by number, so that a shrunk case can be read.
#[derive(Debug, Clone)]
enum Step {
    Pin(u8),
    Connect,
    Kept,
    Seen,
    Lost,
    Admit { by_pin: bool, presence_known: bool },
    Reopen(usize),
    DeskGone(usize),
    Joined(usize),
    Left(usize),
    End(EndReason),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_u8..4).prop_map(Step::Pin),
        3 => Just(Step::Connect),
        1 => Just(Step::Kept),
        3 => Just(Step::Seen),
        1 => Just(Step::Lost),
        6 => any::<(bool, bool)>().prop_map(|(by_pin, presence_known)| Step::Admit { by_pin, presence_known }),
        2 => (0_usize..6).prop_map(Step::Reopen),
        2 => (0_usize..6).prop_map(Step::DeskGone),
        4 => (0_usize..6).prop_map(Step::Joined),
        2 => (0_usize..6).prop_map(Step::Left),
        1 => prop::sample::select(EndReason::ALL.to_vec()).prop_map(Step::End),
    ]
}

/// `count` is another for every step of every life, because ids are unique in the whole database.
fn event(step: Step, session: &Session, count: u64) -> Event {
    let nth = |n: usize| session.admissions.get(n).map_or_else(|| admission(count).id, |found| found.id);
    match step {
        Step::Pin(n) => Event::PinReported(pin(&format!("10000{n}"))),
        Step::Connect => Event::CustomerConnected {
            presented: session.resume_token.map(|held| held.newest),
            next: SecretHash::of(&format!("resume-{count}")),
            page: Some(format!("https://shop.example/{count}")),
        },
        Step::Kept => {
            let newest = session.resume_token.map(|held| held.newest);
            Event::ResumeKept(newest.unwrap_or_else(|| SecretHash::of("none")))
        }
        Step::Seen => Event::CustomerSeen,
        Step::Lost => Event::CustomerLost,
        Step::Admit { by_pin, presence_known } => {
            let via = if by_pin { Via::Pin } else { Via::Invite };
            let presence = if presence_known { DeskPresence::Seen } else { DeskPresence::Unknown };
            Event::AgentAdmitted(NewAdmission { via, presence, ..admission(count) })
        }
        Step::Reopen(n) => Event::DeskReopened(nth(n), SecretHash::of(&format!("again-{count}"))),
        Step::DeskGone(n) => Event::DeskGone(nth(n)),
        Step::Joined(n) => Event::AgentJoined(nth(n)),
        Step::Left(n) => Event::AgentLeft(nth(n)),
        Step::End(reason) => Event::End(reason),
    }
}

/// Plays the steps in the database and beside it; both have to agree after each.
async fn play(store: &Arc<dyn Store>, counter: &AtomicU64, steps: Vec<(i64, Step)>) -> Result<(), TestCaseError> {
    let mut model = starting(1_000_000 + counter.fetch_add(1, Ordering::Relaxed));
    let mut now = NOON;
    insert(store, &model).await;
    for (gap, step) in steps {
        now += seconds(gap);
        let event = event(step, &model, counter.fetch_add(1, Ordering::Relaxed));
        let expected = model.apply(event.clone(), now, &Windows::default());
        let saved = store.change(Which::Id(model.id), applying(event, now)).await.expect("the database answers");
        match (expected, saved) {
            (Ok(expected), Ok(saved)) => {
                model = Session { version: model.version + 1, ..expected };
                prop_assert_eq!(&saved, std::slice::from_ref(&model));
            }
            (Err(expected), Err(refused)) => prop_assert_eq!(expected, refused),
            (expected, saved) => prop_assert!(false, "{:?} is not {:?}", expected, saved),
        }
        prop_assert_eq!(&load(store, model.id).await, &model);
    }
    Ok(())
}

pub(crate) async fn random_lives_read_back_at_every_step(store: Db) {
    let runtime = tokio::runtime::Handle::current();
    let counter = AtomicU64::new(1);
    let steps = prop::collection::vec((prop_oneof![0_i64..10, 0_i64..60], step()), 1..30);
    tokio::task::block_in_place(|| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(32) });
        runner.run(&steps, |steps| runtime.block_on(play(&store, &counter, steps))).unwrap_or_else(|e| panic!("{e}"));
    });
}
