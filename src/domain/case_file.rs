//! What agents note about a session: notes, a ticket's reference, how it came out, how co-browsing went.

use crate::domain::names::is_invisible;
use crate::domain::{Refused, Session, State, Time};
use chrono::TimeDelta;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// How long after a session's end its case file may still be written.
pub const WRITABLE_FOR: TimeDelta = TimeDelta::hours(24);

/// What of a session's case file is one for all its agents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    pub ticket: Option<Ticket>,
    pub outcome: Option<Outcome>,
    /// How co-browsing went, by whoever gave the outcome.
    pub rating: Option<Rating>,
}

/// How a session came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    Solved,
    NotSolved,
    /// Somebody gets back to the customer.
    FollowUp,
    /// The customer did not come, or did not answer.
    NoShow,
    Other,
}

impl Outcome {
    pub const ALL: [Self; 5] = [Self::Solved, Self::NotSolved, Self::FollowUp, Self::NoShow, Self::Other];

    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::NotSolved => "not_solved",
            Self::FollowUp => "follow_up",
            Self::NoShow => "no_show",
            Self::Other => "other",
        }
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == name).ok_or(())
    }
}

/// An agent's own rating of how co-browsing went, 1 (badly) to 5 (very well).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Rating(u8);

impl Rating {
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Rating {
    type Error = ();

    fn try_from(number: i64) -> Result<Self, ()> {
        u8::try_from(number).ok().filter(|number| (1..=5).contains(number)).map(Self).ok_or(())
    }
}

/// The reference of a ticket in somebody else's system: 1 to 64 characters, none of them invisible.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Ticket(String);

/// The text is no ticket's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Use 1 to 64 characters, none of them invisible.")]
pub struct InvalidTicket;

impl Ticket {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Ticket {
    type Err = InvalidTicket;

    fn from_str(typed: &str) -> Result<Self, InvalidTicket> {
        let text = typed.trim();
        let fits = (1..=64).contains(&text.chars().count()) && !text.chars().any(is_invisible);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidTicket) }
    }
}

/// It may name a customer.
impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket(…)")
    }
}

/// One agent's notes about one session: at most [`Self::MAX_CHARS`] characters of plain text; none is no note.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct NoteText(String);

/// What is wrong with a note, in words for whoever wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNote {
    #[error("Use at most 4000 characters.")]
    TooLong,
    #[error("Leave out control characters.")]
    Control,
}

impl NoteText {
    pub const MAX_CHARS: usize = 4_000;

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

impl FromStr for NoteText {
    type Err = InvalidNote;

    /// Line ends become `\n`; space at the end goes.
    fn from_str(typed: &str) -> Result<Self, InvalidNote> {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end();
        if text.chars().count() > Self::MAX_CHARS {
            return Err(InvalidNote::TooLong);
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(InvalidNote::Control);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for NoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteText({} characters)", self.chars())
    }
}

/// Until when the case file of a session may be written; `None`: for as long as it lives, and [`WRITABLE_FOR`] more.
pub fn writable_until(session: &Session) -> Option<Time> {
    match session.state {
        State::Ended { at, .. } => Some(at + WRITABLE_FOR),
        _ => None,
    }
}

/// Whether the case file of a session may be written at `now`.
///
/// # Errors
/// [`Refused::Over`]: it ended too long ago.
pub fn may_write(session: &Session, now: Time) -> Result<(), Refused> {
    if writable_until(session).is_none_or(|until| now < until) { Ok(()) } else { Err(Refused::Over) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds, waiting};
    use crate::domain::{EndReason, Event, Windows};

    #[test]
    fn a_case_file_is_written_until_a_day_after_the_end() {
        let session = waiting(1, "100001");
        assert_eq!(may_write(&session, NOON + TimeDelta::days(9)), Ok(()));
        let ended = session.apply(Event::End(EndReason::AgentEnded), NOON, &Windows::default()).unwrap();
        assert_eq!(may_write(&ended, NOON + WRITABLE_FOR - seconds(1)), Ok(()));
        assert_eq!(may_write(&ended, NOON + WRITABLE_FOR), Err(Refused::Over));
    }

    #[test]
    fn notes_keep_their_lines_and_nothing_strange() {
        let note: NoteText = "one\r\n\ttwo\r \n".parse().unwrap();
        assert_eq!(note.as_str(), "one\n\ttwo");
        assert!(" \n ".parse::<NoteText>().unwrap().is_empty());
        assert_eq!("a\u{0}".parse::<NoteText>(), Err(InvalidNote::Control));
        assert!("\u{e9}".repeat(4_000).parse::<NoteText>().is_ok());
        assert_eq!("x".repeat(4_001).parse::<NoteText>(), Err(InvalidNote::TooLong));
    }

    #[test]
    fn ratings_are_one_to_five_and_outcomes_have_names() {
        assert_eq!([0, 1, 5, 6, -1].map(|n| Rating::try_from(n).is_ok()), [false, true, true, false, false]);
        for outcome in Outcome::ALL {
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
        }
        assert_eq!("won".parse::<Outcome>(), Err(()));
    }

    #[test]
    fn what_may_name_people_is_not_printed() {
        let (ticket, note): (Ticket, NoteText) = ("Grace-1".parse().unwrap(), "Grace called".parse().unwrap());
        assert!(!format!("{ticket:?} {note:?}").contains("Grace"));
    }
}
