//! This machine's clock against others.

use super::catalogue::{CLOCK_BEHIND_DATABASE, CLOCK_SKEW};
use super::finding::Finding;
use crate::domain::Time;
use chrono::{DateTime, TimeDelta, Utc};

/// Tokens are dated back by as much, so a clock that is off by less harms nobody.
const TOLERATED: TimeDelta = TimeDelta::seconds(30);

/// A time that somebody else told, and ours at the same moment.
#[derive(Debug, Clone)]
pub struct Told {
    /// Who told it, as people name it.
    pub by: String,
    pub theirs: Time,
    pub ours: Time,
}

/// The time of a `Date` header.
pub fn http_date(text: &str) -> Option<Time> {
    DateTime::parse_from_rfc2822(text).ok().map(|time| time.with_timezone(&Utc))
}

/// Whether ours is off.
pub fn check(told: &[Told]) -> Vec<Finding> {
    let off = told.iter().filter(|told| (told.ours - told.theirs).abs() > TOLERATED);
    off.map(|Told { by, theirs, ours }| {
        let seconds = (*ours - *theirs).num_seconds();
        let way = if seconds > 0 { "ahead of" } else { "behind" };
        CLOCK_SKEW.saw(format!("It is {} s {way} the clock of {by}.", seconds.abs()))
    })
    .collect()
}

/// Whether the newest entry of the database was made later than now.
pub fn check_database(newest: Option<Time>, now: Time) -> Vec<Finding> {
    let ahead = newest.map(|newest| newest - now).filter(|ahead| *ahead > TOLERATED);
    ahead
        .map(|ahead| CLOCK_BEHIND_DATABASE.saw(format!("The newest entry is {} s in the future.", ahead.num_seconds())))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn half_a_minute_is_tolerated_and_more_is_not() {
        let told = |off: i64| Told { by: "zoom.us".into(), theirs: NOON, ours: NOON + seconds(off) };
        assert!(check(&[told(30), told(-30), told(0)]).is_empty());
        assert_eq!(check(&[told(31)])[0].saw, "It is 31 s ahead of the clock of zoom.us.");
        assert_eq!(check(&[told(-600)])[0].saw, "It is 600 s behind the clock of zoom.us.");
    }

    #[test]
    fn entries_of_the_future_are_found() {
        assert!(check_database(None, NOON).is_empty());
        assert!(check_database(Some(NOON + seconds(30)), NOON).is_empty());
        assert_eq!(check_database(Some(NOON + seconds(90)), NOON).len(), 1);
    }

    #[test]
    fn the_date_of_an_answer_is_read() {
        assert_eq!(http_date("Thu, 26 Nov 2026 16:00:00 GMT").unwrap().timestamp(), 1_795_708_800);
        assert_eq!(http_date("yesterday"), None);
    }
}
