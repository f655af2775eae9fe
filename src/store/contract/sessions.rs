//! Sessions are saved whole, one after the other, or not at all.

use super::samples::{Db, apply, applying, entry, insert, load, pin, saving, seen_by_a_decision, to_save};
use crate::domain::session::samples::{NOON, admission, colleague, invite, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, NewAdmission, NewInvite, Refused, Session, State};
use crate::domain::{SecretHash, Windows};
use crate::store::{Changes, SavedSession, StoreError, Which};

fn after(session: &Session, events: impl IntoIterator<Item = (i64, Event)>) -> Session {
    events.into_iter().fold(session.clone(), |session, (second, event)| {
        session.apply(event, NOON + seconds(second), &Windows::default()).expect("a sample life is allowed")
    })
}

/// One session in each state but the last, with every field that the state can have.
fn one_of_each_state() -> Vec<Session> {
    let custom = Session { custom_pin: Some(pin("AB3D5678")), start_url: None, origin: None, ..starting(2) };
    let connected = Event::CustomerConnected { presented: None, next: SecretHash::of("resume"), page: None };
    let busy = after(
        &waiting(3, "482913"),
        [
            (1, connected),
            (2, Event::AgentAdmitted(admission(1))),
            (3, Event::AgentJoined(admission(1).id)),
            (4, Event::ColleagueInvited(invite(1, admission(1).id, 2))),
            (
                4,
                Event::InviteAccepted(
                    invite(1, admission(1).id, 2).id,
                    NewAdmission { agent: Some(colleague(2)), ..admission(2) },
                ),
            ),
            (4, Event::ColleagueInvited(NewInvite { hand_over: true, text: None, ..invite(2, admission(1).id, 3) })),
            (
                4,
                Event::InviteDeclined {
                    invite: invite(2, admission(1).id, 3).id,
                    by: colleague(3),
                    word: Some("Busy".into()),
                },
            ),
            (4, Event::WatcherAdmitted(admission(4))),
            (4, Event::AgentJoined(admission(4).id)),
            (4, Event::BargedIn(admission(4).id)),
            (4, Event::WatcherAdmitted(admission(5))),
            (5, Event::DeskReopened(admission(1).id, SecretHash::of("again"))),
            (6, Event::DeskReopened(admission(1).id, SecretHash::of("and again"))),
            (7, Event::DeskGone(admission(1).id)),
            (8, Event::AgentAdmitted(admission(3))),
            (9, Event::AgentLeft(admission(3).id)),
        ],
    );
    let recovering = Session { id: starting(4).id, ..without_admissions(&busy) };
    let recovering = after(&recovering, [(10, Event::CustomerLost)]);
    vec![starting(1), custom, waiting(5, "0012"), busy, recovering]
}

/// Ids of admissions are unique in the whole database.
fn without_admissions(session: &Session) -> Session {
    Session { admissions: vec![], invites: vec![], state: State::Waiting, ..session.clone() }
}

pub(crate) async fn every_state_and_field_reads_back(store: Db) {
    for session in one_of_each_state() {
        insert(&store, &session).await;
        assert_eq!(load(&store, session.id).await, session);
        // the same by the other way: an update
        let seen = apply(&store, session.id, Event::CustomerSeen, NOON + seconds(11)).await;
        assert_eq!(seen.version, session.version + 1);
        assert_eq!(load(&store, session.id).await, seen);
    }
}

pub(crate) async fn every_reason_to_end_reads_back(store: Db) {
    for (seed, reason) in (1..).zip(EndReason::ALL) {
        let session = waiting(seed, "482913");
        insert(&store, &session).await;
        let ended = apply(&store, session.id, Event::End(reason), NOON + seconds(1)).await;
        assert_eq!(ended.state, State::Ended { at: NOON + seconds(1), reason });
        assert_eq!(load(&store, session.id).await, ended);
    }
}

pub(crate) async fn an_unknown_session_is_none(store: Db) {
    assert_eq!(store.session(starting(1).id).await.unwrap(), None);
    let changed = store.change(Which::Id(starting(1).id), applying(Event::CustomerSeen, NOON)).await.unwrap();
    assert_eq!(changed, Err(Refused::NoSuchSession));
}

pub(crate) async fn an_id_is_taken_once(store: Db) {
    insert(&store, &starting(1)).await;
    let again = store.insert_session(to_save(&starting(1)), vec![entry(None)]).await;
    assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
    assert!(store.entries_after(0, 10).await.unwrap().is_empty());
}

pub(crate) async fn a_refusal_writes_nothing(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let outcome = store.change(Which::Id(session.id), Box::new(|_| Err(Refused::Full))).await.unwrap();
    assert_eq!(outcome, Err(Refused::Full));
    assert_eq!(load(&store, session.id).await, session);
}

pub(crate) async fn a_failed_change_writes_nothing_at_all(store: Db) {
    let (good, unknown) = (waiting(1, "482913"), waiting(2, "482913"));
    insert(&store, &good).await;
    let changes = Changes {
        sessions: vec![to_save(&good), to_save(&unknown)],
        entries: vec![entry(Some(good.id))],
        ..Changes::default()
    };
    assert!(store.change(Which::Id(good.id), Box::new(|_| Ok(changes))).await.is_err());
    assert_eq!(load(&store, good.id).await, good);
    assert!(store.timeline(good.id).await.unwrap().is_empty());
}

pub(crate) async fn a_decision_that_panics_changes_nothing_and_stops_nobody(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    let outcome = store.change(Which::Id(session.id), Box::new(|_| panic!("a decision of this test panics"))).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(load(&store, session.id).await, session);
    apply(&store, session.id, Event::CustomerSeen, NOON + seconds(1)).await;
}

pub(crate) async fn an_older_version_cannot_be_saved(store: Db) {
    let old = waiting(1, "482913");
    insert(&store, &old).await;
    let new = apply(&store, old.id, Event::CustomerSeen, NOON + seconds(1)).await;
    assert!(store.change(Which::Id(old.id), saving(&old)).await.is_err());
    assert_eq!(load(&store, old.id).await, new);
}

pub(crate) async fn a_session_nobody_saved_cannot_be_changed(store: Db) {
    let session = waiting(1, "482913");
    assert!(store.change(Which::Id(session.id), saving(&session)).await.is_err());
    assert_eq!(store.session(session.id).await.unwrap(), None);
}

pub(crate) async fn holders_are_the_live_sessions_with_that_pin(store: Db) {
    for (seed, text) in [(1, "482913"), (2, "482913"), (3, "482914"), (4, "482913")] {
        insert(&store, &waiting(seed, text)).await;
    }
    apply(&store, waiting(2, "482913").id, Event::End(EndReason::CustomerEnded), NOON).await;
    apply(&store, waiting(4, "482913").id, Event::PinReported(pin("7")), NOON + seconds(2)).await;
    let holders = async |text| seen_by_a_decision(&store, Which::HoldersOf(pin(text))).await;
    assert_eq!(holders("482913").await, [waiting(1, "482913").id]);
    assert_eq!(holders("7").await, [waiting(4, "7").id]);
    assert!(holders("482915").await.is_empty());
}

pub(crate) async fn the_named_session_comes_first(store: Db) {
    let ids: Vec<_> = (1..=3).map(|seed| starting(seed).id).collect();
    for seed in 1..=3 {
        insert(&store, &waiting(seed, "482913")).await;
    }
    for named in &ids {
        let seen = seen_by_a_decision(&store, Which::IdAndHoldersOf(*named, pin("482913"))).await;
        assert_eq!(seen[0], *named);
        assert_eq!(seen.len(), 3, "each of them once");
    }
    insert(&store, &starting(4)).await;
    let seen = seen_by_a_decision(&store, Which::IdAndHoldersOf(starting(4).id, pin("482913"))).await;
    assert_eq!((seen[0], seen.len()), (starting(4).id, 4));
}

pub(crate) async fn an_unknown_named_session_leaves_only_the_holders(store: Db) {
    insert(&store, &waiting(1, "482913")).await;
    let seen = seen_by_a_decision(&store, Which::IdAndHoldersOf(starting(9).id, pin("482913"))).await;
    assert_eq!(seen, [starting(1).id]);
}

pub(crate) async fn overdue_sessions_come_earliest_first_up_to_the_limit(store: Db) {
    for (seed, due) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        let saved = SavedSession { session: waiting(seed, "1"), deadline: Some(NOON + seconds(due)) };
        store.insert_session(saved, vec![]).await.unwrap();
    }
    apply(&store, starting(2).id, Event::End(EndReason::NoAgent), NOON).await;
    let overdue = async |limit| {
        let seen = seen_by_a_decision(&store, Which::Overdue { now: NOON + seconds(30), limit }).await;
        seen.into_iter().map(|id| (1..=4).find(|seed| starting(*seed).id == id).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(overdue(10).await, [3, 1], "a deadline that is now has passed; an ended session has none");
    assert_eq!(overdue(1).await, [3]);
}

pub(crate) async fn contested_pins_are_those_of_two_live_sessions(store: Db) {
    for (seed, text) in [(1, "111111"), (2, "111111"), (3, "222222"), (4, "333333"), (5, "333333")] {
        insert(&store, &waiting(seed, text)).await;
    }
    apply(&store, starting(5).id, Event::End(EndReason::CustomerEnded), NOON).await;
    let asked = ["111111", "222222", "333333", "444444"].map(pin).to_vec();
    assert_eq!(store.contested(asked).await.unwrap(), [pin("111111")]);
    assert!(store.contested(vec![]).await.unwrap().is_empty());
}

pub(crate) async fn live_sessions_are_counted(store: Db) {
    assert_eq!(store.live_sessions().await.unwrap(), 0);
    for seed in 1..=3 {
        insert(&store, &starting(seed)).await;
    }
    apply(&store, starting(1).id, Event::End(EndReason::CustomerEnded), NOON).await;
    assert_eq!(store.live_sessions().await.unwrap(), 2);
}

pub(crate) async fn a_seat_given_up_is_taken_again(store: Db) {
    let session = waiting(1, "482913");
    insert(&store, &session).await;
    for seed in 1..=5 {
        apply(&store, session.id, Event::AgentAdmitted(admission(seed)), NOON).await;
    }
    for seed in 6..=9 {
        apply(&store, session.id, Event::AgentLeft(admission(seed - 4).id), NOON).await;
        apply(&store, session.id, Event::AgentAdmitted(admission(seed)), NOON).await;
    }
    // and one who leaves in the very change that lets another in
    let swap = Box::new(move |sessions: Vec<Session>| {
        let left = sessions[0].apply(Event::AgentLeft(admission(1).id), NOON, &Windows::default())?;
        let session = left.apply(Event::AgentAdmitted(admission(10)), NOON, &Windows::default())?;
        Ok(Changes { sessions: vec![to_save(&session)], ..Changes::default() })
    });
    store.change(Which::Id(session.id), swap).await.unwrap().unwrap();
    let saved = load(&store, session.id).await;
    assert_eq!((saved.admissions.len(), saved.seated().count()), (10, 5));
    let order: Vec<_> = saved.admissions.iter().map(|admission| admission.agent_name.clone()).collect();
    assert_eq!(order, (1..=10).map(|seed| format!("Agent {seed}")).collect::<Vec<_>>());
}

pub(crate) async fn five_seats_are_all_whatever_a_decision_says(store: Db) {
    let mut session = waiting(1, "482913");
    for seed in 1..=5 {
        session = session.apply(Event::AgentAdmitted(admission(seed)), NOON, &Windows::default()).unwrap();
    }
    insert(&store, &session).await;
    let other = waiting(2, "482913").apply(Event::AgentAdmitted(admission(6)), NOON, &Windows::default()).unwrap();
    let mut six = session.clone();
    six.admissions.extend(other.admissions);
    assert!(store.change(Which::Id(session.id), saving(&six)).await.is_err());
    assert_eq!(load(&store, session.id).await, session);
}

pub(crate) async fn open_invites_are_found_by_whom_they_are_for(store: Db) {
    let by = admission(1).id;
    let session = after(
        &waiting(1, "482913"),
        [
            (0, Event::AgentAdmitted(admission(1))),
            (0, Event::AgentJoined(by)),
            (1, Event::ColleagueInvited(invite(1, by, 7))),
            (1, Event::ColleagueInvited(invite(2, by, 8))),
            (2, Event::InviteDeclined { invite: invite(2, by, 8).id, by: colleague(8), word: None }),
        ],
    );
    insert(&store, &session).await;
    let of = async |to, second| store.invited(colleague(to), NOON + seconds(second)).await.unwrap();
    assert_eq!(of(7, 2).await, [session.id]);
    assert!(of(7, 601).await.is_empty(), "too old");
    assert!(of(8, 2).await.is_empty(), "answered");
    assert!(of(9, 2).await.is_empty(), "for others");
}
