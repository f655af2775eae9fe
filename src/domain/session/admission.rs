use crate::domain::{AdmissionId, AgentId, SecretHash, Time, Windows};
use std::str::FromStr;

/// How an agent came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By typing the Support PIN.
    Pin,
    /// Invited by an agent who is inside.
    Invite,
    /// By the role: a supervisor who asked to watch.
    Role,
    /// By taking the session from the waiting list.
    WaitingList,
}

impl Via {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Invite => "invite",
            Self::Role => "role",
            Self::WaitingList => "waiting_list",
        }
    }
}

impl FromStr for Via {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Pin, Self::Invite, Self::WaitingList, Self::Role].into_iter().find(|via| via.as_str() == name).ok_or(())
    }
}

/// What somebody who was let in may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Draws, points, and by the customer's consent takes control. Holds one of the five seats.
    Helping,
    /// Sees the page and nothing else. Holds one of two places of their own.
    Watching,
}

impl Mode {
    pub const ALL: [Self; 2] = [Self::Helping, Self::Watching];

    /// The name in the database, the API and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Helping => "helping",
            Self::Watching => "watching",
        }
    }

    /// How many of this kind one session has room for.
    pub fn places(self) -> usize {
        match self {
            Self::Helping => Windows::SEATS,
            Self::Watching => Windows::WATCHERS,
        }
    }
}

impl FromStr for Mode {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name).ok_or(())
    }
}

/// How the presence of a desk's page is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPresence {
    /// Our engine holds the desk's socket, and sees it come and go.
    Seen,
    /// The page around the desk says again and again that it is there (zoom mode, our agent page).
    Told,
    /// Nobody can tell: a machine asked, and shows the desk where it likes. Its absence never frees the seat.
    Unknown,
}

/// One agent let into one session. It holds its place, one of those of its [`Mode`], until [`Self::left_at`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub id: AdmissionId,
    /// Whose account it is. `None`: an agent who came with a token that was made elsewhere, and has no account here.
    pub agent: Option<AgentId>,
    /// The agent's display name at that time.
    pub agent_name: String,
    /// `user_id` of the agent token. In our own tokens it is new for every admission, so one agent in two tabs is two
    /// users; in others it is the agent's, and one of them at a time is in.
    pub user_id: String,
    /// Two words that customer and agent compare.
    pub phrase: String,
    pub via: Via,
    pub mode: Mode,
    /// What opens the desk: the agent token, a ticket, or the seat's own secret. Erased when the seat is given up.
    pub token: Option<SecretHash>,
    pub admitted_at: Time,
    /// The customer agreed and the desk shows the page. In zoom mode: the agent's desk was seen in the session.
    pub joined_at: Option<Time>,
    /// The desk page is away since then, or has not been heard of since. `None` while our engine sees it, and where nobody
    /// can tell.
    pub gone_since: Option<Time>,
    pub left_at: Option<Time>,
    /// When the desk was re-opened, the newest last.
    pub reopened_at: Vec<Time>,
}

impl Admission {
    /// When the seat is given up unless the desk page comes back.
    pub fn seat_deadline(&self) -> Option<Time> {
        match (self.left_at, self.gone_since) {
            (None, Some(gone)) => Some(gone + Windows::SEAT),
            _ => None,
        }
    }

    /// Whether a word at `now` that this desk left may be about the one before it was opened again.
    pub(super) fn is_just_reopened(&self, now: Time) -> bool {
        self.reopened_at.last().is_some_and(|at| now - *at < Windows::LATE_WORD)
    }

    pub(super) fn leave(&mut self, at: Time) {
        self.left_at = Some(at);
        self.gone_since = None;
        self.token = None;
    }
}
