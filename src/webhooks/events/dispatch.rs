//! Keeps one courier for each endpoint that is enabled, as the rows stand.

use super::Webhooks;
use super::route::ToEndpoint;
use crate::domain::WebhookId;
use crate::domain::webhook::Endpoint;
use crate::store::StoreError;
use crate::webhooks::courier::Courier;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

/// How soon what the shell did to an endpoint or an outbox holds here.
const EVERY: Duration = Duration::from_secs(1);
/// The head of the audit trail is told so often (hardening §10).
const HEAD_EVERY: TimeDelta = TimeDelta::hours(1);

/// A courier under way, and the version of the endpoint it works for.
struct Working {
    version: i64,
    _task: AbortOnDropHandle<()>,
}

#[derive(Default)]
struct Couriers(HashMap<WebhookId, Working>);

impl Webhooks {
    /// Tells every endpoint of what is due, until `stop`; what is under way then is told again after the next start.
    /// `news` changes whenever something may have happened.
    pub async fn deliver_until(self, mut news: watch::Receiver<()>, stop: CancellationToken) {
        let (tell, told) = watch::channel(());
        let mut changed = self.0.changed.subscribe();
        let mut couriers = Couriers::default();
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Ok(()) = news.changed() => {
                    tell.send_replace(());
                    continue;
                }
                Ok(()) = changed.changed() => {}
                _ = ticks.tick() => {}
            }
            if let Err(error) = self.look(&mut couriers, &told).await {
                tracing::warn!(%error, "webhooks were not looked at and are again in a second: {error}");
            }
            tell.send_replace(());
        }
    }

    async fn look(&self, couriers: &mut Couriers, news: &watch::Receiver<()>) -> Result<(), StoreError> {
        if let Some(head) = self.0.store.note_audit_head(self.now(), HEAD_EVERY).await? {
            tracing::info!(audit.head = %head, "the audit trail ends at {head}");
        }
        let rows = self.0.store.webhooks().await?;
        let enabled: Vec<Endpoint> = rows.into_iter().map(|row| row.endpoint).filter(Endpoint::is_enabled).collect();
        couriers.0.retain(|id, _| enabled.iter().any(|endpoint| endpoint.id == *id));
        for endpoint in enabled {
            let (id, version) = (endpoint.id, endpoint.version);
            if couriers.0.get(&id).is_some_and(|working| working.version == version) {
                continue;
            }
            let route = ToEndpoint { webhooks: self.clone(), endpoint };
            let courier = Courier::new(route, self.0.clock.clone()).run(news.clone());
            let task = AbortOnDropHandle::new(tokio::spawn(courier));
            couriers.0.insert(id, Working { version, _task: task });
        }
        Ok(())
    }
}
