//! What becomes of a delivery that was not taken (hardening §8: five more attempts, with jitter, within an hour).

use chrono::TimeDelta;

/// Waits before the second attempt, the third, …: an hour in all.
const WAITS: [TimeDelta; 5] = [
    TimeDelta::seconds(30),
    TimeDelta::seconds(120),
    TimeDelta::seconds(450),
    TimeDelta::seconds(1_200),
    TimeDelta::seconds(1_800),
];

/// The first one and the repetitions.
pub const MOST_ATTEMPTS: u32 = WAITS.len() as u32 + 1;

/// What to do after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    AgainAfter(TimeDelta),
    Park,
}

/// `failed`: attempts that failed before this one. `jitter`, 0 to 255, takes up to a quarter off the wait, so that many
/// who failed at once do not all come back at once.
pub fn next(failed: u32, jitter: u8) -> Next {
    let wait = usize::try_from(failed).ok().and_then(|failed| WAITS.get(failed));
    wait.map_or(Next::Park, |wait| Next::AgainAfter(*wait - *wait * i32::from(jitter) / 1_024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_repetitions_come_within_an_hour() {
        for jitter in [0, 1, 128, 255] {
            let waits = (0..).map_while(|failed| match next(failed, jitter) {
                Next::AgainAfter(wait) => Some(wait),
                Next::Park => None,
            });
            let waits: Vec<_> = waits.collect();
            assert_eq!(waits.len() as u32 + 1, MOST_ATTEMPTS);
            assert!(waits.is_sorted());
            let all: TimeDelta = waits.iter().sum();
            assert!(all <= TimeDelta::hours(1) && all >= TimeDelta::minutes(45), "{all}");
        }
        assert_eq!(next(u32::MAX, 0), Next::Park);
    }
}
