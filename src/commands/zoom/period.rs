//! `--from` and `--to` (Zoom reference §9.2): at most a month, within the last six. Zoom checks the six.

use crate::domain::Time;
use anyhow::{Context, ensure};
use chrono::{DateTime, Months, NaiveDate, NaiveTime, TimeDelta};

/// The first and the last second in which a session may have begun.
pub fn period(from: Option<&str>, to: Option<&str>, now: Time) -> anyhow::Result<(Time, Time)> {
    let (Some(from), Some(to)) = (from, to) else { return Ok((now - TimeDelta::days(1), now)) };
    let (from, to) = (first(from).context("--from cannot be read")?, last(to).context("--to cannot be read")?);
    ensure!(from <= to, "--from is later than --to");
    let month = from.checked_add_months(Months::new(1));
    ensure!(month.is_some_and(|month| to < month), "Zoom answers for a month at most: bring --from and --to closer");
    Ok((from, to))
}

fn first(text: &str) -> anyhow::Result<Time> {
    match day(text) {
        Some(day) => Ok(day.and_time(NaiveTime::MIN).and_utc()),
        None => second(text),
    }
}

fn last(text: &str) -> anyhow::Result<Time> {
    match day(text) {
        Some(_) => Ok(first(text)? + TimeDelta::days(1) - TimeDelta::seconds(1)),
        None => second(text),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn second(text: &str) -> anyhow::Result<Time> {
    let time = DateTime::parse_from_rfc3339(text);
    Ok(time
        .with_context(|| format!("{text:?} is neither yyyy-mm-dd nor a time such as 2026-04-01T12:00:00Z"))?
        .to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::NOON;
    use crate::domain::zoom::time;

    fn read(from: &str, to: &str) -> Result<(String, String), String> {
        let period = period(Some(from), Some(to), NOON).map_err(|error| format!("{error:#}"))?;
        Ok((time(period.0), time(period.1)))
    }

    #[test]
    fn days_are_whole_and_times_are_exact() {
        let whole = ("2026-02-01T00:00:00Z".to_owned(), "2026-02-28T23:59:59Z".to_owned());
        assert_eq!(read("2026-02-01", "2026-02-28"), Ok(whole.clone()));
        assert_eq!(read("2026-02-01T01:00:00+01:00", "2026-02-28T23:59:59Z"), Ok(whole));
        assert_eq!(period(None, None, NOON).unwrap(), (NOON - TimeDelta::days(1), NOON));
    }

    #[test]
    fn what_zoom_would_refuse_is_said_before() {
        for (from, to, words) in [
            ("2026-02-02", "2026-02-01", "later than"),
            ("2026-02-01", "2026-03-01", "a month at most"),
            ("yesterday", "2026-03-01", "--from cannot be read: \"yesterday\" is neither"),
            ("2026-02-01", "1.3.2026", "--to cannot be read"),
        ] {
            let refused = read(from, to).unwrap_err();
            assert!(refused.contains(words), "{refused}");
        }
    }
}
