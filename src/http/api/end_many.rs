//! Ending many sessions in one request.

use crate::broker::{self, Broker};
use crate::domain::SessionId;
use crate::http::error::Error;
use crate::http::extract::{CurrentAgent, Json};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;

/// Sessions in one request; their ids fit a body.
const MOST: usize = 200;
/// Ended at the same time; the writer commits them in groups.
const AT_ONCE: usize = 16;

/// Which sessions to end, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndManyBody {
    /// 1 to 200.
    session_ids: Vec<String>,
    /// For each session's timeline, at most 200 characters.
    reason: Option<String>,
}

/// What became of each, in the order asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndManyShape {
    pub results: Vec<EndedShape>,
}

/// What became of one session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EndedShape {
    pub session_id: String,
    /// Ended now or before.
    pub ended: bool,
    /// Why not: `not-found` (no such session, or not yours to end) or `internal`.
    pub problem: Option<&'static str>,
}

/// End several sessions
///
/// Each as by `/api/session/revoke`, with an entry of its own in the audit trail. One that cannot be ended stops no other:
/// the answer says what became of each.
#[utoipa::path(post, path = "/api/sessions/end", tag = "sessions", request_body = EndManyBody,
    security(("cookie" = []), ("apiKey" = ["sessions:end"])), responses(
    (status = 200, body = EndManyShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn end_many(
    axum::extract::State(broker): axum::extract::State<Broker>,
    CurrentAgent(caller): CurrentAgent,
    Json(body): Json<EndManyBody>,
) -> Result<axum::Json<EndManyShape>, Error> {
    let note = body.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > 200) {
        return Err(Error::field("/reason", "Use at most 200 characters."));
    }
    let ids = ids(&body.session_ids)?;
    let end = |id: SessionId| {
        let (broker, caller, note) = (broker.clone(), caller.clone(), note.clone());
        async move { ended(id, broker.revoke(&caller, id, note).await) }
    };
    let results = stream::iter(ids).map(end).buffered(AT_ONCE).collect().await;
    Ok(axum::Json(EndManyShape { results }))
}

/// Each once.
fn ids(texts: &[String]) -> Result<Vec<SessionId>, Error> {
    if texts.is_empty() || texts.len() > MOST {
        return Err(Error::field("/sessionIds", "Name 1 to 200 sessions."));
    }
    let ids: Result<Vec<SessionId>, _> = texts.iter().map(|text| text.parse()).collect();
    let ids = ids.map_err(|_| Error::field("/sessionIds", "One of these is not a session's id."))?;
    let mut seen = HashSet::new();
    Ok(ids.into_iter().filter(|id| seen.insert(*id)).collect())
}

fn ended<T>(id: SessionId, outcome: Result<T, broker::Error>) -> EndedShape {
    let problem = outcome.err().map(|error| match error {
        broker::Error::NoSuchSession => "not-found",
        other => {
            tracing::warn!(error = %other, "a session could not be ended with others");
            "internal"
        }
    });
    EndedShape { session_id: id.to_string(), ended: problem.is_none(), problem }
}
