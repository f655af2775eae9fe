//! How long one question may take, all its pages, attempts and waits together. Pure.

use crate::domain::Time;
use chrono::TimeDelta;

/// A question under way.
#[derive(Debug)]
pub struct Errand {
    began: Time,
    /// Waited on purpose. Counted apart from the clock, which may have been set back meanwhile.
    waited: TimeDelta,
    limit: TimeDelta,
}

impl Errand {
    pub fn new(limit: TimeDelta, now: Time) -> Self {
        Self { began: now, waited: TimeDelta::zero(), limit }
    }

    /// Time that is left; never negative.
    pub fn left(&self, now: Time) -> TimeDelta {
        (self.limit - self.waited.max(now - self.began)).max(TimeDelta::zero())
    }

    /// Whether there is time for this wait; it counts as made then.
    pub fn wait(&mut self, wait: TimeDelta, now: Time) -> bool {
        let fits = wait < self.left(now);
        if fits {
            self.waited += wait;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn an_errand_ends_by_the_clock_or_by_its_waits_whichever_is_first() {
        let mut errand = Errand::new(seconds(10), NOON);
        assert_eq!(errand.left(NOON + seconds(4)), seconds(6));
        assert!(errand.wait(seconds(7), NOON) && !errand.wait(seconds(3), NOON), "the clock stands still");
        assert_eq!(errand.left(NOON - seconds(3_600)), seconds(3), "and was set back");
        assert_eq!(errand.left(NOON + seconds(60)), seconds(0));
    }
}
