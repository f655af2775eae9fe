//! Records of the REST mirror and of outgoing webhooks: sessions somebody joined, their joins, what is still to be told.

use crate::domain::presence::{Happening, LeaveReason, User};
use crate::domain::{EndReason, JoinId, Pin, SessionId, Time};
use std::sync::Arc;

/// What a change means for who is in a session, to be saved with it.
#[derive(Debug, Default)]
pub struct Presence {
    /// In the order in which it happened.
    pub happenings: Vec<(SessionId, Happening)>,
    /// Each is told of it: addresses of webhooks.
    pub endpoints: Arc<[String]>,
}

/// One joining of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    pub id: JoinId,
    pub user: User,
    pub joined_at: Time,
    /// `None` while the user is in.
    pub left_at: Option<Time>,
}

/// A session that somebody joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSession {
    pub id: SessionId,
    /// The first joining.
    pub started_at: Time,
    pub ended_at: Option<Time>,
    /// Only while the session is live.
    pub pin: Option<Pin>,
    /// Everybody who joined, once each, in that order.
    pub users: Vec<User>,
}

/// Which shared sessions to list, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedFilter {
    pub which: Shared,
    pub pin: Option<Pin>,
    pub session: Option<SessionId>,
    /// Before this one in the order of the list (keyset paging): its time and its id.
    pub before: Option<(Time, SessionId)>,
    /// 1 to 500.
    pub limit: u32,
}

/// Live ones, or ended ones with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// By their start.
    Live,
    /// By their start, which is at or after the first time and before the second.
    Started(Time, Time),
    /// By their end, likewise.
    Ended(Time, Time),
}

impl Shared {
    /// The time by which a session stands in this list.
    pub fn time_of(self, session: &SharedSession) -> Time {
        match self {
            Self::Live | Self::Started(..) => session.started_at,
            Self::Ended(..) => session.ended_at.unwrap_or(session.started_at),
        }
    }
}

/// Something to tell one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub session: SessionId,
    /// Attempts that failed.
    pub attempts: u32,
    /// When it happened.
    pub at: Time,
    /// When the session started.
    pub started_at: Time,
    /// Of whom it speaks. For an end: who ended it, if that was somebody inside.
    pub join: Option<Join>,
    pub news: News,
}

/// The place of a delivery in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryId(pub i64);

/// The four events (Zoom reference §10.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    SessionStarted {
        /// The page it began on.
        start_url: Option<String>,
    },
    UserJoined,
    UserLeft(LeaveReason),
    SessionEnded(EndReason),
}

impl News {
    /// The name in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::SessionStarted { .. } => "session_started",
            Self::UserJoined => "session_user_joined",
            Self::UserLeft(_) => "session_user_left",
            Self::SessionEnded(_) => "session_ended",
        }
    }
}

/// What becomes of a delivery that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    AgainAt(Time),
    /// Given up; it stays visible until its session is forgotten.
    Parked(Time),
}
