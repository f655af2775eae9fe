//! How an endpoint does, counted from its last success.

use crate::domain::Time;
use chrono::TimeDelta;

/// An endpoint that took nothing for so long is told nothing more …
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);
/// … after at least so many attempts: a quiet endpoint is not given up for two bad moments, days apart.
pub const GIVE_UP_FAILURES: u32 = 20;

/// What is known of an endpoint's answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// The last time it took something.
    pub succeeded_at: Option<Time>,
    /// The first failure since then.
    pub failing_since: Option<Time>,
    /// Attempts that failed since then.
    pub failures: u32,
}

impl Health {
    /// After an attempt at `at`.
    #[must_use]
    pub fn after(self, succeeded: bool, at: Time) -> Self {
        match succeeded {
            true => Self { succeeded_at: Some(at), ..Self::default() },
            false => Self {
                failing_since: self.failing_since.or(Some(at)),
                failures: self.failures.saturating_add(1),
                ..self
            },
        }
    }

    /// Whether it makes no sense to go on.
    pub fn is_hopeless(&self, now: Time) -> bool {
        self.failures >= GIVE_UP_FAILURES && self.failing_since.is_some_and(|since| now - since >= GIVE_UP_AFTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn an_endpoint_is_given_up_after_three_days_and_twenty_failures() {
        let mut health = Health::default().after(true, NOON);
        for attempt in 1..=i64::from(GIVE_UP_FAILURES) {
            assert!(!health.is_hopeless(NOON + TimeDelta::days(30)), "after {attempt}");
            health = health.after(false, NOON + seconds(attempt));
        }
        assert_eq!((health.succeeded_at, health.failing_since), (Some(NOON), Some(NOON + seconds(1))));
        assert!(!health.is_hopeless(NOON + seconds(1) + GIVE_UP_AFTER - seconds(1)));
        assert!(health.is_hopeless(NOON + seconds(1) + GIVE_UP_AFTER));
        let again = health.after(true, NOON + TimeDelta::days(4));
        assert!(again.failures == 0 && again.failing_since.is_none());
    }
}
