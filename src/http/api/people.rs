//! People, for the program that knows who joined and left the company.

use crate::domain::role::Action;
use crate::domain::{AgentId, Role};
use crate::http::error::{Error, Refusal};
use crate::http::extract::{CurrentAgent, path_id};
use crate::identity::{By, Caller, People};
use crate::store::Agent;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// Everybody who may sign in, or might.
#[derive(Serialize, ToSchema)]
pub struct PeopleShape {
    /// By name.
    people: Vec<PersonShape>,
}

/// One person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonShape {
    #[schema(value_type = String, format = Uuid)]
    agent_id: AgentId,
    login: String,
    name: String,
    /// `agent`, `supervisor` or `admin`.
    role: &'static str,
    skills: Vec<String>,
    /// Signs in at the OpenID provider, which decides the role.
    single_sign_on: bool,
    disabled: bool,
    last_seen_at: Option<DateTime<Utc>>,
}

impl From<Agent> for PersonShape {
    fn from(agent: Agent) -> Self {
        Self {
            agent_id: agent.id,
            name: agent.name.as_str().to_owned(),
            role: agent.role.as_str(),
            skills: agent.skills.iter().map(ToString::to_string).collect(),
            single_sign_on: agent.identity.is_some(),
            disabled: agent.disabled_at.is_some(),
            last_seen_at: agent.last_seen_at,
            login: agent.login,
        }
    }
}

/// List people
#[utoipa::path(get, path = "/api/people", tag = "people",
    security(("cookie" = []), ("apiKey" = ["people:manage"])), responses(
    (status = 200, body = PeopleShape),
    (status = 403, description = "`forbidden`: only admins, or `scope-missing`"),
))]
pub async fn list_people(
    State(people): State<People>,
    CurrentAgent(caller): CurrentAgent,
) -> Result<axum::Json<PeopleShape>, Error> {
    manager(caller)?;
    let people = people.everybody().await?.into_iter().map(PersonShape::from).collect();
    Ok(axum::Json(PeopleShape { people }))
}

/// Keep somebody out
///
/// Signs them out everywhere within a second, closes what they have open, stops their keys. Twice is no mistake.
#[utoipa::path(post, path = "/api/people/{id}/disable", tag = "people",
    params(("id" = String, Path, description = "The person")),
    security(("cookie" = []), ("apiKey" = ["people:manage"])), responses(
    (status = 204, description = "Out, now or before."),
    (status = 403, description = "`forbidden`: only admins, not themselves, and never the last admin; or `scope-missing`"),
    (status = 404, description = "`not-found`"),
))]
pub async fn keep_out(
    State(people): State<People>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let (me, by) = (caller.agent.id, manager(caller)?);
    let id = path_id(&id)?;
    if id == me {
        return Err(Error::Forbidden(Refusal::OwnAccount));
    }
    people.disable(&by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let somebody in again
#[utoipa::path(post, path = "/api/people/{id}/enable", tag = "people",
    params(("id" = String, Path, description = "The person")),
    security(("cookie" = []), ("apiKey" = ["people:manage"])), responses(
    (status = 204, description = "May sign in, now or before."),
    (status = 403, description = "`forbidden`: only admins, or `scope-missing`"),
    (status = 404, description = "`not-found`"),
))]
pub async fn let_in(
    State(people): State<People>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let by = manager(caller)?;
    people.enable(&by, path_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn manager(caller: Caller) -> Result<By, Error> {
    if Role::may(caller.role(), Action::ManagePeople) {
        Ok(By::Person(caller))
    } else {
        Err(Error::Forbidden(Refusal::ForAdmins))
    }
}
