//! Makes in the store what time has already made true.

use super::{Broker, Error, saved};
use crate::domain::timeline::Actor;
use crate::domain::{Refused, Session, Time, history};
use crate::store::{Changes, Which};
use chrono::TimeDelta;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often the store is looked through. A PIN never outlives its window by a late sweep: readers settle first.
const EVERY: Duration = Duration::from_secs(5);

/// How often the retention period is looked after (hardening §9).
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Addresses in the audit trail are kept for this long (hardening §9).
const ADDRESSES_KEPT: TimeDelta = TimeDelta::days(7);

/// The setting that holds when something was erased last, and how many rows.
const LAST_ERASURE: &str = "last_erasure";

/// Sessions in one transaction.
const BATCH: u32 = 100;

impl Broker {
    /// Sweeps at once and then every five seconds, until `stop`.
    pub async fn sweep_until(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = ticks.tick() => {}
            }
            if let Err(error) = self.sweep().await {
                tracing::warn!(%error, "the sweep failed and is tried again: {error}");
            }
        }
    }

    /// Saves every session whose deadline has passed as it stands now; says how many.
    pub async fn sweep(&self) -> Result<usize, Error> {
        let mut swept = 0;
        loop {
            let batch = self.sweep_batch().await?;
            swept += batch;
            if batch < BATCH as usize {
                break;
            }
        }
        self.0.store.delete_stale_web_sessions(self.now()).await?;
        Ok(swept)
    }

    /// Forgets at once and then every ten minutes what the retention period has passed, until `stop`.
    pub async fn forget_until(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(FORGET_EVERY);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Err(error) = self.forget().await {
                tracing::warn!(%error, "personal data was not erased and is tried again: {error}");
            }
        }
    }

    /// Forgets who customers were, after the retention period, and addresses, after a week.
    pub async fn forget(&self) -> Result<(), Error> {
        let now = self.now();
        let (ended, entered) = (now - self.retention().await?, now - ADDRESSES_KEPT);
        let mut erased = 0;
        loop {
            match self.0.store.erase(ended, entered).await? {
                0 => break,
                rows => erased += rows,
            }
        }
        if erased > 0 {
            self.0.store.put_setting(LAST_ERASURE, &format!("{} {erased}", now.timestamp_millis())).await?;
        }
        Ok(())
    }

    /// How long it is known who customers were: as the environment says, else as an admin set it.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn retention(&self) -> Result<TimeDelta, Error> {
        let settings = &self.0.settings;
        if settings.retention_fixed {
            return Ok(settings.retention);
        }
        let live = crate::oversight::live_settings(&*self.0.store).await?;
        Ok(live.retention_days.map_or(settings.retention, |days| TimeDelta::days(days.into())))
    }

    /// When something was erased last because of its age, and how many rows.
    pub async fn last_erasure(&self) -> Result<Option<(Time, u64)>, Error> {
        let noted = self.0.store.setting(LAST_ERASURE).await?.unwrap_or_default();
        let parts = noted.split_once(' ');
        Ok(parts.and_then(|(at, rows)| Some((Time::from_timestamp_millis(at.parse().ok()?)?, rows.parse().ok()?))))
    }

    async fn sweep_batch(&self) -> Result<usize, Error> {
        let (now, windows) = (self.now(), self.windows());
        let decide = move |sessions: Vec<Session>| -> Result<Changes, Refused> {
            let mut changes = Changes::default();
            for session in sessions {
                let settled = session.settled(now, &windows);
                changes.entries.extend(history::of_change(&session, &settled, Actor::System, now));
                changes.sessions.push(saved(settled, &windows));
            }
            Ok(changes)
        };
        Ok(self.change(Which::Overdue { now, limit: BATCH }, decide).await?.len())
    }
}
