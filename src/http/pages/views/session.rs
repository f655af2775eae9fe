//! `/admin/sessions/{id}`: one session and its history.

use super::values::{actor_name, iso, timeline_sentence};
use super::{Flash, Layout, Section, SessionRow, ZoomMatchedBy};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/sessions/{id}`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/session.html")]
pub struct SessionPage {
    /// The frame.
    pub layout: Layout,
    /// The same facts as in the list.
    pub session: SessionRow,
    /// Customer's id at the host site, if any.
    pub customer_id: Option<String>,
    /// `builtin` or `zoom`.
    pub engine: String,
    /// Page on which the session started, without query.
    pub start_url: Option<String>,
    /// The host site it belongs to, by its slug.
    pub site: Option<String>,
    /// What the host site noted: names and texts.
    pub notes: Vec<(String, String)>,
    /// Until when the PIN admits.
    pub valid_until: Option<DateTime<Utc>>,
    /// When the present state ends by itself.
    pub deadline: Option<DateTime<Utc>>,
    /// Zoom's sessions that this one is, first, and was.
    pub zoom: Vec<ZoomFact>,
    /// Everyone who was let in, in order.
    pub admissions: Vec<AdmissionRow>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineRow>,
}

/// A session of Zoom's that this one is, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomFact {
    /// Zoom's id.
    pub id: String,
    /// How that is known. `None`: another took its place.
    pub by: Option<ZoomMatchedBy>,
}

/// One agent let into the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmissionRow {
    /// Display name.
    pub name: String,
    /// When the PIN was accepted.
    pub admitted_at: DateTime<Utc>,
    /// When the page was first seen.
    pub joined_at: Option<DateTime<Utc>>,
    /// When the seat was freed.
    pub left_at: Option<DateTime<Utc>>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// Its number in the trail of the whole deployment, as in the API: the page adds what it does not know by that.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Kind, such as `agent_joined`.
    pub kind: String,
    /// `customer`, `agent`, `supervisor`, `admin`, `system` or `engine`.
    pub actor_kind: String,
    /// Name of the person, where one acted.
    pub actor_name: Option<String>,
    /// The entry's data as pretty JSON; empty for none.
    pub data: String,
}

impl TimelineRow {
    fn sentence(&self, layout: &Layout) -> String {
        let actor = actor_name(layout.words, &self.actor_kind, self.actor_name.as_deref());
        timeline_sentence(layout.words, &self.kind, &actor)
    }
}
