//! Which of our sessions a session of Zoom's is (ADR 34).
//!
//! Zoom tells the PIN only at the end (Zoom reference §10.2, \[DZ-EVT\]) and does not promise that its `user_id` is the
//! token's (§9.3, \[DZ-REST\]). So what is certain wins, and of what is only likely, the one clear best.

use super::heard::{Heard, ZoomUser};
use crate::domain::presence::Party;
use crate::domain::session::{Session, State};
use crate::domain::user_id::is_drawn;
use crate::domain::{Pin, SessionId, Time, Windows};
use chrono::TimeDelta;
use std::str::FromStr;

/// By what a session was matched, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchedBy {
    /// Start, page and name fit, and fit no other.
    Likely,
    /// The PIN; it was reported by the customer's browser, so it is a claim.
    Pin,
    /// The `user_id` that we drew for the token of this one session: nobody else can have it.
    User,
    /// Somebody who looked.
    Hand,
}

impl MatchedBy {
    pub const ALL: [Self; 4] = [Self::Likely, Self::Pin, Self::User, Self::Hand];

    /// The name in the database and the timeline.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Pin => "pin",
            Self::User => "user",
            Self::Hand => "hand",
        }
    }
}

impl FromStr for MatchedBy {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|by| by.as_str() == name).ok_or(())
    }
}

/// The session of Zoom's that one of ours is matched with already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub started_at: Option<Time>,
    pub by: MatchedBy,
    /// Zoom told its end.
    pub over: bool,
}

/// One of ours, as it may stand at the time of the question.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub session: &'a Session,
    /// Another session of Zoom's it is matched with.
    pub holder: Option<&'a Holder>,
}

/// A session, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub session: SessionId,
    pub by: MatchedBy,
}

/// How far Zoom's clock and ours, or a clock and the network, may differ.
pub const SKEW: TimeDelta = TimeDelta::seconds(60);
/// A likely match has at least so many points …
const ENOUGH: u32 = 30;
/// … and so many more than the next.
const MARGIN: u32 = 10;

/// The one of ours that `heard` is about, if there is a clear one. `pin` is what Zoom says it is, which is only known
/// at the end or by REST.
pub fn choose(heard: &Heard, pin: Option<&Pin>, candidates: &[Candidate<'_>], windows: &Windows) -> Option<Match> {
    by_user(heard, candidates, windows)
        .or_else(|| by_pin(heard, pin?, candidates))
        .or_else(|| likely(heard, candidates, windows))
}

fn by_user(heard: &Heard, candidates: &[Candidate<'_>], windows: &Windows) -> Option<Match> {
    let ours = |session: &Session| is_drawn(&session.customer.user_id) && is_named(heard, session);
    let mut fits = candidates.iter().filter(|c| ours(c.session) && in_time(heard, c.session, windows));
    let (first, second) = (fits.next()?, fits.next());
    if second.is_some() {
        return None;
    }
    may_replace(heard, first.holder, MatchedBy::User)
        .then_some(Match { session: first.session.id, by: MatchedBy::User })
}

/// Somebody who is no agent has the customer's `user_id`.
fn is_named(heard: &Heard, session: &Session) -> bool {
    heard.everybody().any(|user| user.party != Some(Party::Agent) && user.id == session.customer.user_id)
}

fn by_pin(heard: &Heard, pin: &Pin, candidates: &[Candidate<'_>]) -> Option<Match> {
    let holds = |session: &Session| session.pin.as_ref().is_some_and(|held| held.pin == *pin);
    let mut holders = candidates.iter().filter(|c| holds(c.session));
    let (first, second) = (holders.next()?, holders.next());
    let sole = second.is_none() && may_replace(heard, first.holder, MatchedBy::Pin);
    sole.then_some(Match { session: first.session.id, by: MatchedBy::Pin })
}

/// Of two sessions of Zoom's that are the same one of ours, the later one counts: the customer began again. What was
/// only likely gives way to what is known.
fn may_replace(heard: &Heard, holder: Option<&Holder>, by: MatchedBy) -> bool {
    let Some(holder) = holder else { return true };
    if holder.by == MatchedBy::Likely && by > MatchedBy::Likely {
        return true;
    }
    let later = heard.started_at.is_some_and(|start| holder.started_at.is_none_or(|held| held < start));
    later && by >= holder.by
}

fn likely(heard: &Heard, candidates: &[Candidate<'_>], windows: &Windows) -> Option<Match> {
    let start = heard.started_at?;
    let free = candidates.iter().filter(|c| c.holder.is_none() && in_time(heard, c.session, windows));
    let mut points: Vec<_> = free.filter_map(|c| Some((points(heard, start, c.session)?, c.session.id))).collect();
    points.sort_by(|one, other| other.cmp(one));
    let (best, session) = *points.first()?;
    let next = points.get(1).map_or(0, |(points, _)| *points);
    (best >= ENOUGH && best >= next + MARGIN).then_some(Match { session, by: MatchedBy::Likely })
}

/// Zoom's session began while ours lived. One whose start was not told yet may be anything.
fn in_time(heard: &Heard, session: &Session, windows: &Windows) -> bool {
    let Some(start) = heard.started_at else { return true };
    let until = match session.state {
        State::Ended { at, .. } => at,
        State::Starting => session.created_at + windows.start,
        _ => session.latest_end,
    };
    session.created_at - SKEW <= start && start <= until + SKEW
}

/// How well it fits. `None`: it cannot be this one.
fn points(heard: &Heard, start: Time, session: &Session) -> Option<u32> {
    let page = match (&heard.start_url, &session.start_url, &session.origin) {
        (Some(theirs), Some(ours), _) if same_page(theirs, ours) => 20,
        (Some(theirs), _, Some(origin)) if on_origin(theirs, origin) => 10,
        (Some(_), _, Some(_)) => return None,
        _ => 0,
    };
    let name = match customers(heard).find_map(|user| user.name.as_deref()) {
        Some(name) if name == session.customer.name.as_str() => 20,
        Some(_) => return None,
        None => 0,
    };
    // one that a website chose: others may know it, and start a session with it
    let user = if is_named(heard, session) { 20 } else { 0 };
    let agents = heard.everybody().filter(|user| user.party == Some(Party::Agent));
    let agent = agents.into_iter().any(|user| session.admissions.iter().any(|seat| seat.user_id == user.id));
    let apart = (start - session.created_at).abs();
    let time = match apart.num_seconds() {
        0..=15 => 15,
        16..=60 => 10,
        61..=300 => 5,
        _ => 0,
    };
    Some(page + name + user + time + if agent { 30 } else { 0 })
}

fn customers(heard: &Heard) -> impl Iterator<Item = &ZoomUser> {
    heard.everybody().filter(|user| user.party == Some(Party::Customer))
}

/// A slash at the end makes no other page.
fn same_page(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

fn on_origin(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
