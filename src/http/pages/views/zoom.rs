//! `/admin/zoom`: what Zoom told, which of our sessions it was about, and where both sides differ.

use super::values::iso;
use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/zoom`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/zoom.html")]
pub struct ZoomPage {
    /// The frame.
    pub layout: Layout,
    /// Whether webhooks can be checked.
    pub has_secret: bool,
    /// Whether Zoom can be asked.
    pub has_credentials: bool,
    /// Where Zoom sends webhooks.
    pub webhook_url: String,
    /// When the last webhook came.
    pub last_heard: Option<DateTime<Utc>>,
    /// When both sides were compared last.
    pub compared_at: Option<DateTime<Utc>>,
    /// Why the last comparison failed.
    pub failure: Option<String>,
    /// Seconds from one comparison to the next.
    pub every_seconds: u64,
    /// Sessions of Zoom's that are none of ours, the latest first.
    pub unmatched: Vec<ZoomSessionRow>,
    /// Those that are.
    pub matched: Vec<ZoomSessionRow>,
    /// Ours that an unmatched one may be.
    pub ours: Vec<OursOption>,
    /// Open ones first.
    pub drifts: Vec<ZoomDriftRow>,
    /// The latest first.
    pub events: Vec<ZoomEventRow>,
}

/// A session of Zoom's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomSessionRow {
    /// Zoom's id.
    pub id: String,
    /// Whoever was there first, if a name was told.
    pub user: Option<String>,
    /// The page it began on.
    pub page: Option<String>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Zoom's word for why.
    pub end_reason: Option<String>,
    /// Ours: id, and how that is known.
    pub ours: Option<(String, ZoomMatchedBy)>,
    /// Another of Zoom's took its place there.
    pub replaced_in: Option<String>,
}

/// How a match is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoomMatchedBy {
    /// Start, page and name.
    Likely,
    /// The PIN.
    Pin,
    /// The user of our token.
    User,
    /// A person.
    Hand,
}

impl ZoomMatchedBy {
    /// The message that says how sure it is.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Likely => "zoom-by-likely",
            Self::Pin => "zoom-by-pin",
            Self::User => "zoom-by-user",
            Self::Hand => "zoom-by-hand",
        }
    }

    /// Whether somebody should look twice.
    #[must_use]
    pub fn is_guess(self) -> bool {
        self == Self::Likely
    }
}

/// One of ours, to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OursOption {
    /// Its id.
    pub id: String,
    /// Customer, state and start.
    pub label: String,
}

/// A difference between both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomDriftRow {
    /// `gone_there`, `still_there` or `foreign`.
    pub kind: &'static str,
    /// Zoom's id, if it is known.
    pub zoom_id: Option<String>,
    /// Our id, if it is one of ours.
    pub session_id: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when.
    pub over_at: Option<DateTime<Utc>>,
}

impl ZoomDriftRow {
    fn sentence_key(&self) -> &'static str {
        match self.kind {
            "gone_there" => "zoom-drift-gone",
            "still_there" => "zoom-drift-still",
            _ => "zoom-drift-foreign",
        }
    }

    /// The message that says what is done about it.
    fn what_is_done_key(&self) -> &'static str {
        match (self.kind, self.zoom_id.is_some()) {
            ("gone_there", true) => "zoom-done-gone",
            ("gone_there", false) => "zoom-done-gone-unknown",
            ("still_there", _) => "zoom-done-still",
            _ => "zoom-done-foreign",
        }
    }
}

/// A webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomEventRow {
    /// `cobrowse.session_started` and so on.
    pub name: String,
    /// Whether it is one of the four.
    pub known: bool,
    /// Zoom's id of the session.
    pub zoom_id: String,
    /// Who it is about.
    pub user: Option<String>,
    /// Zoom's word for why somebody left, or it ended.
    pub reason: Option<String>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Ours that it was about.
    pub session_id: Option<String>,
}

impl ZoomEventRow {
    /// The message with its name, if it is one of the four.
    fn key(&self) -> Option<&'static str> {
        match self.name.as_str() {
            "cobrowse.session_started" => Some("zoom-event-started"),
            "cobrowse.session_user_joined" => Some("zoom-event-joined"),
            "cobrowse.session_user_left" => Some("zoom-event-left"),
            "cobrowse.session_ended" => Some("zoom-event-ended"),
            _ => None,
        }
    }
}
