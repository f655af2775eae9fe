//! `POST /api/token`: the address a site calls that used Zoom's auth sample before (Zoom reference §2.3, \[AUTH-S\]; ADR 37).

mod asked;
mod javascript;

use crate::broker::{Broker, StartRequest};
use crate::domain::claims::TokenRole;
use crate::domain::{DisplayName, address_key};
use crate::http::csrf;
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentAgent, allowed_origin, first_duplicate, json_body};
use crate::http::state::{AppState, Ops};
use crate::identity::Caller;
use crate::random::{self, Random};
use asked::Asked;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What the sample takes. Numbers may come as text, and fields nobody knows are ignored.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "it describes the body; `asked` reads it as the sample does")]
pub struct TokenBody {
    /// 1 customer, 2 agent.
    role: i64,
    /// At most 35 characters; random if left out or empty.
    user_id: Option<String>,
    /// At most 35 characters; the user id if left out or empty.
    user_name: Option<String>,
    /// 1800 to 172800; for customers. Default 7200.
    expiration_seconds: Option<i64>,
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
#[utoipa::path(post, path = "/api/token", tag = "customer", request_body = TokenBody,
    security((), ("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = TokenShape),
    (status = 400, description = "`invalid-request`: each of `errors` also has `property` and `reason`, as the sample has"),
    (status = 401, description = "`not-signed-in`: role 2 without an agent's sign-in or API key"),
    (status = 403, description = "`origin-not-allowed`"),
    (status = 422, description = "`pin-malformed` or `pin-not-accepted`"),
    (status = 429, description = "`too-many-attempts`"),
))]
pub async fn token(State(state): State<AppState>, request: Request) -> Result<axum::Json<TokenShape>, Error> {
    let (mut parts, body) = request.into_parts();
    let caller = CurrentAgent::from_request_parts(&mut parts, &state).await;
    let ClientIp(ip) = ClientIp::from_request_parts(&mut parts, &state).await?;
    let headers = parts.headers.clone();
    let from_us = csrf::is_ours(&parts.method, &headers, &state.site.public);
    let asked = read(Request::from_parts(parts, body)).await?;
    match asked.role {
        TokenRole::Customer => customer_token(&state, asked, &headers, ip).await,
        TokenRole::Agent if !from_us => Err(Error::NotSignedIn),
        TokenRole::Agent => agent_token(&state.broker, &state.ops, &caller?.0, asked).await,
    }
}

/// As the sample's framework does: a body that is not called JSON is not looked at, and an empty one has no fields.
async fn read(request: Request) -> Result<Asked, Error> {
    let body = json_body(request, &()).await?.unwrap_or_default();
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&body);
    if let Some(name) = first_duplicate(body) {
        let property = name.trim_start_matches('/').to_owned();
        return Err(Error::Properties(vec![FieldError::of_property(
            property,
            "This is given twice.",
            "It is given twice.",
        )]));
    }
    let fields: Value = match body {
        [] => Value::Null,
        text => serde_json::from_slice(text).map_err(|_| Error::NotJson)?,
    };
    if !body.is_empty() && !fields.is_object() && !fields.is_array() {
        return Err(Error::NotJson);
    }
    asked::asked(&fields).map_err(Error::Properties)
}

async fn customer_token(
    state: &AppState,
    asked: Asked,
    headers: &HeaderMap,
    ip: std::net::IpAddr,
) -> Result<axum::Json<TokenShape>, Error> {
    let origin = allowed_origin(&state.sites, headers)?.map(|origin| origin.to_string());
    let counted_as = origin.as_deref().map_or_else(|| "no site".to_owned(), |origin| state.sites.counted_as(origin));
    state.shields.start(Some(address_key(ip)), &counted_as).map_err(Error::wait)?;
    let user_id = asked.user_id.unwrap_or_else(|| drawn_id(&*state.ops.random));
    let request = StartRequest {
        origin,
        ip: Some(ip),
        user_name: Some(asked.user_name.unwrap_or_else(|| DisplayName::of_token(&user_id, "Customer"))),
        user_id: Some(user_id),
        life: asked.life,
        ..StartRequest::default()
    };
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
    asked: Asked,
) -> Result<axum::Json<TokenShape>, Error> {
    let missing = || FieldError::of_property("pincode", "Send the customer's Support PIN.", "It is missing.");
    let pincode = asked.pincode.ok_or_else(|| Error::Properties(vec![missing()]))?;
    let desk = broker.connect(caller, &pincode, false).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(TokenShape { token: desk.token, session_id: desk.session.id.to_string(), report_token: None }))
}

/// 20 random signs of base 36, as the sample's ids look; that is 103 bits.
fn drawn_id(random: &dyn Random) -> String {
    const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    (0..20).map(|_| SIGNS[random::below(random, 36) as usize] as char).collect()
}
