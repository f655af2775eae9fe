//! Rows that are not sessions: people, their browsers and keys, attempts, and what to look for.

use crate::domain::case_file::{NoteText, Outcome, Rating, Ticket};
use crate::domain::{
    AgentId, ApiKeyId, DeviceId, DisplayName, Role, Scopes, SecretHash, SessionId, SkillTag, Time, WebSessionId,
};
use crate::words::Language;
use std::net::IpAddr;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub id: AgentId,
    /// Unique without regard to ASCII case; 1 to 64 characters.
    pub login: String,
    pub name: DisplayName,
    pub role: Role,
    /// Argon2id in PHC form. `None`: signs in at the provider only.
    pub password: Option<String>,
    /// Sorted, each once.
    pub skills: Vec<SkillTag>,
    /// Who they are at the OpenID provider; then their role comes from there, at each sign-in.
    pub identity: Option<ProviderIdentity>,
    /// What they chose to read. `None`: what their browser likes.
    pub language: Option<Language>,
    pub created_at: Time,
    pub disabled_at: Option<Time>,
    pub last_seen_at: Option<Time>,
}

/// Somebody at an OpenID provider: issuer and subject together, never an address (hardening §3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProviderIdentity {
    pub issuer: String,
    /// 1 to 255 characters.
    pub subject: String,
}

/// A change of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgentChange {
    Disable(Time),
    Enable,
    Role(Role),
    Skills(Vec<SkillTag>),
    /// Signs them out of every browser but `keep`.
    SignOut {
        keep: Option<WebSessionId>,
    },
    /// Who they are at the provider, and the role it gives them.
    Link(ProviderIdentity, Role),
    /// They are nobody at the provider any more.
    Unlink,
    Language(Option<Language>),
    /// A new Argon2id hash in PHC form. `keep` is the browser the person changed it with.
    Password {
        hash: String,
        keep: Option<WebSessionId>,
    },
    /// The same by a link, if it is the one that is good.
    PasswordByLink {
        hash: String,
        link: SecretHash,
    },
}

/// A link with which somebody chooses a password, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordLink {
    pub agent: AgentId,
    pub token: SecretHash,
    pub expires_at: Time,
}

/// A browser that somebody signed in with before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDevice {
    pub id: DeviceId,
    pub agent: AgentId,
    pub token: SecretHash,
    pub seen_at: Time,
}

/// Which way somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Password,
    Provider,
}

impl Via {
    /// The name in the database and the audit trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Provider => "provider",
        }
    }
}

impl std::str::FromStr for Via {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Password, Self::Provider].into_iter().find(|via| via.as_str() == name).ok_or(())
    }
}

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSession {
    pub id: WebSessionId,
    pub agent: AgentId,
    pub token: SecretHash,
    pub created_at: Time,
    pub seen_at: Time,
    /// Good until then at most.
    pub expires_at: Time,
    /// Seconds without a request after which it is good no more.
    pub idle_seconds: i64,
    pub user_agent: String,
    pub ip: Option<IpAddr>,
    pub via: Via,
}

/// A key for a machine that acts as an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub agent: AgentId,
    pub name: String,
    pub token: SecretHash,
    pub scopes: Scopes,
    pub created_at: Time,
    /// Good until then.
    pub expires_at: Option<Time>,
    pub last_used_at: Option<Time>,
    pub revoked_at: Option<Time>,
}

impl ApiKey {
    /// Neither revoked nor expired.
    pub fn is_good(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|until| now < until)
    }
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptKind {
    Pin,
    Login,
    /// A password, in a browser that is known for it.
    Known,
}

impl AttemptKind {
    /// The name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Login => "login",
            Self::Known => "known",
        }
    }
}

/// An attempt about to be made.
#[derive(Debug, Clone)]
pub struct NewAttempt {
    pub kind: AttemptKind,
    /// The agent who types a PIN; the login somebody types (lower-cased; it need not exist); the browser that is known.
    pub account: String,
    /// IPv6 addresses are counted by their /64.
    pub ip: Option<IpAddr>,
    pub at: Time,
    /// Failures from the same address count for this long.
    pub ip_window: chrono::TimeDelta,
}

/// A counted attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptId(pub i64);

/// One person's notes about one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub session: SessionId,
    pub agent: AgentId,
    pub text: NoteText,
    /// One more at every save, from 1.
    pub version: i64,
    pub saved_at: Time,
}

/// A change of what is noted about a session for all its agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseChange {
    Ticket(Option<Ticket>),
    Outcome { outcome: Outcome, rating: Option<Rating>, by: AgentId, at: Time },
}

/// Which sessions to list, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Only sessions stored in one of these states; empty: all.
    pub states: Vec<StoredState>,
    /// Part of the customer's name or of an agent's name, without regard to ASCII case, or a whole PIN (live sessions only).
    pub text: Option<String>,
    /// Only sessions this person was let into.
    pub agent: Option<AgentId>,
    /// Created at or after.
    pub from: Option<Time>,
    /// Created before.
    pub to: Option<Time>,
    /// Older than this one (keyset paging: ids sort by time).
    pub before: Option<SessionId>,
    /// 1 to 200.
    pub limit: u32,
}

/// The state as the database keeps it. Time may have moved a session on since it was saved; the sweeper follows within seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredState {
    Starting,
    Waiting,
    Active,
    Recovering,
    Ended,
}

impl StoredState {
    pub const ALL: [Self; 5] = [Self::Starting, Self::Waiting, Self::Active, Self::Recovering, Self::Ended];

    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Recovering => "recovering",
            Self::Ended => "ended",
        }
    }

    pub fn of(session: &crate::domain::Session) -> Self {
        use crate::domain::State;
        match session.state {
            State::Starting => Self::Starting,
            State::Waiting => Self::Waiting,
            State::Active => Self::Active,
            State::Recovering { .. } => Self::Recovering,
            State::Ended { .. } => Self::Ended,
        }
    }
}

impl std::str::FromStr for StoredState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == name).ok_or(())
    }
}

/// A named value that somebody changes; `None`: there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    pub name: String,
    /// As whoever changes it saw it.
    pub was: Option<String>,
    pub becomes: Option<String>,
}
