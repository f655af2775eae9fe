//! Asking colleagues in, and being asked.

use super::shapes::{CustomerShape, DeskShape};
use crate::broker::{Broker, Colleague, INVITE_TEXT, INVITE_WORD, InviteSeen, Wish};
use crate::domain::session::InviteState;
use crate::domain::{AgentId, InviteId, SessionId};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, OptionalJson, path_id};
use crate::http::state::Ops;
use axum::extract::{Path, Query as Params, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Whom to ask in, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InviteBody {
    /// A colleague's id, from `GET /api/colleagues`.
    to: String,
    /// A line for the colleague, at most 500 characters. A hand-over needs it: what the next one has to know.
    text: Option<String>,
    /// The caller's seat is freed once the colleague is in and the customer agreed.
    #[serde(default)]
    hand_over: bool,
}

/// How an invite is accepted.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptBody {
    /// As for `connect`.
    #[serde(default)]
    tells_presence: bool,
}

/// Why not, if there is something to say.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeclineBody {
    /// For whoever asked, at most 200 characters.
    word: Option<String>,
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ColleagueParams {
    /// Part of a name or login.
    q: Option<String>,
}

/// An invite, for the one who is asked and the one who asks.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InviteShape {
    #[schema(value_type = String, format = Uuid)]
    pub invite_id: InviteId,
    #[schema(value_type = String, format = Uuid)]
    pub session_id: SessionId,
    /// `open`, `accepted`, `declined`, `withdrawn` or `expired`.
    pub state: &'static str,
    pub by: PersonShape,
    pub to: PersonShape,
    pub customer: CustomerShape,
    /// What the host site is called.
    pub site: Option<String>,
    pub text: Option<String>,
    pub hand_over: bool,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When it was answered or taken back, or nobody had answered in time; null while it is open.
    pub closed_at: Option<DateTime<Utc>>,
    /// What the colleague said to it.
    pub word: Option<String>,
}

/// A person.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonShape {
    /// The account; null for an agent who came with a token that was made elsewhere.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub id: Option<AgentId>,
    pub name: String,
}

/// Invites that wait for an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitesShape {
    pub invites: Vec<InviteShape>,
}

/// People who may be asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColleaguesShape {
    pub colleagues: Vec<PersonShape>,
}

impl InviteShape {
    pub fn of(seen: InviteSeen) -> Self {
        let closes_at = seen.session.invite_closes_at(&seen.invite);
        Self {
            closed_at: (seen.state != InviteState::Open).then_some(closes_at),
            invite_id: seen.invite.id,
            session_id: seen.session.id,
            state: seen.state.as_str(),
            customer: CustomerShape::of(&seen.session),
            by: PersonShape { id: seen.by_agent, name: seen.by_name },
            to: PersonShape { id: Some(seen.invite.to), name: seen.invite.to_name },
            site: seen.site,
            text: seen.invite.text,
            hand_over: seen.invite.hand_over,
            created_at: seen.invite.created_at,
            expires_at: seen.invite.expires_at,
            word: seen.invite.answer.and_then(|answer| answer.word),
        }
    }
}

/// Find colleagues
///
/// People who may be asked into a session: at most 20, by name.
#[utoipa::path(get, path = "/api/colleagues", tag = "together", params(ColleagueParams),
    security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = ColleaguesShape),
    (status = 401, description = "`not-signed-in`"),
))]
pub async fn colleagues(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Params(params): Params<ColleagueParams>,
) -> Result<axum::Json<ColleaguesShape>, Error> {
    let text = params.q.unwrap_or_default();
    let found = broker.colleagues(caller.agent.id, &text).await.map_err(|error| At(error, ops.clock.now()))?;
    let shape = |Colleague { id, name }| PersonShape { id: Some(id), name };
    Ok(axum::Json(ColleaguesShape { colleagues: found.into_iter().map(shape).collect() }))
}

/// Ask a colleague in
///
/// Into a session the caller helps in. The colleague needs no PIN, whatever its window; the customer is asked as for
/// everybody. Good for ten minutes, once, and for that person only. With `handOver` the caller leaves once the colleague is in;
/// until then nothing changes.
#[utoipa::path(post, path = "/api/sessions/{id}/invites", tag = "together", request_body = InviteBody,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 201, body = InviteShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or the caller does not help in it"),
    (status = 409, description = "`already-inside`, `already-invited`, or `customer-declined`"),
    (status = 410, description = "`session-over`"),
    (status = 422, description = "`invalid-request`: no such colleague, or a hand-over without a note"),
    (status = 429, description = "`too-many-attempts`: ten invites are open, or fifty were sent"),
))]
pub async fn invite(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    Json(body): Json<InviteBody>,
) -> Result<(StatusCode, axum::Json<InviteShape>), Error> {
    let to = body.to.parse().map_err(|_| Error::field("/to", "This is not a person's id."))?;
    let text = said(body.text, "/text", INVITE_TEXT)?;
    if body.hand_over && text.is_none() {
        return Err(Error::field("/text", "Write what the next one has to know."));
    }
    let wish = Wish { to, text, hand_over: body.hand_over };
    let seen = broker.invite(&caller, path_id(&id)?, wish).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok((StatusCode::CREATED, axum::Json(InviteShape::of(seen))))
}

/// List invites
///
/// Those that wait for the caller's answer. News of them come in `GET /api/sessions/stream` as `invite`.
#[utoipa::path(get, path = "/api/invites", tag = "together",
    security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = InvitesShape),
    (status = 401, description = "`not-signed-in`"),
))]
pub async fn invites(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
) -> Result<axum::Json<InvitesShape>, Error> {
    let found = broker.invites(&caller).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(InvitesShape { invites: found.into_iter().map(InviteShape::of).collect() }))
}

/// Accept an invite
///
/// Takes a seat and makes the agent token, as `connect` does, without a PIN; it is no try of one either.
#[utoipa::path(post, path = "/api/invites/{id}/accept", tag = "together", request_body = Option<AcceptBody>,
    params(("id" = String, Path, description = "The invite")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such invite, or it is for somebody else"),
    (status = 409, description = "`session-full`: five agents are in; the invite stays open"),
    (status = 410, description = "`invite-closed`"),
    (status = 422, description = "`pin-not-accepted`: the customer's page has not been seen for two minutes"),
))]
pub async fn accept(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    OptionalJson(body): OptionalJson<AcceptBody>,
) -> Result<axum::Json<DeskShape>, Error> {
    let accepted = broker.accept_invite(&caller, path_id(&id)?, body.tells_presence).await;
    Ok(axum::Json(DeskShape::of(accepted.map_err(|error| At(error, ops.clock.now()))?)))
}

/// Decline an invite
#[utoipa::path(post, path = "/api/invites/{id}/decline", tag = "together", request_body = Option<DeclineBody>,
    params(("id" = String, Path, description = "The invite")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 204, description = "Whoever asked is told."),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such invite, or it is for somebody else"),
    (status = 410, description = "`invite-closed`"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn decline(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    OptionalJson(body): OptionalJson<DeclineBody>,
) -> Result<StatusCode, Error> {
    let word = said(body.word, "/word", INVITE_WORD)?;
    let declined = broker.decline_invite(&caller, path_id(&id)?, word).await;
    declined.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an invite back
///
/// By whoever asked. One that was answered stays as it is.
#[utoipa::path(post, path = "/api/invites/{id}/withdraw", tag = "together",
    params(("id" = String, Path, description = "The invite")), security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 204, description = "It is not open any more."),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such invite, or somebody else's"),
    (status = 410, description = "`session-over`"),
))]
pub async fn withdraw(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    broker.withdraw_invite(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Trimmed, and nothing instead of an empty text.
fn said(text: Option<String>, pointer: &'static str, longest: usize) -> Result<Option<String>, Error> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text.as_ref().map_or(0, |text| text.chars().count()) > longest {
        true => Err(Error::field(pointer, format!("Use at most {longest} characters."))),
        false => Ok(text),
    }
}
