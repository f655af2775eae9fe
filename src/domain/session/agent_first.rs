//! What holds where agents may be there before the customer's page.

use super::samples::*;
use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;

const PIN: &str = "CASE42";

#[derive(Debug, Clone)]
enum Step {
    Admit { same_user: bool },
    Gone(usize),
    Seen(usize),
    Left(usize),
    Arrive,
    Connect,
    ShowPin,
}

fn steps() -> impl Strategy<Value = Vec<(i64, Step)>> {
    let step = prop_oneof![
        5 => any::<bool>().prop_map(|same_user| Step::Admit { same_user }),
        2 => (0_usize..6).prop_map(Step::Gone),
        2 => (0_usize..6).prop_map(Step::Seen),
        2 => (0_usize..6).prop_map(Step::Left),
        1 => Just(Step::Arrive),
        1 => Just(Step::Connect),
        1 => Just(Step::ShowPin),
    ];
    prop::collection::vec((prop_oneof![0_i64..20, 0_i64..120], step), 1..25)
}

fn event(step: &Step, session: &Session, count: u64, now: Time) -> Event {
    let nth = |n: usize| session.admissions.get(n).map_or_else(|| admission(count).id, |found| found.id);
    match step {
        Step::Admit { same_user } => {
            let user_id = if *same_user { "ada".to_owned() } else { format!("agent-{count}") };
            Event::AgentAdmitted(NewAdmission { agent: None, user_id, ..admission(count) })
        }
        Step::Gone(n) => Event::DeskGone(nth(*n)),
        Step::Seen(n) => Event::DeskSeen(nth(*n)),
        Step::Left(n) => Event::AgentLeft(nth(*n)),
        Step::Arrive => Event::CustomerArrived(arrival("grace", now)),
        Step::Connect => Event::CustomerConnected {
            presented: session.resume_token.map(|held| held.newest),
            next: SecretHash::of(&format!("resume-{count}")),
            page: None,
        },
        Step::ShowPin => Event::PinReported(pin(PIN)),
    }
}

fn arrival(user_id: &str, now: Time) -> Arrival {
    let name = "Grace".parse().expect("a sample name is well-formed");
    Arrival {
        customer: Customer { user_id: user_id.into(), name, identified: false },
        origin: Some("https://shop.example".into()),
        site: None,
        token_expires_at: now + TimeDelta::hours(2),
    }
}

/// Plays `steps`, an arrival only before a page connects, and shows every accepted one to `check`.
fn play(
    expected: bool,
    steps: &[(i64, Step)],
    mut check: impl FnMut(&Session, &Session, Time) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let windows = Windows::default();
    let (mut session, mut now) = (agreed(1, PIN, expected), NOON);
    for (count, (gap, step)) in steps.iter().enumerate() {
        now += seconds(*gap);
        // the engine connects a page, and lets it show a PIN, only once it knows whose it is
        let premature = matches!(step, Step::Connect | Step::ShowPin) && session.customer_expected;
        if premature || (matches!(step, Step::ShowPin) && session.resume_token.is_none()) {
            continue;
        }
        if let Ok(after) = session.apply(event(step, &session, count as u64, now), now, &windows) {
            check(&session, &after, now)?;
            session = after;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nobody_waits_longer_than_three_minutes_for_a_page_that_was_never_there(expected: bool, steps in steps()) {
        let windows = Windows::default();
        play(expected, &steps, |_, after, _| {
            if let Some(since) = after.agents_wait_since() {
                let edge = since + Windows::AGENT_WAITS;
                prop_assert!(after.settled(edge, &windows).agents_wait_since().is_none_or(|later| later > since));
                prop_assert!(after.deadline(&windows).is_some_and(|deadline| deadline <= edge));
            }
            Ok(())
        })?;
    }

    #[test]
    fn time_takes_one_order_whoever_comes_and_goes(expected: bool, steps in steps(), first in 0_i64..400, second in 0_i64..400) {
        let windows = Windows::default();
        play(expected, &steps, |_, after, now| {
            let (middle, end) = (now + seconds(first), now + seconds(first + second));
            let settled = after.settled(end, &windows);
            prop_assert_eq!(after.settled(middle, &windows).settled(end, &windows), settled.clone());
            if let State::Ended { at, .. } = settled.state {
                let in_order = |seat: &Admission| seat.left_at.is_some_and(|left| seat.admitted_at <= left && left <= at);
                prop_assert!(settled.admissions.iter().all(in_order), "nobody comes or leaves after the end");
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_two_users_in_one_session_share_an_id(expected: bool, steps in steps()) {
        play(expected, &steps, |_, after, _| {
            let mut ids: Vec<_> = after.seated().map(|seat| seat.user_id.as_str()).collect();
            ids.sort_unstable();
            let all = ids.len();
            ids.dedup();
            prop_assert_eq!(ids.len(), all);
            Ok(())
        })?;
    }

    #[test]
    fn the_customer_of_a_session_comes_once(expected: bool, steps in steps()) {
        play(expected, &steps, |before, after, _| {
            prop_assert!(before.customer_expected || !after.customer_expected);
            if !before.customer_expected {
                prop_assert_eq!(&before.customer, &after.customer);
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_session_that_an_agent_opened_ends_when_the_last_one_leaves() {
    let windows = Windows::default();
    let session = agreed(1, PIN, true).apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    let session = session.apply(Event::DeskSeen(admission(1).id), NOON, &windows).unwrap();
    let left = session.apply(Event::AgentLeft(admission(1).id), NOON + seconds(40), &windows).unwrap();
    let ended = left.settled(NOON + seconds(40), &windows);
    assert_eq!(ended.state, State::Ended { at: NOON + seconds(40), reason: EndReason::NoCustomer });
}

#[test]
fn a_customers_start_window_goes_on_when_the_waiting_agent_leaves() {
    let windows = Windows::default();
    let session = agreed(1, PIN, false).apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    let left = session.apply(Event::AgentLeft(admission(1).id), NOON + seconds(40), &windows).unwrap();
    let edge = NOON + windows.start;
    assert!(left.settled(edge - TimeDelta::milliseconds(1), &windows).is_live());
    assert_eq!(left.settled(edge, &windows).end_reason(), Some(EndReason::NeverStarted));
}

#[test]
fn an_agreed_pin_that_admits_one_admits_one() {
    let windows = Windows { pin_single_use: true, ..Windows::default() };
    let session = agreed(1, PIN, false).apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    assert_eq!(session.apply(Event::AgentAdmitted(admission(2)), NOON, &windows), Err(Refused::PinUsed));
    let shown = session.apply(Event::PinReported(pin(PIN)), NOON, &windows).unwrap();
    assert_eq!(
        shown.apply(Event::AgentAdmitted(admission(2)), NOON, &windows),
        Err(Refused::PinUsed),
        "nor afterwards"
    );
}

#[test]
fn where_nobody_tells_us_who_is_there_the_customer_comes_first() {
    let windows = Windows::default();
    let new = NewAdmission { presence: DeskPresence::Unknown, ..admission(1) };
    let refused = agreed(1, PIN, false).apply(Event::AgentAdmitted(new), NOON, &windows);
    assert_eq!(refused, Err(Refused::NoSuchPin), "zoom mode");
    let automatic = starting(1).apply(Event::AgentAdmitted(admission(1)), NOON, &windows);
    assert_eq!(automatic, Err(Refused::NoSuchPin), "no PIN was agreed on");
}

#[test]
fn who_shares_a_page_under_a_pin_comes_before_who_only_agreed_on_it() {
    let (windows, shared) = (Windows::default(), waiting(1, PIN));
    let found = sole_holder(&[agreed(2, PIN, true), shared.clone()], NOON, &windows);
    assert_eq!(found.map(|session| session.id), Ok(shared.id));
    let two = [agreed(2, PIN, true), agreed(3, PIN, false)];
    assert_eq!(sole_holder(&two, NOON, &windows), Err(Refused::Contested));
}
