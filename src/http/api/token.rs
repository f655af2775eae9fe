//! `POST /api/token`: the address a site calls that used Zoom's auth sample before (Zoom reference §2.3).

use super::customer::is_user_id;
use crate::broker::{Broker, StartRequest};
use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE};
use crate::http::csrf;
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentAgent, Json, address_key, allowed_origin};
use crate::http::state::{AppState, Ops};
use crate::identity::Caller;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// What the sample takes. Numbers may come as text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TokenBody {
    /// 1 customer, 2 agent.
    #[schema(value_type = i64)]
    role: Value,
    /// 1 to 35 characters; random if left out.
    user_id: Option<String>,
    /// 1 to 80 characters.
    user_name: Option<String>,
    /// 1800 to 172800; for customers.
    #[schema(value_type = Option<i64>)]
    expiration_seconds: Option<Value>,
    /// The Support PIN; needed for role 2.
    pincode: Option<String>,
}

/// A token.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TokenShape {
    token: String,
    session_id: String,
    /// For reporting on the session; role 1 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    report_token: Option<String>,
}

/// Get a token
///
/// Takes the place of a token server made from Zoom's sample. Role 1 starts a session. Role 2 needs an agent's sign-in or
/// API key and a live PIN; nobody else gets an agent token.
#[utoipa::path(post, path = "/api/token", tag = "customer", request_body = TokenBody, responses(
    (status = 200, body = TokenShape),
    (status = 401, description = "`not-signed-in`: role 2 without an agent's sign-in or API key"),
    (status = 403, description = "`origin-not-allowed`"),
    (status = 422, description = "`invalid-request`, `pin-malformed` or `pin-not-accepted`"),
    (status = 429, description = "`too-many-attempts`"),
))]
pub async fn token(State(state): State<AppState>, request: Request) -> Result<axum::Json<TokenShape>, Error> {
    let (mut parts, body) = request.into_parts();
    let caller = CurrentAgent::from_request_parts(&mut parts, &state).await;
    let ClientIp(ip) = ClientIp::from_request_parts(&mut parts, &state).await?;
    let headers = parts.headers.clone();
    let from_us = csrf::is_ours(&parts.method, &headers, &state.site.public);
    let Json(body) = Json::<TokenBody>::from_request(Request::from_parts(parts, body), &state).await?;
    match number(&body.role) {
        Some(1) => customer_token(&state, body, &headers, ip).await,
        Some(2) if !from_us => Err(Error::NotSignedIn),
        Some(2) => agent_token(&state.broker, &state.ops, &caller?.0, body).await,
        _ => Err(Error::field("/role", "Use 1 for a customer or 2 for an agent.")),
    }
}

async fn customer_token(
    state: &AppState,
    body: TokenBody,
    headers: &HeaderMap,
    ip: std::net::IpAddr,
) -> Result<axum::Json<TokenShape>, Error> {
    let origin = allowed_origin(&state.sites, headers)?.map(|origin| origin.to_string());
    let counted_as = origin.as_deref().map_or_else(|| "no site".to_owned(), |origin| state.sites.counted_as(origin));
    state.shields.start(Some(address_key(ip)), &counted_as).map_err(Error::wait)?;
    let request = StartRequest { origin, ip: Some(ip), ..checked(body)? };
    let started = state.broker.start(request).await.map_err(|error| At(error, state.ops.clock.now()))?;
    Ok(axum::Json(TokenShape {
        token: started.token,
        session_id: started.session.to_string(),
        report_token: Some(started.report_token.expose().to_owned()),
    }))
}

async fn agent_token(
    broker: &Broker,
    ops: &Ops,
    caller: &Caller,
    body: TokenBody,
) -> Result<axum::Json<TokenShape>, Error> {
    let pincode = body.pincode.ok_or_else(|| Error::field("/pincode", "Send the customer's Support PIN."))?;
    let desk = broker.connect(caller, &pincode).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(TokenShape { token: desk.token, session_id: desk.session.id.to_string(), report_token: None }))
}

fn checked(body: TokenBody) -> Result<StartRequest, Error> {
    let mut errors = Vec::new();
    let life = body.expiration_seconds.as_ref().map(number);
    if life.is_some_and(|life| life.is_none_or(|life| !(SHORTEST_LIFE..=LONGEST_LIFE).contains(&life))) {
        errors.push(FieldError::new("/expirationSeconds", "Use 1800 to 172800."));
    }
    if body.user_id.as_deref().is_some_and(|id| !is_user_id(id)) {
        errors.push(FieldError::new("/userId", "Use 1 to 35 characters, none of them invisible."));
    }
    let user_name = body.user_name.or_else(|| body.user_id.clone()).map(|name| name.parse()).transpose();
    if let Err(why) = &user_name {
        errors.push(FieldError::new("/userName", crate::domain::names::InvalidName::to_string(why)));
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let life = life.flatten().map(TimeDelta::seconds);
    Ok(StartRequest {
        user_name: user_name.unwrap_or_default(),
        user_id: body.user_id,
        life,
        ..StartRequest::default()
    })
}

/// A whole number, or a text that is one.
fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}
