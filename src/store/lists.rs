//! What the console's lists ask for: live sessions in few words, ended ones page by page, and the views people keep.

use super::StoredState;
use crate::domain::Session;
use crate::domain::{AgentId, EndReason, SavedViewId, SessionId, SiteId, Time};

/// A live session, as much of it as a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveSession {
    pub id: SessionId,
    pub state: StoredState,
    pub created_at: Time,
    pub customer_name: String,
    pub user_id: String,
    pub identified: bool,
    pub pin: Option<String>,
    /// Another live session holds the same PIN.
    pub contested: bool,
    pub site: Option<SiteId>,
    /// Everyone who was let in, in order.
    pub agents: Vec<LiveAgent>,
}

/// An agent of a live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveAgent {
    pub name: String,
    pub present: bool,
}

/// What the history is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HistorySort {
    #[default]
    Started,
    Ended,
    Length,
}

impl HistorySort {
    pub const ALL: [Self; 3] = [Self::Started, Self::Ended, Self::Length];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Ended => "ended",
            Self::Length => "length",
        }
    }
}

/// Which ended sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Part of the customer's name, id or of an agent's name, without regard to ASCII case.
    pub text: Option<String>,
    /// The customer's id at their site, whole.
    pub customer: Option<String>,
    /// Only sessions this person was let into.
    pub agent: Option<AgentId>,
    pub site: Option<SiteId>,
    /// Empty: whatever the reason.
    pub reasons: Vec<EndReason>,
    /// A ticket's reference, whole.
    pub ticket: Option<String>,
    pub outcome: Option<crate::domain::case_file::Outcome>,
    /// Created at or after.
    pub from: Option<Time>,
    /// Created before.
    pub to: Option<Time>,
    pub sort: HistorySort,
    pub ascending: bool,
    /// Where the page before stopped.
    pub after: Option<HistoryMark>,
    /// 1 to 500.
    pub limit: u32,
}

/// A place in the history: the value it is sorted by (0 where that is the start), and the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryMark {
    pub key: i64,
    pub id: SessionId,
}

/// A page of the history.
#[derive(Debug, Clone, Default)]
pub struct HistoryPage {
    pub sessions: Vec<Session>,
    /// Where the next page starts. A page may be short, even empty, and not the last: a page looks at so many rows and no more.
    pub next: Option<HistoryMark>,
}

/// Which list a view is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewedList {
    Live,
    History,
}

impl ViewedList {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::History => "history",
        }
    }
}

impl std::str::FromStr for ViewedList {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Live, Self::History].into_iter().find(|list| list.as_str() == name).ok_or(())
    }
}

/// What somebody wants to see again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    pub id: SavedViewId,
    pub agent: AgentId,
    pub list: ViewedList,
    pub name: String,
    /// As after the `?` of the list's address.
    pub query: String,
    pub created_at: Time,
}
