//! What agents note about sessions: notes, a ticket's reference, the outcome.

use crate::broker::{Broker, CaseFile, NoteSeen};
use crate::domain::AgentId;
use crate::domain::case_file::{NoteText, Outcome, Rating, Ticket};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, path_id};
use crate::http::state::Ops;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is noted about a session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseShape {
    /// The reference of a ticket in another system.
    pub ticket: Option<String>,
    /// Where the ticket is read, if the session's site says so.
    pub ticket_url: Option<String>,
    /// Where the site's own record of the customer is read, if the site says so and vouched for who it is.
    pub record_url: Option<String>,
    /// `solved`, `not_solved`, `follow_up`, `no_show` or `other`; null as long as nobody said.
    pub outcome: Option<&'static str>,
    /// How co-browsing went, 1 to 5, by whoever gave the outcome.
    pub rating: Option<u8>,
    pub notes: Vec<NoteShape>,
    /// Whether the caller may write: was in the session, and it did not end more than 24 hours ago.
    pub writable: bool,
    /// Until when its agents may write; null while the session lives.
    pub writable_until: Option<DateTime<Utc>>,
}

/// One agent's notes about a session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoteShape {
    #[schema(value_type = String, format = Uuid)]
    pub agent_id: AgentId,
    pub author: String,
    /// The caller's own.
    pub own: bool,
    pub text: String,
    /// Grows with every save.
    pub version: i64,
    pub saved_at: DateTime<Utc>,
}

impl CaseShape {
    pub(crate) fn of(file: CaseFile) -> Self {
        Self {
            ticket: file.case.ticket.as_ref().map(|ticket| ticket.as_str().to_owned()),
            ticket_url: file.ticket_link,
            record_url: file.record_link,
            outcome: file.case.outcome.map(Outcome::as_str),
            rating: file.case.rating.map(Rating::get),
            notes: file.notes.into_iter().map(NoteShape::of).collect(),
            writable: file.writable,
            writable_until: file.writable_until,
        }
    }
}

impl NoteShape {
    fn of(seen: NoteSeen) -> Self {
        Self {
            agent_id: seen.note.agent,
            author: seen.author,
            own: seen.own,
            text: seen.note.text.as_str().to_owned(),
            version: seen.note.version,
            saved_at: seen.note.saved_at,
        }
    }
}

/// The caller's own note, whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteBody {
    /// At most 4000 characters; none takes the note away.
    text: String,
    /// The version that was read last; 0 if there was none.
    version: i64,
}

/// Which version was saved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoteSaved {
    version: i64,
    saved_at: DateTime<Utc>,
}

/// A ticket's reference.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketBody {
    /// 1 to 64 characters; null or none takes it away.
    ticket: Option<String>,
}

/// How a session came out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OutcomeBody {
    /// `solved`, `not_solved`, `follow_up`, `no_show` or `other`.
    outcome: String,
    /// How co-browsing went, 1 (badly) to 5 (very well).
    rating: Option<i64>,
}

/// See what is noted about a session
#[utoipa::path(get, path = "/api/sessions/{id}/case", tag = "sessions",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = CaseShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 404, description = "`not-found`: no such session, or not yours to see"),
))]
pub async fn see_case(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<axum::Json<CaseShape>, Error> {
    let file = broker.case_file(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(CaseShape::of(file)))
}

/// Save one's own note
///
/// For agents who were in the session, while it lives and for 24 hours after its end. The trail says that notes were
/// written, and not what they say.
#[utoipa::path(put, path = "/api/sessions/{id}/note", tag = "agent", request_body = NoteBody,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:write"])), responses(
    (status = 200, body = NoteSaved),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or never in it"),
    (status = 409, description = "`changed-meanwhile`: it was saved since, in another window"),
    (status = 410, description = "`session-over`: too long ago"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn save_note(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    Json(body): Json<NoteBody>,
) -> Result<axum::Json<NoteSaved>, Error> {
    let text: NoteText = body.text.parse().map_err(|why| field("/text", &why))?;
    let saved = broker.save_note(&caller, path_id(&id)?, text, body.version).await;
    let note = saved.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(NoteSaved { version: note.version, saved_at: note.saved_at }))
}

/// Note a ticket
///
/// One for the session; the last word counts. For agents who were in it, until 24 hours after its end.
#[utoipa::path(put, path = "/api/sessions/{id}/ticket", tag = "agent", request_body = TicketBody,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:write"])), responses(
    (status = 200, body = CaseShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or never in it"),
    (status = 410, description = "`session-over`: too long ago"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn set_ticket(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    Json(body): Json<TicketBody>,
) -> Result<axum::Json<CaseShape>, Error> {
    let given = body.ticket.filter(|text| !text.trim().is_empty());
    let ticket: Option<Ticket> = given.map(|text| text.parse()).transpose().map_err(|why| field("/ticket", &why))?;
    let file = broker.set_ticket(&caller, path_id(&id)?, ticket).await;
    Ok(axum::Json(CaseShape::of(file.map_err(|error| At(error, ops.clock.now()))?)))
}

/// Say how a session came out
///
/// The last word counts. For agents who were in it, until 24 hours after its end.
#[utoipa::path(put, path = "/api/sessions/{id}/outcome", tag = "agent", request_body = OutcomeBody,
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:write"])), responses(
    (status = 200, body = CaseShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or never in it"),
    (status = 410, description = "`session-over`: too long ago"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn set_outcome(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
    Json(body): Json<OutcomeBody>,
) -> Result<axum::Json<CaseShape>, Error> {
    let known = "Use solved, not_solved, follow_up, no_show or other.";
    let outcome: Outcome = body.outcome.parse().map_err(|()| Error::field("/outcome", known))?;
    let rating = body.rating.map(Rating::try_from).transpose().map_err(|()| Error::field("/rating", "Use 1 to 5."))?;
    let file = broker.set_outcome(&caller, path_id(&id)?, outcome, rating).await;
    Ok(axum::Json(CaseShape::of(file.map_err(|error| At(error, ops.clock.now()))?)))
}

fn field(pointer: &str, why: &impl std::fmt::Display) -> Error {
    Error::field(pointer, why.to_string())
}
