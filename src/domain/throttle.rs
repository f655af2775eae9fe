//! How often PINs and passwords may be tried. Pure: the attempts come from the database, the time from the clock.
//!
//! An attempt is written before it is checked, so a crash in between leaves it counted as a failure. While
//! somebody has to wait, tries are neither checked nor counted.

use crate::domain::Time;
use chrono::TimeDelta;

/// One counted attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    pub at: Time,
    /// It was right. Anything else, an unfinished check included, is a failure.
    pub ok: bool,
}

/// What the database knows about earlier attempts, each list oldest first.
#[derive(Debug, Clone, Default)]
pub struct Attempts {
    /// Of this agent or account, within [`REMEMBERED`].
    pub by_account: Vec<Attempt>,
    /// Failures from this address, within the last hour.
    pub failures_by_ip: Vec<Time>,
    /// Failures in the whole deployment within the last hour.
    pub failures_by_all: u64,
    /// Failures an hour in the whole deployment, the mean of the last seven days.
    pub mean_failures_by_all: f64,
}

/// Attempts older than this count no more.
pub const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// Budgets for PINs (hardening §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinLimits {
    /// Failures in a row before the first pause. Default 5.
    pub in_a_row: usize,
    /// The first pause; it doubles with each further failure. Default 60 s.
    pub first_pause: TimeDelta,
    /// No pause is longer. Default 15 min.
    pub longest_pause: TimeDelta,
    /// Failures of one agent in an hour. Default 10.
    pub per_hour: usize,
    /// Failures of one agent in a day. Default 30.
    pub per_day: usize,
    /// Failures from one address in an hour; a call centre may share one. Default 120.
    pub per_ip_hour: usize,
    /// Failures of everybody in an hour, or three times the usual number, before agents who failed are slowed. Default 100.
    pub deployment_hour: u64,
}

impl PinLimits {
    /// What counts where nothing is set.
    pub const USUAL: Self = Self {
        in_a_row: 5,
        first_pause: TimeDelta::seconds(60),
        longest_pause: TimeDelta::minutes(15),
        per_hour: 10,
        per_day: 30,
        per_ip_hour: 120,
        deployment_hour: 100,
    };
}

impl Default for PinLimits {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Budgets for passwords (hardening §2). Never permanent: nobody can lock somebody else out for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginLimits {
    /// Failures of one account in a row before the first pause. Default 10.
    pub in_a_row: usize,
    /// Default 60 s, doubling.
    pub first_pause: TimeDelta,
    /// Default 15 min.
    pub longest_pause: TimeDelta,
    /// Failures from one address in [`LoginLimits::IP_WINDOW`]. Default 30.
    pub per_ip: usize,
}

impl LoginLimits {
    /// See [`LoginLimits::per_ip`].
    pub const IP_WINDOW: TimeDelta = TimeDelta::minutes(10);
    /// What counts where nothing is set.
    pub const USUAL: Self =
        Self { in_a_row: 10, first_pause: TimeDelta::seconds(60), longest_pause: TimeDelta::minutes(15), per_ip: 30 };
}

impl Default for LoginLimits {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Until when an agent has to wait before typing the next PIN. `None`: now.
pub fn pin_wait(attempts: &Attempts, now: Time, limits: &PinLimits) -> Option<Time> {
    let failures = failures(&attempts.by_account);
    let waits = [
        pause_after_row(&attempts.by_account, limits.in_a_row, limits.first_pause, limits.longest_pause),
        window_wait(&failures, limits.per_hour, TimeDelta::hours(1), now),
        window_wait(&failures, limits.per_day, TimeDelta::hours(24), now),
        window_wait(&attempts.failures_by_ip, limits.per_ip_hour, TimeDelta::hours(1), now),
        deployment_wait(attempts, &failures, now, limits),
    ];
    waits.into_iter().flatten().filter(|until| *until > now).max()
}

/// Until when somebody has to wait before the next password for this account or from this address. `None`: now.
pub fn login_wait(attempts: &Attempts, now: Time, limits: &LoginLimits) -> Option<Time> {
    let waits = [
        pause_after_row(&attempts.by_account, limits.in_a_row, limits.first_pause, limits.longest_pause),
        window_wait(&attempts.failures_by_ip, limits.per_ip, LoginLimits::IP_WINDOW, now),
    ];
    waits.into_iter().flatten().filter(|until| *until > now).max()
}

/// Whether so many PINs fail in the whole deployment that somebody should look.
pub fn deployment_alarm(attempts: &Attempts, limits: &PinLimits) -> bool {
    let usual = 3.0 * attempts.mean_failures_by_all;
    attempts.failures_by_all as f64 >= usual.max(limits.deployment_hour as f64)
}

fn failures(attempts: &[Attempt]) -> Vec<Time> {
    attempts.iter().filter(|attempt| !attempt.ok).map(|attempt| attempt.at).collect()
}

fn pause_after_row(attempts: &[Attempt], allowed: usize, first: TimeDelta, longest: TimeDelta) -> Option<Time> {
    let row = attempts.iter().rev().take_while(|attempt| !attempt.ok).count();
    let doublings = row.checked_sub(allowed)?;
    let pause = first.checked_mul(1 << doublings.min(20)).unwrap_or(longest).min(longest);
    Some(attempts.last()?.at + pause)
}

/// With `allowed` failures inside the window, the oldest of them has to fall out first.
fn window_wait(failures: &[Time], allowed: usize, window: TimeDelta, now: Time) -> Option<Time> {
    let inside = failures.iter().filter(|at| now - **at < window).count();
    if inside < allowed {
        return None;
    }
    let oldest_that_counts = failures.get(failures.len() - allowed.max(1))?;
    Some(*oldest_that_counts + window)
}

/// Under the alarm, agents who failed within the hour wait a minute between tries; the others are never slowed.
fn deployment_wait(attempts: &Attempts, failures: &[Time], now: Time, limits: &PinLimits) -> Option<Time> {
    let last = failures.last().filter(|at| now - **at < TimeDelta::hours(1))?;
    deployment_alarm(attempts, limits).then_some(*last + TimeDelta::seconds(60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Time = Time::UNIX_EPOCH;

    fn failed(seconds: impl IntoIterator<Item = i64>) -> Attempts {
        let by_account =
            seconds.into_iter().map(|s| Attempt { at: START + TimeDelta::seconds(s), ok: false }).collect();
        Attempts { by_account, ..Attempts::default() }
    }

    fn wait_seconds(attempts: &Attempts, now: i64) -> Option<i64> {
        let now = START + TimeDelta::seconds(now);
        pin_wait(attempts, now, &PinLimits::default()).map(|until| (until - now).num_seconds())
    }

    #[test]
    fn five_failures_in_a_row_cost_a_minute_and_each_more_doubles_it() {
        assert_eq!(wait_seconds(&failed(0..4), 4), None);
        assert_eq!(wait_seconds(&failed(0..5), 4), Some(60));
        assert_eq!(wait_seconds(&failed(0..6), 5), Some(120));
        assert_eq!(wait_seconds(&failed(0..9), 8), Some(900));
        assert_eq!(wait_seconds(&failed(0..5), 64), None, "after the pause it may be tried again");
    }

    #[test]
    fn success_ends_the_row_but_not_the_hour() {
        let mut attempts = failed(0..9);
        attempts.by_account.push(Attempt { at: START + TimeDelta::seconds(2_000), ok: true });
        assert_eq!(wait_seconds(&attempts, 2_001), None);
        attempts.by_account.push(Attempt { at: START + TimeDelta::seconds(2_002), ok: false });
        assert_eq!(wait_seconds(&attempts, 2_003), Some(3600 - 2_003), "the tenth within the hour");
    }

    #[test]
    fn thirty_failures_a_day_are_the_end_of_the_day() {
        let attempts = failed((0..30).map(|i| i * 2_000));
        assert_eq!(wait_seconds(&attempts, 60_000), Some(86_400 - 60_000));
    }

    #[test]
    fn one_address_has_a_budget_of_its_own() {
        let failures_by_ip = (0..120).map(|s| START + TimeDelta::seconds(s)).collect();
        let attempts = Attempts { failures_by_ip, ..Attempts::default() };
        assert_eq!(wait_seconds(&attempts, 120), Some(3_480));
    }

    #[test]
    fn under_a_flood_only_those_who_failed_are_slowed() {
        let flood = |by_account| Attempts { failures_by_all: 100, ..by_account };
        assert_eq!(wait_seconds(&flood(Attempts::default()), 10), None);
        assert_eq!(wait_seconds(&flood(failed([0])), 10), Some(50));
        let usual = Attempts { mean_failures_by_all: 50.0, ..flood(failed([0])) };
        assert_eq!(wait_seconds(&usual, 10), None, "twice the usual number is no flood");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn nobody_fails_more_often_than_the_budget(gaps in prop::collection::vec(1_i64..4_000, 1..200)) {
            let limits = PinLimits::default();
            let (mut attempts, mut now) = (Attempts::default(), START);
            for gap in gaps {
                now += TimeDelta::seconds(gap);
                attempts.by_account.retain(|attempt| now - attempt.at < REMEMBERED);
                if pin_wait(&attempts, now, &limits).is_none() {
                    attempts.by_account.push(Attempt { at: now, ok: false });
                }
                let within = |window| attempts.by_account.iter().filter(|a| now - a.at < window).count();
                prop_assert!(within(TimeDelta::hours(1)) <= limits.per_hour);
                prop_assert!(within(TimeDelta::hours(24)) <= limits.per_day);
            }
        }
    }
}
