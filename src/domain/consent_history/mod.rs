//! Who was allowed to see and do what, from when till when, and how it ended: read out of a session's timeline.
//!
//! The timeline is the truth; nothing here is kept. An entry that does not fit the others, because a note came late or
//! was lost, still stands in a span: what is written down is never left out.

mod book;
#[cfg(test)]
mod tests;

use crate::domain::timeline::{Entry, Kind, NewEntry};
use crate::domain::{AdmissionId, Time};
use book::Book;

/// Something an agent may be let do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// See the page, and help.
    See,
    /// See the page and nothing else.
    Watch,
    /// Help, of a supervisor who watched.
    Help,
    /// Scroll the page.
    Scroll,
}

impl Right {
    pub const ALL: [Self; 4] = [Self::See, Self::Watch, Self::Help, Self::Scroll];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Watch => "watch",
            Self::Help => "help",
            Self::Scroll => "scroll",
        }
    }
}

/// What the customer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Allowed,
    Denied,
    /// The website switched the question off.
    NotAsked,
}

impl Reply {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::NotAsked => "not_asked",
        }
    }
}

/// How a span stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The customer has not answered yet.
    Asking,
    Denied,
    /// The question was taken back, or whoever asked left, before an answer.
    Unanswered,
    /// It is so now.
    Lasting,
    Over(Ending),
}

/// What ended a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Left,
    HandedOver,
    /// Whoever watched helps from here on.
    BargedIn,
    AgentStopped,
    CustomerStopped,
    /// A page or a desk went away, or a page came that does not allow it.
    PageGone,
    SessionEnded,
}

impl Standing {
    /// The name in the API: how it ended, or that it did not.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Denied => "denied",
            Self::Unanswered => "unanswered",
            Self::Lasting => "lasting",
            Self::Over(Ending::Left) => "left",
            Self::Over(Ending::HandedOver) => "handed_over",
            Self::Over(Ending::BargedIn) => "barged_in",
            Self::Over(Ending::AgentStopped) => "agent_stopped",
            Self::Over(Ending::CustomerStopped) => "customer_stopped",
            Self::Over(Ending::PageGone) => "page_gone",
            Self::Over(Ending::SessionEnded) => "session_ended",
        }
    }

    /// Asked or used now.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asking | Self::Lasting)
    }
}

/// One question, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub right: Right,
    pub admission: AdmissionId,
    /// When it was asked first. `None` where nobody asked, or another engine did.
    pub asked_at: Option<Time>,
    /// `None` before an answer, and where another engine asks and does not tell.
    pub reply: Option<Reply>,
    pub replied_at: Option<Time>,
    pub from: Option<Time>,
    /// When it ended, was refused, or the question went.
    pub until: Option<Time>,
    pub standing: Standing,
    /// The entries it was read from, by their numbers.
    pub entries: Vec<i64>,
}

/// What of an entry counts here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// `None` of what time did and nobody wrote down yet.
    pub seq: Option<i64>,
    pub at: Time,
    pub kind: Kind,
    pub admission: Option<AdmissionId>,
    pub by_customer: bool,
}

impl Moment {
    /// `None` for a kind that is not known here.
    pub fn of(entry: &Entry) -> Option<Self> {
        let data: serde_json::Value = serde_json::from_str(&entry.data).ok()?;
        Some(Self {
            seq: Some(entry.seq),
            at: entry.at,
            kind: entry.kind.parse().ok()?,
            admission: admission(data.get("admissionId")),
            by_customer: entry.actor_kind == "customer",
        })
    }

    /// Of an entry that is still to be written.
    pub fn to_come(entry: &NewEntry) -> Self {
        Self {
            seq: None,
            at: entry.at,
            kind: entry.kind,
            admission: admission(entry.data.get("admissionId")),
            by_customer: entry.actor.kind() == "customer",
        }
    }
}

fn admission(value: Option<&serde_json::Value>) -> Option<AdmissionId> {
    value?.as_str()?.parse().ok()
}

/// The spans of a session, in the order in which they began. `moments` are in the order of the timeline; what time did
/// is written down later than it happened, so the time counts first.
pub fn spans(moments: impl IntoIterator<Item = Moment>) -> Vec<Span> {
    let mut moments: Vec<Moment> = moments.into_iter().collect();
    moments.sort_by_key(|moment| moment.at);
    let ended = moments.iter().find(|moment| moment.kind == Kind::SessionEnded).map(|moment| moment.at);
    let mut book = Book::until(ended);
    moments.iter().for_each(|moment| book.read(moment));
    book.closed()
}
