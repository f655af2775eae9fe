//! What the customer's page reports: its PIN, and what the SDK told it.

use crate::broker::{Broker, CustomerEvent, CustomerEventKind};
use crate::domain::{Pin, SessionId};
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{Json, Reporting};
use crate::http::state::Ops;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    State(ops): State<Ops>,
    page: Reporting,
    Json(body): Json<PinBody>,
) -> Result<axum::Json<PinReported>, Error> {
    let pin: Pin = body.pincode.parse().map_err(|_| Error::PinMalformed)?;
    let reported = broker.report_pin(page.session, &page.token, pin, Some(page.ip)).await;
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
    /// One for each event, so that a repeated one can be told from a new one. At most 100 characters.
    event_id: Option<String>,
    /// `userId` of the agent, in `agent_joined` and `agent_left`.
    user_id: Option<String>,
    /// `userName` of the agent. Not believed: names come from the admission.
    user_name: Option<String>,
    /// The SDK's word for why it ended. Not believed either.
    reason: Option<String>,
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
    State(ops): State<Ops>,
    page: Reporting,
    Json(body): Json<EventBody>,
) -> Result<StatusCode, Error> {
    let too_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > 100);
    let texts = [
        ("/eventId", &body.event_id),
        ("/userId", &body.user_id),
        ("/userName", &body.user_name),
        ("/reason", &body.reason),
    ];
    let wrong = texts.iter().filter(|(_, text)| too_long(text));
    let errors: Vec<_> = wrong.map(|(pointer, _)| FieldError::new(*pointer, "Use at most 100 characters.")).collect();
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let event = CustomerEvent { kind: body.r#type.into(), event_id: body.event_id, user_id: body.user_id };
    broker.customer_event(page.session, &page.token, event).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::ACCEPTED)
}
