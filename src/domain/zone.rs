//! Time zones of people: a name of the IANA database, which says what the clocks there show at any moment.

use crate::domain::Time;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use std::{fmt, str::FromStr};

/// The clocks change by whole quarters of an hour everywhere.
const QUARTER: TimeDelta = TimeDelta::minutes(15);

/// A time zone, such as `Europe/Berlin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// The text names no zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Use the name of a time zone, such as Europe/Berlin.")]
pub struct InvalidZone;

impl Zone {
    pub const UTC: Self = Self(Tz::UTC);

    /// Every name, in alphabetical order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// What the clocks show there.
    pub fn local(self, moment: Time) -> DateTime<Tz> {
        moment.with_timezone(&self.0)
    }

    /// The first moment of a date. Where the clocks skip midnight, or the whole date, the first one after it.
    pub fn first_of(self, date: NaiveDate) -> Time {
        let midnight = date.and_time(NaiveTime::MIN);
        let quarters = (0..200).map(|count| midnight + QUARTER * count);
        let first = quarters.filter_map(|clock| self.0.from_local_datetime(&clock).earliest()).next();
        first.map_or_else(|| midnight.and_utc(), |moment| moment.to_utc())
    }
}

impl FromStr for Zone {
    type Err = InvalidZone;

    fn from_str(name: &str) -> Result<Self, InvalidZone> {
        name.parse().map(Self).map_err(|_| InvalidZone)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(zone: &str, date: &str) -> String {
        let zone: Zone = zone.parse().unwrap();
        zone.local(zone.first_of(date.parse().unwrap())).to_rfc3339()
    }

    #[test]
    fn a_day_begins_at_midnight_or_as_soon_as_there_is_one() {
        assert_eq!(first("Europe/Berlin", "2026-03-29"), "2026-03-29T00:00:00+01:00");
        assert_eq!(first("Asia/Kathmandu", "2026-06-01"), "2026-06-01T00:00:00+05:45");
        // the clocks went from 24:00 to 1:00
        assert_eq!(first("America/Sao_Paulo", "2018-11-04"), "2018-11-04T01:00:00-02:00");
        // the clocks went from 1:00 back to 0:00: the first of the two
        assert_eq!(first("America/Havana", "2026-11-01"), "2026-11-01T00:00:00-04:00");
        // a date that never was
        assert_eq!(first("Pacific/Apia", "2011-12-30"), "2011-12-31T00:00:00+14:00");
    }

    #[test]
    fn only_names_are_zones() {
        assert_eq!("Europe/Berlin".parse::<Zone>().unwrap().to_string(), "Europe/Berlin");
        for bad in ["", "Berlin", "+01:00", "europe/berlin", "Europe/Berlin "] {
            assert_eq!(bad.parse::<Zone>(), Err(InvalidZone), "{bad:?}");
        }
        assert!(Zone::names().any(|name| name == "Asia/Tokyo"));
    }
}
