//! Called by an agent's page, or by a machine with an agent's API key.

use super::shapes::DeskShape;
use crate::broker::Broker;
use crate::domain::AdmissionId;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, OptionalJson, path_id};
use crate::http::state::Ops;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// The PIN a customer read out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectBody {
    /// With or without spaces and hyphens.
    pincode: String,
    /// Zoom mode: the page that shows the desk will say every ten seconds that it is there, by `desk/presence`. Its seat is
    /// freed 30 seconds after the last time. Without it nobody can tell, and the seat is taken until the session ends.
    #[serde(default)]
    tells_presence: bool,
}

/// How the desk is opened again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReopenBody {
    /// As for `connect`.
    #[serde(default)]
    tells_presence: bool,
}

/// Whether a desk's page is there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresenceBody {
    /// From `connect`; without it, the newest seat of the caller is meant.
    #[schema(value_type = Option<String>, format = Uuid)]
    admission_id: Option<AdmissionId>,
    /// The page is about to go, and perhaps comes back.
    #[serde(default)]
    going: bool,
}

/// Connect to a customer
///
/// Checks the PIN, the session's state and its time windows, takes a seat, and only then makes the agent token.
#[utoipa::path(post, path = "/api/agent/connect", tag = "agent", request_body = ConnectBody,
    security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
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
    let desk = broker
        .connect(&caller, &body.pincode, body.tells_presence)
        .await
        .map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

/// Open the desk again
///
/// For an agent who was let in before: a new token, no PIN. Who still has a seat keeps it; who lost it takes another. Five
/// times in ten minutes.
#[utoipa::path(post, path = "/api/sessions/{id}/desk", tag = "agent", request_body = Option<ReopenBody>,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, never let in, or the customer said no"),
    (status = 409, description = "`session-full`: the seat was given up, and no other is free"),
    (status = 410, description = "`session-over`"),
    (status = 429, description = "`too-many-attempts`"),
))]
pub async fn reopen_desk(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    OptionalJson(body): OptionalJson<ReopenBody>,
) -> Result<axum::Json<DeskShape>, Error> {
    let desk = broker
        .reopen_desk(&caller, path_id(&id)?, body.tells_presence)
        .await
        .map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

/// Say that a desk's page is there
///
/// Zoom mode: the page around Zoom's desk says it every ten seconds, and once when it goes. A seat whose page was not heard
/// of for 30 seconds is given up. With the built-in engine nothing happens: it sees its desks itself.
#[utoipa::path(post, path = "/api/sessions/{id}/desk/presence", tag = "agent", request_body = PresenceBody,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 204, description = "Taken note of."),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or no such seat any more"),
    (status = 410, description = "`session-over`"),
))]
pub async fn desk_presence(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    Json(body): Json<PresenceBody>,
) -> Result<StatusCode, Error> {
    let heard = broker.desk_heard(&caller, path_id(&id)?, body.admission_id, body.going).await;
    heard.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leave a session
///
/// Frees the caller's seats; the session goes on.
#[utoipa::path(post, path = "/api/sessions/{id}/leave", tag = "agent",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
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
