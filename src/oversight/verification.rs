//! Whether the audit trail is whole: looked at hourly, and when somebody asks; one look at a time.

use super::Oversight;
use crate::domain::Time;
use crate::store::StoreError;
use crate::store::audit::{self, Verdict};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often the trail is verified unasked, and its head told to the log (hardening §10).
const EVERY: Duration = Duration::from_secs(3_600);

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
        *self.0.verification.borrow()
    }

    /// The same, once nobody looks any more; after `patience` in any case.
    pub async fn verification_within(&self, patience: Duration) -> Verification {
        let mut known = self.0.verification.subscribe();
        let rested = known.wait_for(|known| known.running.is_none());
        // whoever waited long enough is told how far it is
        let _ = tokio::time::timeout(patience, rested).await;
        self.verification()
    }

    /// Begins a look in the background. `false`: one is under way.
    pub fn begin_verification(&self) -> bool {
        let Some(look) = Look::begin(self) else { return false };
        tokio::spawn(look.run());
        true
    }

    /// Looks at once and then every hour, until `stop`.
    pub async fn watch_until(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Some(look) = Look::begin(&self) {
                stop.run_until_cancelled(look.run()).await;
            }
        }
    }
}

/// A look that is under way. There is one at a time; one that is given up makes room as well.
struct Look(Oversight);

impl Look {
    /// `None`: somebody looks already.
    fn begin(oversight: &Oversight) -> Option<Self> {
        let begins = oversight.0.verification.send_if_modified(|known| {
            let free = known.running.is_none();
            known.running.get_or_insert((0, 0));
            free
        });
        begins.then(|| Self(oversight.clone()))
    }

    async fn run(self) {
        let outcome = self.verify().await;
        let at = self.0.now();
        self.0.0.verification.send_modify(|known| match outcome {
            Ok(verdict) => (known.last, known.failed_at) = (Some(Verified { verdict, at }), None),
            Err(_) => known.failed_at = Some(at),
        });
        match outcome {
            Ok(verdict) => tell(&verdict),
            Err(error) => tracing::warn!(%error, "the audit trail could not be verified: {error}"),
        }
    }

    async fn verify(&self) -> Result<Verdict, StoreError> {
        let store = &self.0.0.store;
        let of = store.last_entry().await?;
        let told = |read: i64| self.0.0.verification.send_modify(|known| known.running = Some((read, of.max(read))));
        audit::verify_telling(&**store, None, told).await
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.0.0.verification.send_modify(|known| known.running = None);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::domain::session::samples::NOON;
    use crate::identity::By;
    use crate::store::sqlite::{Access, SqliteStore};
    use std::sync::Arc;

    #[tokio::test]
    async fn there_is_one_look_at_a_time_and_its_end_can_be_awaited() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("a.db"), Access::Exclusive).unwrap();
        let oversight = Oversight::new(Arc::new(store), Arc::new(ManualClock::at(NOON)));
        oversight.note_export(&By::Shell, "audit", []).await.unwrap();
        assert!(oversight.begin_verification());
        assert!(!oversight.begin_verification(), "somebody looks already");
        let known = oversight.verification_within(Duration::from_secs(60)).await;
        let last = known.last.expect("it came to its end");
        assert!(matches!(last.verdict, Verdict::Whole { entries: 1, .. }));
        assert_eq!(last.at, NOON);
        assert_eq!((known.running, known.failed_at), (None, None));
        let given_up = Look::begin(&oversight).expect("there is room again");
        drop(given_up);
        assert!(Look::begin(&oversight).is_some(), "a look that is given up makes room");
    }
}
