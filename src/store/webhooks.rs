//! Records of events, and of who is told of them (ADR 49).

use crate::domain::event::EventType;
use crate::domain::webhook::{Endpoint, Failure, Topics};
use crate::domain::{SessionId, Time, WebhookId};

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// 1, 2, 3, … without gaps.
    pub seq: i64,
    /// `evt_` and 32 hexadecimal digits: of the hash of the entry it tells of, so it is never given twice.
    pub id: String,
    pub kind: EventType,
    pub session: Option<SessionId>,
    pub at: Time,
    /// A JSON object.
    pub data: String,
}

/// Which events to read, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// With a number above this.
    pub after: i64,
    pub topics: Topics,
    pub session: Option<SessionId>,
    /// 1 to 1000.
    pub limit: u32,
}

/// What is left of the log: the numbers of its first and its last event. 0 and 0 before the first event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventRange {
    pub oldest: i64,
    pub newest: i64,
}

/// The place of one event for one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TellingId(pub i64);

/// One event that one endpoint is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub id: TellingId,
    /// WhichAttempts that failed since it became due.
    pub attempts: u32,
    pub event: StoredEvent,
    /// Of the event's session, as far as it is not forgotten.
    pub customer: Option<ToldCustomer>,
}

/// The customer, for endpoints that may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldCustomer {
    pub user_id: String,
    pub user_name: String,
    pub identified: bool,
    /// What the host site noted: a JSON object of texts.
    pub metadata: Option<String>,
}

/// An endpoint, and what lies in its outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub endpoint: Endpoint,
    /// Deliveries that are due or wait for their next attempt.
    pub waiting: u64,
    /// Deliveries that were given up.
    pub parked: u64,
}

/// One attempt, as it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `None`: a test.
    pub telling: Option<TellingId>,
    /// The event's number.
    pub seq: Option<i64>,
    pub kind: EventType,
    pub at: Time,
    pub millis: u32,
    /// `None`: no answer.
    pub status: Option<u16>,
    /// `None`: it was taken.
    pub failure: Option<Failure>,
    /// When it is tried again; `None`: not by itself.
    pub next_at: Option<Time>,
}

/// An attempt in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedAttempt {
    pub id: i64,
    pub told: Told,
    /// What became of its delivery since; `None` for a test, and once the event is forgotten.
    pub now: Option<TellingState>,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TellingState {
    Due,
    Delivered,
    Parked,
}

impl TellingState {
    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Delivered => "delivered",
            Self::Parked => "parked",
        }
    }
}

impl std::str::FromStr for TellingState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Due, Self::Delivered, Self::Parked].into_iter().find(|state| state.as_str() == name).ok_or(())
    }
}

/// Which attempts to list, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptFilter {
    pub endpoint: WebhookId,
    pub which: WhichAttempts,
    /// Of this event only.
    pub seq: Option<i64>,
    /// Before this one (keyset paging).
    pub before: Option<i64>,
    /// 1 to 200.
    pub limit: u32,
}

/// WhichAttempts by how they went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhichAttempts {
    #[default]
    All,
    /// Those that were taken.
    Good,
    Failed,
    /// The last ones of deliveries that are parked now.
    Parked,
}

impl WhichAttempts {
    const ALL: [(Self, &'static str); 4] =
        [(Self::All, "all"), (Self::Good, "delivered"), (Self::Failed, "failed"), (Self::Parked, "parked")];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(which, _)| *which == self).map_or("all", |(_, name)| name)
    }
}

impl std::str::FromStr for WhichAttempts {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(which, _)| which).ok_or(())
    }
}

/// What a replay put into an endpoint's outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed {
    pub queued: u64,
    /// The number of the last one; where there is more, a replay after this goes on.
    pub through: i64,
}
