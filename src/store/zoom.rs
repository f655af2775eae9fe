//! Records of what Zoom tells of its sessions: what was heard, which of ours it is, and where both sides differ.

use crate::domain::timeline::NewEntry;
use crate::domain::zoom::drift::Drift;
use crate::domain::zoom::heard::{ZoomEvent, ZoomUser};
use crate::domain::zoom::matching::MatchedBy;
use crate::domain::{Pin, Session, SessionId, Time};
use crate::store::SavedSession;
use chrono::TimeDelta;

/// An event as it was received. It holds no PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedEvent {
    /// `event`, also one that nobody knew when this was written.
    pub name: String,
    /// Zoom's id of the session; empty where an unknown event has none.
    pub zoom_id: String,
    pub connection: String,
    /// `event_ts`.
    pub at: Time,
    pub received_at: Time,
    pub user: Option<ZoomUser>,
    pub moment: Option<Time>,
    pub start_url: Option<String>,
    pub reason: Option<String>,
}

impl ReceivedEvent {
    /// What it says of a session, if it is one of the four.
    pub fn known(&self) -> Option<ZoomEvent> {
        Some(ZoomEvent {
            kind: self.name.parse().ok()?,
            at: self.at,
            connection: self.connection.clone(),
            user: self.user.clone(),
            moment: self.moment,
            start_url: self.start_url.clone(),
            reason: self.reason.clone(),
        })
    }
}

/// Which of ours a session of Zoom's is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoomMatch {
    pub session: SessionId,
    pub by: MatchedBy,
    pub at: Time,
}

/// A session of Zoom's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomSession {
    /// Opaque, 1 to 200 characters.
    pub id: String,
    /// The last news.
    pub heard_at: Time,
    pub started_at: Option<Time>,
    /// Without query and fragment.
    pub start_url: Option<String>,
    /// Whoever was there first. Only id and name are kept.
    pub user: Option<ZoomUser>,
    pub ended_at: Option<Time>,
    /// In Zoom's words.
    pub end_reason: Option<String>,
    pub matched: Option<ZoomMatch>,
    /// The one of ours that it was, before another of Zoom's took its place.
    pub former: Option<SessionId>,
}

impl ZoomSession {
    /// One of which nothing is known but its id.
    pub fn new(id: &str, heard_at: Time) -> Self {
        Self {
            id: id.to_owned(),
            heard_at,
            started_at: None,
            start_url: None,
            user: None,
            ended_at: None,
            end_reason: None,
            matched: None,
            former: None,
        }
    }
}

/// What a decision about a session of Zoom's wants to see.
#[derive(Debug, Clone)]
pub struct ZoomAsk {
    pub zoom_id: String,
    /// Kept in the same transaction, unless it was heard before; then nothing is decided.
    pub event: Option<ReceivedEvent>,
    /// Ours that hold it are looked at.
    pub pin: Option<Pin>,
    /// Ours whose customer has one of these ids are looked at, beside those whom the events name.
    pub users: Vec<String>,
    /// This one of ours is looked at.
    pub session: Option<SessionId>,
    /// Ours are looked at that began so long before Zoom's, or so long after.
    pub around: (TimeDelta, TimeDelta),
    /// Of ended ones, those that ended later.
    pub ended_after: Time,
}

/// What a decision about a session of Zoom's sees.
#[derive(Debug, Clone)]
pub struct ZoomLoaded {
    pub zoom: Option<ZoomSession>,
    /// The events that were known before.
    pub before: Vec<ZoomEvent>,
    /// And with the new one.
    pub events: Vec<ZoomEvent>,
    /// Those of ours that it may be; the one it is matched with among them.
    pub ours: Vec<Session>,
    /// Other sessions of Zoom's that these are matched with.
    pub holders: Vec<ZoomSession>,
}

/// What a decision wants saved.
#[derive(Debug, Default)]
pub struct ZoomChanges {
    /// In this order: who gives up one of ours comes before who takes it.
    pub zoom: Vec<ZoomSession>,
    pub sessions: Vec<SavedSession>,
    pub entries: Vec<NewEntry>,
}

/// Decides, inside the write transaction.
pub type ZoomDecide = Box<dyn FnOnce(ZoomLoaded) -> ZoomChanges + Send>;

/// A difference between both sides, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDrift {
    pub drift: Drift,
    pub since: Time,
    pub over_at: Option<Time>,
}
