//! Adding and changing endpoints. Each change is an entry of the audit trail.

use super::{Attempt, Error, Webhooks};
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::webhook::{
    DisabledWhy, Endpoint, Health, LONGEST_DESCRIPTION, LONGEST_URL, MOST_ENDPOINTS, SigningSecret, Topics,
};
use crate::domain::{Time, WebhookId};
use crate::outgoing::Url;
use crate::store::{Replayed, TellingId};
use crate::webhooks::check_address;
use serde_json::{Map, Value, json};
use std::net::IpAddr;

/// As whom a change is written down.
#[derive(Debug, Clone, Copy)]
pub struct Who {
    pub actor: Actor,
    pub ip: Option<IpAddr>,
}

/// What is to be changed; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct EndpointChange {
    pub url: Option<String>,
    pub description: Option<String>,
    pub topics: Option<Topics>,
    pub include_customer: Option<bool>,
}

impl Webhooks {
    /// Adds an endpoint; its secret is in what comes back, and is shown this once.
    pub async fn add(&self, who: &Who, change: EndpointChange) -> Result<Endpoint, Error> {
        if self.0.store.webhooks().await?.len() >= MOST_ENDPOINTS {
            return Err(Error::TooMany);
        }
        let now = self.now();
        let bare = Endpoint {
            id: WebhookId::new(now, &*self.0.random),
            version: 1,
            url: String::new(),
            description: String::new(),
            topics: Topics::all(),
            include_customer: false,
            secret: SigningSecret::generate(&*self.0.random),
            old_secret: None,
            created_at: now,
            disabled: None,
            health: Health::default(),
        };
        let endpoint = self.changed(bare, change)?;
        self.0.store.insert_webhook(endpoint.clone(), self.entry(who, Kind::WebhookAdded, endpoint.id, &[])).await?;
        self.look_again();
        Ok(endpoint)
    }

    /// Changes what `change` names. What is the same already makes no entry.
    pub async fn update(&self, who: &Who, id: WebhookId, change: EndpointChange) -> Result<Endpoint, Error> {
        let before = self.show(id).await?.endpoint;
        let after = self.changed(before.clone(), change)?;
        let fields = after.differences(&before);
        if !fields.is_empty() {
            let entry = self.entry(who, Kind::WebhookChanged, id, &[("fields", json!(fields))]);
            self.save(after.clone(), entry).await?;
        }
        Ok(after)
    }

    /// A new secret, shown this once; the one before signs for another day.
    pub async fn rotate(&self, who: &Who, id: WebhookId) -> Result<Endpoint, Error> {
        let new = SigningSecret::generate(&*self.0.random);
        let rotated = self.show(id).await?.endpoint.rotated(new, self.now());
        self.save(rotated.clone(), self.entry(who, Kind::WebhookRotated, id, &[])).await?;
        Ok(rotated)
    }

    /// It is told nothing from now on; what is in its outbox waits.
    pub async fn disable(&self, who: &Who, id: WebhookId) -> Result<(), Error> {
        let endpoint = self.show(id).await?.endpoint;
        if !endpoint.is_enabled() {
            return Ok(());
        }
        let why = DisabledWhy::ByHand;
        let entry = self.entry(who, Kind::WebhookDisabled, id, &[("why", json!(why.as_str()))]);
        self.save(Endpoint { disabled: Some((self.now(), why)), ..endpoint }, entry).await
    }

    pub async fn enable(&self, who: &Who, id: WebhookId) -> Result<(), Error> {
        let endpoint = self.show(id).await?.endpoint;
        if endpoint.is_enabled() {
            return Ok(());
        }
        self.save(Endpoint { disabled: None, ..endpoint }, self.entry(who, Kind::WebhookEnabled, id, &[])).await
    }

    /// With its outbox and its log.
    pub async fn remove(&self, who: &Who, id: WebhookId) -> Result<(), Error> {
        let gone = self.0.store.remove_webhook(id, self.entry(who, Kind::WebhookRemoved, id, &[])).await?;
        self.look_again();
        if gone { Ok(()) } else { Err(Error::NoSuchWebhook) }
    }

    /// Sends a ping now, also to one that is disabled, and says how it went.
    pub async fn test(&self, who: &Who, id: WebhookId) -> Result<Attempt, Error> {
        let endpoint = self.show(id).await?.endpoint;
        let attempt = self.ping(&endpoint).await?;
        let how = attempt.failure.map_or("delivered", |failure| failure.as_str());
        self.0.store.append(vec![self.entry(who, Kind::WebhookTested, id, &[("how", json!(how))])]).await?;
        Ok(attempt)
    }

    /// Tells it everything after a number again, at most 10,000 events.
    pub async fn replay(&self, who: &Who, id: WebhookId, after: i64) -> Result<Replayed, Error> {
        let endpoint = self.show(id).await?.endpoint;
        if !endpoint.is_enabled() {
            return Err(Error::Disabled);
        }
        let entry = self.entry(who, Kind::WebhookReplayed, id, &[("after", json!(after))]);
        let replayed = self.0.store.replay(id, endpoint.topics, after, self.now(), entry).await?;
        self.look_again();
        Ok(replayed)
    }

    /// Makes one delivery due again.
    pub async fn tell_again(&self, who: &Who, id: WebhookId, telling: TellingId) -> Result<(), Error> {
        if !self.show(id).await?.endpoint.is_enabled() {
            return Err(Error::Disabled);
        }
        let entry = self.entry(who, Kind::WebhookRetried, id, &[("delivery", json!(telling.0))]);
        if !self.0.store.tell_again(id, telling, self.now(), entry).await? {
            return Err(Error::NoSuchDelivery);
        }
        self.look_again();
        Ok(())
    }

    fn changed(&self, endpoint: Endpoint, change: EndpointChange) -> Result<Endpoint, Error> {
        let url = change.url.map(|url| self.checked(&url)).transpose()?;
        let description = change.description.map(|text| text.trim().to_owned());
        if description.as_ref().is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
            return Err(Error::DescriptionTooLong);
        }
        Ok(Endpoint {
            url: url.unwrap_or(endpoint.url),
            description: description.unwrap_or(endpoint.description),
            topics: change.topics.unwrap_or(endpoint.topics),
            include_customer: change.include_customer.unwrap_or(endpoint.include_customer),
            ..endpoint
        })
    }

    fn checked(&self, text: &str) -> Result<String, Error> {
        let text = text.trim();
        let url: Url = text.parse().map_err(|_| Error::NotAnAddress)?;
        if text.len() > LONGEST_URL {
            return Err(Error::NotAnAddress);
        }
        check_address(&url, self.0.allow_local)?;
        Ok(url.to_string())
    }

    async fn save(&self, endpoint: Endpoint, entry: NewEntry) -> Result<(), Error> {
        if !self.0.store.save_webhook(endpoint, entry).await? {
            return Err(Error::ChangedMeanwhile);
        }
        self.look_again();
        Ok(())
    }

    pub(super) fn look_again(&self) {
        self.0.changed.send_replace(());
    }

    pub(super) fn now(&self) -> Time {
        self.0.clock.now()
    }

    fn entry(&self, who: &Who, kind: Kind, id: WebhookId, more: &[(&str, Value)]) -> NewEntry {
        let mut data = Map::from_iter([("webhookId".to_owned(), json!(id))]);
        data.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        NewEntry { session: None, at: self.now(), kind, actor: who.actor, data, ip: who.ip }
    }
}
