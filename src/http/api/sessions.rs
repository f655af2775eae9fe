//! Seeing and ending sessions.

use super::parameters::{Reading, searched};
use super::shapes::{Summary, SummaryPage, TimelineShape};
use crate::broker::{Broker, Query, Seen};
use crate::domain::SessionId;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, path_id};
use crate::http::state::Ops;
use crate::store::StoredState;
use axum::extract::{Path, Query as Params, State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which session to end, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeBody {
    session_id: String,
    /// For the timeline, at most 200 characters.
    reason: Option<String>,
}

/// End a session
///
/// Everywhere: both sides are told within two seconds, no new agent token is made. Ending it twice is no mistake.
#[utoipa::path(post, path = "/api/session/revoke", tag = "sessions", request_body = RevokeBody,
    security(("cookie" = []), ("apiKey" = ["sessions:end"])), responses(
    (status = 200, body = Summary),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: no such session, or not yours to end"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn revoke(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Json(body): Json<RevokeBody>,
) -> Result<axum::Json<Summary>, Error> {
    let id = body.session_id.parse().map_err(|_| Error::field("/sessionId", "This is not a session's id."))?;
    let note = body.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > 200) {
        return Err(Error::field("/reason", "Use at most 200 characters."));
    }
    let session = broker.revoke(&caller, id, note).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(summary(&broker, &Seen { session, contested: false })))
}

/// What to list. Every field narrows the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// One or more states, comma-separated: `starting`, `waiting`, `active`, `recovering`, `ended`, or `live` for all but the last.
    pub state: Option<String>,
    /// Part of a customer's or agent's name, or a whole PIN.
    pub q: Option<String>,
    /// An agent's id. Agents see their own sessions only.
    pub agent: Option<String>,
    /// Started at or after: a date, or a time in RFC 3339.
    pub from: Option<String>,
    /// Started before: a date (that day included), or a time in RFC 3339.
    pub to: Option<String>,
    /// `nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    pub limit: Option<u32>,
}

/// List sessions
///
/// Newest first: everyone's for supervisors and admins, their own for agents.
#[utoipa::path(get, path = "/api/session/list", tag = "sessions", params(ListParams),
    security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = SummaryPage),
    (status = 401, description = "`not-signed-in`"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn list(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Params(params): Params<ListParams>,
) -> Result<axum::Json<SummaryPage>, Error> {
    let page = broker.list(&caller, query_of(&params)?).await.map_err(|error| At(error, ops.clock.now()))?;
    let sessions = page.sessions.iter().map(|seen| summary(&broker, seen)).collect();
    Ok(axum::Json(SummaryPage { sessions, next_cursor: page.next }))
}

/// See a session
#[utoipa::path(get, path = "/api/sessions/{id}", tag = "sessions",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = Summary),
    (status = 404, description = "`not-found`: no such session, or not yours to see"),
))]
pub async fn show(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<axum::Json<Summary>, Error> {
    let seen = broker.see(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(summary(&broker, &seen)))
}

/// See what happened in a session
///
/// The audit trail's entries about it, who was allowed to see and do what, and what came of the invites.
#[utoipa::path(get, path = "/api/sessions/{id}/timeline", tag = "sessions",
    params(("id" = String, Path, description = "The session")), security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = TimelineShape),
    (status = 404, description = "`not-found`: no such session, or not yours to see"),
))]
pub async fn timeline(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<axum::Json<TimelineShape>, Error> {
    let story = broker.story(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(TimelineShape::of(story)))
}

pub(super) fn summary(broker: &Broker, seen: &Seen) -> Summary {
    Summary::of(seen, broker.settings().engine, &broker.settings().windows)
}

/// What the parameters ask for.
///
/// # Errors
/// Every parameter that cannot be read, at once.
pub fn query_of(params: &ListParams) -> Result<Query, Error> {
    let mut reading = Reading::default();
    let (from, to) = reading.span(&params.from, &params.to);
    let query = Query {
        states: reading
            .read(&params.state, "/state", "Use state names, separated by commas.", states)
            .unwrap_or_default(),
        text: searched(&params.q),
        agent: reading.agent(&params.agent),
        from,
        to,
        before: reading.cursor(&params.cursor, |id| id.parse::<SessionId>().ok()),
        limit: reading.limit(params.limit),
    };
    reading.finish(query)
}

fn states(names: &str) -> Option<Vec<StoredState>> {
    let mut states = Vec::new();
    for name in names.split(',').map(str::trim) {
        match name {
            "all" => {}
            "live" => states.extend(StoredState::ALL.into_iter().filter(|state| *state != StoredState::Ended)),
            name => states.push(name.parse().ok()?),
        }
    }
    Some(states)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_wrong_parameters_are_told_at_once() {
        let text = |text: &str| Some(text.to_owned());
        let params = ListParams {
            state: text("nope"),
            agent: text("x"),
            from: text("soon"),
            limit: Some(0),
            ..ListParams::default()
        };
        match query_of(&params) {
            Err(Error::Fields(errors)) => assert_eq!(errors.len(), 4),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn live_is_every_state_but_ended_and_empty_fields_are_left_out() {
        let params = ListParams { state: Some("live".into()), q: Some("  ".into()), ..ListParams::default() };
        let query = query_of(&params).unwrap();
        assert_eq!((query.states.len(), query.text, query.limit), (4, None, 50));
    }

    #[test]
    fn a_last_day_is_included() {
        let day = |text: &str| Some(text.to_owned());
        let query =
            query_of(&ListParams { from: day("2026-11-30"), to: day("2026-11-30"), ..ListParams::default() }).unwrap();
        assert_eq!(query.to.unwrap() - query.from.unwrap(), chrono::TimeDelta::days(1));
    }
}
