//! `/admin/history`: sessions that are over.

use super::values::iso;
use super::{EndReason, Flash, Layout, Section, SessionRow, ViewLink};
use askama::Template;

/// `GET /admin/history`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/history.html")]
pub struct HistoryPage {
    /// The frame.
    pub layout: Layout,
    /// What is looked for, from the query.
    pub filter: HistoryForm,
    /// The sessions found.
    pub rows: Vec<HistoryRow>,
    /// The address of the next page.
    pub next: Option<String>,
    /// Sites to choose from: slug and name.
    pub sites: Vec<(String, String)>,
    /// Agents to choose from: id and name; none for an agent, who sees their own sessions.
    pub agents: Vec<(String, String)>,
    /// Whether the person may take sessions away as a file.
    pub may_export: bool,
    /// The person's saved views.
    pub views: Vec<ViewLink>,
}

/// A session that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// The same facts as in the live list.
    pub session: SessionRow,
    /// Customer's id at the site.
    pub customer_id: String,
    /// The site's name.
    pub site: Option<String>,
    /// The message of how it came out.
    pub outcome: Option<&'static str>,
    /// The reference of a ticket.
    pub ticket: Option<String>,
}

impl HistoryRow {
    /// `4:05`, `1:02:09`
    fn length(&self) -> String {
        let ended = self.session.ended_at.unwrap_or(self.session.started_at);
        let seconds = (ended - self.session.started_at).num_seconds().max(0);
        let (h, m, s) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
    }
}

/// The filter of the history, each part as it stands in the query; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryForm {
    pub q: String,
    pub customer: String,
    pub agent: String,
    pub site: String,
    pub reason: String,
    pub ticket: String,
    pub outcome: String,
    pub from: String,
    pub to: String,
    pub sort: String,
    pub order: String,
}

impl HistoryForm {
    /// How sessions come out: name and message.
    pub const OUTCOMES: [(&'static str, &'static str); 5] = [
        ("solved", "lists-outcome-solved"),
        ("not_solved", "lists-outcome-not_solved"),
        ("follow_up", "lists-outcome-follow_up"),
        ("no_show", "lists-outcome-no_show"),
        ("other", "lists-outcome-other"),
    ];

    /// The message of an outcome.
    #[must_use]
    pub fn outcome_key(outcome: &str) -> Option<&'static str> {
        Self::OUTCOMES.iter().find(|(name, _)| *name == outcome).map(|(_, key)| *key)
    }

    fn parts(&self) -> [(&'static str, &str); 11] {
        [
            ("q", &self.q),
            ("customer", &self.customer),
            ("agent", &self.agent),
            ("site", &self.site),
            ("reason", &self.reason),
            ("ticket", &self.ticket),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
            ("sort", &self.sort),
            ("order", &self.order),
        ]
    }

    /// Whether anything narrows the list.
    fn is_set(&self) -> bool {
        self.parts()[..9].iter().any(|(_, part)| !part.is_empty())
    }

    /// The query of this filter, with more after it.
    fn query(&self, more: &[(&str, &str)]) -> String {
        let parts = self.parts();
        let given = parts.iter().chain(more).filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
    }

    /// The address of the page after `cursor`.
    #[must_use]
    pub fn page(&self, cursor: &str) -> String {
        format!("/admin/history?{}", self.query(&[("cursor", cursor)]))
    }

    fn export(&self, format: &str) -> String {
        format!("/api/sessions/export?{}", self.query(&[("format", format)]))
    }
}

/// As the value of a query parameter.
pub(in crate::http::pages) fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
