//! Called by the customer's page. No cookies: the report token says which session it may report on.

use crate::broker::{Broker, CustomerEvent, CustomerEventKind, Notice, StartRequest};
use crate::domain::session::{EndReason, Session};
use crate::domain::{DisplayName, Pin, SessionId};
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{Bearer, ClientIp, Json, Origin, RequestOrigin, path_id};
use crate::http::shields::Shields;
use crate::http::state::{Ops, Site};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use utoipa::ToSchema;

/// A customer asks for help.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartBody {
    /// What agents see; 1 to 80 characters. Without an identity it counts as a claim.
    user_name: Option<String>,
    /// 1 to 35 characters; random if left out.
    user_id: Option<String>,
    /// 1 to 10 letters or digits; only where PINs are the broker's to make.
    custom_pin: Option<String>,
}

/// A session that was started. In automatic mode the PIN comes from the SDK's event `pincode_updated`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedShape {
    #[schema(value_type = String, format = Uuid)]
    session_id: SessionId,
    /// For `session.start({sdkToken})`.
    token: String,
    /// Bearer token for reporting on this session.
    report_token: String,
    sdk_key: String,
    base_url: String,
    expires_at: DateTime<Utc>,
    /// For `session.start({customPinCode})`, where the broker makes the PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_pin_code: Option<String>,
}

/// Start a session
///
/// Creates the session and the customer's token. The answer has no PIN in automatic mode: the only PIN anybody should
/// see is the one from the SDK's event `pincode_updated`.
#[utoipa::path(post, path = "/api/customer/start", tag = "customer", request_body = StartBody, responses(
    (status = 201, body = StartedShape, description = "The session waits for its PIN."),
    (status = 403, description = "`origin-not-allowed`: the website is not on the list of host sites."),
    (status = 422, description = "`invalid-request`: all wrong fields at once."),
    (status = 429, description = "`too-many-attempts`, with `Retry-After`."),
    (status = 503, description = "`unavailable`: too many sessions are live."),
))]
pub async fn start(
    State(broker): State<Broker>,
    State(shields): State<Arc<Shields>>,
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    Json(body): Json<StartBody>,
) -> Result<(StatusCode, axum::Json<StartedShape>), Error> {
    let origin = allowed_origin(&site, &headers)?;
    let site_name = origin.as_ref().map_or_else(|| "no site".to_owned(), Origin::to_string);
    shields.start(Some(crate::http::extract::address_key(ip)), &site_name).map_err(Error::wait)?;
    let mut request = body.checked()?;
    request.ip = Some(ip);
    request.start_url = start_url(&headers, origin.as_ref());
    request.origin = origin.map(|origin| origin.to_string());
    let started = broker.start(request).await.map_err(|error| At(error, ops.clock.now()))?;
    let shape = StartedShape {
        session_id: started.session,
        token: started.token,
        report_token: started.report_token.expose().to_owned(),
        sdk_key: broker.sdk_key().to_owned(),
        base_url: broker.settings().base_url.clone(),
        expires_at: started.expires_at,
        custom_pin_code: started.custom_pin.map(|pin| pin.as_str().to_owned()),
    };
    Ok((StatusCode::CREATED, axum::Json(shape)))
}

impl StartBody {
    /// Every wrong field at once.
    fn checked(self) -> Result<StartRequest, Error> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, detail: String| errors.push(FieldError::new(pointer, detail));
        let user_name = parsed::<DisplayName>(self.user_name).unwrap_or_else(|why| {
            wrong("/userName", why.to_string());
            None
        });
        let custom_pin = parsed::<Pin>(self.custom_pin).unwrap_or_else(|_| {
            wrong("/customPin", "Use 1 to 10 letters or digits.".into());
            None
        });
        if self.user_id.as_deref().is_some_and(|id| !is_user_id(id)) {
            wrong("/userId", "Use 1 to 35 characters, none of them invisible.".into());
        }
        if errors.is_empty() {
            Ok(StartRequest { user_name, user_id: self.user_id, custom_pin, ..StartRequest::default() })
        } else {
            Err(Error::Fields(errors))
        }
    }
}

fn parsed<T: std::str::FromStr>(text: Option<String>) -> Result<Option<T>, T::Err> {
    text.map(|text| text.parse()).transpose()
}

/// The official sample takes at most 35 UTF-16 units (Zoom reference §0.1).
pub(super) fn is_user_id(id: &str) -> bool {
    (1..=35).contains(&id.encode_utf16().count()) && !id.chars().any(crate::domain::names::is_invisible)
}

/// The website's origin, if it is one of ours. A request without `Origin` comes from a server, not from a page.
pub(super) fn allowed_origin(site: &Site, headers: &HeaderMap) -> Result<Option<Origin>, Error> {
    match RequestOrigin::of(headers) {
        RequestOrigin::Absent => Ok(None),
        RequestOrigin::Known(origin) if site.allows_customers_from(&origin) => Ok(Some(origin)),
        RequestOrigin::Known(_) | RequestOrigin::Null | RequestOrigin::Malformed => Err(Error::OriginNotAllowed),
    }
}

/// The page the customer is on, without query and fragment. Browsers send the whole address to their own origin only.
fn start_url(headers: &HeaderMap, origin: Option<&Origin>) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let page = referer.split(['?', '#']).next().unwrap_or_default();
    let from_site = origin.is_none_or(|origin| page.starts_with(&format!("{origin}/")));
    (from_site && page.len() <= 500).then(|| page.to_owned())
}

/// The PIN of `pincode_updated`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinBody {
    pincode: String,
}

/// A PIN that was taken note of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PinReported {
    #[schema(value_type = String, format = Uuid)]
    session_id: SessionId,
    state: &'static str,
    /// Until when it admits agents.
    valid_until: Option<DateTime<Utc>>,
}

/// Report the PIN
///
/// Send the `pincode` of every `pincode_updated`. A later one replaces the earlier; repeating one changes nothing.
#[utoipa::path(post, path = "/api/sessions/{id}/pin", tag = "customer", request_body = PinBody,
    params(("id" = String, Path, description = "The session")), security(("reportToken" = [])), responses(
    (status = 200, body = PinReported),
    (status = 401, description = "`token-invalid`"),
    (status = 410, description = "`session-over`"),
    (status = 422, description = "`pin-malformed`, or `pin-not-accepted` where the broker made another"),
    (status = 429, description = "`too-many-attempts`: another PIN within two seconds, or a sixth one"),
))]
pub async fn report_pin(
    State(broker): State<Broker>,
    State(shields): State<Arc<Shields>>,
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    ClientIp(ip): ClientIp,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    Json(body): Json<PinBody>,
) -> Result<axum::Json<PinReported>, Error> {
    allowed_origin(&site, &headers)?;
    let id: SessionId = path_id(&id)?;
    shields.customer_call(id).map_err(Error::wait)?;
    let pin: Pin = body.pincode.parse().map_err(|_| Error::PinMalformed)?;
    let reported = broker.report_pin(id, bearer.token()?, pin, Some(ip)).await;
    let session = reported.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(PinReported {
        session_id: session.id,
        state: crate::store::StoredState::of(&session).as_str(),
        valid_until: session.pin_valid_until(&broker.settings().windows),
    }))
}

/// Something the SDK told the page.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventBody {
    r#type: EventType,
    /// One for each event, so that a repeated one can be told from a new one. At most 64 characters.
    event_id: Option<String>,
    /// `userId` of the agent, in `agent_joined` and `agent_left`.
    user_id: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EventType {
    SessionStarted,
    AgentJoined,
    AgentLeft,
    SessionReconnecting,
    SessionEnded,
    Heartbeat,
}

impl From<EventType> for CustomerEventKind {
    fn from(kind: EventType) -> Self {
        match kind {
            EventType::SessionStarted => Self::SessionStarted,
            EventType::AgentJoined => Self::AgentJoined,
            EventType::AgentLeft => Self::AgentLeft,
            EventType::SessionReconnecting => Self::SessionReconnecting,
            EventType::SessionEnded => Self::SessionEnded,
            EventType::Heartbeat => Self::Heartbeat,
        }
    }
}

/// Report an event
///
/// What the SDK's events said, and a `heartbeat` every 15 seconds. Sending one twice changes nothing.
#[utoipa::path(post, path = "/api/sessions/{id}/events", tag = "customer", request_body = EventBody,
    params(("id" = String, Path, description = "The session")), security(("reportToken" = [])), responses(
    (status = 202, description = "Taken note of."),
    (status = 401, description = "`token-invalid`"),
    (status = 410, description = "`session-over`"),
    (status = 429, description = "`too-many-attempts`: more than 120 reports in a minute"),
))]
pub async fn report_event(
    State(broker): State<Broker>,
    State(shields): State<Arc<Shields>>,
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    Json(body): Json<EventBody>,
) -> Result<StatusCode, Error> {
    allowed_origin(&site, &headers)?;
    let id: SessionId = path_id(&id)?;
    shields.customer_call(id).map_err(Error::wait)?;
    let too_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() > 64);
    if too_long(&body.event_id) || too_long(&body.user_id) {
        return Err(Error::field("/eventId", "Use at most 64 characters."));
    }
    let event = CustomerEvent { kind: body.r#type.into(), event_id: body.event_id, user_id: body.user_id };
    broker.customer_event(id, bearer.token()?, event).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::ACCEPTED)
}

/// Hear of what concerns the customer
///
/// Server-sent events: `agent_admitted` `{agentName}` when an agent typed the PIN; `revoked` `{reason}` when the session
/// was ended by somebody else, upon which the page calls `session.end()`. The stream closes after `revoked`.
#[utoipa::path(get, path = "/api/sessions/{id}/signals", tag = "customer",
    params(("id" = String, Path, description = "The session")), security(("reportToken" = [])), responses(
    (status = 200, content_type = "text/event-stream", body = String),
    (status = 401, description = "`token-invalid`"),
))]
pub async fn signals(
    State(broker): State<Broker>,
    State(shields): State<Arc<Shields>>,
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    allowed_origin(&site, &headers)?;
    let id: SessionId = path_id(&id)?;
    shields.customer_call(id).map_err(Error::wait)?;
    // subscribe first: what happens between the look and the subscription would be lost
    let notices = broker.notices();
    let session = broker.reporting_session(id, bearer.token()?).await;
    let session = session.map_err(|error| At(error, ops.clock.now()))?;
    let listener = Listener {
        broker,
        notices,
        session: id,
        token: bearer.token()?.to_owned(),
        ops,
        known: Some(session),
        over: false,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

struct Listener {
    broker: Broker,
    notices: tokio::sync::broadcast::Receiver<Notice>,
    session: SessionId,
    token: String,
    ops: Ops,
    /// As it stood when the stream was opened, or when notices were missed.
    known: Option<Session>,
    over: bool,
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        while !self.over {
            if let Some(session) = self.known.take() {
                if let Some(event) = self.ending(&session) {
                    return Some(event);
                }
            }
            let notice = tokio::select! {
                () = self.ops.stopping.cancelled() => return None,
                notice = self.notices.recv() => notice,
            };
            match notice {
                Ok(Notice::AgentAdmitted { session, agent_name }) if session == self.session => {
                    return Some(event("agent_admitted", &serde_json::json!({ "agentName": agent_name })));
                }
                Ok(Notice::Session(session)) if session.id == self.session => {
                    if let Some(event) = self.ending(&session) {
                        return Some(event);
                    }
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    self.known = self.broker.reporting_session(self.session, &self.token).await.ok();
                }
                Err(RecvError::Closed) => return None,
            }
        }
        None
    }

    fn ending(&mut self, session: &Session) -> Option<Event> {
        let reason: EndReason = session.end_reason()?;
        self.over = true;
        Some(event("revoked", &serde_json::json!({ "reason": reason.as_str() })))
    }
}

fn event(name: &str, data: &serde_json::Value) -> Event {
    Event::default().event(name).data(data.to_string())
}
