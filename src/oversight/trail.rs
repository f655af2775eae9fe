//! Whether the audit trail is whole: looked at hourly, and when somebody asks; read by filter; handed out page by page.

use super::Oversight;
use crate::domain::Time;
use crate::domain::timeline::{Entry, Kind, NewEntry};
use crate::identity::By;
use crate::store::audit::{self, Verdict};
use crate::store::{EntryFilter, EntryOrder, StoreError};
use serde_json::{Map, json};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often the trail is verified unasked, and its head told to the log (hardening §10).
const EVERY: Duration = Duration::from_secs(3_600);

/// Entries read at once for a file.
const AT_ONCE: u32 = 500;

/// What is known about the trail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verification {
    /// Of a look that is under way: entries read, of how many.
    pub running: Option<(i64, i64)>,
    /// The last look that came to an end.
    pub last: Option<Verified>,
    /// When the last look failed because the database did not answer.
    pub failed_at: Option<Time>,
}

/// The end of one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub verdict: Verdict,
    pub at: Time,
}

impl Oversight {
    /// What is known about the trail.
    pub fn verification(&self) -> Verification {
        *self.0.verification.read().expect("no holder panics")
    }

    /// Begins a look in the background. `false`: one is under way.
    pub fn begin_verification(&self) -> bool {
        if !self.is_first() {
            return false;
        }
        let oversight = self.clone();
        tokio::spawn(async move { oversight.look().await });
        true
    }

    /// Looks at once and then every hour, until `stop`.
    pub async fn watch_until(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            if self.is_first() {
                stop.run_until_cancelled(self.look()).await;
            }
        }
    }

    /// Takes the place of whoever looks, if it is free.
    fn is_first(&self) -> bool {
        let mut known = self.0.verification.write().expect("no holder panics");
        let first = known.running.is_none();
        known.running.get_or_insert((0, 0));
        first
    }

    async fn look(&self) {
        let outcome = self.verify().await;
        let at = self.now();
        let mut known = self.0.verification.write().expect("no holder panics");
        known.running = None;
        match outcome {
            Ok(verdict) => {
                tell(&verdict);
                (known.last, known.failed_at) = (Some(Verified { verdict, at }), None);
            }
            Err(error) => {
                tracing::warn!(%error, "the audit trail could not be verified: {error}");
                known.failed_at = Some(at);
            }
        }
    }

    async fn verify(&self) -> Result<Verdict, StoreError> {
        let of = self.0.store.last_entry().await?;
        let told = |read: i64| {
            self.0.verification.write().expect("no holder panics").running = Some((read, of.max(read)));
        };
        audit::verify_telling(&*self.0.store, None, told).await
    }

    /// Entries of the trail.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn entries(&self, filter: &EntryFilter) -> Result<Vec<Entry>, StoreError> {
        self.0.store.entries(filter).await
    }

    /// The names of everybody who may have done something, by their id.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn names(&self) -> Result<Vec<(crate::domain::AgentId, String)>, StoreError> {
        let people = self.0.store.agents().await?;
        Ok(people.into_iter().map(|agent| (agent.id, agent.name.as_str().to_owned())).collect())
    }

    /// The next entries of a file, the oldest first, from the one after `after` on; none: that was all.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn next_of_file(&self, filter: &EntryFilter, after: i64) -> Result<Vec<Entry>, StoreError> {
        let filter = EntryFilter { order: EntryOrder::After(after), limit: AT_ONCE, ..filter.clone() };
        self.0.store.entries(&filter).await
    }

    /// Notes that something is taken out as a file, before it is.
    ///
    /// # Errors
    /// The database did not answer; then nothing is handed out.
    pub async fn note_export(&self, by: &By, what: &'static str) -> Result<(), StoreError> {
        let data = Map::from_iter([("what".to_owned(), json!(what))]);
        self.0.store.append(vec![self.entry(by, Kind::Exported, data)]).await
    }

    pub(super) fn entry(&self, by: &By, kind: Kind, data: Map<String, serde_json::Value>) -> NewEntry {
        NewEntry { session: None, at: self.now(), kind, actor: by.actor(), data, ip: by.ip() }
    }
}

/// The head in the log is a copy elsewhere: `cobroker audit verify --head` compares with it.
fn tell(verdict: &Verdict) {
    match verdict {
        Verdict::Whole { entries, head } => {
            tracing::info!(entries, "the audit trail is whole: {entries} entries, head {head}");
        }
        Verdict::Broken { seq, why } => {
            tracing::error!(seq, "the audit trail is broken at entry {seq}: {why}");
        }
    }
}
