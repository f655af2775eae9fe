//! How long to wait before a question that failed is asked again: exponential, with full jitter, so that many who failed
//! together do not come back together. Pure.

use crate::random::{self, Random};
use std::time::Duration;

/// The first wait is shorter than this; each further one may be twice as long.
const BASE: Duration = Duration::from_millis(500);
/// No wait is longer.
const CAP: Duration = Duration::from_secs(8);

/// The wait after `failed` failures in a row, from nothing to the longest one, every length equally likely.
pub fn wait(failed: u32, random: &dyn Random) -> Duration {
    let millis = u32::try_from(longest(failed).as_millis()).expect("a few seconds fit");
    Duration::from_millis(random::below(random, millis + 1).into())
}

fn longest(failed: u32) -> Duration {
    let doubled = 1_u32.checked_shl(failed.saturating_sub(1)).unwrap_or(u32::MAX);
    BASE.saturating_mul(doubled).min(CAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use proptest::prelude::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        assert_eq!(
            [1, 2, 3, 5, 6, u32::MAX].map(|failed| longest(failed).as_millis()),
            [500, 1_000, 2_000, 8_000, 8_000, 8_000]
        );
    }

    #[test]
    fn the_jitter_is_full() {
        let random = SeededRandom::new(1);
        let waits: Vec<_> = (0..500).map(|_| wait(2, &random).as_millis()).collect();
        assert!(waits.iter().any(|wait| *wait < 100) && waits.iter().any(|wait| *wait > 900), "{waits:?}");
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_its_bound(failed: u32, seed: u64) {
            prop_assert!(wait(failed, &SeededRandom::new(seed)) <= longest(failed).min(CAP));
        }
    }
}
