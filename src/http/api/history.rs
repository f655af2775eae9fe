//! Ended sessions: what to look for, page by page.

use super::parameters::{Reading, given, searched};
use super::sessions::summary;
use super::shapes::Summary;
use crate::broker::{Broker, Seen};
use crate::domain::case_file::Outcome;
use crate::domain::{EndReason, SiteId};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use crate::store::{HistoryFilter, HistoryMark, HistorySort};
use axum::extract::{Query as Params, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What to look for. Every field narrows the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryParams {
    /// Part of the customer's name or id, or of an agent's name.
    pub q: Option<String>,
    /// The customer's id at their site, whole.
    pub customer: Option<String>,
    /// An agent's id. Agents see their own sessions only.
    pub agent: Option<String>,
    /// A site, by its slug.
    pub site: Option<String>,
    /// One or more reasons to end, comma-separated, such as `customer_ended`.
    pub reason: Option<String>,
    /// The reference of a ticket, whole.
    pub ticket: Option<String>,
    /// How it came out: `solved`, `not_solved`, `follow_up`, `no_show` or `other`.
    pub outcome: Option<String>,
    /// Started at or after: a date, or a time in RFC 3339.
    pub from: Option<String>,
    /// Started before: a date (that day included), or a time in RFC 3339.
    pub to: Option<String>,
    /// `started` (the default), `ended` or `length`.
    pub sort: Option<String>,
    /// `desc` (the default) or `asc`.
    pub order: Option<String>,
    /// `nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 200; 50 if left out.
    pub limit: Option<u32>,
}

/// A page of ended sessions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryShape {
    pub sessions: Vec<Summary>,
    /// Pass it as `cursor` for the next page. A page may be short and not the last: a search for part of a name looks at so many
    /// sessions and no more.
    pub next_cursor: Option<String>,
}

/// List ended sessions
///
/// Everyone's for supervisors and admins, their own for agents.
#[utoipa::path(get, path = "/api/sessions/history", tag = "sessions", params(HistoryParams),
    security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = HistoryShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn history(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Params(params): Params<HistoryParams>,
) -> Result<axum::Json<HistoryShape>, Error> {
    let page = broker.history(&caller, filter_of(&params)?).await.map_err(|error| At(error, ops.clock.now()))?;
    let seen = page.sessions.into_iter().map(|session| Seen { session, contested: false });
    let sessions = seen.map(|seen| summary(&broker, &seen)).collect();
    Ok(axum::Json(HistoryShape { sessions, next_cursor: page.next.map(mark_text) }))
}

/// What the parameters ask for.
///
/// # Errors
/// Every parameter that cannot be read, at once.
pub fn filter_of(params: &HistoryParams) -> Result<HistoryFilter, Error> {
    let mut reading = Reading::default();
    let (from, to) = reading.span(&params.from, &params.to);
    let filter = HistoryFilter {
        text: searched(&params.q),
        customer: given(&params.customer).map(str::to_owned),
        agent: reading.agent(&params.agent),
        site: reading.read(&params.site, "/site", "This is not a site's slug.", |id| id.parse::<SiteId>().ok()),
        reasons: reading
            .read(&params.reason, "/reason", "Use reasons to end, separated by commas.", reasons)
            .unwrap_or_default(),
        ticket: searched(&params.ticket),
        outcome: reading.read(&params.outcome, "/outcome", "This is no outcome.", |name| name.parse::<Outcome>().ok()),
        from,
        to,
        sort: reading.read(&params.sort, "/sort", "Use started, ended or length.", sort).unwrap_or_default(),
        ascending: reading.read(&params.order, "/order", "Use asc or desc.", ascending).unwrap_or_default(),
        after: reading.cursor(&params.cursor, mark),
        limit: reading.limit(params.limit),
    };
    reading.finish(filter)
}

fn reasons(names: &str) -> Option<Vec<EndReason>> {
    names.split(',').map(|name| name.trim().parse().ok()).collect()
}

fn sort(name: &str) -> Option<HistorySort> {
    HistorySort::ALL.into_iter().find(|sort| sort.as_str() == name)
}

fn ascending(name: &str) -> Option<bool> {
    match name {
        "asc" => Some(true),
        "desc" => Some(false),
        _ => None,
    }
}

/// A place in the history as a cursor.
pub fn mark_text(mark: HistoryMark) -> String {
    format!("{}_{}", mark.key, mark.id)
}

fn mark(text: &str) -> Option<HistoryMark> {
    let (key, id) = text.split_once('_')?;
    Some(HistoryMark { key: key.parse().ok()?, id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let place = HistoryMark { key: 1_795_000_000_123, id };
        assert_eq!(mark(&mark_text(place)), Some(place));
        for bad in ["", "_", "12", "x_01890a5d-ac96-774b-bcce-b302099a8057", "1_2"] {
            assert_eq!(mark(bad), None, "{bad}");
        }
    }

    #[test]
    fn all_wrong_parameters_are_told_at_once() {
        let text = |text: &str| Some(text.to_owned());
        let params = HistoryParams {
            reason: text("bored"),
            sort: text("name"),
            order: text("up"),
            site: text("No Site"),
            cursor: text("x"),
            limit: Some(201),
            ..HistoryParams::default()
        };
        match filter_of(&params) {
            Err(Error::Fields(errors)) => assert_eq!(errors.len(), 6),
            other => panic!("{other:?}"),
        }
    }
}
