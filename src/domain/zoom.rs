//! How Zoom writes times and durations in REST answers and webhooks (Zoom reference §§9.3, 10.2), and in the modules
//! what we make of what Zoom tells: [`heard`] of a session, which of ours it is ([`matching`]), what that does to ours
//! ([`effects`]), and where both sides differ ([`drift`]).

pub mod drift;
pub mod effects;
pub mod heard;
pub mod matching;

use crate::domain::Time;
use chrono::{SecondsFormat, TimeDelta};

/// ISO 8601 in UTC, whole seconds: `2025-04-01T12:22:26Z`.
pub fn time(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `hh:mm:ss`, whole seconds; more than a day goes on counting hours. A negative duration is none.
pub fn duration(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds().max(0);
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_and_durations_are_written_in_whole_seconds() {
        let at = Time::from_timestamp_millis(1_743_510_146_987).unwrap();
        assert_eq!(time(at), "2025-04-01T12:22:26Z");
        assert_eq!(duration(TimeDelta::milliseconds(59_999)), "00:00:59");
        assert_eq!(duration(TimeDelta::seconds(-5)), "00:00:00");
        assert_eq!(duration(TimeDelta::hours(100)), "100:00:00");
    }

    proptest! {
        #[test]
        fn a_duration_reads_back_to_its_whole_seconds(millis in 0_i64..10_000_000_000) {
            let text = duration(TimeDelta::milliseconds(millis));
            let parts: Vec<i64> = text.split(':').map(|part| part.parse().unwrap()).collect();
            prop_assert!(text.len() >= 8 && parts[1] < 60 && parts[2] < 60);
            prop_assert_eq!(parts[0] * 3_600 + parts[1] * 60 + parts[2], millis / 1_000);
        }
    }
}
