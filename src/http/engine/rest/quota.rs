//! Rate limits by label (Zoom reference §9.4, the column of Business plans, which Build plans use). In memory: they keep
//! one tool from taking everything, and guard nothing secret.

use crate::domain::{Time, zoom};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use chrono::TimeDelta;
use std::sync::Mutex;

/// What a route costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// 80 in a second.
    Light,
    /// 20 in a minute and 60,000 in a day.
    ResourceIntensive,
}

const DAY: TimeDelta = TimeDelta::days(1);

impl Label {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::ResourceIntensive => "Resource-intensive",
        }
    }

    /// Requests, and the time in which they may be made.
    fn burst(self) -> (u32, TimeDelta) {
        match self {
            Self::Light => (80, TimeDelta::seconds(1)),
            Self::ResourceIntensive => (20, TimeDelta::minutes(1)),
        }
    }

    fn daily(self) -> Option<u32> {
        match self {
            Self::Light => None,
            Self::ResourceIntensive => Some(60_000),
        }
    }
}

/// What is used of each label.
#[derive(Default)]
pub struct Quotas([Mutex<Used>; 2]);

#[derive(Default)]
struct Used {
    burst: Window,
    day: Window,
}

/// Requests since a moment; begins anew once it is over.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    began: Time,
    count: u32,
}

/// How a request was counted: what its answer tells in its headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    label: Label,
    limit: u32,
    remaining: u32,
    /// The limit that was hit, and when it is over.
    hit: Option<(Hit, Time)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hit {
    Burst,
    Day,
}

impl Quotas {
    /// Counts one request of this label, unless a limit is reached.
    pub fn count(&self, label: Label, now: Time) -> Counted {
        let mut used = self.0[label as usize].lock().expect("no holder panics");
        let (most, span) = label.burst();
        used.burst.renew(now, span);
        used.day.renew(now, DAY);
        if let Some(daily) = label.daily().filter(|daily| used.day.count >= *daily) {
            return Counted { label, limit: daily, remaining: 0, hit: Some((Hit::Day, used.day.began + DAY)) };
        }
        if used.burst.count >= most {
            return Counted { label, limit: most, remaining: 0, hit: Some((Hit::Burst, used.burst.began + span)) };
        }
        used.burst.count += 1;
        used.day.count += 1;
        Counted { label, limit: most, remaining: most - used.burst.count, hit: None }
    }
}

impl Window {
    fn renew(&mut self, now: Time, span: TimeDelta) {
        // a clock that was set back begins a window as well
        if now >= self.began + span || now < self.began {
            *self = Self { began: now, count: 0 };
        }
    }
}

impl Counted {
    /// Zoom's two messages differ, so that a tool can tell them apart.
    pub fn refused(&self) -> Option<&'static str> {
        self.hit.map(|(hit, _)| match (hit, self.label) {
            (Hit::Day, _) => "You have reached the maximum daily rate limit for this API.",
            (Hit::Burst, Label::Light) => "You have reached the maximum per-second rate limit for this API.",
            (Hit::Burst, Label::ResourceIntensive) => {
                "You have reached the maximum per-minute rate limit for this API."
            }
        })
    }

    pub fn put(&self, headers: &mut HeaderMap) {
        let is_daily = matches!(self.hit, Some((Hit::Day, _)));
        let mut put = |name: &'static str, value: String| {
            let value = HeaderValue::from_str(&value).expect("numbers and plain words fit a header");
            headers.insert(HeaderName::from_static(name), value);
        };
        put("x-ratelimit-category", self.label.name().into());
        put("x-ratelimit-type", if is_daily { "Daily-limit" } else { "QPS" }.into());
        put("x-ratelimit-limit", self.limit.to_string());
        put("x-ratelimit-remaining", self.remaining.to_string());
        match self.hit {
            Some((Hit::Burst, until)) => put("x-ratelimit-reset", until.timestamp().to_string()),
            Some((Hit::Day, until)) => put("retry-after", zoom::time(until)),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Time {
        Time::from_timestamp(1_790_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_window_lets_its_number_through_and_begins_anew() {
        let quotas = Quotas::default();
        let passes = |label, second| quotas.count(label, at(second)).hit.is_none();
        assert_eq!((0..100).filter(|_| passes(Label::Light, 0)).count(), 80);
        assert!(passes(Label::Light, 1), "the next second");
        assert_eq!((0..100).filter(|_| passes(Label::ResourceIntensive, 5)).count(), 20);
        assert!(!passes(Label::ResourceIntensive, 64) && passes(Label::ResourceIntensive, 65));
        assert!(passes(Label::ResourceIntensive, -600), "a clock that was set back locks nobody out");
    }

    #[test]
    fn the_headers_say_which_limit_was_hit_and_until_when() {
        let (quotas, mut headers) = (Quotas::default(), HeaderMap::new());
        quotas.count(Label::Light, at(0)).put(&mut headers);
        assert_eq!(
            (headers["x-ratelimit-limit"].as_bytes(), headers["x-ratelimit-remaining"].as_bytes()),
            (&b"80"[..], &b"79"[..])
        );
        assert!(!headers.contains_key("x-ratelimit-reset"));
        let mut used = quotas.0[1].lock().unwrap();
        (used.day, used.burst) = (Window { began: at(0), count: 60_000 }, Window::default());
        drop(used);
        let hit = quotas.count(Label::ResourceIntensive, at(10));
        hit.put(&mut headers);
        assert!(hit.refused().unwrap().contains("daily"));
        assert_eq!(
            (headers["x-ratelimit-type"].as_bytes(), headers["retry-after"].as_bytes()),
            (&b"Daily-limit"[..], zoom::time(at(86_400)).as_bytes())
        );
    }
}
