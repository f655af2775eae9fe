//! A token bucket, one for each thing a connection may not do too often.

use tokio::time::Instant;

/// How much of something is allowed: steadily, and at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    pub per_second: f64,
    pub burst: f64,
}

/// What is left of a [`Rate`] right now. Starts full.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: Rate,
    left: f64,
    at: Instant,
}

impl Bucket {
    pub fn full(rate: Rate, now: Instant) -> Self {
        Self { rate, left: rate.burst, at: now }
    }

    /// Takes `amount` if it is there, else nothing.
    pub fn take(&mut self, amount: f64, now: Instant) -> bool {
        let refill = now.duration_since(self.at).as_secs_f64() * self.rate.per_second;
        self.left = (self.left + refill).min(self.rate.burst);
        self.at = now;
        let enough = amount <= self.left;
        if enough {
            self.left -= amount;
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_and_then_the_steady_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::full(Rate { per_second: 2.0, burst: 3.0 }, start);
        assert!((0..3).all(|_| bucket.take(1.0, start)));
        assert!(!bucket.take(1.0, start));

        let later = start + Duration::from_millis(500);
        assert!(bucket.take(1.0, later));
        assert!(!bucket.take(1.0, later));

        let much_later = start + Duration::from_secs(3_600);
        assert!(bucket.take(3.0, much_later));
        assert!(!bucket.take(0.5, much_later), "a pause fills the bucket, never more");
    }
}
