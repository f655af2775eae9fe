//! What news of Zoom do to a session of ours: the difference between what was heard before and what is heard now.
//!
//! A difference, so that an event that says nothing new does nothing, and the customer's page, which reports the same
//! things in its own order, is not contradicted by what Zoom tells late.

use super::heard::{Heard, Visitor, Whereabouts, ZoomEnd, ZoomUser};
use crate::domain::presence::Party;
use crate::domain::session::{Admission, EndReason, Event, Session};
use crate::domain::timeline::Actor;
use crate::domain::{AdmissionId, Role};

/// What happens to ours, and who did it.
pub type Effect = (Event, Actor);

/// What `after` tells that `before` did not, in the order in which it happens to `session`.
pub fn effects(before: &Heard, after: &Heard, session: &Session) -> Vec<Effect> {
    let mut effects = Vec::new();
    effects.extend(of_customer(customer(before, session), customer(after, session)));
    for seat in &session.admissions {
        let happened = of_agent(seat.id, at_desk(before, seat, session), at_desk(after, seat, session));
        effects.extend(happened.into_iter().map(|event| (event, agent(seat))));
    }
    if let (None, Some(end)) = (&before.ended, &after.ended) {
        let (reason, actor) = end_of(end, session);
        effects.push((Event::End(reason), actor));
    }
    effects
}

/// Whether Zoom told that the agent of this seat left, and of no joining since, nor was the desk opened here again.
/// Then the page around the desk can say what it likes: the desk is not in the session.
pub fn has_left(heard: &Heard, seat: &Admission, session: &Session) -> bool {
    let opened = seat.reopened_at.last().copied().unwrap_or(seat.admitted_at);
    let left = visitors(heard, seat, session).map(|visitor| visitor.since).max();
    at_desk(heard, seat, session) == Whereabouts::Out && left.is_some_and(|left| left > opened)
}

/// Zoom may give one agent another id at each joining, so all that were this one count.
fn at_desk(heard: &Heard, seat: &Admission, session: &Session) -> Whereabouts {
    visitors(heard, seat, session).map(|visitor| visitor.whereabouts).max().unwrap_or_default()
}

fn visitors<'a>(heard: &'a Heard, seat: &'a Admission, session: &'a Session) -> impl Iterator<Item = &'a Visitor> {
    let agents = heard.users.values().filter(|visitor| party(&visitor.user, session) == Party::Agent);
    agents.filter(|visitor| admission_of(&visitor.user, session).is_some_and(|found| found.id == seat.id))
}

fn of_customer(was: Whereabouts, now: Whereabouts) -> Option<Effect> {
    match (was, now) {
        (was, now) if was == now => None,
        (_, Whereabouts::In) => Some((Event::CustomerSeen, Actor::Customer)),
        (_, Whereabouts::Out) => Some((Event::CustomerLost, Actor::Customer)),
        (_, Whereabouts::Unknown) => None,
    }
}

/// Zoom cannot tell a desk that was reloaded from one that was left, so the seat waits as it does for our own desks
/// ([`crate::domain::Windows::SEAT`]).
fn of_agent(seat: AdmissionId, was: Whereabouts, now: Whereabouts) -> Vec<Event> {
    match (was, now) {
        (was, now) if was == now => vec![],
        // joining alone is no sign that a desk stays; but Zoom also tells when it goes
        (_, Whereabouts::In) => vec![Event::AgentJoined(seat), Event::DeskSeen(seat)],
        (Whereabouts::In, _) => vec![Event::DeskGone(seat)],
        // who left had joined, whatever came first
        (_, Whereabouts::Out) => vec![Event::AgentJoined(seat), Event::DeskGone(seat)],
        (_, Whereabouts::Unknown) => vec![],
    }
}

/// Whoever began the session is in it, until something else is told.
fn customer(heard: &Heard, session: &Session) -> Whereabouts {
    let mut known = Whereabouts::Unknown;
    for Visitor { user, whereabouts, .. } in heard.users.values() {
        if party(user, session) == Party::Customer && known != Whereabouts::In {
            known = *whereabouts;
        }
    }
    let began =
        heard.started_at.is_some() && heard.first.as_ref().is_none_or(|first| party(first, session) == Party::Customer);
    if known == Whereabouts::Unknown && began { Whereabouts::In } else { known }
}

/// Where Zoom does not say it, the one whose token it is.
fn party(user: &ZoomUser, session: &Session) -> Party {
    let is_agent = || session.admissions.iter().any(|seat| seat.user_id == user.id);
    user.party.unwrap_or_else(|| if is_agent() { Party::Agent } else { Party::Customer })
}

/// The admission of this user: by the `user_id` of its token, or the only one with this name, or the only one at all.
/// Nothing that changes while a session lives takes part but who was let in.
fn admission_of<'a>(user: &ZoomUser, session: &'a Session) -> Option<&'a Admission> {
    let only = |mut fitting: Vec<&'a Admission>| if fitting.len() == 1 { fitting.pop() } else { None };
    let admissions = || session.admissions.iter();
    let by_id = admissions().filter(|seat| seat.user_id == user.id).collect();
    let by_name = || admissions().filter(|seat| user.name.as_ref() == Some(&seat.agent_name)).collect();
    only(by_id).or_else(|| only(by_name())).or_else(|| only(admissions().collect()))
}

fn agent(seat: &Admission) -> Actor {
    seat.agent.map_or(Actor::TokenAgent, |agent| Actor::Person(agent, Role::Agent))
}

/// Zoom has three words for the end (Zoom reference §10.4, \[DZ-EVT\]). Where nobody is named, everybody had left, the
/// customer too.
fn end_of(end: &ZoomEnd, session: &Session) -> (EndReason, Actor) {
    match end.by.as_ref().map(|by| (party(by, session), by)) {
        _ if end.reason.as_deref() == Some("Network connection error") => (EndReason::CustomerLost, Actor::System),
        Some((Party::Customer, _)) => (EndReason::CustomerEnded, Actor::Customer),
        Some((Party::Agent, by)) => (EndReason::AgentEnded, admission_of(by, session).map_or(Actor::TokenAgent, agent)),
        None => (EndReason::CustomerLost, Actor::System),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, admission, seconds, waiting};
    use crate::domain::zoom::heard::{ZoomEvent, ZoomEventKind};
    use crate::domain::{SecretHash, State, Windows};
    use proptest::prelude::*;

    fn user(id: &str, party: Party) -> Option<ZoomUser> {
        Some(ZoomUser { id: id.into(), name: None, party: Some(party) })
    }

    fn event(kind: ZoomEventKind, second: i64, connection: &str, user: Option<ZoomUser>) -> ZoomEvent {
        let at = NOON + seconds(second);
        ZoomEvent { kind, at, connection: connection.into(), user, moment: Some(at), start_url: None, reason: None }
    }

    fn ours() -> Session {
        let windows = Windows::default();
        let admitted = |session: Session, seed| {
            session.apply(Event::AgentAdmitted(admission(seed)), NOON, &windows).expect("a seat is free")
        };
        admitted(admitted(waiting(1, "482913"), 1), 2)
    }

    /// Tells the events one after the other, as they come.
    fn told(events: &[ZoomEvent]) -> Session {
        let (mut session, mut heard) = (ours(), Heard::default());
        for count in 1..=events.len() {
            let now = Heard::of(&events[..count]);
            for (event, _) in effects(&heard, &now, &session) {
                session = session.apply(event, NOON + seconds(10), &Windows::default()).unwrap_or(session);
            }
            heard = now;
        }
        session
    }

    fn life() -> Vec<ZoomEvent> {
        use ZoomEventKind::*;
        let (customer, ada, ben) =
            (user("z-1", Party::Customer), user("agent-1", Party::Agent), user("agent-2", Party::Agent));
        vec![
            event(SessionStarted, 0, "", customer.clone()),
            event(UserJoined, 1, "c1", customer.clone()),
            event(UserJoined, 5, "a1", ada.clone()),
            event(UserJoined, 6, "b1", ben.clone()),
            event(UserLeft, 8, "c1", customer.clone()),
            event(UserJoined, 9, "c2", customer.clone()),
            event(UserLeft, 10, "b1", ben.clone()),
            event(UserLeft, 11, "a1", ada.clone()),
            event(UserJoined, 12, "a2", ada),
            event(SessionEnded, 20, "", customer),
        ]
    }

    #[test]
    fn the_four_events_drive_a_session() {
        let life = life();
        let session = told(&life[..4]);
        assert_eq!((session.state, session.present().count()), (State::Active, 2));
        assert_eq!(told(&life[..5]).state, State::Recovering { since: NOON + seconds(10) });
        assert_eq!(told(&life[..6]).state, State::Active);
        let left = told(&life[..7]);
        assert_eq!(left.admissions[1].gone_since, Some(NOON + seconds(10)));
        let back = told(&life[..9]);
        assert_eq!(back.admissions[0].gone_since, None, "the desk was reloaded");
        assert_eq!(told(&life).end_reason(), Some(EndReason::CustomerEnded));
    }

    #[test]
    fn an_agent_who_left_is_back_by_joining_or_by_opening_the_desk_again() {
        let left = |life: &[ZoomEvent], session: &Session| has_left(&Heard::of(life), &session.admissions[0], session);
        let (life, session) = (life(), ours());
        assert!(!left(&[], &session), "nothing was told");
        assert!(!left(&life[..7], &session));
        assert!(left(&life[..8], &session));
        assert!(!left(&life[..9], &session), "joined again");
        assert!(left(&[life[7].clone()], &session), "the joining was lost on its way");
        let reopened = |second| {
            let again = Event::DeskReopened(admission(1).id, SecretHash::of("again"));
            session.apply(again, NOON + seconds(second), &Windows::default()).unwrap()
        };
        assert!(!left(&life[..8], &reopened(12)));
        assert!(left(&life[..8], &reopened(10)), "and left after that");
    }

    #[test]
    fn an_agent_who_is_another_user_at_each_joining_is_in_while_one_of_them_is() {
        use ZoomEventKind::{UserJoined, UserLeft};
        let windows = Windows::default();
        let one = waiting(1, "482913").apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
        let (first, second) = (user("z-9", Party::Agent), user("z-1", Party::Agent));
        let life = [
            event(UserJoined, 1, "a1", first.clone()),
            event(UserLeft, 2, "a1", first),
            event(UserJoined, 3, "a2", second.clone()),
            event(UserLeft, 9, "a2", second),
        ];
        let heard = |count| Heard::of(&life[..count]);
        let seat = &one.admissions[0];
        assert!(has_left(&heard(2), seat, &one) && !has_left(&heard(3), seat, &one) && has_left(&heard(4), seat, &one));
        let at_once = effects(&Heard::default(), &heard(3), &one);
        assert!(matches!(at_once[..], [(Event::AgentJoined(_), _), (Event::DeskSeen(_), _)]), "{at_once:?}");
    }

    #[test]
    fn an_agent_whose_id_is_zooms_own_is_the_only_one_there() {
        let windows = Windows::default();
        let one = waiting(1, "482913").apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
        let stranger = ZoomUser { id: "z-9".into(), name: None, party: Some(Party::Agent) };
        assert_eq!(admission_of(&stranger, &one).map(|seat| seat.id), Some(admission(1).id));
        assert_eq!(admission_of(&stranger, &ours()), None, "it could be either");
        let called = ZoomUser { name: Some("Agent 2".into()), ..stranger };
        assert_eq!(admission_of(&called, &ours()).map(|seat| seat.id), Some(admission(2).id));
    }

    #[test]
    fn the_end_says_who_or_that_the_customer_was_lost() {
        let end = |by, reason: Option<&str>| {
            let end = ZoomEnd { at: NOON, by, reason: reason.map(str::to_owned) };
            end_of(&end, &ours()).0
        };
        assert_eq!(end(user("x", Party::Customer), Some("The session ended")), EndReason::CustomerEnded);
        assert_eq!(end(user("agent-1", Party::Agent), None), EndReason::AgentEnded);
        assert_eq!(end(None, Some("The session ended")), EndReason::CustomerLost);
        assert_eq!(end(user("x", Party::Customer), Some("Network connection error")), EndReason::CustomerLost);
        let nameless = Some(ZoomUser { id: "agent-1".into(), name: None, party: None });
        assert_eq!(end(nameless, Some("Unknown reason")), EndReason::AgentEnded);
    }

    /// What must not depend on the order. When an agent came is not known of one who was told of after the end.
    fn shown(session: &Session) -> impl PartialEq + std::fmt::Debug + use<> {
        let seats: Vec<_> = session.admissions.iter().map(|seat| (seat.id, seat.left_at, seat.gone_since)).collect();
        let joined: Vec<_> = session.present().map(|seat| seat.id).collect();
        (session.state, seats, joined)
    }

    proptest! {
        #[test]
        fn any_order_ends_in_the_same_state(
            (count, order) in (0..=life().len()).prop_flat_map(|count| {
                (Just(count), Just((0..count).collect::<Vec<_>>()).prop_shuffle())
            }),
            again in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        ) {
            let life = life();
            let in_order = told(&life[..count]);
            let mut shuffled: Vec<_> = order.iter().map(|place| life[*place].clone()).collect();
            if count > 0 {
                shuffled.extend(again.iter().map(|place| life[place.index(count)].clone()));
            }
            prop_assert_eq!(shown(&told(&shuffled)), shown(&in_order));
        }
    }
}
