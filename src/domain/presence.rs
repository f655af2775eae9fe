//! Who comes into a session and goes: derived from the difference that a change makes, as the timeline is, so that
//! nobody is missed. The REST mirror lists it and outgoing webhooks tell it (Zoom reference §§9, 10).
//!
//! The built-in engine only: in zoom mode Zoom counts joins itself.

use crate::domain::session::{Admission, EndReason, Mode, Session, State};
use crate::domain::timeline::Actor;
use crate::domain::{JoinId, Time, Windows};
use crate::random::Random;
use std::str::FromStr;

/// The two sides of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Party {
    Customer,
    Agent,
}

impl Party {
    /// `role_type` in REST answers and webhooks, and the name in the database. Tokens have a number instead.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
        }
    }
}

impl FromStr for Party {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Customer, Self::Agent].into_iter().find(|party| party.as_str() == name).ok_or(())
    }
}

/// Somebody in a session. An agent let in twice is two users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub party: Party,
    /// `user_id` of the token; unique within the session and side.
    pub id: String,
    pub name: String,
}

/// Why somebody left while the session went on, or with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveReason {
    Left,
    Disconnected,
    SessionEnd,
    NetworkError,
}

impl LeaveReason {
    const ALL: [Self; 4] = [Self::Left, Self::Disconnected, Self::SessionEnd, Self::NetworkError];

    /// Zoom's words (Zoom reference §10.3, \[DZ-EVT\]), also in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Left => "Left the session",
            Self::Disconnected => "Got disconnected from the session",
            Self::SessionEnd => "The session end",
            Self::NetworkError => "Network connection error",
        }
    }
}

impl FromStr for LeaveReason {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(())
    }
}

/// Something that happened to who is in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    Joined {
        join: JoinId,
        user: User,
        at: Time,
    },
    Left {
        party: Party,
        user_id: String,
        at: Time,
        reason: LeaveReason,
    },
    /// Everybody who was still in left with it. `by` is who ended it, if that was somebody who was in it.
    Ended {
        at: Time,
        reason: EndReason,
        by: Option<(Party, String)>,
    },
}

/// What happened between `before`, as it was saved, and `after`: first what time did until `now`, then the change itself.
/// `ended_by` did it, if the session ended.
pub fn of_change(
    before: &Session,
    after: &Session,
    now: Time,
    windows: &Windows,
    ended_by: Option<Actor>,
    random: &dyn Random,
) -> Vec<Happening> {
    if before == after {
        return Vec::new();
    }
    let mut happened = Vec::new();
    let mut last = before;
    let aged = before.aging(now, windows);
    for stage in &aged {
        happened.extend(between(last, stage, now, LeaveReason::NetworkError, None, random));
        last = stage;
    }
    happened.extend(between(last, after, now, LeaveReason::Disconnected, ended_by, random));
    happened
}

/// `lost` is why somebody who did not say goodbye is gone.
fn between(
    before: &Session,
    after: &Session,
    now: Time,
    lost: LeaveReason,
    ended_by: Option<Actor>,
    random: &dyn Random,
) -> Vec<Happening> {
    if let Some((at, reason)) = ended(after) {
        let by = ended_by.and_then(|actor| who_ended(before, actor));
        return if before.is_live() { vec![Happening::Ended { at, reason, by }] } else { Vec::new() };
    }
    let mut happened = Vec::new();
    let joined = |user, at| Happening::Joined { join: JoinId::new(at, random), user, at };
    let left = |user: User, at, reason| Happening::Left { party: user.party, user_id: user.id, at, reason };
    // a page that came in place of another shows by its resume token
    let newest = |session: &Session| session.resume_token.map(|token| token.newest);
    let another_page = newest(before) != newest(after);
    let (was_in, is_in) = (has_customer(before), has_customer(after));
    if was_in && (!is_in || another_page) {
        happened.push(left(customer(before), lost_since(after).unwrap_or(now), lost));
    }
    if is_in && (!was_in || another_page) {
        happened.push(joined(customer(after), now));
    }
    for seat in &after.admissions {
        let was_in = before.admission(seat.id).is_some_and(has_desk);
        match (was_in, has_desk(seat)) {
            (true, false) => {
                let reason = if seat.gone_since.is_some() { lost } else { LeaveReason::Left };
                happened.push(left(agent(seat), seat.gone_since.or(seat.left_at).unwrap_or(now), reason));
            }
            (false, true) => happened.push(joined(agent(seat), now)),
            _ => {}
        }
    }
    happened
}

fn ended(session: &Session) -> Option<(Time, EndReason)> {
    match session.state {
        State::Ended { at, reason } => Some((at, reason)),
        _ => None,
    }
}

fn lost_since(session: &Session) -> Option<Time> {
    match session.state {
        State::Recovering { since } => Some(since),
        _ => None,
    }
}

/// The customer's page is connected to our engine. The first connection gives the resume token, each one another.
fn has_customer(session: &Session) -> bool {
    session.resume_token.is_some() && !matches!(session.state, State::Recovering { .. } | State::Ended { .. })
}

/// The agent sees the page, and helps. Zoom's words know no watching: who only watches is told of once they help (ADR 44).
fn has_desk(seat: &Admission) -> bool {
    seat.mode == Mode::Helping && seat.joined_at.is_some() && seat.gone_since.is_none() && seat.left_at.is_none()
}

fn customer(session: &Session) -> User {
    User {
        party: Party::Customer,
        id: session.customer.user_id.clone(),
        name: session.customer.name.as_str().to_owned(),
    }
}

fn agent(seat: &Admission) -> User {
    User { party: Party::Agent, id: seat.user_id.clone(), name: seat.agent_name.clone() }
}

fn who_ended(before: &Session, actor: Actor) -> Option<(Party, String)> {
    match actor {
        Actor::Customer => Some((Party::Customer, before.customer.user_id.clone())),
        Actor::Person(id, _) => {
            let seat = before.present().filter(|seat| seat.agent == Some(id)).last()?;
            Some((Party::Agent, seat.user_id.clone()))
        }
        // the actor does not say which one: told only where there is no other
        Actor::TokenAgent => {
            let mut seats = before.present().filter(|seat| seat.agent.is_none());
            let seat = seats.next()?;
            seats.next().is_none().then(|| (Party::Agent, seat.user_id.clone()))
        }
        Actor::Stranger | Actor::System => None,
    }
}

#[cfg(test)]
mod tests;
