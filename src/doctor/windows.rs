//! The windows of a session against each other. Against Zoom's limits the settings' ranges hold them already (Zoom
//! reference §7).

use super::catalogue::WINDOWS_CONTRADICT;
use super::finding::Finding;
use crate::config::SessionConfig;
use crate::domain::Windows;

/// Windows that another one cuts short.
pub fn check(sessions: &SessionConfig) -> Vec<Finding> {
    let Windows { start, pin, longest, .. } = sessions.windows;
    let first = start + pin;
    let rules = [
        (longest < start, "COBROKER_MAX_SESSION_SECONDS", longest, "COBROKER_START_WINDOW_SECONDS", start),
        (longest < pin, "COBROKER_MAX_SESSION_SECONDS", longest, "COBROKER_PIN_WINDOW_SECONDS", pin),
        (
            longest < Windows::RECOVERY,
            "COBROKER_MAX_SESSION_SECONDS",
            longest,
            "the time a customer has to come back",
            Windows::RECOVERY,
        ),
        (
            sessions.customer_token < first,
            "COBROKER_CUSTOMER_TOKEN_SECONDS",
            sessions.customer_token,
            "start and PIN window together",
            first,
        ),
    ];
    let broken = rules.into_iter().filter(|(broken, ..)| *broken);
    broken
        .map(|(_, shorter, short, longer, long)| {
            WINDOWS_CONTRADICT.saw(format!(
                "{shorter} is {} s, shorter than {longer}, {} s.",
                short.num_seconds(),
                long.num_seconds()
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use chrono::TimeDelta;

    fn usual() -> SessionConfig {
        Config::from_lookup(|_| None).unwrap().sessions
    }

    #[test]
    fn the_defaults_agree() {
        assert!(check(&usual()).is_empty());
    }

    #[test]
    fn each_window_that_is_cut_short_is_named() {
        let mut sessions = usual();
        sessions.windows.longest = TimeDelta::seconds(60);
        assert_eq!(check(&sessions).len(), 3);
        let mut sessions = usual();
        sessions.windows.pin = TimeDelta::seconds(3_600);
        sessions.customer_token = TimeDelta::seconds(1_800);
        let found = check(&sessions);
        assert_eq!(found.len(), 1);
        assert!(found[0].saw.contains("1800 s, shorter than start and PIN window together, 3900 s"), "{found:?}");
    }
}
