//! Customers whose data is held: found, handed out, erased.

use crate::domain::{SessionId, SiteId, Time};
use serde_json::Value;

/// Whose data it is: what the host site, or the page, calls the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// `None`: of no site.
    pub site: Option<SiteId>,
    pub user_id: String,
}

/// Somebody of whom something is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub subject: Subject,
    /// As in one of the sessions.
    pub name: String,
    /// A site vouched for it, in every session.
    pub identified: bool,
    pub sessions: u64,
    /// Of these, not over yet.
    pub live: u64,
    pub first: Time,
    pub latest: Time,
}

/// What is known about somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectData {
    pub sessions: Vec<SessionId>,
    /// Of [`Self::sessions`], not over yet.
    pub live: Vec<SessionId>,
    /// Rows by table, as the database has them, without tokens and PINs.
    pub tables: Vec<(&'static str, Vec<Value>)>,
}

/// What became of an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    Done {
        sessions: u64,
    },
    /// Nothing was erased: so many sessions are not over.
    Live(u64),
    /// Nothing is held.
    Nobody,
}
