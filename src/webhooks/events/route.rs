//! The way to one endpoint of the rows.

use super::send::given_up;
use super::{Webhooks, message};
use crate::domain::Time;
use crate::domain::webhook::{Endpoint, Next, next};
use crate::random;
use crate::store::{StoreError, Telling, Told};
use crate::webhooks::PAUSE;
use crate::webhooks::courier::{Door, Lane, Route};
use async_trait::async_trait;
use metrics::counter;

pub(super) struct ToEndpoint {
    pub(super) webhooks: Webhooks,
    pub(super) endpoint: Endpoint,
}

#[async_trait]
impl Route for ToEndpoint {
    type Item = Telling;

    fn lane(&self, item: &Telling) -> Lane {
        item.event.session.map_or(Lane::Alone(item.event.seq), Lane::Session)
    }

    async fn door(&self, _: Time) -> Result<Door, StoreError> {
        Ok(Door { is_open: true, next_look: None })
    }

    async fn due(&self, now: Time, limit: u32) -> Result<Vec<Telling>, StoreError> {
        self.webhooks.0.store.due_tellings(self.endpoint.id, now, limit).await
    }

    async fn next(&self) -> Result<Option<Time>, StoreError> {
        self.webhooks.0.store.next_telling(self.endpoint.id).await
    }

    async fn deliver(&self, item: Telling) {
        let customer = self.endpoint.include_customer.then_some(item.customer.as_ref());
        let body = message(&item.event, customer).to_string();
        let attempt = self.webhooks.send(&self.endpoint, &item.event.id, body).await;
        let [jitter] = random::bytes(&*self.webhooks.0.random);
        let next_at = attempt.failure.and_then(|_| match next(item.attempts, jitter) {
            Next::AgainAfter(wait) => Some(attempt.at + wait),
            Next::Park => None,
        });
        let told = Told {
            telling: Some(item.id),
            seq: Some(item.event.seq),
            kind: item.event.kind,
            at: attempt.at,
            millis: attempt.millis,
            status: attempt.status,
            failure: attempt.failure,
            next_at,
        };
        let id = self.endpoint.id;
        let outcome = match (attempt.failure, next_at) {
            (None, _) => "delivered",
            (Some(_), Some(_)) => "again",
            (Some(_), None) => {
                tracing::warn!(webhook.id = %id, "webhook {id}: event {} was given up: {}", item.event.seq, attempt.words);
                "parked"
            }
        };
        counter!("cobroker_events_told_total", "outcome" => outcome).increment(1);
        match self.webhooks.0.store.told(id, told, given_up(&self.endpoint, attempt.at)).await {
            Ok(false) => {}
            Ok(true) => {
                tracing::warn!(webhook.id = %id, "webhook {id} took nothing for days and is disabled");
                self.webhooks.look_again();
            }
            Err(error) => {
                // it is told again: better twice than never
                tracing::warn!(%error, "what became of an event was not saved: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
