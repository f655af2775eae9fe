//! A page of the agents' own asks for the address of a desk.

use crate::broker::Broker;
use crate::domain::SessionId;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, Json};
use crate::http::state::Ops;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An agent's token and, if it was made elsewhere, the PIN a customer read out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketBody {
    /// Role 2: from `connect`, or made elsewhere with the same SDK key and secret where the service takes those.
    sdk_token: String,
    /// 1 to 10 letters or digits. Not needed with a token from `connect`, which has its session already.
    pincode: Option<String>,
}

/// A desk that is bound to its session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketShape {
    #[schema(value_type = String, format = Uuid)]
    session_id: SessionId,
    /// The desk's address, good once. It holds neither the PIN nor the token.
    agent_viewer_url: String,
    /// Opened later than this it has no seat any more.
    expires_at: DateTime<Utc>,
}

/// Get a desk's address
///
/// For pages that show the desk in a frame of their own: checks the token and the PIN, takes a seat, and gives an
/// address that opens it. Pages on the list `COBROKER_AGENT_ORIGINS` may call it.
#[utoipa::path(post, path = "/api/desk/ticket", tag = "agent", request_body = TicketBody, responses(
    (status = 200, body = TicketShape),
    (status = 401, description = "`token-invalid`, as for tokens made elsewhere where the service does not take them"),
    (status = 403, description = "`origin-not-allowed`"),
    (status = 404, description = "`not-found`: the desk is not ours, because Zoom's engine is in use"),
    (status = 409, description = "`session-full`: five agents are in; `duplicate-user`: this agent is in already"),
    (status = 410, description = "`session-over`"),
    (status = 422, description = "`pin-malformed`, or `pin-not-accepted` for every PIN that admits nobody, whatever the reason"),
    (status = 429, description = "`too-many-attempts`, with `Retry-After`; a try during the wait is not counted"),
    (status = 503, description = "`unavailable`: too many sessions are live"),
))]
pub async fn ticket(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    ClientIp(ip): ClientIp,
    Json(body): Json<TicketBody>,
) -> Result<axum::Json<TicketShape>, Error> {
    let ticket = broker.ticket(&body.sdk_token, body.pincode.as_deref(), Some(ip)).await;
    let ticket = ticket.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(TicketShape {
        session_id: ticket.session,
        agent_viewer_url: ticket.url,
        expires_at: ticket.expires_at,
    }))
}
