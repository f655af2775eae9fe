//! The way to one endpoint that expects Zoom: it proves first that it knows the secret, then hears of its sessions.

use super::post::post;
use super::schedule::{Next, next};
use super::trust::{self, Trust};
use super::{Office, envelope};
use crate::domain::Time;
use crate::outgoing::{Answer, Url};
use crate::random;
use crate::store::{Delivery, Failed, StoreError};
use crate::webhooks::PAUSE;
use crate::webhooks::courier::{Door, Lane, Route};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use metrics::counter;
use std::sync::{Arc, Mutex};

pub struct ToEndpoint {
    office: Arc<Office>,
    endpoint: Url,
    /// As it stands in the outbox.
    address: String,
    trust: Mutex<Trust>,
}

impl ToEndpoint {
    pub async fn new(office: Arc<Office>, endpoint: Url) -> Self {
        let (trust, address) = (Mutex::new(trust_as_known(&office, &endpoint).await), endpoint.to_string());
        Self { office, endpoint, address, trust }
    }

    fn trust(&self) -> Trust {
        *self.trust.lock().expect("no holder panics")
    }

    async fn ask_for_proof(&self, now: Time) -> Result<bool, StoreError> {
        let office = &self.office;
        let token = URL_SAFE_NO_PAD.encode(random::bytes::<16>(&*office.random));
        let host = &self.endpoint.authority;
        let failed = match post(office, &self.endpoint, trust::question(&token, now), now).await {
            Ok(answer) if trust::proves(&office.secret, &token, answer.status, whole(&answer)) => None,
            Ok(answer) => {
                Some(format!("its answer, with status {}, does not show that it knows the secret", answer.status))
            }
            Err(trouble) => Some(trouble.to_string()),
        };
        if let Some(why) = failed {
            counter!("cobroker_webhook_proofs_failed_total").increment(1);
            tracing::warn!("the webhook endpoint at {host} is not proven and is asked again in a minute: {why}");
            return Ok(false);
        }
        let name = trust::setting(&office.secret, &self.endpoint);
        office.store.put_setting(&name, &now.timestamp_millis().to_string()).await?;
        tracing::info!("the webhook endpoint at {host} knows the secret");
        Ok(true)
    }
}

#[async_trait]
impl Route for ToEndpoint {
    type Item = Delivery;

    fn lane(&self, item: &Delivery) -> Lane {
        Lane::Session(item.session)
    }

    async fn door(&self, now: Time) -> Result<Door, StoreError> {
        if now >= self.trust().next_check {
            let proved = self.ask_for_proof(now).await?;
            let mut trust = self.trust.lock().expect("no holder panics");
            *trust = trust.checked(proved, now);
        }
        let trust = self.trust();
        Ok(Door { is_open: trust.is_open(), next_look: Some(trust.next_check) })
    }

    async fn due(&self, now: Time, limit: u32) -> Result<Vec<Delivery>, StoreError> {
        self.office.store.due_deliveries(&self.address, now, limit).await
    }

    async fn next(&self) -> Result<Option<Time>, StoreError> {
        self.office.store.next_delivery(&self.address).await
    }

    async fn deliver(&self, item: Delivery) {
        deliver(&self.office, &self.endpoint, item).await;
    }
}

async fn trust_as_known(office: &Office, endpoint: &Url) -> Trust {
    let name = trust::setting(&office.secret, endpoint);
    let known = office.store.setting(&name).await.ok().flatten();
    let proven_at = known.and_then(|millis| Time::from_timestamp_millis(millis.parse().ok()?));
    Trust::since(proven_at, office.clock.now())
}

/// An answer that was cut proves nothing.
fn whole(answer: &Answer) -> &[u8] {
    answer.whole().map_or(&[], |body| body)
}

/// One attempt, and what becomes of it. The wait for the next one begins with this one.
async fn deliver(office: &Office, endpoint: &Url, delivery: Delivery) {
    let now = office.clock.now();
    let body = envelope::body(&delivery, &office.account_id);
    let (status, why) = match post(office, endpoint, body, now).await {
        Ok(answer) => (Some(answer.status), format!("status {}", answer.status)),
        Err(trouble) => (None, trouble.to_string()),
    };
    let (outcome, saved) = match next(delivery.attempts, status) {
        Next::Done => ("delivered", office.store.delivered(delivery.id).await),
        Next::AgainAfter(wait) => {
            ("again", office.store.delivery_failed(delivery.id, Failed::AgainAt(now + wait)).await)
        }
        Next::GiveUp => {
            let session = delivery.session;
            tracing::warn!(session.id = %session, "session {session}: a webhook to {} was given up: {why}", endpoint.authority);
            ("parked", office.store.delivery_failed(delivery.id, Failed::Parked(now)).await)
        }
    };
    counter!("cobroker_webhooks_total", "outcome" => outcome).increment(1);
    if let Err(error) = saved {
        // it is told again: better twice than never
        tracing::warn!(%error, "what became of a webhook was not saved: {error}");
        tokio::time::sleep(PAUSE).await;
    }
}
