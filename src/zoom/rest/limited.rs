//! What a 429 says about when to come back (Zoom reference §9.4, \[SK-RATE\]). Pure.

use super::route::Label;
use crate::domain::Time;
use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta};

/// A limit that is said to be over at once is not, or clocks differ.
const SHORTEST: TimeDelta = TimeDelta::seconds(1);
const LONGEST: TimeDelta = TimeDelta::days(1);
/// Where a daily limit does not say when it is over.
const UNTOLD_DAY: TimeDelta = TimeDelta::hours(1);
/// Later than any second that is meant: milliseconds.
const NO_SECOND: i64 = 100_000_000_000;

/// How long not to ask. A daily limit has `Retry-After`, a time in ISO 8601; the other one `X-RateLimit-Reset`, seconds
/// since 1970. `Retry-After` as HTTP knows it is understood as well. Between a second and a day.
pub fn wait(headers: &HeaderMap, label: Label, now: Time) -> TimeDelta {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let is_daily = text("x-ratelimit-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("daily"));
    let retry = text("retry-after").and_then(|text| retry_after(text, now));
    let reset = text("x-ratelimit-reset").and_then(reset).map(|until| until - now);
    let told = if is_daily { retry.or(reset) } else { reset.or(retry) };
    let untold = match label {
        _ if is_daily => UNTOLD_DAY,
        Label::Light => SHORTEST,
        Label::ResourceIntensive => TimeDelta::minutes(1),
    };
    told.unwrap_or(untold).clamp(SHORTEST, LONGEST)
}

/// A number of seconds, a time in ISO 8601, or one as HTTP writes it.
pub fn retry_after(text: &str, now: Time) -> Option<TimeDelta> {
    let seconds = text.parse::<u32>().ok().map(|seconds| TimeDelta::seconds(seconds.into()));
    let until = || DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok();
    seconds.or_else(|| until().map(|until| until.to_utc() - now))
}

fn reset(text: &str) -> Option<Time> {
    match text.parse::<i64>().ok()? {
        seconds @ ..NO_SECOND => Time::from_timestamp(seconds, 0),
        millis => Time::from_timestamp_millis(millis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    const NOW: i64 = 1_790_000_000;

    fn wait_of(label: Label, headers: &[(&'static str, &str)]) -> i64 {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap()))
            .collect();
        wait(&headers, label, Time::from_timestamp(NOW, 0).unwrap()).num_seconds()
    }

    #[test]
    fn each_limit_says_in_its_own_way_when_it_is_over() {
        let daily = ("x-ratelimit-type", "Daily-limit");
        let reset = (NOW + 3).to_string();
        let millis = ((NOW + 4) * 1_000).to_string();
        for (headers, seconds) in [
            (&[("x-ratelimit-type", "QPS"), ("x-ratelimit-reset", reset.as_str())][..], 3),
            (&[("x-ratelimit-reset", millis.as_str())], 4),
            (&[daily, ("retry-after", "2026-09-21T19:13:20Z")], 5 * 3_600),
            (&[daily, ("retry-after", "2026-09-21T19:13:20+02:00")], 3 * 3_600),
            (&[daily, ("retry-after", "2030-01-01T00:00:00Z")], 86_400),
            (&[("retry-after", "7")], 7),
            (&[("retry-after", "Mon, 21 Sep 2026 14:13:50 GMT")], 30),
            (&[daily], 3_600),
            (&[("x-ratelimit-reset", "5")], 1),
        ] {
            assert_eq!(wait_of(Label::Light, headers), seconds, "{headers:?}");
        }
        assert_eq!((wait_of(Label::Light, &[]), wait_of(Label::ResourceIntensive, &[])), (1, 60));
    }

    proptest! {
        #[test]
        fn whatever_it_says_the_wait_is_between_a_second_and_a_day(
            kind in "QPS|Daily-limit|[ -~]{0,9}",
            reset in "-?[0-9]{0,20}|[ -~]{0,9}",
            retry in "-?[0-9]{0,20}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z|[ -~]{0,9}",
        ) {
            let headers = [("x-ratelimit-type", &*kind), ("x-ratelimit-reset", &reset), ("retry-after", &retry)];
            prop_assert!((1..=86_400).contains(&wait_of(Label::Light, &headers)));
        }
    }
}
