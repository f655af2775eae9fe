//! One variable for each throttle (hardening §2 and §7), so that load can be tested and a call centre behind one
//! address can work.

use super::reader::Reader;
use super::setting::{Section, Setting, section};
use crate::domain::throttle::{LoginLimits, PinLimits};

const PIN: PinLimits = PinLimits::USUAL;
const LOGIN: LoginLimits = LoginLimits::USUAL;
/// No budget is larger.
const MOST: i64 = 1_000_000;
const A_DAY: i64 = 86_400;

section! { "Limits",
    PIN_IN_A_ROW = Setting::number("COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW", (1, MOST), PIN.in_a_row as i64,
        "Wrong PINs of one agent in a row before the first pause.");
    PIN_FIRST_PAUSE = Setting::number("COBROKER_LIMIT_PIN_FIRST_PAUSE_SECONDS", (1, A_DAY), PIN.first_pause.num_seconds(),
        "The first pause; each further wrong PIN doubles it.");
    PIN_LONGEST_PAUSE = Setting::number("COBROKER_LIMIT_PIN_LONGEST_PAUSE_SECONDS", (1, A_DAY),
        PIN.longest_pause.num_seconds(), "No pause is longer.");
    PIN_PER_HOUR = Setting::number("COBROKER_LIMIT_PIN_FAILURES_PER_AGENT_PER_HOUR", (1, MOST), PIN.per_hour as i64,
        "Wrong PINs of one agent in an hour.");
    PIN_PER_DAY = Setting::number("COBROKER_LIMIT_PIN_FAILURES_PER_AGENT_PER_DAY", (1, MOST), PIN.per_day as i64,
        "Wrong PINs of one agent in a day.");
    PIN_PER_IP = Setting::number("COBROKER_LIMIT_PIN_FAILURES_PER_IP_PER_HOUR", (1, MOST), PIN.per_ip_hour as i64,
        "Wrong PINs from one address in an hour; a call centre may share one.");
    PIN_DEPLOYMENT = Setting::number("COBROKER_LIMIT_PIN_FAILURES_PER_HOUR", (1, MOST), PIN.deployment_hour as i64,
        "Wrong PINs of everybody in an hour before agents with wrong PINs are slowed down.");
    LOGIN_IN_A_ROW = Setting::number("COBROKER_LIMIT_LOGIN_FAILURES_IN_A_ROW", (1, MOST), LOGIN.in_a_row as i64,
        "Wrong passwords for one account in a row before the first pause.");
    LOGIN_FIRST_PAUSE = Setting::number("COBROKER_LIMIT_LOGIN_FIRST_PAUSE_SECONDS", (1, A_DAY),
        LOGIN.first_pause.num_seconds(), "The first pause; each further wrong password doubles it.");
    LOGIN_LONGEST_PAUSE = Setting::number("COBROKER_LIMIT_LOGIN_LONGEST_PAUSE_SECONDS", (1, A_DAY),
        LOGIN.longest_pause.num_seconds(), "No pause is longer.");
    LOGIN_PER_IP = Setting::number("COBROKER_LIMIT_LOGIN_FAILURES_PER_IP", (1, MOST), LOGIN.per_ip as i64,
        "Wrong passwords from one address in ten minutes.");
    STARTS_PER_IP = Setting::number("COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE", (1, MOST), 10,
        "Sessions started from one address in a minute.");
    STARTS_BURST = Setting::number("COBROKER_LIMIT_STARTS_IP_BURST", (1, MOST), 20,
        "Sessions started from one address at once.");
    STARTS_PER_SITE = Setting::number("COBROKER_LIMIT_STARTS_PER_SITE_PER_MINUTE", (1, MOST), 600,
        "Sessions started from one website in a minute.");
    LIVE_SESSIONS = Setting::number("COBROKER_LIMIT_LIVE_SESSIONS", (1, MOST), 10_000,
        "Sessions alive at the same time.");
    SESSION_REQUESTS = Setting::number("COBROKER_LIMIT_SESSION_REQUESTS_PER_MINUTE", (1, MOST), 120,
        "Requests with one session's token in a minute.");
    AGENT_REQUESTS = Setting::number("COBROKER_LIMIT_AGENT_REQUESTS_PER_MINUTE", (1, MOST), 600,
        "API requests of one agent in a minute.");
    CONNECTIONS = Setting::number("COBROKER_LIMIT_CONNECTIONS", (1, MOST), 10_000, "Connections at the same time.");
    CONNECTIONS_PER_IP = Setting::number("COBROKER_LIMIT_CONNECTIONS_PER_IP", (1, MOST), 200,
        "Connections from one address at the same time; a trusted proxy may have more.");
    IN_FLIGHT = Setting::number("COBROKER_LIMIT_REQUESTS_IN_FLIGHT", (1, MOST), 1_024,
        "Requests being answered at the same time.");
}

/// Budgets for sessions started by anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartLimits {
    /// Default 10.
    pub per_ip_per_minute: u32,
    /// So many at once are fine. Default 20.
    pub ip_burst: u32,
    /// Of one host site. Default 600.
    pub per_site_per_minute: u32,
    /// Live at the same time. Default 10,000.
    pub live_sessions: u32,
}

/// All budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitConfig {
    pub pin: PinLimits,
    pub login: LoginLimits,
    pub start: StartLimits,
    /// Heartbeats, events and reads with one session's token. Default 120.
    pub session_requests_per_minute: u32,
    /// API requests of one agent. Default 600.
    pub agent_requests_per_minute: u32,
    /// Connections at once. Default 10,000.
    pub connections: usize,
    /// Connections of one address at once. Default 200.
    pub connections_per_ip: usize,
    /// Requests being handled at once. Default 1,024.
    pub in_flight: usize,
}

impl LimitConfig {
    pub fn read(reader: &Reader) -> Self {
        Self {
            pin: pin(reader),
            login: login(reader),
            start: StartLimits {
                per_ip_per_minute: reader.number(&STARTS_PER_IP),
                ip_burst: reader.number(&STARTS_BURST),
                per_site_per_minute: reader.number(&STARTS_PER_SITE),
                live_sessions: reader.number(&LIVE_SESSIONS),
            },
            session_requests_per_minute: reader.number(&SESSION_REQUESTS),
            agent_requests_per_minute: reader.number(&AGENT_REQUESTS),
            connections: reader.number(&CONNECTIONS),
            connections_per_ip: reader.number(&CONNECTIONS_PER_IP),
            in_flight: reader.number(&IN_FLIGHT),
        }
    }
}

fn pin(reader: &Reader) -> PinLimits {
    let first_pause = reader.seconds(&PIN_FIRST_PAUSE);
    PinLimits {
        in_a_row: reader.number(&PIN_IN_A_ROW),
        first_pause,
        longest_pause: reader.seconds(&PIN_LONGEST_PAUSE).max(first_pause),
        per_hour: reader.number(&PIN_PER_HOUR),
        per_day: reader.number(&PIN_PER_DAY),
        per_ip_hour: reader.number(&PIN_PER_IP),
        deployment_hour: reader.number(&PIN_DEPLOYMENT),
    }
}

fn login(reader: &Reader) -> LoginLimits {
    let first_pause = reader.seconds(&LOGIN_FIRST_PAUSE);
    LoginLimits {
        in_a_row: reader.number(&LOGIN_IN_A_ROW),
        first_pause,
        longest_pause: reader.seconds(&LOGIN_LONGEST_PAUSE).max(first_pause),
        per_ip: reader.number(&LOGIN_PER_IP),
    }
}
