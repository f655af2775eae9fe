//! `/admin/sessions/{id}`: one session and its history.

use super::values::{actor_name, iso, timeline_sentence};
use super::{Flash, HistoryForm, Layout, Section, SessionRow, SessionState, ZoomMatchedBy};
use crate::words::Said;
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
    /// Who the customer was is forgotten, and with it what could say so.
    pub forgotten: bool,
    /// Customer's id at the host site, if any.
    pub customer_id: Option<String>,
    /// Where the host site's own record of the customer is read.
    pub record_link: Option<String>,
    /// `builtin` or `zoom`.
    pub engine: String,
    /// Page on which the session started, without query.
    pub start_url: Option<String>,
    /// What the host site it belongs to is called.
    pub site: Option<String>,
    /// What the host site noted: names and texts.
    pub notes: Vec<(String, String)>,
    /// Until when the PIN admits.
    pub valid_until: Option<DateTime<Utc>>,
    /// When the present state ends by itself.
    pub deadline: Option<DateTime<Utc>>,
    /// Zoom's sessions that this one is, first, and was.
    pub zoom: Vec<ZoomFact>,
    /// Whether the reader may watch, wherever a session can be watched.
    pub may_watch: bool,
    /// The reader's account.
    pub me: String,
    /// Everyone who was let in, in order.
    pub admissions: Vec<AdmissionRow>,
    /// Everyone who was asked in by somebody inside.
    pub invites: Vec<InviteRow>,
    /// Who was allowed to see and do what.
    pub consent: Vec<SpanRow>,
    /// What agents noted.
    pub case: CaseView,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineRow>,
}

impl SessionPage {
    fn is_zoom(&self) -> bool {
        self.engine == "zoom"
    }

    /// Whether the reader may ask to watch now: somebody is helped, and not by the reader.
    fn is_watchable(&self) -> bool {
        let is_inside = self.admissions.iter().any(|row| row.agent_id == self.me && row.left_at.is_none());
        self.may_watch && self.session.state == SessionState::Active && !is_inside
    }

    /// Where the reader comes from: address, and the message with its name.
    fn list(&self) -> (&'static str, &'static str) {
        let supervises = self.layout.person.as_ref().is_some_and(|person| person.role.supervises());
        match (supervises, self.session.state.is_live()) {
            (true, true) => ("/admin", "lists-live-title"),
            (true, false) => ("/admin/history", "lists-history-title"),
            (false, _) => ("/admin/history", "lists-own-sessions"),
        }
    }

    fn title(&self) -> String {
        self.layout.say("session-title").with("name", self.name()).to_string()
    }

    fn name(&self) -> String {
        if self.forgotten {
            self.layout.say("session-forgotten").to_string()
        } else {
            self.session.customer_name.clone()
        }
    }
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
    /// The account; empty without one.
    pub agent_id: String,
    /// Display name.
    pub name: String,
    /// `helping` or `watching`.
    pub mode: &'static str,
    /// `pin`, `waiting_list`, `invite` or `role`.
    pub via: &'static str,
    /// When the PIN was accepted.
    pub admitted_at: DateTime<Utc>,
    /// When the page was first seen.
    pub joined_at: Option<DateTime<Utc>>,
    /// When the seat was freed.
    pub left_at: Option<DateTime<Utc>>,
}

impl AdmissionRow {
    /// The message that says as what somebody was in.
    fn as_what(&self) -> &'static str {
        match (self.mode, self.via) {
            ("watching", _) => "session-as-watching",
            (_, "role") => "session-as-role",
            (_, "invite") => "session-as-invite",
            (_, "waiting_list") => "session-as-list",
            _ => "session-as-agent",
        }
    }
}

/// An invite of a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteRow {
    pub id: String,
    /// Who asked.
    pub by: String,
    /// Who was asked.
    pub to: String,
    /// `open`, `accepted`, `declined`, `withdrawn` or `expired`.
    pub state: &'static str,
    pub hand_over: bool,
    pub at: DateTime<Utc>,
    /// When it was answered, taken back or too old.
    pub closed_at: Option<DateTime<Utc>>,
    /// What the colleague said to it.
    pub word: Option<String>,
}

impl InviteRow {
    fn sentence(&self, layout: &Layout) -> Said {
        let key = match self.hand_over {
            true => format!("session-hand-over-{}", self.state),
            false => format!("session-invite-{}", self.state),
        };
        layout.say(key).with("by", &self.by).with("to", &self.to)
    }
}

/// One question to the customer, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanRow {
    /// `see`, `watch`, `help` or `scroll`.
    pub right: &'static str,
    /// Whose.
    pub name: String,
    pub asked_at: Option<DateTime<Utc>>,
    /// `allowed`, `denied` or `not_asked`.
    pub reply: Option<&'static str>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// `asking`, `lasting`, or how it ended.
    pub standing: &'static str,
}

impl SpanRow {
    fn right_key(&self) -> String {
        format!("session-right-{}", self.right)
    }

    fn reply_key(&self) -> Option<String> {
        self.reply.map(|reply| format!("session-reply-{}", reply.replace('_', "-")))
    }

    fn standing_key(&self) -> String {
        format!("session-standing-{}", self.standing.replace('_', "-"))
    }
}

/// What agents noted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseView {
    pub ticket: Option<String>,
    /// Where the ticket is read.
    pub ticket_link: Option<String>,
    /// How it came out, by its name in the API.
    pub outcome: Option<&'static str>,
    pub rating: Option<u8>,
    pub notes: Vec<NoteRow>,
}

impl CaseView {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn outcome_key(&self) -> Option<&'static str> {
        self.outcome.and_then(HistoryForm::outcome_key)
    }
}

/// One agent's notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    pub author: String,
    pub text: String,
    pub saved_at: DateTime<Utc>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// Its number in the trail of the whole deployment, as in the API; of an invite nobody answered, the invite's id. The
    /// page adds what it does not know by that.
    pub key: String,
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
