//! The waiting list: who waits, and taking one of them without a PIN.

use super::shapes::{CustomerShape, DeskShape};
use crate::broker::{Broker, Waiting};
use crate::domain::{SessionId, SiteId, SkillTag};
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json};
use crate::http::state::Ops;
use axum::extract::{Query, State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Whose waiting sessions to list. Every field narrows the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaitingParams {
    /// A host site's id.
    site: Option<String>,
    /// A skill tag.
    skill: Option<String>,
}

/// Sessions that the caller may take, the longest wait first.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingList {
    pub sessions: Vec<WaitingShape>,
    /// The host sites that have a waiting list.
    pub sites: Vec<WaitingSite>,
}

/// A host site with a waiting list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingSite {
    #[schema(value_type = String)]
    id: SiteId,
    name: String,
}

/// A session that waits for an agent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaitingShape {
    #[schema(value_type = String, format = Uuid)]
    session_id: SessionId,
    customer: CustomerShape,
    /// The host site's id.
    #[schema(value_type = String)]
    site: SiteId,
    site_name: String,
    /// What it is about; null: anybody may take it.
    #[schema(value_type = Option<String>)]
    skill: Option<SkillTag>,
    waiting_since: DateTime<Utc>,
    /// The page it began on, without query and fragment.
    start_url: Option<String>,
}

impl WaitingShape {
    pub(super) fn of(waiting: &Waiting) -> Self {
        Self {
            session_id: waiting.session.id,
            customer: CustomerShape::of(&waiting.session),
            site: waiting.site.id.clone(),
            site_name: waiting.site.name.as_str().to_owned(),
            skill: waiting.session.skill.clone(),
            waiting_since: waiting.since,
            start_url: waiting.session.start_url.clone(),
        }
    }
}

/// Which session to take.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TakeBody {
    session_id: String,
    /// As for `connect`.
    #[serde(default)]
    tells_presence: bool,
}

/// See who waits
///
/// Sessions of sites with a waiting list whose tag the caller has, or that have none. Nobody is in them, the customer is
/// there, and their PIN would admit somebody. At most 200, the longest wait first.
#[utoipa::path(get, path = "/api/agent/waiting", tag = "agent", params(WaitingParams),
    security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = WaitingList),
    (status = 401, description = "`not-signed-in`"),
    (status = 422, description = "`invalid-request`"),
))]
pub async fn waiting_list(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Query(params): Query<WaitingParams>,
) -> Result<axum::Json<WaitingList>, Error> {
    let (site, skill) = params.checked()?;
    let list = broker.waiting(&caller).await.map_err(|error| At(error, ops.clock.now()))?;
    let wanted = |waiting: &&Waiting| {
        site.as_ref().is_none_or(|site| waiting.site.id == *site)
            && skill.as_ref().is_none_or(|skill| waiting.session.skill.as_ref() == Some(skill))
    };
    let sites = broker.sites_with_waiting_list();
    let sites = sites.iter().map(|site| WaitingSite { id: site.id.clone(), name: site.name.as_str().to_owned() });
    let sessions = list.iter().filter(wanted).map(WaitingShape::of).collect();
    Ok(axum::Json(WaitingList { sessions, sites: sites.collect() }))
}

/// Take a session from the waiting list
///
/// As connecting with its PIN: state, windows, seats and throttles count alike, and the customer is asked. Of two who take
/// one, the first gets it.
#[utoipa::path(post, path = "/api/agent/take", tag = "agent", request_body = TakeBody,
    security(("cookie" = []), ("apiKey" = ["sessions:connect"])), responses(
    (status = 200, body = DeskShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: with a cookie, from elsewhere than our own pages"),
    (status = 404, description = "`not-found`: it is not on the caller's waiting list"),
    (status = 409, description = "`session-taken`: somebody else was faster"),
    (status = 410, description = "`session-over`"),
    (status = 422, description = "`invalid-request`"),
    (status = 429, description = "`too-many-attempts`, with `Retry-After`"),
))]
pub async fn take_waiting(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Json(body): Json<TakeBody>,
) -> Result<axum::Json<DeskShape>, Error> {
    let id = body.session_id.parse().map_err(|_| Error::field("/sessionId", "This is not a session's id."))?;
    let desk = broker.take(&caller, id, body.tells_presence).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(DeskShape::of(desk)))
}

impl WaitingParams {
    /// Every wrong field at once.
    fn checked(&self) -> Result<(Option<SiteId>, Option<SkillTag>), Error> {
        let mut errors = Vec::new();
        let site = read(&self.site, "/site", &mut errors);
        let skill = read(&self.skill, "/skill", &mut errors);
        if errors.is_empty() { Ok((site, skill)) } else { Err(Error::Fields(errors)) }
    }
}

/// An empty field of a form is one that was left out.
fn read<T: std::str::FromStr>(given: &Option<String>, pointer: &str, errors: &mut Vec<FieldError>) -> Option<T>
where
    T::Err: std::fmt::Display,
{
    let text = given.as_deref().filter(|text| !text.is_empty())?;
    text.parse().map_err(|why: T::Err| errors.push(FieldError::new(pointer, why.to_string()))).ok()
}
