//! Called by an agent's page, or by a machine with an agent's API key.

use super::shapes::DeskShape;
use crate::broker::Broker;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, path_id};
use crate::http::state::Ops;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// The PIN a customer read out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectBody {
    /// With or without spaces and hyphens.
    pincode: String,
}

/// Connect to a customer
///
/// Checks the PIN, the session's state and its time windows, takes a seat, and only then makes the agent token.
#[utoipa::path(post, path = "/api/agent/connect", tag = "agent", request_body = ConnectBody,
    security(("cookie" = []), ("apiKey" = [])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 409, description = "`session-full`: five agents are in"),
    (status = 422, description = "`pin-malformed`, or `pin-not-accepted` for every PIN that admits nobody, whatever the reason"),
    (status = 429, description = "`too-many-attempts`, with `Retry-After`; a try during the wait is not counted"),
))]
pub async fn connect(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Json(body): Json<ConnectBody>,
) -> Result<axum::Json<DeskShape>, Error> {
    let desk = broker.connect(&caller, &body.pincode).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

/// Open the desk again
///
/// For an agent who is in already: a new token for the same seat, no PIN. Five times in ten minutes.
#[utoipa::path(post, path = "/api/sessions/{id}/desk", tag = "agent",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = [])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or no seat in it"),
    (status = 410, description = "`session-over`"),
    (status = 429, description = "`too-many-attempts`"),
))]
pub async fn reopen_desk(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<axum::Json<DeskShape>, Error> {
    let desk = broker.reopen_desk(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

/// Leave a session
///
/// Frees the caller's seats; the session goes on.
#[utoipa::path(post, path = "/api/sessions/{id}/leave", tag = "agent",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = [])), responses(
    (status = 204, description = "Left, now or before."),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`"),
))]
pub async fn leave(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    broker.leave(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
