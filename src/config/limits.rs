//! One variable for each throttle (hardening §2 and §7), so that load can be tested and a call centre behind one
//! address can work.

use super::reader::Reader;
use crate::domain::throttle::{LoginLimits, PinLimits};
use chrono::TimeDelta;

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
        let rate = |name, default| reader.number(name, 1..=1_000_000_u32, default);
        let count = |name, default| reader.number(name, 1..=1_000_000_usize, default);
        Self {
            pin: pin(reader),
            login: login(reader),
            start: StartLimits {
                per_ip_per_minute: rate("COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE", 10),
                ip_burst: rate("COBROKER_LIMIT_STARTS_IP_BURST", 20),
                per_site_per_minute: rate("COBROKER_LIMIT_STARTS_PER_SITE_PER_MINUTE", 600),
                live_sessions: rate("COBROKER_LIMIT_LIVE_SESSIONS", 10_000),
            },
            session_requests_per_minute: rate("COBROKER_LIMIT_SESSION_REQUESTS_PER_MINUTE", 120),
            agent_requests_per_minute: rate("COBROKER_LIMIT_AGENT_REQUESTS_PER_MINUTE", 600),
            connections: count("COBROKER_LIMIT_CONNECTIONS", 10_000),
            connections_per_ip: count("COBROKER_LIMIT_CONNECTIONS_PER_IP", 200),
            in_flight: count("COBROKER_LIMIT_REQUESTS_IN_FLIGHT", 1_024),
        }
    }
}

fn pin(reader: &Reader) -> PinLimits {
    let usual = PinLimits::default();
    let count = |name, default| reader.number(name, 1..=1_000_000_usize, default);
    let first_pause = pause(reader, "COBROKER_LIMIT_PIN_FIRST_PAUSE_SECONDS", usual.first_pause);
    PinLimits {
        in_a_row: count("COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW", usual.in_a_row),
        first_pause,
        longest_pause: pause(reader, "COBROKER_LIMIT_PIN_LONGEST_PAUSE_SECONDS", usual.longest_pause).max(first_pause),
        per_hour: count("COBROKER_LIMIT_PIN_FAILURES_PER_AGENT_PER_HOUR", usual.per_hour),
        per_day: count("COBROKER_LIMIT_PIN_FAILURES_PER_AGENT_PER_DAY", usual.per_day),
        per_ip_hour: count("COBROKER_LIMIT_PIN_FAILURES_PER_IP_PER_HOUR", usual.per_ip_hour),
        deployment_hour: reader.number("COBROKER_LIMIT_PIN_FAILURES_PER_HOUR", 1..=1_000_000, usual.deployment_hour),
    }
}

fn login(reader: &Reader) -> LoginLimits {
    let usual = LoginLimits::default();
    let first_pause = pause(reader, "COBROKER_LIMIT_LOGIN_FIRST_PAUSE_SECONDS", usual.first_pause);
    LoginLimits {
        in_a_row: reader.number("COBROKER_LIMIT_LOGIN_FAILURES_IN_A_ROW", 1..=1_000_000, usual.in_a_row),
        first_pause,
        longest_pause: pause(reader, "COBROKER_LIMIT_LOGIN_LONGEST_PAUSE_SECONDS", usual.longest_pause)
            .max(first_pause),
        per_ip: reader.number("COBROKER_LIMIT_LOGIN_FAILURES_PER_IP", 1..=1_000_000, usual.per_ip),
    }
}

fn pause(reader: &Reader, name: &str, usual: TimeDelta) -> TimeDelta {
    TimeDelta::seconds(reader.number(name, 1..=86_400, usual.num_seconds()))
}
