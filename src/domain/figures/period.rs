//! From when to when, as somebody's calendar has it.

use crate::domain::Time;
use crate::domain::zone::Zone;
use chrono::{Days, NaiveDate};

/// Days of a period at most.
pub const LONGEST_DAYS: u64 = 366;

/// What somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Today,
    /// Today and the six days before.
    Week,
    /// Today and the 29 days before.
    Month,
    /// Both days included.
    Own {
        from: NaiveDate,
        to: NaiveDate,
    },
}

impl Span {
    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Own { .. } => "own",
        }
    }
}

/// From `from` up to, and without, `to`: whole days of `zone`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: NaiveDate,
    /// Included.
    pub last: NaiveDate,
    pub from: Time,
    pub to: Time,
    pub zone: Zone,
}

/// The dates make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPeriod {
    #[error("The last day is before the first.")]
    Backwards,
    #[error("Ask for {LONGEST_DAYS} days at most.")]
    TooLong,
    #[error("Use dates between 1970 and 9000.")]
    OutOfRange,
}

impl Period {
    /// # Errors
    /// If somebody's own dates make none.
    pub fn of(span: Span, zone: Zone, now: Time) -> Result<Self, NotAPeriod> {
        let today = zone.local(now).date_naive();
        let back = |days| today.checked_sub_days(Days::new(days)).ok_or(NotAPeriod::OutOfRange);
        let (first, last) = match span {
            Span::Today => (today, today),
            Span::Week => (back(6)?, today),
            Span::Month => (back(29)?, today),
            Span::Own { from, to } => (from, to),
        };
        if last < first {
            return Err(NotAPeriod::Backwards);
        }
        if (last - first).num_days().unsigned_abs() >= LONGEST_DAYS {
            return Err(NotAPeriod::TooLong);
        }
        let known = |date: NaiveDate| (1970..=9000).contains(&chrono::Datelike::year(&date));
        if !known(first) || !known(last) {
            return Err(NotAPeriod::OutOfRange);
        }
        let after = last.checked_add_days(Days::new(1)).ok_or(NotAPeriod::OutOfRange)?;
        Ok(Self { first, last, from: zone.first_of(first), to: zone.first_of(after), zone })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn today_is_that_of_the_zone() {
        let now = "2026-11-26T23:30:00Z".parse().unwrap();
        let of = |span, zone: &str| Period::of(span, zone.parse().unwrap(), now).unwrap();
        assert_eq!(of(Span::Today, "UTC").first, date("2026-11-26"));
        assert_eq!(of(Span::Today, "Asia/Tokyo").first, date("2026-11-27"));
        let week = of(Span::Week, "Europe/Berlin");
        assert_eq!((week.first, week.last), (date("2026-11-21"), date("2026-11-27")));
        assert_eq!(week.from.to_rfc3339(), "2026-11-20T23:00:00+00:00");
    }

    #[test]
    fn dates_that_make_no_period_are_told() {
        let own =
            |from: &str, to: &str| Period::of(Span::Own { from: date(from), to: date(to) }, Zone::UTC, Time::default());
        assert_eq!(own("2026-02-02", "2026-02-01"), Err(NotAPeriod::Backwards));
        assert!(own("2024-01-01", "2024-12-31").is_ok());
        assert_eq!(own("2024-01-01", "2025-01-01"), Err(NotAPeriod::TooLong));
        assert_eq!(own("1969-12-31", "1970-01-01"), Err(NotAPeriod::OutOfRange));
    }
}
