//! Webhooks in Zoom's shape (Zoom reference §10): who joins and leaves a session of the built-in engine, told to the
//! endpoints of the configuration.

mod envelope;
mod post;
mod route;
mod schedule;
pub mod signature;
mod trust;

pub use signature::{keyed_hash, sign};
pub use trust::question;

use super::courier::Courier;
use super::reach;
use crate::clock::Clock;
use crate::outgoing::{Client, Url};
use crate::random::Random;
use crate::store::Store;
use route::ToEndpoint;
use secrecy::SecretString;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// What every courier needs.
pub struct Office {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// Signs what is sent.
    pub secret: SecretString,
    /// `account_id` of every event.
    pub account_id: String,
    client: Client,
}

impl Office {
    /// `allow_local`: this machine may be told as well.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        secret: SecretString,
        account_id: String,
        allow_local: bool,
    ) -> Self {
        Self { store, clock, random, secret, account_id, client: Client::new(reach(allow_local)) }
    }

    /// Tells the endpoints until `stop`. `news` changes whenever there is something new in the outbox. What is under way
    /// at the stop is told again after the next start.
    pub async fn deliver_until(self, endpoints: Vec<Url>, news: watch::Receiver<()>, stop: CancellationToken) {
        let office = Arc::new(self);
        if let Ok(parked @ 1..) = office.store.parked_deliveries().await {
            tracing::warn!("{parked} webhooks were given up and are not forgotten yet");
        }
        let mut couriers = JoinSet::new();
        for endpoint in endpoints {
            let route = ToEndpoint::new(office.clone(), endpoint).await;
            let (courier, news, stop) = (Courier::new(route, office.clock.clone()), news.clone(), stop.clone());
            couriers.spawn(async move { stop.run_until_cancelled_owned(courier.run(news)).await });
        }
        while couriers.join_next().await.is_some() {}
    }
}
