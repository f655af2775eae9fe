//! What is said of endpoints and attempts.

use crate::domain::WebhookId;
use crate::domain::webhook::{Endpoint, Topics};
use crate::store::{LoggedAttempt, Webhook};
use crate::webhooks::events::{Attempt, explain};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An endpoint that is told of events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookShape {
    #[schema(value_type = String, format = Uuid)]
    pub id: WebhookId,
    pub url: String,
    pub description: String,
    /// Types of events; null for all, those of later versions as well.
    #[schema(required)]
    pub types: Option<Vec<String>>,
    /// Events come with the customer's name and id, and with what the host site noted.
    pub include_customer: bool,
    pub enabled: bool,
    /// `by_hand`, or `failing` if it took nothing for days.
    #[schema(required)]
    pub disabled_why: Option<String>,
    #[schema(required)]
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// Until when the secret before the last rotation signs as well.
    #[schema(required)]
    pub old_secret_until: Option<DateTime<Utc>>,
    /// The last time it took an event.
    #[schema(required)]
    pub last_success_at: Option<DateTime<Utc>>,
    /// The first failure since then.
    #[schema(required)]
    pub failing_since: Option<DateTime<Utc>>,
    /// Events that are due or wait for their next attempt.
    pub waiting: u64,
    /// Events that were given up.
    pub parked: u64,
}

impl WebhookShape {
    pub fn of(row: Webhook, now: DateTime<Utc>) -> Self {
        let Webhook { endpoint, waiting, parked } = row;
        Self {
            id: endpoint.id,
            types: endpoint.topics.chosen().map(|some| some.iter().map(|kind| kind.as_str().to_owned()).collect()),
            include_customer: endpoint.include_customer,
            enabled: endpoint.is_enabled(),
            disabled_why: endpoint.disabled.map(|(_, why)| why.as_str().to_owned()),
            disabled_at: endpoint.disabled.map(|(at, _)| at),
            created_at: endpoint.created_at,
            old_secret_until: endpoint.old_secret.map(|(_, until)| until).filter(|until| *until > now),
            last_success_at: endpoint.health.succeeded_at,
            failing_since: endpoint.health.failing_since,
            url: endpoint.url,
            description: endpoint.description,
            waiting,
            parked,
        }
    }

    /// One that has no outbox yet.
    pub fn new(endpoint: Endpoint, now: DateTime<Utc>) -> Self {
        Self::of(Webhook { endpoint, waiting: 0, parked: 0 }, now)
    }
}

/// Every endpoint, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookList {
    pub webhooks: Vec<WebhookShape>,
}

/// An endpoint with its new secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookWithSecret {
    pub webhook: WebhookShape,
    /// Shown this once: `whsec_` and a key in base64, which checks `webhook-signature`.
    pub secret: String,
}

/// A new endpoint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWebhook {
    /// https on port 443 or 8443, with a name that leads to public addresses only.
    #[schema(max_length = 1000)]
    pub url: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub description: Option<String>,
    /// Types of events; all if left out, those of later versions as well.
    #[serde(default)]
    pub types: Option<Vec<String>>,
    /// Tell who the customer is, and what the host site noted. Not if left out.
    #[serde(default)]
    pub include_customer: Option<bool>,
}

/// What to change; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WebhookPatch {
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub url: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub description: Option<String>,
    /// `["all"]` for all.
    #[serde(default)]
    pub types: Option<Vec<String>>,
    #[serde(default)]
    pub include_customer: Option<bool>,
    #[serde(default)]
    pub enabled: Option<bool>,
}

/// The topics of a list of names.
///
/// # Errors
/// A sentence about the first one that is none.
pub fn topics(names: &[String]) -> Result<Topics, String> {
    match names {
        [all] if all == "all" => Ok(Topics::all()),
        [] => Err("Name at least one type, or leave this out for all.".into()),
        some => Topics::of(some.iter().map(String::as_str))
            .map_err(|wrong| format!("{:?} is not a type of events.", wrong.0)),
    }
}

/// How a test went.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    /// The endpoint took it.
    pub delivered: bool,
    /// What it answered; null without an answer.
    #[schema(required)]
    pub status: Option<u16>,
    pub milliseconds: u32,
    /// `status`, `redirect`, `slow`, `inside`, `nowhere`, `connection`, `tls` or `http`.
    #[schema(required)]
    pub failure: Option<String>,
    /// What is wrong and what to do about it, or that all is well.
    pub detail: String,
}

impl From<Attempt> for TestResult {
    fn from(attempt: Attempt) -> Self {
        Self {
            delivered: attempt.failure.is_none(),
            status: attempt.status,
            milliseconds: attempt.millis,
            failure: attempt.failure.map(|failure| failure.as_str().to_owned()),
            detail: attempt.words,
        }
    }
}

/// From where to tell again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayBody {
    /// Every event with a higher number is told again; 0 for all that are kept.
    #[schema(minimum = 0)]
    pub after: i64,
}

/// What is told again.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplayResult {
    pub queued: u64,
    /// The number of the last one; where there is more than 10,000, a replay after this goes on.
    pub through: i64,
    /// The number of the newest event there is.
    pub newest: i64,
}

/// Attempts, the latest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttemptPage {
    pub attempts: Vec<AttemptShape>,
    /// Pass it as `before` for the next page.
    #[schema(required)]
    pub next_before: Option<i64>,
}

/// One attempt to tell an endpoint.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttemptShape {
    pub id: i64,
    /// Names the delivery, to try it again; null for a test.
    #[schema(required)]
    pub delivery: Option<i64>,
    /// The event's number; null for a test.
    #[schema(required)]
    pub sequence: Option<i64>,
    pub r#type: String,
    pub at: DateTime<Utc>,
    pub milliseconds: u32,
    /// What was answered; null without an answer.
    #[schema(required)]
    pub status: Option<u16>,
    /// As in a test's result; null if it was taken.
    #[schema(required)]
    pub failure: Option<String>,
    /// What to do about it.
    #[schema(required)]
    pub advice: Option<String>,
    /// When it was to be tried again; null for not at all.
    #[schema(required)]
    pub next_at: Option<DateTime<Utc>>,
    /// Where its delivery stands now: `due`, `delivered` or `parked`.
    #[schema(required)]
    pub state: Option<String>,
}

impl From<LoggedAttempt> for AttemptShape {
    fn from(logged: LoggedAttempt) -> Self {
        let told = logged.told;
        Self {
            id: logged.id,
            delivery: told.telling.map(|id| id.0),
            sequence: told.seq,
            r#type: told.kind.as_str().to_owned(),
            at: told.at,
            milliseconds: told.millis,
            status: told.status,
            failure: told.failure.map(|failure| failure.as_str().to_owned()),
            advice: told.failure.map(|failure| explain(failure).to_owned()),
            next_at: told.next_at,
            state: logged.now.map(|state| state.as_str().to_owned()),
        }
    }
}
