//! What holds for every session, whatever happens to it.

use super::samples::*;
use super::*;
use crate::domain::AdmissionId;
use crate::domain::site::DeskOptions;
use crate::domain::waiting::offered;
use chrono::TimeDelta;
use proptest::prelude::*;

/// An event that names things by number, so that a shrunk case can be read.
#[derive(Debug, Clone)]
enum Step {
    Pin(u8),
    Connect(Shows),
    Kept { newest: bool },
    Seen,
    Lost,
    Admit,
    Invite { by: usize, to: u64, hand_over: bool },
    Accept(usize),
    Decline(usize),
    Withdraw(usize),
    Watch,
    BargeIn(usize),
    Take,
    Reopen(usize),
    Returned(usize),
    DeskSeen(usize),
    DeskHeard(usize),
    DeskGone(usize),
    SaidToLeave(usize),
    Joined(usize),
    Left(usize),
    End(EndReason),
}

/// What a page comes with.
#[derive(Debug, Clone, Copy)]
enum Shows {
    Newest,
    Before,
    Start,
    Stolen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0_u8..8).prop_map(Step::Pin),
        3 => prop::sample::select(vec![Shows::Newest, Shows::Before, Shows::Start, Shows::Stolen]).prop_map(Step::Connect),
        1 => any::<bool>().prop_map(|newest| Step::Kept { newest }),
        6 => Just(Step::Seen),
        1 => Just(Step::Lost),
        6 => Just(Step::Admit),
        4 => (0_usize..8, 0_u64..4, any::<bool>()).prop_map(|(by, to, hand_over)| Step::Invite { by, to, hand_over }),
        4 => (0_usize..6).prop_map(Step::Accept),
        1 => (0_usize..6).prop_map(Step::Decline),
        1 => (0_usize..6).prop_map(Step::Withdraw),
        3 => Just(Step::Watch),
        3 => (0_usize..8).prop_map(Step::BargeIn),
        3 => Just(Step::Take),
        2 => (0_usize..8).prop_map(Step::Reopen),
        2 => (0_usize..8).prop_map(Step::DeskSeen),
        2 => (0_usize..8).prop_map(Step::Returned),
        2 => (0_usize..8).prop_map(Step::DeskHeard),
        2 => (0_usize..8).prop_map(Step::DeskGone),
        2 => (0_usize..8).prop_map(Step::SaidToLeave),
        4 => (0_usize..8).prop_map(Step::Joined),
        2 => (0_usize..8).prop_map(Step::Left),
        1 => prop::sample::select(EndReason::ALL.to_vec()).prop_map(Step::End),
    ]
}

fn steps() -> impl Strategy<Value = Vec<(i64, Step)>> {
    prop::collection::vec((prop_oneof![0_i64..20, 0_i64..200, 0_i64..2_000], step()), 1..40)
}

fn windows() -> impl Strategy<Value = Windows> {
    any::<bool>().prop_map(|pin_single_use| Windows { pin_single_use, ..Windows::default() })
}

fn event(step: &Step, session: &Session, count: u64) -> Event {
    let nth = |n: usize| session.admissions.get(n).map_or_else(|| admission(count).id, |found| found.id);
    let nth_invite = |n: usize| {
        let found = session.invites.get(n).map(|invite| (invite.id, invite.to));
        found.unwrap_or_else(|| (invite(count, admission(count).id, 0).id, colleague(0)))
    };
    match step {
        Step::Pin(n) => Event::PinReported(pin(&format!("10000{n}"))),
        Step::Connect(shows) => Event::CustomerConnected {
            presented: presented(*shows, session),
            next: SecretHash::of(&format!("resume-{count}")),
            page: None,
        },
        Step::Kept { newest } => {
            let shows = if *newest { Shows::Newest } else { Shows::Before };
            Event::ResumeKept(presented(shows, session).unwrap_or_else(|| SecretHash::of("other")))
        }
        Step::Seen => Event::CustomerSeen,
        Step::Lost => Event::CustomerLost,
        Step::Admit => Event::AgentAdmitted(admission(count)),
        Step::Invite { by, to, hand_over } => Event::ColleagueInvited(NewInvite {
            hand_over: *hand_over,
            must_be_in: false,
            ..invite(count, nth(*by), *to)
        }),
        Step::Accept(n) => {
            let (id, to) = nth_invite(*n);
            Event::InviteAccepted(id, NewAdmission { agent: Some(to), ..admission(count) })
        }
        Step::Decline(n) => {
            let (invite, by) = nth_invite(*n);
            Event::InviteDeclined { invite, by, word: None }
        }
        Step::Withdraw(n) => Event::InviteWithdrawn(nth_invite(*n).0, nth(*n)),
        Step::Watch => Event::WatcherAdmitted(admission(count)),
        Step::BargeIn(n) => Event::BargedIn(nth(*n)),
        Step::Take => Event::TakenFromList(admission(count)),
        Step::Reopen(n) => Event::DeskReopened(nth(*n), SecretHash::of("again")),
        Step::DeskSeen(n) => Event::DeskSeen(nth(*n)),
        Step::DeskHeard(n) => Event::DeskHeard(nth(*n)),
        Step::Returned(n) => {
            let agent = session.admissions.get(*n).and_then(|found| found.agent);
            Event::AgentReturned(NewAdmission { agent, ..admission(count) })
        }
        Step::DeskGone(n) => Event::DeskGone(nth(*n)),
        Step::SaidToLeave(n) => Event::SaidToLeave(nth(*n)),
        Step::Joined(n) => Event::AgentJoined(nth(*n)),
        Step::Left(n) => Event::AgentLeft(nth(*n)),
        Step::End(reason) => Event::End(*reason),
    }
}

fn presented(shows: Shows, session: &Session) -> Option<SecretHash> {
    match (shows, session.resume_token) {
        (Shows::Stolen, _) => Some(SecretHash::of("stolen")),
        (Shows::Newest, Some(held)) => Some(held.newest),
        (Shows::Before, Some(ResumeToken { shown: Shown::Token(token), .. })) => Some(token),
        _ => None,
    }
}

/// Plays `steps` and shows every accepted and refused step to `check`.
fn play(
    steps: &[(i64, Step)],
    windows: &Windows,
    mut check: impl FnMut(&Session, &Event, &Result<Session, Refused>, Time) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let (mut session, mut now) = (starting(1), NOON);
    for (count, (gap, step)) in steps.iter().enumerate() {
        now += seconds(*gap);
        let event = event(step, &session, count as u64);
        let outcome = session.apply(event.clone(), now, windows);
        check(&session, &event, &outcome, now)?;
        session = outcome.unwrap_or_else(|_| session.settled(now, windows));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_leaves_ended(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, _, outcome, now| {
            let settled = before.settled(now, &windows);
            if let (State::Ended { .. }, Ok(after)) = (settled.state, outcome) {
                prop_assert_eq!(&settled, after);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_join_implies_every_rule(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let (Event::AgentAdmitted(new), Ok(after)) = (event, outcome) else { return Ok(()) };
            let settled = before.settled(now, &windows);
            prop_assert!(settled.is_live());
            prop_assert!(now - settled.customer_seen_at <= Windows::SEEN_TO_JOIN);
            prop_assert!(settled.helping().count() < Windows::SEATS);
            prop_assert!(after.admission(new.id).is_some());
            let held = settled.pin.clone().expect("a join by PIN needs a PIN");
            prop_assert!(now < held.since + windows.pin);
            prop_assert!(!(windows.pin_single_use && held.used));
            Ok(())
        })?;
    }

    #[test]
    fn what_the_list_offers_can_be_taken_and_nothing_else(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let Event::TakenFromList(_) = event else { return Ok(()) };
            let list = DeskOptions { waiting_list: true, ..DeskOptions::default() };
            prop_assert_eq!(offered(before, &list, &[], now, &windows).is_some(), outcome.is_ok());
            Ok(())
        })?;
    }

    #[test]
    fn at_most_one_customer_five_seats_and_two_watchers(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let Ok(after) = outcome else { return Ok(()) };
            prop_assert!(after.helping().count() <= Windows::SEATS);
            prop_assert!(after.watching().count() <= Windows::WATCHERS);
            if let Event::CustomerConnected { presented, .. } = event {
                let held = before.settled(now, &windows).resume_token;
                let good = match (held, presented) {
                    (None, None) => true,
                    (Some(held), None) => held.shown == Shown::Start,
                    (Some(held), Some(token)) => *token == held.newest || held.shown == Shown::Token(*token),
                    (None, Some(_)) => false,
                };
                prop_assert!(good);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_state_agrees_with_who_is_in(steps in steps(), windows in windows()) {
        play(&steps, &windows, |_, _, outcome, _| {
            let Ok(after) = outcome else { return Ok(()) };
            match after.state {
                State::Active => prop_assert!(after.present().count() > 0),
                State::Waiting => prop_assert_eq!(after.present().count(), 0),
                State::Starting => prop_assert!(after.pin.is_none()),
                State::Ended { .. } => {
                    prop_assert!(after.pin.is_none() && after.custom_pin.is_none() && after.resume_token.is_none());
                    prop_assert!(after.admissions.iter().all(|a| a.left_at.is_some() && a.token.is_none()));
                }
                State::Recovering { .. } => {}
            }
            Ok(())
        })?;
    }

    #[test]
    fn an_accepted_invite_was_open_and_for_this_person_and_is_good_once(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let (Event::InviteAccepted(id, new), Ok(after)) = (event, outcome) else { return Ok(()) };
            let settled = before.settled(now, &windows);
            let invite = settled.invite(*id).expect("an accepted invite is known");
            prop_assert_eq!(settled.invite_state(invite, now), InviteState::Open);
            prop_assert_eq!(Some(invite.to), new.agent);
            prop_assert!(now - settled.customer_seen_at <= Windows::SEEN_TO_JOIN);
            prop_assert!(settled.helping().count() < Windows::SEATS);
            let again = after.apply(Event::InviteAccepted(*id, NewAdmission { agent: new.agent, ..admission(999) }), now, &windows);
            prop_assert_eq!(again, Err(Refused::InviteClosed));
            Ok(())
        })?;
    }

    #[test]
    fn a_hand_over_frees_seats_only_when_the_colleague_is_in(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let (Event::AgentJoined(id), Ok(after)) = (event, outcome) else { return Ok(()) };
            let settled = before.settled(now, &windows);
            let handing_over = settled.handing_over_to(*id);
            for seat in settled.seated() {
                let is_in = after.admission(seat.id).is_some_and(|seat| seat.left_at.is_none());
                prop_assert_eq!(is_in, !handing_over.contains(&seat.id));
            }
            prop_assert!(after.seated().any(|seat| seat.id == *id), "whoever took over stays");
            Ok(())
        })?;
    }

    #[test]
    fn a_seat_is_taken_by_pin_invite_or_barging_in_and_by_nothing_else(steps in steps(), windows in windows()) {
        play(&steps, &windows, |before, event, outcome, now| {
            let Ok(after) = outcome else { return Ok(()) };
            let settled = before.settled(now, &windows);
            let was_helping = |id| settled.admission(id).is_some_and(|seat| seat.mode == Mode::Helping);
            for seat in after.helping().filter(|seat| !was_helping(seat.id)) {
                let by = match event {
                    Event::AgentAdmitted(_) => Some(Via::Pin),
                    Event::TakenFromList(_) => Some(Via::WaitingList),
                    Event::InviteAccepted(..) => Some(Via::Invite),
                    Event::BargedIn(_) => Some(Via::Role),
                    Event::AgentReturned(_) => Some(seat.via),
                    _ => None,
                };
                prop_assert_eq!(by, Some(seat.via));
                prop_assert!(seat.via != Via::Role || seat.joined_at.is_some(), "the customer knows who barges in");
            }
            Ok(())
        })?;
    }

    #[test]
    fn settling_in_two_steps_is_settling_in_one(steps in steps(), windows in windows(), first in 0_i64..20_000, second in 0_i64..20_000) {
        play(&steps, &windows, |_, _, outcome, now| {
            let Ok(after) = outcome else { return Ok(()) };
            let (middle, end) = (now + seconds(first), now + seconds(first + second));
            prop_assert_eq!(after.settled(middle, &windows).settled(end, &windows), after.settled(end, &windows));
            Ok(())
        })?;
    }

    #[test]
    fn every_session_ends_by_itself(steps in steps(), windows in windows()) {
        play(&steps, &windows, |_, _, outcome, now| {
            let Ok(after) = outcome else { return Ok(()) };
            prop_assert!(!after.settled(now + TimeDelta::hours(5), &windows).is_live());
            prop_assert_eq!(after.deadline(&windows).is_some(), after.is_live());
            Ok(())
        })?;
    }

    #[test]
    fn a_pin_held_by_two_live_sessions_admits_to_neither(ended: [bool; 3], extra in 0_i64..1_000) {
        let windows = Windows::default();
        let now = NOON + seconds(extra);
        let holders: Vec<_> = ended.iter().enumerate().map(|(n, ended)| {
            let session = waiting(n as u64, "482913");
            if *ended { session.apply(Event::End(EndReason::CustomerEnded), NOON, &windows).unwrap() } else { session }
        }).collect();
        let live = holders.iter().filter(|session| session.settled(now, &windows).is_live()).count();
        let expected = match live { 0 => Some(Refused::NoSuchPin), 1 => None, _ => Some(Refused::Contested) };
        prop_assert_eq!(sole_holder(&holders, now, &windows).err(), expected);
    }
}

fn windows_default() -> Windows {
    Windows::default()
}

#[test]
fn a_pin_works_until_the_instant_its_window_closes() {
    let windows = windows_default();
    let mut session = waiting(1, "482913");
    // somebody is in already, so the session outlives the window
    session = session.apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    session = session.apply(Event::AgentJoined(admission(1).id), NOON, &windows).unwrap();
    let closes = NOON + windows.pin;
    session.customer_seen_at = closes;
    let at = |now| session.apply(Event::AgentAdmitted(admission(2)), now, &windows).map(|_| ());
    assert_eq!(at(closes - TimeDelta::milliseconds(100)), Ok(()));
    assert_eq!(at(closes), Err(Refused::PinExpired));
}

#[test]
fn an_unused_pin_takes_its_session_with_it() {
    let windows = windows_default();
    let mut session = waiting(1, "482913");
    session.customer_seen_at = NOON + windows.pin;
    assert!(session.settled(NOON + windows.pin - TimeDelta::milliseconds(100), &windows).is_live());
    let ended = session.settled(NOON + windows.pin, &windows);
    assert_eq!(ended.state, State::Ended { at: NOON + windows.pin, reason: EndReason::NoAgent });
}

#[test]
fn repeating_a_pin_does_not_lengthen_its_life_and_a_new_one_replaces_it() {
    let windows = windows_default();
    let session = waiting(1, "482913");
    let later = NOON + seconds(30);
    let repeated = session.apply(Event::PinReported(pin("482913")), later, &windows).unwrap();
    assert_eq!(repeated.pin, session.pin);
    let replaced = repeated.apply(Event::PinReported(pin("111222")), later, &windows).unwrap();
    assert_eq!(replaced.pin.unwrap().pin, pin("111222"));
}

#[test]
fn a_session_reports_at_most_five_pins_two_seconds_apart() {
    let windows = windows_default();
    let mut session = waiting(1, "100000");
    assert_eq!(
        session.apply(Event::PinReported(pin("100001")), NOON + seconds(1), &windows),
        Err(Refused::TooManyPins)
    );
    for n in 1..5 {
        session =
            session.apply(Event::PinReported(pin(&format!("10000{n}"))), NOON + seconds(2 * n), &windows).unwrap();
    }
    assert_eq!(
        session.apply(Event::PinReported(pin("100009")), NOON + seconds(20), &windows),
        Err(Refused::TooManyPins)
    );
}

#[test]
fn a_customer_who_is_gone_may_come_back_for_two_minutes() {
    let windows = windows_default();
    let lost = waiting(1, "482913").apply(Event::CustomerLost, NOON, &windows).unwrap();
    assert_eq!(lost.state, State::Recovering { since: NOON });
    let edge = NOON + Windows::RECOVERY;
    let back = lost.apply(Event::CustomerSeen, edge - TimeDelta::milliseconds(100), &windows).unwrap();
    assert_eq!(back.state, State::Waiting);
    assert_eq!(lost.apply(Event::CustomerSeen, edge, &windows), Err(Refused::Over));
    assert_eq!(lost.settled(edge, &windows).end_reason(), Some(EndReason::CustomerLost));
}

#[test]
fn a_desk_that_stays_away_gives_up_its_seat() {
    let windows = windows_default();
    let id: AdmissionId = admission(1).id;
    let session = waiting(1, "482913").apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    let session = session.apply(Event::AgentJoined(id), NOON + seconds(2), &windows).unwrap();
    assert_eq!(session.state, State::Active);
    let gone = session.apply(Event::DeskGone(id), NOON + seconds(10), &windows).unwrap();
    assert_eq!(gone.settled(NOON + seconds(39), &windows).state, State::Active);
    let freed = gone.settled(NOON + seconds(40), &windows);
    assert_eq!((freed.state, freed.seated().count()), (State::Waiting, 0));
}

fn told(seed: u64) -> NewAdmission {
    NewAdmission { presence: DeskPresence::Told, ..admission(seed) }
}

#[test]
fn a_desk_whose_page_says_that_it_is_there_keeps_its_seat_for_as_long_as_it_says_so() {
    let windows = windows_default();
    let id = admission(1).id;
    let mut session = waiting(1, "482913").apply(Event::AgentAdmitted(told(1)), NOON, &windows).unwrap();
    for second in [25, 50, 75] {
        session = session.apply(Event::CustomerSeen, NOON + seconds(second), &windows).unwrap();
        session = session.apply(Event::DeskHeard(id), NOON + seconds(second), &windows).unwrap();
    }
    let session = session.apply(Event::AgentJoined(id), NOON + seconds(80), &windows).unwrap();
    assert_eq!(session.settled(NOON + seconds(109), &windows).seated().count(), 1, "joining is a sign of it");
    let freed = session.settled(NOON + seconds(110), &windows);
    assert_eq!((freed.state, freed.seated().count()), (State::Waiting, 0), "and not one that it stays");
    assert_eq!(session.apply(Event::DeskHeard(id), NOON + seconds(110), &windows), Err(Refused::NoSuchAdmission));
}

#[test]
fn a_desk_nobody_can_tell_about_keeps_its_seat_until_its_page_says_something() {
    let windows = windows_default();
    let new = NewAdmission { presence: DeskPresence::Unknown, ..admission(1) };
    let id = new.id;
    let session = waiting(1, "482913").apply(Event::AgentAdmitted(new), NOON, &windows).unwrap();
    let seen = session.apply(Event::CustomerSeen, NOON + seconds(40), &windows).unwrap();
    assert_eq!(seen.seated().count(), 1);
    let heard = seen.apply(Event::DeskHeard(id), NOON + seconds(40), &windows).unwrap();
    assert_eq!(heard.settled(NOON + seconds(70), &windows).seated().count(), 0);
}

#[test]
fn zooms_desk_is_not_let_in_before_the_customer_is_there() {
    let windows = windows_default();
    let agreed = agreed(1, "KX4M7QPA", false);
    assert_eq!(agreed.apply(Event::AgentAdmitted(told(1)), NOON, &windows), Err(Refused::NoSuchPin));
    assert!(agreed.apply(Event::AgentAdmitted(admission(1)), NOON, &windows).is_ok(), "our engine lets them wait");
}

#[test]
fn who_lost_the_seat_comes_back_without_a_pin_while_the_session_lives() {
    let windows = windows_default();
    let lost = waiting(1, "482913").apply(Event::AgentAdmitted(told(1)), NOON, &windows).unwrap();
    let later = NOON + seconds(31);
    let same = |seed| NewAdmission { agent: admission(1).agent, ..told(seed) };
    let back = lost.apply(Event::AgentReturned(same(2)), later, &windows).unwrap();
    assert_eq!((back.seated().count(), back.admissions.len()), (1, 2));
    assert_eq!(lost.apply(Event::AgentReturned(told(3)), later, &windows), Err(Refused::NoSuchAdmission), "a stranger");
    let over = lost.apply(Event::End(EndReason::Revoked), later, &windows).unwrap();
    assert_eq!(over.apply(Event::AgentReturned(same(2)), later, &windows), Err(Refused::Over));
}

#[test]
fn coming_back_counts_as_reopening_over_all_seats_of_an_agent() {
    let windows = windows_default();
    let mut session = waiting(1, "482913").apply(Event::AgentAdmitted(told(0)), NOON, &windows).unwrap();
    let agent = admission(0).agent;
    for seed in 1..=5 {
        let now = NOON + seconds(31 * seed as i64);
        session = session.apply(Event::CustomerSeen, now, &windows).unwrap();
        session = session.apply(Event::AgentReturned(NewAdmission { agent, ..told(seed) }), now, &windows).unwrap();
    }
    let now = NOON + seconds(190);
    let sixth = Event::AgentReturned(NewAdmission { agent, ..told(9) });
    assert_eq!(session.apply(sixth, now, &windows), Err(Refused::TooManyReopenings));
}

#[test]
fn a_sixth_agent_finds_no_seat_and_a_left_one_frees_it() {
    let windows = windows_default();
    let mut session = waiting(1, "482913");
    for n in 0..5 {
        session = session.apply(Event::AgentAdmitted(admission(n)), NOON, &windows).unwrap();
    }
    assert_eq!(session.apply(Event::AgentAdmitted(admission(9)), NOON, &windows), Err(Refused::Full));
    session = session.apply(Event::AgentLeft(admission(2).id), NOON, &windows).unwrap();
    assert!(session.apply(Event::AgentAdmitted(admission(9)), NOON, &windows).is_ok());
}

fn in_session() -> Session {
    let session = waiting(1, "482913").apply(Event::AgentAdmitted(admission(1)), NOON, &windows_default()).unwrap();
    session.apply(Event::AgentJoined(admission(1).id), NOON, &windows_default()).unwrap()
}

fn asked(to: u64, hand_over: bool) -> (Session, crate::domain::InviteId) {
    let new = NewInvite { hand_over, ..invite(1, admission(1).id, to) };
    let id = new.id;
    (in_session().apply(Event::ColleagueInvited(new), NOON, &windows_default()).unwrap(), id)
}

fn coming(seed: u64, to: u64) -> NewAdmission {
    NewAdmission { agent: Some(colleague(to)), ..admission(seed) }
}

#[test]
fn an_invite_admits_after_the_pins_window_and_with_a_pin_that_was_used() {
    let windows = Windows { pin_single_use: true, pin: seconds(60), ..windows_default() };
    let (mut session, id) = asked(7, false);
    let later = NOON + seconds(300);
    session.customer_seen_at = later;
    assert_eq!(session.apply(Event::AgentAdmitted(admission(2)), later, &windows), Err(Refused::PinUsed));
    let session = session.apply(Event::InviteAccepted(id, coming(2, 7)), later, &windows).unwrap();
    let came = session.helping().last().unwrap();
    assert_eq!((came.via, came.mode, came.joined_at), (Via::Invite, Mode::Helping, None));
}

#[test]
fn an_invite_is_open_for_ten_minutes_and_for_one_person() {
    let windows = windows_default();
    let (mut session, id) = asked(7, false);
    assert_eq!(
        session.apply(Event::InviteAccepted(id, coming(2, 8)), NOON, &windows),
        Err(Refused::NoSuchInvite),
        "somebody else"
    );
    let edge = NOON + Windows::INVITE;
    session.customer_seen_at = edge;
    let at = |now| session.apply(Event::InviteAccepted(id, coming(2, 7)), now, &windows).map(|_| ());
    assert_eq!(at(edge - TimeDelta::milliseconds(1)), Ok(()));
    assert_eq!(at(edge), Err(Refused::InviteClosed));
    let over = session.apply(Event::End(EndReason::Revoked), NOON, &windows).unwrap();
    assert_eq!(over.invite_state(over.invite(id).unwrap(), NOON), InviteState::Expired, "with the session");
}

#[test]
fn whoever_hands_over_leaves_once_the_customer_agreed_to_the_colleague() {
    let windows = windows_default();
    let (session, id) = asked(7, true);
    let session = session.apply(Event::InviteAccepted(id, coming(2, 7)), NOON, &windows).unwrap();
    assert_eq!(session.helping().count(), 2, "nothing changed yet");
    let declined = session.apply(Event::AgentLeft(admission(2).id), NOON, &windows).unwrap();
    assert!(declined.present().any(|seat| seat.id == admission(1).id), "the customer said no");
    let joined = session.apply(Event::AgentJoined(admission(2).id), NOON, &windows).unwrap();
    let inside: Vec<_> = joined.seated().map(|seat| seat.id).collect();
    assert_eq!((joined.state, inside), (State::Active, vec![admission(2).id]));
}

#[test]
fn nobody_is_asked_twice_at_a_time_and_whoever_is_inside_not_at_all() {
    let windows = windows_default();
    let (session, _) = asked(7, false);
    let ask = |seed, to| session.apply(Event::ColleagueInvited(invite(seed, admission(1).id, to)), NOON, &windows);
    assert_eq!(ask(2, 7).map(drop), Err(Refused::InvitedAlready));
    let himself = NewInvite { to: admission(1).agent.unwrap(), ..invite(3, admission(1).id, 0) };
    assert_eq!(session.apply(Event::ColleagueInvited(himself), NOON, &windows), Err(Refused::InsideAlready));
    let mut crowd = session.clone();
    for to in 10..19 {
        crowd = crowd.apply(Event::ColleagueInvited(invite(to, admission(1).id, to)), NOON, &windows).unwrap();
    }
    let more = Event::ColleagueInvited(invite(30, admission(1).id, 30));
    assert_eq!(crowd.apply(more, NOON, &windows), Err(Refused::TooManyInvites));
}

#[test]
fn only_who_was_agreed_to_and_helps_invites() {
    let windows = windows_default();
    let admitted = waiting(1, "482913").apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
    let ask = Event::ColleagueInvited(invite(1, admission(1).id, 7));
    assert_eq!(admitted.apply(ask, NOON, &windows), Err(Refused::NoSuchAdmission));
    let watched = in_session().apply(Event::WatcherAdmitted(admission(2)), NOON, &windows).unwrap();
    let watched = watched.apply(Event::AgentJoined(admission(2).id), NOON, &windows).unwrap();
    let ask = Event::ColleagueInvited(invite(1, admission(2).id, 7));
    assert_eq!(watched.apply(ask, NOON, &windows), Err(Refused::NoSuchAdmission), "a watcher");
}

#[test]
fn watchers_take_no_seat_keep_no_session_active_and_are_two_at_most() {
    let windows = windows_default();
    let mut session = waiting(1, "482913");
    for seed in 2..=3 {
        session = session.apply(Event::WatcherAdmitted(admission(seed)), NOON, &windows).unwrap();
        session = session.apply(Event::AgentJoined(admission(seed).id), NOON, &windows).unwrap();
    }
    assert_eq!((session.state, session.helping().count()), (State::Waiting, 0));
    assert_eq!(session.apply(Event::WatcherAdmitted(admission(4)), NOON, &windows), Err(Refused::TooManyWatchers));
    session.customer_seen_at = NOON + windows.pin;
    assert_eq!(
        session.settled(NOON + windows.pin, &windows).end_reason(),
        Some(EndReason::NoAgent),
        "nobody came to help"
    );
    assert_eq!(starting(1).apply(Event::WatcherAdmitted(admission(4)), NOON, &windows), Err(Refused::NothingToWatch));
}

#[test]
fn a_watcher_barges_in_where_a_seat_is_free() {
    let windows = windows_default();
    let mut session = waiting(1, "482913").apply(Event::WatcherAdmitted(admission(9)), NOON, &windows).unwrap();
    let barge = Event::BargedIn(admission(9).id);
    assert_eq!(
        session.apply(barge.clone(), NOON, &windows),
        Err(Refused::NoSuchAdmission),
        "the customer was not asked"
    );
    session = session.apply(Event::AgentJoined(admission(9).id), NOON, &windows).unwrap();
    let helps = session.apply(barge.clone(), NOON, &windows).unwrap();
    assert_eq!((helps.state, helps.helping().count(), helps.watching().count()), (State::Active, 1, 0));
    for seed in 1..=5 {
        session = session.apply(Event::AgentAdmitted(admission(seed)), NOON, &windows).unwrap();
    }
    assert_eq!(session.apply(barge, NOON, &windows), Err(Refused::Full));
}
