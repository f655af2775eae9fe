//! Values that several pages show, and the words for them.

use crate::words::Words;
use chrono::{DateTime, Utc};

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// A token was issued, no PIN is known yet.
    Starting,
    /// The customer has a PIN, no agent is in.
    Waiting,
    /// At least one agent is in.
    Active,
    /// The customer's page went away and may come back.
    Recovering,
    /// Over for good.
    Ended,
}

impl SessionState {
    /// All states, in the order of a session's life.
    pub const ALL: [Self; 5] = [Self::Starting, Self::Waiting, Self::Active, Self::Recovering, Self::Ended];

    /// The value in URLs and in the API.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Recovering => "recovering",
            Self::Ended => "ended",
        }
    }

    /// The message with the word people read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Starting => "state-starting",
            Self::Waiting => "state-waiting",
            Self::Active => "state-active",
            Self::Recovering => "state-recovering",
            Self::Ended => "state-ended",
        }
    }

    /// Whether the session may still be used.
    #[must_use]
    pub fn is_live(self) -> bool {
        self != Self::Ended
    }
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The customer pressed end.
    CustomerEnded,
    /// An agent pressed end.
    AgentEnded,
    /// A supervisor, an admin or an API key ended it.
    Revoked,
    /// It reached the longest time allowed.
    TooLong,
    /// The customer's page did not come back in time.
    CustomerLost,
    /// No agent came before the PIN's window closed.
    NoAgent,
    /// An agent waited first, and no customer came.
    NoCustomer,
    /// The customer's page never reported a PIN.
    NeverStarted,
}

impl EndReason {
    /// All reasons.
    pub const ALL: [Self; 8] = [
        Self::CustomerEnded,
        Self::AgentEnded,
        Self::Revoked,
        Self::TooLong,
        Self::CustomerLost,
        Self::NoAgent,
        Self::NoCustomer,
        Self::NeverStarted,
    ];

    /// The value in the API.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::CustomerEnded => "customer_ended",
            Self::AgentEnded => "agent_ended",
            Self::Revoked => "revoked",
            Self::TooLong => "too_long",
            Self::CustomerLost => "customer_lost",
            Self::NoAgent => "no_agent",
            Self::NoCustomer => "no_customer",
            Self::NeverStarted => "never_started",
        }
    }

    /// The message with a short clause for lists.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::CustomerEnded => "end-reason-customer-ended",
            Self::AgentEnded => "end-reason-agent-ended",
            Self::Revoked => "end-reason-revoked",
            Self::TooLong => "end-reason-too-long",
            Self::CustomerLost => "end-reason-customer-lost",
            Self::NoAgent => "end-reason-no-agent",
            Self::NoCustomer => "end-reason-no-customer",
            Self::NeverStarted => "end-reason-never-started",
        }
    }
}

/// A PIN as people read it aloud: `482 913`, `KX4M 7QPA`. Two groups up to ten characters, the first the longer one.
///
/// Anything up to four characters stays whole. Works on characters, so that no input can make it panic.
#[must_use]
pub fn grouped_pin(pin: &str) -> String {
    let characters: Vec<char> = pin.chars().collect();
    if characters.len() <= 4 {
        return pin.to_owned();
    }
    let (first, second) = characters.split_at(characters.len().div_ceil(2));
    let mut grouped: String = first.iter().collect();
    grouped.push(' ');
    grouped.extend(second);
    grouped
}

/// `2026-11-22T14:03:09Z`, for `datetime` attributes, from which scripts make relative times.
pub(super) fn iso(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// What happened, as a sentence about `actor`, for one kind of timeline entry: the message `timeline-KIND`. An unknown
/// kind is shown by its name, so that a new kind is visible before it has a sentence.
#[must_use]
pub fn timeline_sentence(words: Words, kind: &str, actor: &str) -> String {
    match words.find(&format!("timeline-{}", kind.replace('_', "-"))) {
        Some(sentence) => sentence.with("actor", actor).to_string(),
        None => format!("{actor}: {}", kind.replace('_', " ")),
    }
}

/// A name, or the kind of actor where there is none.
#[must_use]
pub fn actor_name(words: Words, kind: &str, name: Option<&str>) -> String {
    let nameless = || words.find(&format!("actor-{kind}")).unwrap_or_else(|| words.say("actor-system")).to_string();
    name.map_or_else(nameless, str::to_owned)
}
