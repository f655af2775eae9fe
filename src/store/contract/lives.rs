//! Whatever happens to a session, it reads back as the domain made it.

use super::samples::{Db, applying, insert, load};
use crate::domain::session::samples::{NOON, admission, colleague, invite, pin, seconds, starting};
use crate::domain::session::{DeskPresence, EndReason, Event, NewAdmission, NewInvite, Session};
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
    Admit { presence_known: bool },
    Invite { by: usize, hand_over: bool },
    Accept(usize),
    Decline(usize),
    Watch,
    BargeIn(usize),
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
        6 => any::<bool>().prop_map(|presence_known| Step::Admit { presence_known }),
        3 => (0_usize..6, any::<bool>()).prop_map(|(by, hand_over)| Step::Invite { by, hand_over }),
        3 => (0_usize..4).prop_map(Step::Accept),
        1 => (0_usize..4).prop_map(Step::Decline),
        2 => Just(Step::Watch),
        2 => (0_usize..6).prop_map(Step::BargeIn),
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
    let nth_invite = |n: usize| {
        let found = session.invites.get(n).map(|invite| (invite.id, invite.to));
        found.unwrap_or_else(|| (invite(count, admission(count).id, 0).id, colleague(0)))
    };
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
        Step::Invite { by, hand_over } => {
            Event::ColleagueInvited(NewInvite { hand_over, must_be_in: false, ..invite(count, nth(by), count) })
        }
        Step::Accept(n) => {
            let (id, to) = nth_invite(n);
            Event::InviteAccepted(id, NewAdmission { agent: Some(to), ..admission(count) })
        }
        Step::Decline(n) => {
            let (invite, by) = nth_invite(n);
            Event::InviteDeclined { invite, by, word: Some(format!("Busy {count}")) }
        }
        Step::Watch => Event::WatcherAdmitted(admission(count)),
        Step::BargeIn(n) => Event::BargedIn(nth(n)),
        Step::Admit { presence_known } => {
            let presence = if presence_known { DeskPresence::Seen } else { DeskPresence::Unknown };
            Event::AgentAdmitted(NewAdmission { presence, ..admission(count) })
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
