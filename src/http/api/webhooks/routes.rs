use super::WebhookManager;
use super::shapes::{
    AttemptPage, NewWebhook, ReplayBody, ReplayResult, TestResult, WebhookList, WebhookPatch, WebhookShape,
    WebhookWithSecret, topics,
};
use crate::domain::WebhookId;
use crate::domain::webhook::Topics;
use crate::http::error::{Error, FieldError};
use crate::http::extract::{Json, path_id};
use crate::http::state::Ops;
use crate::store::{AttemptFilter, TellingId, WhichAttempts};
use crate::webhooks::{Webhooks, events::EndpointChange};
use axum::extract::{Path, Query as Params, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

/// List webhooks
#[utoipa::path(get, path = "/api/webhooks", operation_id = "list_webhooks", tag = "webhooks",
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "Every endpoint, the oldest first", body = WebhookList),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
))]
pub async fn list(
    State(webhooks): State<Webhooks>,
    State(ops): State<Ops>,
    _: WebhookManager,
) -> Result<axum::Json<WebhookList>, Error> {
    let now = ops.clock.now();
    let rows = webhooks.list().await?;
    Ok(axum::Json(WebhookList { webhooks: rows.into_iter().map(|row| WebhookShape::of(row, now)).collect() }))
}

/// Add a webhook
///
/// Events from now on are told to it. The answer has the secret, this once.
#[utoipa::path(post, path = "/api/webhooks", operation_id = "add_webhook", tag = "webhooks", request_body = NewWebhook,
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 201, description = "The new endpoint and its secret", body = WebhookWithSecret),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 422, description = "`invalid-request`: an address that may not be told, a type that is none, or too many endpoints"),
))]
pub async fn add(
    State(webhooks): State<Webhooks>,
    State(ops): State<Ops>,
    WebhookManager(who): WebhookManager,
    Json(body): Json<NewWebhook>,
) -> Result<(StatusCode, axum::Json<WebhookWithSecret>), Error> {
    let change = EndpointChange {
        url: Some(body.url),
        description: body.description,
        topics: read_topics(body.types.as_deref())?,
        include_customer: body.include_customer,
    };
    let endpoint = webhooks.add(&who, change).await?;
    let secret = endpoint.secret.expose().to_owned();
    let webhook = WebhookShape::new(endpoint, ops.clock.now());
    Ok((StatusCode::CREATED, axum::Json(WebhookWithSecret { webhook, secret })))
}

/// See a webhook
#[utoipa::path(get, path = "/api/webhooks/{id}", operation_id = "get_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook")), security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "The endpoint and how it does", body = WebhookShape),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
))]
pub async fn show(
    State(webhooks): State<Webhooks>,
    State(ops): State<Ops>,
    _: WebhookManager,
    Path(id): Path<String>,
) -> Result<axum::Json<WebhookShape>, Error> {
    Ok(axum::Json(WebhookShape::of(webhooks.show(path_id(&id)?).await?, ops.clock.now())))
}

/// Change a webhook
///
/// Its address, description and types, whether the customer is named, and whether it is told anything at all.
#[utoipa::path(patch, path = "/api/webhooks/{id}", operation_id = "change_webhook", tag = "webhooks",
    request_body = WebhookPatch, params(("id" = String, Path, description = "The webhook")),
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "The endpoint as it is now", body = WebhookShape),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn change(
    State(webhooks): State<Webhooks>,
    State(ops): State<Ops>,
    WebhookManager(who): WebhookManager,
    Path(id): Path<String>,
    Json(body): Json<WebhookPatch>,
) -> Result<axum::Json<WebhookShape>, Error> {
    let id: WebhookId = path_id(&id)?;
    let change = EndpointChange {
        url: body.url,
        description: body.description,
        topics: read_topics(body.types.as_deref())?,
        include_customer: body.include_customer,
    };
    webhooks.update(&who, id, change).await?;
    match body.enabled {
        Some(true) => webhooks.enable(&who, id).await?,
        Some(false) => webhooks.disable(&who, id).await?,
        None => {}
    }
    Ok(axum::Json(WebhookShape::of(webhooks.show(id).await?, ops.clock.now())))
}

/// Remove a webhook
///
/// With what was still to be told to it, and with its log.
#[utoipa::path(delete, path = "/api/webhooks/{id}", operation_id = "remove_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook")), security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 204, description = "It is gone"),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
))]
pub async fn remove(
    State(webhooks): State<Webhooks>,
    WebhookManager(who): WebhookManager,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    webhooks.remove(&who, path_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a webhook a new secret
///
/// The secret before goes on to sign for 24 hours, beside the new one, so that nothing is refused meanwhile.
#[utoipa::path(post, path = "/api/webhooks/{id}/rotate", operation_id = "rotate_webhook_secret", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook")), security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "The endpoint and its new secret", body = WebhookWithSecret),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
))]
pub async fn rotate(
    State(webhooks): State<Webhooks>,
    State(ops): State<Ops>,
    WebhookManager(who): WebhookManager,
    Path(id): Path<String>,
) -> Result<axum::Json<WebhookWithSecret>, Error> {
    let id: WebhookId = path_id(&id)?;
    let secret = webhooks.rotate(&who, id).await?.secret.expose().to_owned();
    let webhook = WebhookShape::of(webhooks.show(id).await?, ops.clock.now());
    Ok(axum::Json(WebhookWithSecret { webhook, secret }))
}

/// Try a webhook
///
/// Sends an `endpoint.ping` now, once, and says how that went.
#[utoipa::path(post, path = "/api/webhooks/{id}/test", operation_id = "test_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook")), security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "How it went, also if it went wrong", body = TestResult),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
))]
pub async fn test(
    State(webhooks): State<Webhooks>,
    WebhookManager(who): WebhookManager,
    Path(id): Path<String>,
) -> Result<axum::Json<TestResult>, Error> {
    Ok(axum::Json(webhooks.test(&who, path_id(&id)?).await?.into()))
}

/// Tell a webhook again
///
/// Every event after a number that it is told of, in order, at most 10,000 at once.
#[utoipa::path(post, path = "/api/webhooks/{id}/replay", operation_id = "replay_webhook", tag = "webhooks",
    request_body = ReplayBody, params(("id" = String, Path, description = "The webhook")),
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 202, description = "They are in its outbox", body = ReplayResult),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
    (status = 422, description = "`invalid-request`: or it is disabled"),
))]
pub async fn replay(
    State(webhooks): State<Webhooks>,
    WebhookManager(who): WebhookManager,
    Path(id): Path<String>,
    Json(body): Json<ReplayBody>,
) -> Result<(StatusCode, axum::Json<ReplayResult>), Error> {
    if body.after < 0 {
        return Err(Error::field("/after", "Use a number of an event, or 0."));
    }
    let replayed = webhooks.replay(&who, path_id(&id)?, body.after).await?;
    let newest = webhooks.range().await?.newest;
    let result = ReplayResult { queued: replayed.queued, through: replayed.through, newest };
    Ok((StatusCode::ACCEPTED, axum::Json(result)))
}

/// Which attempts to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AttemptParams {
    /// `all`, `delivered`, `failed`, or `parked` for the last ones of what was given up; `all` if left out.
    which: Option<String>,
    /// Of the event with this number only.
    sequence: Option<i64>,
    /// `nextBefore` of the page before.
    before: Option<i64>,
    /// 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl AttemptParams {
    fn filter(&self, endpoint: WebhookId) -> Result<AttemptFilter, Error> {
        let mut errors = Vec::new();
        let which = match self.which.as_deref().filter(|which| !which.is_empty()).map(str::parse) {
            None => WhichAttempts::All,
            Some(Ok(which)) => which,
            Some(Err(())) => {
                errors.push(FieldError::new("/which", "Use all, delivered, failed or parked."));
                WhichAttempts::All
            }
        };
        let limit = self.limit.unwrap_or(50);
        if !(1..=200).contains(&limit) {
            errors.push(FieldError::new("/limit", "Use 1 to 200."));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        Ok(AttemptFilter { endpoint, which, seq: self.sequence, before: self.before, limit })
    }
}

/// See how a webhook was told
///
/// Every attempt of the last days, the latest first: when, what was answered, how long it took, and when it is tried again.
#[utoipa::path(get, path = "/api/webhooks/{id}/attempts", operation_id = "list_webhook_attempts", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook"), AttemptParams),
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 200, description = "A page of attempts", body = AttemptPage),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn attempts(
    State(webhooks): State<Webhooks>,
    _: WebhookManager,
    Path(id): Path<String>,
    Params(params): Params<AttemptParams>,
) -> Result<axum::Json<AttemptPage>, Error> {
    let filter = params.filter(path_id(&id)?)?;
    let attempts = webhooks.attempts(&filter).await?;
    let full = attempts.len() >= filter.limit as usize;
    let next_before = attempts.last().map(|attempt| attempt.id).filter(|_| full);
    Ok(axum::Json(AttemptPage { attempts: attempts.into_iter().map(Into::into).collect(), next_before }))
}

/// Try one delivery again
#[utoipa::path(post, path = "/api/webhooks/{id}/deliveries/{delivery}/retry", operation_id = "retry_webhook_delivery",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook"), ("delivery" = i64, Path, description = "As an attempt names it")),
    security(("cookie" = []), ("apiKey" = ["webhooks:manage"])), responses(
    (status = 202, description = "It is due now"),
    (status = 403, description = "`forbidden`: webhooks are for admins"),
    (status = 404, description = "`not-found`: no such webhook, or it has no such delivery"),
    (status = 422, description = "`invalid-request`: it is disabled"),
))]
pub async fn retry(
    State(webhooks): State<Webhooks>,
    WebhookManager(who): WebhookManager,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    webhooks.tell_again(&who, path_id(&id)?, TellingId(path_id(&delivery)?)).await?;
    Ok(StatusCode::ACCEPTED)
}

fn read_topics(names: Option<&[String]>) -> Result<Option<Topics>, Error> {
    names.map(topics).transpose().map_err(|wrong| Error::field("/types", wrong))
}
