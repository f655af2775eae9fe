//! How long things live, and what PINs look like.

use super::reader::Reader;
use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE};
use crate::domain::{PinMode, Windows};
use chrono::TimeDelta;

/// Settings of sessions, PINs and tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionConfig {
    pub windows: Windows,
    pub pin_mode: PinMode,
    /// Digits of an automatic PIN of the built-in engine, 6 to 10. Default 6.
    pub pin_digits: usize,
    /// Life of an agent's token. Default 1800 s, the shortest Zoom accepts.
    pub agent_token: TimeDelta,
    /// Life of a customer's token. Default 7200 s.
    pub customer_token: TimeDelta,
}

impl SessionConfig {
    pub fn read(reader: &Reader) -> Self {
        let usual = Windows::default();
        let seconds =
            |name, range, default: TimeDelta| TimeDelta::seconds(reader.number(name, range, default.num_seconds()));
        let token = |name, default| TimeDelta::seconds(reader.number(name, SHORTEST_LIFE..=LONGEST_LIFE, default));
        Self {
            windows: Windows {
                start: seconds("COBROKER_START_WINDOW_SECONDS", 30..=3_600, usual.start),
                pin: seconds("COBROKER_PIN_WINDOW_SECONDS", 30..=3_600, usual.pin),
                longest: seconds("COBROKER_MAX_SESSION_SECONDS", 60..=86_400, usual.longest),
                pin_single_use: reader.flag("COBROKER_PIN_SINGLE_USE", usual.pin_single_use),
            },
            pin_mode: reader.parse("COBROKER_PIN_MODE", "auto or custom").unwrap_or(PinMode::Auto),
            pin_digits: reader.number("COBROKER_PIN_DIGITS", 6..=10, 6),
            agent_token: token("COBROKER_AGENT_TOKEN_SECONDS", SHORTEST_LIFE),
            customer_token: token("COBROKER_CUSTOMER_TOKEN_SECONDS", 7_200),
        }
    }
}
