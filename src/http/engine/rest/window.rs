//! `from` and `to` (Zoom reference §9.2): the last 24 hours, or at most a month within the last six.

use super::error::FieldError;
use crate::domain::Time;
use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A time that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Time,
    /// Not in it any more.
    pub until: Time,
    /// As the answer repeats them.
    pub from_day: NaiveDate,
    pub to_day: NaiveDate,
}

const FORM: &str = "Use yyyy-mm-dd or yyyy-MM-ddTHH:mm:ssZ.";

/// A day, or a second of it.
enum Given {
    Day(NaiveDate),
    Second(NaiveDateTime),
}

impl Given {
    fn parse(text: &str) -> Option<Self> {
        let second = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").ok().map(Self::Second);
        // chrono takes fewer digits than Zoom writes
        let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).map(Self::Day);
        day().or_else(|| second().filter(|_| text.len() == 20))
    }

    fn begins(&self) -> Time {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN).and_utc(),
            Self::Second(second) => second.and_utc(),
        }
    }

    /// A last day or second is in the window as a whole.
    fn is_over(&self) -> Option<Time> {
        match self {
            Self::Day(day) => Some(day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN).and_utc()),
            Self::Second(second) => second.and_utc().checked_add_signed(TimeDelta::seconds(1)),
        }
    }
}

/// # Errors
/// Each parameter that is missing, not readable or out of range.
pub fn window(from: Option<&str>, to: Option<&str>, now: Time) -> Result<Window, Vec<FieldError>> {
    let wrong = |field, message| Err(vec![FieldError { field, message }]);
    let (from, to) = match (from, to) {
        (None, None) => return Ok(last_day(now)),
        (Some(_), None) => return wrong("to", "Give both from and to."),
        (None, Some(_)) => return wrong("from", "Give both from and to."),
        (Some(from), Some(to)) => (Given::parse(from), Given::parse(to)),
    };
    let (Some(from), Some(to)) = (&from, &to) else {
        let unread = [("from", from.is_none()), ("to", to.is_none())].into_iter().filter(|(_, unread)| *unread);
        return Err(unread.map(|(field, _)| FieldError { field, message: FORM }).collect());
    };
    let (begins, last) = (from.begins(), to.begins());
    let (Some(latest), Some(earliest)) =
        (begins.checked_add_months(Months::new(1)), now.checked_sub_months(Months::new(6)))
    else {
        return wrong("from", FORM);
    };
    let Some(until) = to.is_over() else { return wrong("to", FORM) };
    match () {
        () if last < begins => wrong("to", "The end is before the beginning."),
        () if last > latest => wrong("to", "The range may be one month at most."),
        () if begins.date_naive() < earliest.date_naive() => {
            wrong("from", "The range must be within the last six months.")
        }
        () => Ok(Window { from: begins, until, from_day: begins.date_naive(), to_day: last.date_naive() }),
    }
}

fn last_day(now: Time) -> Window {
    let from = now - TimeDelta::days(1);
    Window { from, until: now + TimeDelta::seconds(1), from_day: from.date_naive(), to_day: now.date_naive() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono::Utc;

    fn now() -> Time {
        Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
    }

    fn wrong(from: Option<&str>, to: Option<&str>) -> Vec<&'static str> {
        window(from, to, now())
            .map(|_| vec![])
            .unwrap_or_else(|errors| errors.iter().map(|error| error.field).collect())
    }

    #[test]
    fn without_a_range_it_is_the_last_day() {
        let last = window(None, None, now()).unwrap();
        assert_eq!((last.from, last.until), (now() - TimeDelta::days(1), now() + TimeDelta::seconds(1)));
        assert_eq!((last.from_day.to_string(), last.to_day.to_string()), ("2026-11-21".into(), "2026-11-22".into()));
    }

    #[test]
    fn a_last_day_or_second_is_included() {
        let days = window(Some("2026-11-01"), Some("2026-11-01"), now()).unwrap();
        assert_eq!(days.until - days.from, TimeDelta::days(1));
        let second = Some("2026-11-01T10:00:00Z");
        let seconds = window(second, second, now()).unwrap();
        assert_eq!(seconds.until - seconds.from, TimeDelta::seconds(1));
        let mixed = window(Some("2026-11-01"), Some("2026-11-01T10:00:00Z"), now()).unwrap();
        assert_eq!(mixed.until - mixed.from, TimeDelta::hours(10) + TimeDelta::seconds(1));
    }

    #[test]
    fn a_range_has_two_ends_a_month_and_half_a_year() {
        assert_eq!(wrong(Some("2026-11-01"), None), ["to"]);
        assert_eq!(wrong(None, Some("2026-11-01")), ["from"]);
        assert_eq!(wrong(Some("2026-11-02"), Some("2026-11-01")), ["to"]);
        assert_eq!(wrong(Some("2026-10-01"), Some("2026-11-01")), Vec::<&str>::new());
        assert_eq!(wrong(Some("2026-10-01"), Some("2026-11-02")), ["to"]);
        assert_eq!(wrong(Some("2026-05-22"), Some("2026-05-30")), Vec::<&str>::new());
        assert_eq!(wrong(Some("2026-05-21"), Some("2026-05-30")), ["from"]);
        for text in [
            "yesterday",
            "2026-11-1",
            "2026-13-01",
            "2026-11-01T10:00:00",
            "2026-11-01T10:00:00+01:00",
            "",
            "+262142-12-31",
        ] {
            assert_eq!(wrong(Some(text), Some(text)), ["from", "to"], "{text}");
        }
    }
}
