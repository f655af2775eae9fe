//! What is known of events and endpoints.

use super::{Error, Webhooks};
use crate::domain::{Time, WebhookId};
use crate::store::{AttemptFilter, EventFilter, EventRange, LoggedAttempt, StoredEvent, Webhook};

impl Webhooks {
    /// Every endpoint, the oldest first.
    pub async fn list(&self) -> Result<Vec<Webhook>, Error> {
        Ok(self.0.store.webhooks().await?)
    }

    pub async fn show(&self, id: WebhookId) -> Result<Webhook, Error> {
        self.0.store.webhook(id).await?.ok_or(Error::NoSuchWebhook)
    }

    /// Events with a number above `filter.after`, in order.
    pub async fn events(&self, filter: &EventFilter) -> Result<Vec<StoredEvent>, Error> {
        Ok(self.0.store.events(filter).await?)
    }

    /// What is left of the log.
    pub async fn range(&self) -> Result<EventRange, Error> {
        Ok(self.0.store.event_range().await?)
    }

    /// Attempts of one endpoint, the latest first.
    pub async fn attempts(&self, filter: &AttemptFilter) -> Result<Vec<LoggedAttempt>, Error> {
        self.show(filter.endpoint).await?;
        Ok(self.0.store.attempts(filter).await?)
    }

    /// Forgets events that happened before `events`, and attempts made before `log`.
    pub async fn forget(&self, events: Time, log: Time) -> Result<(), Error> {
        while self.0.store.forget_events(events, log).await? > 0 {}
        Ok(())
    }
}
