//! Coarse shields in memory against floods (hardening §2). They guard neither PINs nor passwords: those are counted
//! in the database.

use crate::broker::StartGate;
use crate::domain::{AgentId, SessionId, address_key};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// How much a caller may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Budgets {
    /// Sessions one address may start in a minute. Default 10.
    pub starts_per_ip: NonZeroU32,
    /// How many of those at once. Default 20.
    pub starts_burst: NonZeroU32,
    /// Sessions one host site may start in a minute. Default 600.
    pub starts_per_site: NonZeroU32,
    /// Calls with one report token in a minute. Default 120.
    pub customer_calls: NonZeroU32,
    /// API calls of one agent in a minute. Default 600.
    pub agent_calls: NonZeroU32,
}

/// Keys a shield remembers at most before it forgets those that have rested.
const MOST_KEYS: usize = 100_000;

/// The shields of one server.
pub struct Shields {
    starts_by_ip: Shield<IpAddr>,
    starts_by_site: Shield<String>,
    customer_calls: Shield<SessionId>,
    agent_calls: Shield<AgentId>,
    doctor_runs: Shield<AgentId>,
    trail_looks: Shield<AgentId>,
}

/// Looks at the installation or at a page that one person may ask for in a minute: each is dozens of requests.
const DOCTOR_RUNS: NonZeroU32 = NonZeroU32::new(6).expect("six is not zero");

/// Looks at the whole audit trail that one person may ask for in a minute: each reads all of it.
const TRAIL_LOOKS: NonZeroU32 = NonZeroU32::new(6).expect("six is not zero");

impl Shields {
    pub fn new(budgets: Budgets) -> Self {
        Self {
            starts_by_ip: Shield::new(Quota::per_minute(budgets.starts_per_ip).allow_burst(budgets.starts_burst)),
            starts_by_site: Shield::new(Quota::per_minute(budgets.starts_per_site)),
            customer_calls: Shield::new(Quota::per_minute(budgets.customer_calls)),
            agent_calls: Shield::new(Quota::per_minute(budgets.agent_calls)),
            doctor_runs: Shield::new(Quota::per_minute(DOCTOR_RUNS)),
            trail_looks: Shield::new(Quota::per_minute(TRAIL_LOOKS)),
        }
    }

    /// # Errors
    /// How long to wait before another session may be started from this address or for this site.
    pub fn start(&self, ip: Option<IpAddr>, site: &str) -> Result<(), Duration> {
        if let Some(ip) = ip {
            self.starts_by_ip.check(&ip)?;
        }
        self.starts_by_site.check(&site.to_owned())
    }

    /// # Errors
    /// How long the customer's page has to wait.
    pub fn customer_call(&self, session: SessionId) -> Result<(), Duration> {
        self.customer_calls.check(&session)
    }

    /// # Errors
    /// How long this person has to wait for another look.
    pub fn doctor_run(&self, agent: AgentId) -> Result<(), Duration> {
        self.doctor_runs.check(&agent)
    }

    /// # Errors
    /// How long this person has to wait before the trail is looked at again.
    pub fn trail_look(&self, agent: AgentId) -> Result<(), Duration> {
        self.trail_looks.check(&agent)
    }

    /// # Errors
    /// How long the agent's machine has to wait.
    pub fn agent_call(&self, agent: AgentId) -> Result<(), Duration> {
        self.agent_calls.check(&agent)
    }
}

impl StartGate for Shields {
    fn start(&self, ip: Option<IpAddr>, site: &str) -> Result<(), Duration> {
        Self::start(self, ip.map(address_key), site)
    }
}

struct Shield<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> Shield<K> {
    fn new(quota: Quota) -> Self {
        Self { limiter: DefaultKeyedRateLimiter::dashmap(quota), clock: DefaultClock::default() }
    }

    fn check(&self, key: &K) -> Result<(), Duration> {
        if self.limiter.len() > MOST_KEYS {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|not_yet| not_yet.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shields(starts: u32) -> Shields {
        let number = |n| NonZeroU32::new(n).unwrap();
        Shields::new(Budgets {
            starts_per_ip: number(1),
            starts_burst: number(starts),
            starts_per_site: number(1_000),
            customer_calls: number(120),
            agent_calls: number(600),
        })
    }

    #[test]
    fn one_address_runs_out_and_another_does_not() {
        let shields = shields(3);
        let (one, other) = (Some(IpAddr::from([192, 0, 2, 1])), Some(IpAddr::from([192, 0, 2, 2])));
        for _ in 0..3 {
            assert!(shields.start(one, "shop").is_ok());
        }
        assert!(shields.start(one, "shop").is_err_and(|wait| wait > Duration::ZERO));
        assert!(shields.start(other, "shop").is_ok());
    }
}
