//! Tells one endpoint what is in the outbox for it.

use super::post::post;
use super::schedule::{Next, next};
use super::trust::{self, Trust};
use super::{Office, envelope};
use crate::clock::Clock;
use crate::domain::{SessionId, Time};
use crate::outgoing::{Answer, Url};
use crate::random;
use crate::store::{Delivery, Failed, StoreError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use metrics::counter;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Requests under way to one endpoint.
const AT_ONCE: usize = 4;
/// Deliveries looked at together; more are due than can be under way when a session has several.
const LOOKED_AT: u32 = 64;
/// How often the time is looked at. The database is asked only when something is due.
const TICK: Duration = Duration::from_millis(250);
/// A database that did not answer is asked again after this.
const PAUSE: Duration = Duration::from_secs(2);

pub struct Courier {
    office: Arc<Office>,
    endpoint: Url,
    /// As it stands in the outbox.
    address: String,
    under_way: JoinSet<SessionId>,
    /// One request at a time for each session keeps its events in order.
    busy: HashSet<SessionId>,
}

impl Courier {
    pub fn new(office: Arc<Office>, endpoint: Url) -> Self {
        let address = endpoint.to_string();
        Self { office, endpoint, address, under_way: JoinSet::new(), busy: HashSet::new() }
    }

    /// Runs until it is dropped. What is under way then stays in the outbox.
    pub async fn run(mut self, mut news: watch::Receiver<()>) {
        let mut trust = self.trust_as_known().await;
        loop {
            // before looking, so that what comes meanwhile is looked at again
            news.mark_unchanged();
            let due = match self.work(&mut trust).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!(%error, "webhooks cannot be read from the database, they are tried again: {error}");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            tokio::select! {
                Ok(()) = news.changed() => {}
                () = reached(&*self.office.clock, due) => {}
                Some(done) = self.under_way.join_next() => self.free(done),
            }
            while let Some(done) = self.under_way.try_join_next() {
                self.free(done);
            }
        }
    }

    /// Does what is due; when something is due next.
    async fn work(&mut self, trust: &mut Trust) -> Result<Time, StoreError> {
        let now = self.office.clock.now();
        if now >= trust.next_check {
            let proved = self.ask_for_proof(now).await?;
            *trust = trust.checked(proved, now);
        }
        if !trust.is_open() {
            return Ok(trust.next_check);
        }
        for delivery in self.office.store.due_deliveries(&self.address, now, LOOKED_AT).await? {
            if self.under_way.len() < AT_ONCE && self.busy.insert(delivery.session) {
                let (office, endpoint, session) = (self.office.clone(), self.endpoint.clone(), delivery.session);
                self.under_way.spawn(async move {
                    deliver(&office, &endpoint, delivery).await;
                    session
                });
            }
        }
        let next = if self.under_way.is_empty() { self.office.store.next_delivery(&self.address).await? } else { None };
        Ok(next.map_or(trust.next_check, |next| next.min(trust.next_check)))
    }

    fn free(&mut self, done: Result<SessionId, tokio::task::JoinError>) {
        match done {
            Ok(session) => drop(self.busy.remove(&session)),
            // a bug: whose it was is not known, so all are looked at again once the others are through
            Err(error) => {
                tracing::error!(%error, "a webhook's delivery broke: {error}");
                if self.under_way.is_empty() {
                    self.busy.clear();
                }
            }
        }
    }

    async fn trust_as_known(&self) -> Trust {
        let name = trust::setting(&self.office.secret, &self.endpoint);
        let known = self.office.store.setting(&name).await.ok().flatten();
        let proven_at = known.and_then(|millis| Time::from_timestamp_millis(millis.parse().ok()?));
        Trust::since(proven_at, self.office.clock.now())
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

/// An answer that was cut proves nothing.
fn whole(answer: &Answer) -> &[u8] {
    answer.whole().map_or(&[], |body| body)
}

/// Waits for a moment of the clock.
async fn reached(clock: &dyn Clock, due: Time) {
    loop {
        tokio::time::sleep(TICK).await;
        if clock.now() >= due {
            return;
        }
    }
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
