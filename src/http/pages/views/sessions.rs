//! `/admin`: the list of sessions.

use super::history::percent;
use super::values::iso;
use super::{EndReason, Flash, Layout, Section, SessionState, grouped_pin};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin?state&q&site&agent&customer&wait&sort&group`
///
/// Scripts show every live session and follow the stream; without them, what `state` and `q` find stands there page by page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/sessions.html")]
pub struct SessionsPage {
    /// The frame.
    pub layout: Layout,
    /// The filter in force, from the query.
    pub filter: SessionFilter,
    /// How many sessions are live.
    pub total: u64,
    /// The first page of rows, newest first.
    pub rows: Vec<SessionRow>,
    /// Set while there are more rows.
    pub next_cursor: Option<String>,
    /// A warning for the top of the page, such as live sessions outgrowing six digits.
    pub warning: Option<String>,
    /// Whether Zoom shows the pages, so that its portal's switches count (Zoom reference §5.2, \[DZ-FEAT\]).
    pub zoom: bool,
    /// Whether the reader may watch.
    pub may_watch: bool,
    /// Sites to choose from: slug and name.
    pub sites: Vec<(String, String)>,
    /// Names of agents to choose from.
    pub agents: Vec<String>,
    /// The person's saved views.
    pub views: Vec<ViewLink>,
}

/// A view that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewLink {
    pub id: String,
    pub name: String,
    pub href: String,
}

/// The filter of the session list, each part as it stands in the query; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// A state's slug; empty for every live one.
    pub state: String,
    /// Searched in PIN, customer name and agent.
    pub q: String,
}

impl SessionFilter {
    /// The chips: value, and the message of their label.
    const CHIPS: [(&'static str, &'static str); 5] = [
        ("", "lists-all"),
        ("starting", "state-starting"),
        ("waiting", "state-waiting"),
        ("active", "state-active"),
        ("recovering", "state-recovering"),
    ];

    fn chips(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> + use<> {
        Self::CHIPS.iter()
    }

    fn has_state(&self, value: &str) -> bool {
        self.state == value
    }

    /// Whether anything narrows the list.
    fn is_set(&self) -> bool {
        !self.state.is_empty() || !self.q.is_empty()
    }

    /// The address of the page after `cursor`, without scripts.
    fn page(&self, cursor: &str) -> String {
        format!("/admin?state={}&q={}&cursor={}", percent(&self.state), percent(&self.q), percent(cursor))
    }
}

/// One row of the list; the same facts as the session summary of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Id, also in the row's address.
    pub session_id: String,
    /// State at the time of the answer.
    pub state: SessionState,
    /// Set once ended.
    pub end_reason: Option<EndReason>,
    /// Display name, as given by the host site.
    pub customer_name: String,
    /// Whether the host site vouched for the customer. Otherwise the name is only a claim.
    pub identified: bool,
    /// Only while live.
    pub pin: Option<String>,
    /// Whether another live session claims the same PIN.
    pub contested: bool,
    /// When the session was created.
    pub started_at: DateTime<Utc>,
    /// Set once ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Everyone who was let in.
    pub agents: Vec<AgentInSession>,
    /// Seats in use.
    pub seats_taken: u32,
    /// Seats there are.
    pub seats_total: u32,
}

impl SessionRow {
    fn is_active(&self) -> bool {
        self.state == SessionState::Active
    }

    /// The PIN as people read it.
    pub(super) fn pin_shown(&self) -> Option<String> {
        self.pin.as_deref().map(grouped_pin)
    }
}

/// An agent in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentInSession {
    /// Display name.
    pub name: String,
    /// Whether still in.
    pub present: bool,
}
