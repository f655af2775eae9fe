//! Who may sign in, for admins.

use super::manager::{Manager, Task};
use super::views::{AgentsPage, Assets, Flash, NewPassword, PersonRow, Section};
use super::{layout, render, view_role, wrong};
use crate::domain::role::Action;
use crate::domain::{AgentId, DisplayName, Role};
use crate::http::error::Error;
use crate::http::extract::path_id;
use crate::http::pages::views;
use crate::http::security::Policy;
use crate::http::state::Site;
use crate::identity::{self, People, SignedIn};
use crate::store::Agent;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Adding people, keeping them out, changing what they may do.
pub struct ManagePeople;

impl Task for ManagePeople {
    const ACTION: Action = Action::ManagePeople;
    const REFUSAL: &'static str = "Only admins manage people.";
}

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/agents`
pub async fn list(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    manager: Manager<ManagePeople>,
    Query(query): Query<Done>,
) -> Result<Response, Error> {
    let mut page = view(&people, &site, &assets, &manager.me).await?;
    page.layout.flash = match query.done.as_deref() {
        Some("disabled") => Some(Flash::Done("Signed out everywhere and kept out.".into())),
        Some("enabled") => Some(Flash::Done("May sign in again.".into())),
        Some("role") => Some(Flash::Done("The role was changed. It holds from the next sign-in.".into())),
        _ => None,
    };
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct AddForm {
    name: String,
    login: String,
    role: String,
}

/// `POST /admin/agents`. The answer shows the new password, once.
pub async fn add(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    manager: Manager<ManagePeople>,
    Form(form): Form<AddForm>,
) -> Result<Response, Error> {
    let role = form.role.parse().map_err(|()| Error::field("/role", "Choose a role."))?;
    let added = match form.name.parse::<DisplayName>() {
        Ok(name) => people.add(&manager.by, &form.login, name, role).await.map_err(Wrong::from_identity),
        Err(why) => Err(Wrong::Name(wrong::name(why))),
    };
    let mut page = view(&people, &site, &assets, &manager.me).await?;
    let status = match added {
        Ok((agent, password)) => {
            page.new_password = Some(shown_once(&agent, password));
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

/// `POST /admin/agents/{id}/disable`
pub async fn disable(
    State(people): State<People>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id = another(&manager, &id)?;
    people.disable(&manager.by, id).await?;
    Ok(Redirect::to("/admin/agents?done=disabled"))
}

/// `POST /admin/agents/{id}/enable`
pub async fn enable(
    State(people): State<People>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    people.enable(&manager.by, path_id(&id)?).await?;
    Ok(Redirect::to("/admin/agents?done=enabled"))
}

/// `POST /admin/agents/{id}/reset-password`. The answer shows the new password, once.
pub async fn reset_password(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = another(&manager, &id)?;
    let password = people.reset_password(&manager.by, id).await?;
    let agent = people.everybody().await?.into_iter().find(|agent| agent.id == id).ok_or(Error::NotFound)?;
    let mut page = view(&people, &site, &assets, &manager.me).await?;
    page.new_password = Some(shown_once(&agent, password));
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct RoleForm {
    role: String,
}

/// `POST /admin/agents/{id}/role`
pub async fn set_role(
    State(people): State<People>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
    Form(form): Form<RoleForm>,
) -> Result<Redirect, Error> {
    let role: Role = form.role.parse().map_err(|()| Error::field("/role", "Choose a role."))?;
    people.set_role(&manager.by, another(&manager, &id)?, role).await?;
    Ok(Redirect::to("/admin/agents?done=role"))
}

/// Nobody locks themselves out by a slip.
fn another(manager: &Manager<ManagePeople>, id: &str) -> Result<AgentId, Error> {
    let id: AgentId = path_id(id)?;
    if id == manager.me.agent.id {
        Err(Error::forbidden("Ask another admin to change your own account."))
    } else {
        Ok(id)
    }
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

fn shown_once(agent: &Agent, password: String) -> NewPassword {
    NewPassword { name: agent.name.as_str().to_owned(), login: agent.login.clone(), password }
}

async fn view(people: &People, site: &Site, assets: &Arc<Assets>, me: &SignedIn) -> Result<AgentsPage, Error> {
    let row = |agent: Agent| PersonRow {
        id: agent.id.to_string(),
        name: agent.name.as_str().to_owned(),
        role: view_role(agent.role),
        disabled: agent.disabled_at.is_some(),
        last_seen: agent.last_seen_at,
        is_self: agent.id == me.agent.id,
        login: agent.login,
    };
    Ok(AgentsPage {
        layout: layout(assets, site, Some(&me.agent), Section::People),
        people: people.everybody().await?.into_iter().map(row).collect(),
        new_password: None,
        name: String::new(),
        login: String::new(),
        role: views::Role::Agent,
        name_error: None,
        login_error: None,
    })
}
