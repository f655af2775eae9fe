//! `/admin`: the list of sessions.

use super::values::iso;
use super::{EndReason, Flash, Layout, Section, SessionState, grouped_pin};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin?state&q&from&to&cursor`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/sessions.html")]
pub struct SessionsPage {
    /// The frame.
    pub layout: Layout,
    /// The filter in force, from the query.
    pub filter: SessionFilter,
    /// The first page of rows, newest first.
    pub rows: Vec<SessionRow>,
    /// Set while there are more rows.
    pub next_cursor: Option<String>,
    /// A warning for the top of the page, such as live sessions outgrowing six digits.
    pub warning: Option<String>,
    /// Whether Zoom shows the pages, so that its portal's switches count (Zoom reference §5.2, \[DZ-FEAT\]).
    pub zoom: bool,
}

impl SessionsPage {
    /// The row that scripts copy for sessions that appear later; every part of it is filled in anew.
    fn blank_row(&self) -> SessionRow {
        SessionRow {
            session_id: String::new(),
            state: SessionState::Starting,
            end_reason: None,
            customer_name: String::new(),
            identified: true,
            pin: None,
            contested: false,
            started_at: DateTime::UNIX_EPOCH,
            ended_at: None,
            agents: Vec::new(),
            seats_taken: 0,
            seats_total: 0,
        }
    }
}

/// The filter of the session list, each part as it stands in the query; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// `all`, `live` or a state's slug.
    pub state: String,
    /// Searched in PIN, customer name and agent.
    pub q: String,
    /// First day, `2026-11-22`.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl SessionFilter {
    /// The chips: value and label.
    const CHIPS: [(&'static str, &'static str); 7] = [
        ("all", "All"),
        ("live", "Live"),
        ("starting", "Starting"),
        ("waiting", "Waiting"),
        ("active", "Active"),
        ("recovering", "Recovering"),
        ("ended", "Ended"),
    ];

    fn chips(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> + use<> {
        Self::CHIPS.iter()
    }

    fn has_state(&self, value: &str) -> bool {
        self.state == value || (self.state.is_empty() && value == "all")
    }

    /// Whether anything narrows the list.
    fn is_set(&self) -> bool {
        !self.has_state("all") || ![&self.q, &self.from, &self.to].iter().all(|part| part.is_empty())
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
