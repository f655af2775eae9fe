//! A supervisor watches, and barges in.

use super::shapes::DeskShape;
use crate::broker::Broker;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, path_id};
use crate::http::state::Ops;
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Watch a session
///
/// For supervisors: opens a desk that sees the page and can do nothing on it. The customer is asked and the agents see it; no
/// seat is taken, and two may watch at a time. Not in zoom mode: in Zoom's desk nobody can be held to watching.
#[utoipa::path(post, path = "/api/sessions/{id}/watch", tag = "together",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: not a supervisor; or with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`"),
    (status = 409, description = "`watchers-full`, `already-inside`, `not-shared-yet`, `customer-declined` or `not-in-zoom-mode`"),
    (status = 410, description = "`session-over`"),
    (status = 422, description = "`pin-not-accepted`: the customer's page has not been seen for two minutes"),
))]
pub async fn watch(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<axum::Json<DeskShape>, Error> {
    let desk = broker.watch(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

/// Barge in
///
/// Asks, for a supervisor who watches, to help: the customer is asked where they are asked at all. Yes takes a seat, if one is
/// free then; everybody inside is told. The desk says what came of it.
#[utoipa::path(post, path = "/api/sessions/{id}/barge-in", tag = "together",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 202, description = "Asked, where the desk is connected."),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or the caller does not watch it"),
    (status = 409, description = "`session-full`"),
))]
pub async fn barge_in(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    broker.barge_in(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::ACCEPTED)
}
