//! Values that several pages show, and the words for them.

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

    /// The word people read. `static/src/pages/lib/words.ts` says the same.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Starting => "Starting",
            Self::Waiting => "Waiting",
            Self::Active => "Active",
            Self::Recovering => "Recovering",
            Self::Ended => "Ended",
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

    /// A short clause for lists. `static/src/pages/lib/words.ts` says the same.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CustomerEnded => "by the customer",
            Self::AgentEnded => "by an agent",
            Self::Revoked => "by a supervisor",
            Self::TooLong => "reached the longest time allowed",
            Self::CustomerLost => "the customer's page did not come back",
            Self::NoAgent => "no agent came in time",
            Self::NoCustomer => "no customer came in time",
            Self::NeverStarted => "the customer never shared the page",
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

/// `22 Nov 2026, 14:03:09 UTC`
pub(super) fn absolute(at: &DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M:%S UTC").to_string()
}

/// What happened, as a sentence about `actor`, for one kind of timeline entry. An unknown kind is shown by its name, so
/// that a new kind is visible before it has a sentence. `static/src/pages/lib/words.ts` says the same.
#[must_use]
pub fn timeline_sentence(kind: &str, actor: &str) -> String {
    match kind {
        "session_created" => format!("{actor} asked for help; the session was created"),
        "session_expected" => format!("{actor} opened the session and waited for the customer"),
        "customer_arrived" => "The customer came".to_owned(),
        "pin_reported" => "The customer's page showed a Support PIN".to_owned(),
        "pin_contested" => "Another live session claimed the same PIN, so it lets nobody in".to_owned(),
        "pin_refused" => "A PIN was reported that was not the one issued, and was refused".to_owned(),
        "agent_admitted" => format!("{actor} gave the right PIN and was let in"),
        "consent_asked" => format!("The customer was asked to let {actor} see the page"),
        "consent_given" => "The customer agreed".to_owned(),
        "consent_denied" => "The customer said no".to_owned(),
        "agent_joined" => format!("{actor} saw the page"),
        "agent_left" => format!("{actor} left"),
        "desk_reopened" => format!("{actor} opened the desk again"),
        "customer_lost" => "The customer's page went away".to_owned(),
        "customer_back" => "The customer's page came back".to_owned(),
        "customer_transferred" => "The customer went on in another tab".to_owned(),
        "assist_asked" => format!("The customer was asked to let {actor} scroll the page"),
        "assist_allowed" => "The customer allowed scrolling".to_owned(),
        "assist_denied" => "The customer did not allow scrolling".to_owned(),
        "assist_started" => format!("{actor} could scroll the page from here on"),
        "assist_stopped" => format!("{actor} stopped the scrolling"),
        "assist_ended" => "The agent's scrolling ended, because a page went away".to_owned(),
        "click_proposed" => format!("{actor} proposed a click to the customer"),
        "value_proposed" => format!("{actor} proposed what to put into a field"),
        "proposal_accepted" => "The customer pressed yes, and it was done".to_owned(),
        "proposal_declined" => "The customer declined the proposal".to_owned(),
        "proposal_impossible" => "The page could not do what was proposed".to_owned(),
        "proposal_dropped" => "The proposal was taken back, or a page went away before an answer".to_owned(),
        "zoom_matched" => "Zoom's session of this one was found".to_owned(),
        "zoom_unmatched" => "This turned out to be another of Zoom's sessions".to_owned(),
        "zoom_drifted" => "Zoom's list of live sessions differed from ours".to_owned(),
        "zoom_healed" => "Zoom's list of live sessions agreed again".to_owned(),
        "note_saved" => format!("{actor} wrote notes"),
        "ticket_set" => format!("{actor} noted a ticket"),
        "ticket_removed" => format!("{actor} took the ticket away"),
        "outcome_set" => format!("{actor} said how the session came out"),
        "session_ended" => format!("The session ended ({actor})"),
        other => format!("{actor}: {}", other.replace('_', " ")),
    }
}
