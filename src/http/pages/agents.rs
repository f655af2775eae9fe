//! Who may sign in, for admins: everybody in a list, and one person with what may be changed of them.

use super::manager::{Manager, Task};
use super::views::{AgentsPage, Flash, NewLink, PersonPage, PersonRow, Section};
use super::{account, keys, layout, render, view_role, wrong};
use crate::domain::role::Action;
use crate::domain::secret::Secret;
use crate::domain::{AgentId, DisplayName, Role};
use crate::http::error::{Error, Refusal};
use crate::http::extract::path_id;
use crate::http::language::words;
use crate::http::pages::views;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::identity;
use crate::store::Agent;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Adding people, keeping them out, changing what they may do.
pub struct ManagePeople;

impl Task for ManagePeople {
    const ACTION: Action = Action::ManagePeople;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

#[derive(Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
}

/// `GET /admin/agents`
pub async fn list(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    Ok((Policy::Page, render(&view(&state, &manager, query.q.trim()).await?)?).into_response())
}

#[derive(Deserialize)]
pub struct AddForm {
    name: String,
    login: String,
    role: String,
}

/// `POST /admin/agents`. The answer shows the link with which they choose a password, once.
pub async fn add(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Form(form): Form<AddForm>,
) -> Result<Response, Error> {
    let role = form.role.parse().map_err(|()| Error::no_such_choice("/role"))?;
    let added = match form.name.parse::<DisplayName>() {
        Ok(name) => state.people.invite(&manager.by, &form.login, name, role).await.map_err(Wrong::from_identity),
        Err(why) => Err(Wrong::Name(wrong::name(why))),
    };
    let mut page = view(&state, &manager, "").await?;
    let status = match added {
        Ok((agent, secret)) => {
            page.new_link = Some(shown_once(&state, &agent, &secret));
            StatusCode::OK
        }
        Err(wrong) => {
            (page.name, page.login, page.role) = (form.name, form.login, view_role(role));
            match wrong {
                Wrong::Name(why) => page.name_error = Some(why),
                Wrong::Login(why) => page.login_error = Some(why),
                Wrong::Other(error) => return Err(error.into()),
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Ok((status, (Policy::Page, render(&page)?)).into_response())
}

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/agents/{id}`
pub async fn show(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
    Query(query): Query<Done>,
) -> Result<Response, Error> {
    let mut page = person(&state, &manager, path_id(&id)?).await?;
    let done = query.done.filter(|done| DONE.contains(&done.as_str()));
    page.layout.flash = done.map(|done| Flash::Done(words().say(format!("person-done-{done}")).to_string()));
    Ok((Policy::Page, render(&page)?).into_response())
}

/// What was done, as the address says it after the redirect.
const DONE: [&str; 6] = ["disabled", "enabled", "role", "skills", "signed-out", "unlinked"];

fn back(id: AgentId, done: &str) -> Redirect {
    Redirect::to(&format!("/admin/agents/{id}?done={done}"))
}

/// `POST /admin/agents/{id}/disable`
pub async fn disable(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id = another(&manager, &id)?;
    state.people.disable(&manager.by, id).await?;
    Ok(back(id, "disabled"))
}

/// `POST /admin/agents/{id}/enable`
pub async fn enable(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id = path_id(&id)?;
    state.people.enable(&manager.by, id).await?;
    Ok(back(id, "enabled"))
}

/// `POST /admin/agents/{id}/password-link`. The answer shows the link, once.
pub async fn password_link(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = another(&manager, &id)?;
    let secret = state.people.password_link(&manager.by, id).await?;
    let mut page = person(&state, &manager, id).await?;
    let agent = state.people.by_id(id).await?.ok_or(Error::NotFound)?;
    page.new_link = Some(shown_once(&state, &agent, &secret));
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `POST /admin/agents/{id}/sign-out`: every browser of theirs.
pub async fn end_browsers(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id = another(&manager, &id)?;
    state.people.end_browsers(&manager.by, id).await?;
    Ok(back(id, "signed-out"))
}

/// `POST /admin/agents/{id}/unlink`: they sign in at the provider no more.
pub async fn unlink(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id = another(&manager, &id)?;
    state.people.unlink(&manager.by, id).await?;
    Ok(back(id, "unlinked"))
}

#[derive(Deserialize)]
pub struct RoleForm {
    role: String,
}

/// `POST /admin/agents/{id}/role`. The role of somebody who signs in at the provider comes from there.
pub async fn set_role(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
    Form(form): Form<RoleForm>,
) -> Result<Redirect, Error> {
    let role: Role = form.role.parse().map_err(|()| Error::no_such_choice("/role"))?;
    let id = another(&manager, &id)?;
    let agent = state.people.by_id(id).await?.ok_or(Error::NotFound)?;
    if agent.identity.is_some() && state.sign_on.is_some() {
        return Err(Error::Forbidden(Refusal::RoleFromProvider));
    }
    state.people.set_role(&manager.by, id, role).await?;
    Ok(back(id, "role"))
}

#[derive(Deserialize)]
pub struct SkillsForm {
    skills: String,
}

/// `POST /admin/agents/{id}/skills`
pub async fn set_skills(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
    Form(form): Form<SkillsForm>,
) -> Result<Response, Error> {
    let id = path_id(&id)?;
    let why = match state.people.set_skills(&manager.by, id, &form.skills).await {
        Ok(()) => return Ok(back(id, "skills").into_response()),
        Err(identity::Error::Skill(why)) => why,
        Err(other) => return Err(other.into()),
    };
    let mut page = person(&state, &manager, id).await?;
    page.skills = form.skills;
    page.skills_error = Some(wrong::skill(why));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

/// Nobody locks themselves out by a slip.
fn another(manager: &Manager<ManagePeople>, id: &str) -> Result<AgentId, Error> {
    let id: AgentId = path_id(id)?;
    if id == manager.me.agent.id { Err(Error::Forbidden(Refusal::OwnAccount)) } else { Ok(id) }
}

enum Wrong {
    Name(String),
    Login(String),
    Other(identity::Error),
}

impl Wrong {
    fn from_identity(error: identity::Error) -> Self {
        match error {
            identity::Error::InvalidLogin | identity::Error::LoginTaken => Self::Login(wrong::login(&error)),
            other => Self::Other(other),
        }
    }
}

fn shown_once(state: &AppState, agent: &Agent, secret: &Secret) -> NewLink {
    NewLink {
        name: agent.name.as_str().to_owned(),
        link: format!("{}/password?token={}", state.site.public, secret.expose()),
    }
}

/// Whether somebody is meant by what was typed.
fn is_meant(agent: &Agent, text: &str) -> bool {
    let text = text.to_lowercase();
    agent.name.as_str().to_lowercase().contains(&text)
        || agent.login.to_lowercase().contains(&text)
        || agent.skills.iter().any(|skill| skill.as_str().contains(&text))
}

async fn view(state: &AppState, manager: &Manager<ManagePeople>, text: &str) -> Result<AgentsPage, Error> {
    let me = &manager.me.agent;
    let everybody = state.people.everybody().await?;
    let row = |agent: &Agent| PersonRow {
        id: agent.id.to_string(),
        name: agent.name.as_str().to_owned(),
        login: agent.login.clone(),
        role: view_role(agent.role),
        skills: agent.skills.iter().map(ToString::to_string).collect(),
        at_provider: agent.identity.is_some(),
        has_password: agent.password.is_some(),
        disabled: agent.disabled_at.is_some(),
        last_seen: agent.last_seen_at,
        is_self: agent.id == me.id,
    };
    Ok(AgentsPage {
        layout: layout(&state.assets, &state.site, Some(me), Section::People),
        text: text.to_owned(),
        people: everybody.iter().filter(|agent| is_meant(agent, text)).map(row).collect(),
        provider: state.sign_on.as_ref().map(|sign_on| sign_on.label().to_owned()),
        new_link: None,
        name: String::new(),
        login: String::new(),
        role: views::Role::Agent,
        name_error: None,
        login_error: None,
    })
}

async fn person(state: &AppState, manager: &Manager<ManagePeople>, id: AgentId) -> Result<PersonPage, Error> {
    let agent = state.people.by_id(id).await?.ok_or(Error::NotFound)?;
    let now = state.ops.clock.now();
    let is_theirs = |(key, _): &(crate::store::ApiKey, Agent)| key.agent == id && key.is_good(now);
    let good_keys = state.people.api_keys().await?.into_iter().filter(is_theirs);
    let browsers = state.people.browsers_of(&agent).await?;
    let skills: Vec<_> = agent.skills.iter().map(ToString::to_string).collect();
    Ok(PersonPage {
        layout: layout(&state.assets, &state.site, Some(&manager.me.agent), Section::People),
        id: id.to_string(),
        name: agent.name.as_str().to_owned(),
        login: agent.login.clone(),
        role: view_role(agent.role),
        disabled: agent.disabled_at.is_some(),
        is_self: id == manager.me.agent.id,
        created: agent.created_at,
        last_seen: agent.last_seen_at,
        provider: state.sign_on.as_ref().map(|sign_on| sign_on.label().to_owned()),
        at_provider: agent.identity.is_some(),
        has_password: agent.password.is_some(),
        skills: skills.join(", "),
        skills_error: None,
        browsers: browsers.into_iter().map(|browser| account::row(browser, &manager.me)).collect(),
        keys: good_keys.map(|key| keys::row(key, now, "/admin/keys")).collect(),
        new_link: None,
    })
}
