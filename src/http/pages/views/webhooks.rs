//! `/admin/webhooks`: who is told of events, and how that goes.

use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/webhooks`, and the answer to a `POST` that failed. For admins.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/webhooks.html")]
pub struct WebhooksPage {
    /// The frame.
    pub layout: Layout,
    /// Every endpoint, the oldest first.
    pub webhooks: Vec<WebhookRow>,
    /// Types to choose from.
    pub types: Vec<TypeChoice>,
    pub form: WebhookForm,
    /// A secret that was made just now; shown this once.
    pub secret: Option<String>,
}

/// `GET /admin/webhooks/{id}`: one endpoint, its forms and its log. For admins.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/webhook.html")]
pub struct WebhookPage {
    /// The frame.
    pub layout: Layout,
    pub webhook: WebhookRow,
    /// Types to choose from, those it has chosen.
    pub types: Vec<TypeChoice>,
    pub form: WebhookForm,
    /// A secret that was made just now; shown this once.
    pub secret: Option<String>,
    /// How a test went that was made just now.
    pub tested: Option<Tested>,
    /// Which attempts are shown: `all`, `delivered`, `failed` or `parked`.
    pub which: &'static str,
    /// The latest first.
    pub attempts: Vec<AttemptRow>,
    /// Where the next page is.
    pub more: Option<String>,
    /// The number of the newest event.
    pub newest: i64,
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookRow {
    pub id: String,
    pub url: String,
    pub description: String,
    /// Empty for all.
    pub types: Vec<&'static str>,
    pub enabled: bool,
    /// It is disabled because it took nothing for days.
    pub given_up: bool,
    pub succeeded_at: Option<DateTime<Utc>>,
    pub failing_since: Option<DateTime<Utc>>,
    pub old_secret_until: Option<DateTime<Utc>>,
    pub waiting: u64,
    pub parked: u64,
}

/// A type of events, and whether it is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeChoice {
    pub name: &'static str,
    pub chosen: bool,
}

impl TypeChoice {
    /// The message that says when it is told.
    #[must_use]
    pub fn about(&self) -> String {
        format!("webhooks-type-{}", self.name.replace(['.', '_'], "-"))
    }
}

/// The form that adds or changes an endpoint, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct WebhookForm {
    pub url: String,
    pub description: String,
    pub include_customer: bool,
    pub url_error: Option<String>,
    pub description_error: Option<String>,
}

/// How a test went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    pub status: Option<u16>,
    pub millis: u32,
    /// The message that says what is wrong; `None`: all is well.
    pub failure: Option<&'static str>,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    pub at: DateTime<Utc>,
    pub kind: &'static str,
    pub sequence: Option<i64>,
    pub status: Option<u16>,
    pub millis: u32,
    /// The message that says what was wrong.
    pub failure: Option<&'static str>,
    pub next_at: Option<DateTime<Utc>>,
    /// The number of its delivery, if that is waiting or given up: it can be tried again.
    pub delivery: Option<i64>,
    /// Its delivery is parked.
    pub parked: bool,
}
