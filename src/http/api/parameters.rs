//! The query parameters of lists: read one by one, and what is wrong with them is told at once.

use crate::domain::{AgentId, Time};
use crate::http::error::{Error, FieldError};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};

/// Letters of a search that are looked for.
const SEARCHED: usize = 80;
/// Rows of a page at most, and where nothing else is asked for.
const MOST_ROWS: u32 = 200;
const USUAL_ROWS: u32 = 50;

/// Parameters that are being read, and what is wrong with those that were.
#[derive(Debug, Default)]
pub(super) struct Reading(Vec<FieldError>);

impl Reading {
    /// What `parse` makes of a parameter; nothing of one that was left out.
    pub(super) fn read<T>(
        &mut self,
        text: &Option<String>,
        pointer: &str,
        advice: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = parse(given(text)?);
        if value.is_none() {
            self.0.push(FieldError::new(pointer, advice));
        }
        value
    }

    pub(super) fn agent(&mut self, id: &Option<String>) -> Option<AgentId> {
        self.read(id, "/agent", "This is not an agent's id.", |id| id.parse().ok())
    }

    /// From one moment to another; a date at the end includes its day.
    pub(super) fn span(&mut self, from: &Option<String>, to: &Option<String>) -> (Option<Time>, Option<Time>) {
        const ADVICE: &str = "Use a date such as 2026-11-30.";
        let from = self.read(from, "/from", ADVICE, |text| moment(text, 0));
        (from, self.read(to, "/to", ADVICE, |text| moment(text, 1)))
    }

    pub(super) fn cursor<T>(&mut self, cursor: &Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.read(cursor, "/cursor", "Use nextCursor of the page before.", parse)
    }

    pub(super) fn limit(&mut self, limit: Option<u32>) -> u32 {
        let limit = limit.unwrap_or(USUAL_ROWS);
        if !(1..=MOST_ROWS).contains(&limit) {
            self.0.push(FieldError::new("/limit", "Use 1 to 200."));
        }
        limit
    }

    /// # Errors
    /// Everything that is wrong.
    pub(super) fn finish<T>(self, read: T) -> Result<T, Error> {
        if self.0.is_empty() { Ok(read) } else { Err(Error::Fields(self.0)) }
    }
}

/// An empty field of a form is one that was left out.
pub(super) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// What is looked for, not longer than it makes sense.
pub(super) fn searched(text: &Option<String>) -> Option<String> {
    given(text).map(|text| text.chars().take(SEARCHED).collect())
}

/// A time, or midnight UTC of a date plus `days`.
fn moment(text: &str, days: i64) -> Option<Time> {
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(days);
    let exact = || DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
    text.parse().ok().map(midnight).or_else(exact)
}
