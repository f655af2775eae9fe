//! How long things live, and what PINs look like.

use super::reader::Reader;
use super::setting::{Section, Setting, section};
use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE};
use crate::domain::{PinMode, Windows};
use chrono::TimeDelta;

const USUAL: Windows = Windows::USUAL;

section! { "Sessions, PINs, tokens",
    START_WINDOW = Setting::number("COBROKER_START_WINDOW_SECONDS", (30, 3_600), USUAL.start.num_seconds(),
        "A session that shows no PIN so many seconds after its start ends.");
    PIN_WINDOW = Setting::number("COBROKER_PIN_WINDOW_SECONDS", (30, 3_600), USUAL.pin.num_seconds(),
        "A PIN admits agents for so many seconds after it first appeared.");
    LONGEST = Setting::number("COBROKER_MAX_SESSION_SECONDS", (60, 86_400), USUAL.longest.num_seconds(),
        "No session lasts longer.");
    PIN_MODE = Setting::usually("COBROKER_PIN_MODE", "auto", "auto or custom",
        "auto: the engine makes PINs of digits. custom: this service makes PINs of letters and digits, which is safer.");
    PIN_DIGITS = Setting::number("COBROKER_PIN_DIGITS", (6, 10), 6, "Digits of a PIN of the built-in engine.");
    PIN_SINGLE_USE = Setting::flag("COBROKER_PIN_SINGLE_USE", USUAL.pin_single_use,
        "A PIN admits one agent and nobody after.");
    AGENT_TOKEN = Setting::number("COBROKER_AGENT_TOKEN_SECONDS", (SHORTEST_LIFE, LONGEST_LIFE), SHORTEST_LIFE,
        "Life of an agent's token in seconds.");
    CUSTOMER_TOKEN = Setting::number("COBROKER_CUSTOMER_TOKEN_SECONDS", (SHORTEST_LIFE, LONGEST_LIFE), 7_200,
        "Life of a customer's token in seconds.");
}

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
        Self {
            windows: Windows {
                start: reader.seconds(&START_WINDOW),
                pin: reader.seconds(&PIN_WINDOW),
                longest: reader.seconds(&LONGEST),
                pin_single_use: reader.flag(&PIN_SINGLE_USE),
            },
            pin_mode: reader.parse_or_default(&PIN_MODE),
            pin_digits: reader.number(&PIN_DIGITS),
            agent_token: reader.seconds(&AGENT_TOKEN),
            customer_token: reader.seconds(&CUSTOMER_TOKEN),
        }
    }
}
