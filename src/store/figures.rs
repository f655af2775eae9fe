//! What is counted for the figures.

use crate::domain::figures::{Fates, Slot, Spread};
use crate::domain::{AgentId, SiteId, Time};
use chrono::TimeDelta;

/// Sessions that began from `from` up to, and without, `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresAsk {
    pub from: Time,
    pub to: Time,
    /// Only of this site.
    pub site: Option<SiteId>,
    /// Whoever has a seat has it until now.
    pub now: Time,
}

/// What was counted, all at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Only those with sessions.
    pub slots: Vec<Slot>,
    /// Why they ended, by the name in the database, the most frequent first.
    pub ends: Vec<(String, u64)>,
    /// What agents said came of it, by the name in the database, the most frequent first.
    pub outcomes: Vec<(String, u64)>,
    /// From the start to the first agent who was in.
    pub waits: Spread,
    /// From the first agent who was in to the end.
    pub lengths: Spread,
    /// By the site's id; `None`: of no site.
    pub sites: Vec<(Option<SiteId>, Fates)>,
    /// The most sessions first.
    pub agents: Vec<AgentLoad>,
}

/// What one agent did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentLoad {
    /// `None` for one without an account here.
    pub agent: Option<AgentId>,
    pub name: String,
    /// Sessions they were let into.
    pub sessions: u64,
    /// Seats they had at the same time, at most.
    pub most_seats: u64,
    /// All their seats together.
    pub seated: TimeDelta,
}
