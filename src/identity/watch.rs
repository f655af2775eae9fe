//! Notices what another process did to people: the shell's `agent disable` beside the running service.

use super::People;
use crate::bus::Notice;
use crate::domain::{AgentId, Role};
use std::collections::HashMap;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Who was disabled is out within this (hardening §3).
const EVERY: Duration = Duration::from_secs(1);

/// What makes somebody sign in again when it changes.
#[derive(PartialEq, Eq)]
struct Standing {
    disabled: bool,
    role: Role,
    password: Option<String>,
}

impl People {
    /// Looks every second who changed, and tells the bus, until `stop`.
    pub async fn watch_until(self, stop: CancellationToken) {
        let mut known = HashMap::new();
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            match self.standings().await {
                Ok(now) => {
                    self.tell_differences(&known, &now);
                    known = now;
                }
                Err(error) => tracing::warn!(%error, "people were not looked at and are again in a second: {error}"),
            }
        }
    }

    async fn standings(&self) -> Result<HashMap<AgentId, Standing>, super::Error> {
        let standing = |agent: crate::store::Agent| {
            (agent.id, Standing { disabled: agent.disabled_at.is_some(), role: agent.role, password: agent.password })
        };
        Ok(self.everybody().await?.into_iter().map(standing).collect())
    }

    fn tell_differences(&self, before: &HashMap<AgentId, Standing>, now: &HashMap<AgentId, Standing>) {
        // somebody new has changed only if they may not come in any more: what they have just opened is theirs
        let differs = |(id, standing): &(&AgentId, &Standing)| match before.get(*id) {
            Some(known) => known != *standing,
            None => standing.disabled,
        };
        for (id, _) in now.iter().filter(differs) {
            self.bus.publish(Notice::PersonChanged(*id));
        }
    }
}
