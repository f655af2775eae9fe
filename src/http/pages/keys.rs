//! API keys: one's own on `/account`, everybody's on `/admin/keys`.

use super::agents::ManagePeople;
use super::manager::Manager;
use super::views::{KeyForm, KeyRow, KeyState, KeysPage, NewKey, ScopeChoice, Section};
use super::{layout, render};
use crate::domain::{AgentId, ApiKeyId, Role, Scope, Scopes, Time};
use crate::http::error::Error;
use crate::http::extract::path_id;
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::identity::{By, Error as IdentityError, InvalidKey, NewApiKey};
use crate::store::{Agent, ApiKey};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use serde::Deserialize;
use std::collections::HashMap;

/// A form's fields; each scope is a box of its own.
pub type Fields = HashMap<String, String>;

/// Days that a key may be good for, as the form offers them.
const DAYS: [i64; 4] = [30, 90, 365, 730];

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/keys`
pub async fn list(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Query(query): Query<Done>,
) -> Result<Response, Error> {
    let mut page = view(&state, &manager).await?;
    if query.done.as_deref() == Some("revoked") {
        page.layout.flash = Some(super::views::Flash::Done(words().say("keys-revoked-done").to_string()));
    }
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `POST /admin/keys`. The answer shows the new key, once.
pub async fn add(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let owner: AgentId = path_id(fields.get("owner").map_or("", String::as_str))?;
    let made = make(&state, &manager.by, owner, &fields).await?;
    let mut page = view(&state, &manager).await?;
    let status = fill(&mut page.form, &fields, made);
    Ok((status, (Policy::Page, render(&page)?)).into_response())
}

/// `POST /admin/keys/{id}/revoke`
pub async fn revoke(
    State(state): State<AppState>,
    manager: Manager<ManagePeople>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id: ApiKeyId = path_id(&id)?;
    state.people.revoke_api_key(&manager.by, id).await?;
    Ok(Redirect::to("/admin/keys?done=revoked"))
}

/// What came of a form: a key to be shown once, or what is wrong with it.
pub(super) async fn make(
    state: &AppState,
    by: &By,
    owner: AgentId,
    fields: &Fields,
) -> Result<Result<NewKey, String>, Error> {
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default().trim();
    let chosen = Scope::ALL.into_iter().filter(|scope| fields.contains_key(scope.as_str())).collect();
    let scopes = match fields.contains_key("everything") {
        true => Scopes::All,
        false => Scopes::Only(chosen),
    };
    if matches!(&scopes, Scopes::Only(none) if none.is_empty()) {
        return Ok(Err(words().say("keys-choose").to_string()));
    }
    let days = field("days").parse::<i64>().ok().filter(|days| DAYS.contains(days));
    let expires_at = days.map(|days| state.ops.clock.now() + TimeDelta::days(days));
    let wanted = NewApiKey { name: field("name").to_owned(), scopes, expires_at };
    match state.people.add_api_key(by, owner, wanted).await {
        Ok(secret) => Ok(Ok(NewKey { name: field("name").to_owned(), secret: secret.expose().to_owned() })),
        Err(IdentityError::Key(why)) => Ok(Err(sentence(why))),
        Err(other) => Err(other.into()),
    }
}

fn sentence(why: InvalidKey) -> String {
    match why {
        InvalidKey::Name => words().say("keys-name-wrong").to_string(),
        InvalidKey::Beyond(scope) => words().say("keys-beyond").with("scope", scope).to_string(),
        InvalidKey::Past => words().say("keys-choose").to_string(),
        InvalidKey::TooMany => words().say("keys-too-many").with("count", crate::identity::MOST_KEYS).to_string(),
    }
}

/// Shows what came of a form, with what was typed where it has to be typed again.
pub(super) fn fill(form: &mut KeyForm, fields: &Fields, made: Result<NewKey, String>) -> StatusCode {
    match made {
        Ok(key) => {
            form.made = Some(key);
            StatusCode::OK
        }
        Err(why) => {
            form.error = Some(why);
            form.name = fields.get("name").cloned().unwrap_or_default();
            form.owner = fields.get("owner").cloned().unwrap_or_default();
            form.everything = fields.contains_key("everything");
            form.scopes.iter_mut().for_each(|choice| choice.chosen = fields.contains_key(choice.name));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

/// An empty form for somebody with this role.
pub(super) fn form(action: &'static str, role: Role, owners: Vec<(String, String)>) -> KeyForm {
    let choice = |scope: Scope| ScopeChoice { name: scope.as_str(), chosen: false };
    KeyForm {
        action,
        owners,
        owner: String::new(),
        name: String::new(),
        everything: false,
        scopes: Scope::within(role).map(choice).collect(),
        days: DAYS.to_vec(),
        error: None,
        made: None,
    }
}

pub(super) fn row((key, agent): (ApiKey, Agent), now: Time, action: &str) -> KeyRow {
    KeyRow {
        revoke: format!("{action}/{}/revoke", key.id),
        owner: agent.name.as_str().to_owned(),
        scopes: key.scopes.names().unwrap_or_default(),
        created: key.created_at,
        last_used: key.last_used_at,
        expires: key.expires_at,
        state: match key.revoked_at {
            Some(_) => KeyState::Revoked,
            None if key.is_good(now) => KeyState::Good,
            None => KeyState::Expired,
        },
        name: key.name,
    }
}

async fn view(state: &AppState, manager: &Manager<ManagePeople>) -> Result<KeysPage, Error> {
    let now = state.ops.clock.now();
    let people = state.people.everybody().await?.into_iter().filter(|agent| agent.disabled_at.is_none());
    let owners = people.map(|agent| (agent.id.to_string(), format!("{} ({})", agent.name, agent.login))).collect();
    let mut form = form("/admin/keys", Role::Admin, owners);
    form.owner = manager.me.agent.id.to_string();
    Ok(KeysPage {
        layout: layout(&state.assets, &state.site, Some(&manager.me.agent), Section::Keys),
        keys: state.people.api_keys().await?.into_iter().map(|key| row(key, now, "/admin/keys")).collect(),
        form,
    })
}
