//! Which entries of the audit trail are asked for.

use crate::domain::timeline::Kind;
use crate::domain::{AgentId, SessionId, SiteId, Time};

/// Every field narrows what is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryFilter {
    pub actor: Option<AgentId>,
    pub kind: Option<Kind>,
    pub session: Option<SessionId>,
    /// Of this site's sessions, or about the site itself.
    pub site: Option<SiteId>,
    /// At or after.
    pub from: Option<Time>,
    /// Before.
    pub to: Option<Time>,
    pub order: EntryOrder,
    /// 1 to 1,000.
    pub limit: u32,
}

/// From which entry on, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryOrder {
    /// The latest first, below this number.
    Before(i64),
    /// The oldest first, above this number.
    After(i64),
}

impl Default for EntryOrder {
    fn default() -> Self {
        Self::Before(i64::MAX)
    }
}
