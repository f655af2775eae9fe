//! The key that checks whom a site vouches for: set, made anew, taken away. A secret is shown once, to whoever had it made.

use super::ManageSites;
use super::one::{back, version, view};
use crate::domain::secret::{IDENTITY_PREFIX, Secret};
use crate::domain::site::IdentityKey;
use crate::domain::{HostSite, SiteId};
use crate::http::error::Error;
use crate::http::extract::path_id;
use crate::http::language::words;
use crate::http::pages::manager::Manager;
use crate::http::pages::render;
use crate::http::pages::views::{Flash, SitePage};
use crate::http::pages::wrong::Explain;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::sites::{self, SiteChange};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

type Admin = Manager<ManageSites>;

#[derive(Deserialize)]
pub struct KeyForm {
    version: Option<String>,
    /// A public key in PEM, or a shared secret. What is wrong with it is said; it is never shown again.
    #[serde(default)]
    key: String,
}

/// `POST /admin/sites/{id}/key`
pub async fn set_key(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    Form(form): Form<KeyForm>,
) -> Result<Response, Error> {
    let id: SiteId = path_id(&id)?;
    match form.key.parse::<IdentityKey>() {
        Ok(key) => match change(&state, &admin, &id, &form, Some(key)).await? {
            Ok(_) => Ok(back(&id, "key").into_response()),
            Err(answer) => Ok(answer),
        },
        Err(why) => {
            let site = state.sites.show(&id).await?;
            let page = SitePage { key_error: Some(why.explain()), ..view(&state, &admin.me, &site).await? };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
        }
    }
}

/// `POST /admin/sites/{id}/new-secret`. The answer shows the secret, once.
pub async fn make_secret(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    Form(form): Form<KeyForm>,
) -> Result<Response, Error> {
    let id: SiteId = path_id(&id)?;
    let secret = Secret::generate(IDENTITY_PREFIX, &*state.ops.random);
    let key = secret.expose().parse().map_err(Error::internal)?;
    match change(&state, &admin, &id, &form, Some(key)).await? {
        Ok(_) => {
            let site = state.sites.show(&id).await?;
            let secret = Some(secret.expose().to_owned());
            let page = SitePage { secret, ..view(&state, &admin.me, &site).await? };
            Ok((Policy::Page, render(&page)?).into_response())
        }
        Err(answer) => Ok(answer),
    }
}

/// `POST /admin/sites/{id}/no-key`
pub async fn remove_key(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    Form(form): Form<KeyForm>,
) -> Result<Response, Error> {
    let id: SiteId = path_id(&id)?;
    match change(&state, &admin, &id, &form, None).await? {
        Ok(_) => Ok(back(&id, "no-key").into_response()),
        Err(answer) => Ok(answer),
    }
}

/// The changed site, or the page for whoever looked at another version of it.
async fn change(
    state: &AppState,
    admin: &Admin,
    id: &SiteId,
    form: &KeyForm,
    key: Option<IdentityKey>,
) -> Result<Result<HostSite, Response>, Error> {
    let seen = version(form.version.as_ref())?;
    let change = SiteChange { identity_key: Some(key), ..SiteChange::default() };
    match state.sites.update_seen(&admin.by, id, seen, change).await {
        Ok(site) => Ok(Ok(site)),
        Err(sites::Error::ChangedMeanwhile(_)) => {
            let site = state.sites.show(id).await?;
            let mut page = view(state, &admin.me, &site).await?;
            page.layout.flash = Some(Flash::Failed(words().say("sites-key-changed-meanwhile").to_string()));
            Ok(Err((StatusCode::CONFLICT, (Policy::Page, render(&page)?)).into_response()))
        }
        Err(error) => Err(error.into()),
    }
}
