//! `/admin/sites/{id}`: one site, and everything about it that can be changed.

use super::fields::{self, Typed};
use super::{ManageSites, SeeSites};
use crate::domain::role::Action;
use crate::domain::site::{Covers, IdentityKey};
use crate::domain::{HostSite, SiteId};
use crate::http::assets;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::path_id;
use crate::http::language::words;
use crate::http::pages::manager::Manager;
use crate::http::pages::views::{Covered, Flash, Section, SiteKey, SitePage};
use crate::http::pages::{layout, render, wrong};
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::identity::SignedIn;
use crate::sites::{self, LiveSessions};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// What was done, as the address says it after the redirect.
#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
    /// Sessions that ended with it.
    count: Option<u64>,
}

impl Done {
    fn flash(self) -> Option<Flash> {
        let said = match self.done?.as_str() {
            "added" => words().say("sites-done-added"),
            "saved" => words().say("sites-done-saved"),
            "key" => words().say("sites-done-key"),
            "no-key" => words().say("sites-done-no-key"),
            "enabled" => words().say("sites-done-enabled"),
            "disabled" => match self.count.unwrap_or_default() {
                0 => words().say("sites-done-disabled"),
                count => words().say("sites-done-disabled-ended").with("count", count),
            },
            _ => return None,
        };
        Some(Flash::Done(said.to_string()))
    }
}

pub(super) fn back(id: &SiteId, done: &str) -> Redirect {
    Redirect::to(&format!("/admin/sites/{id}?done={done}"))
}

/// `GET /admin/sites/{id}`
pub async fn show(
    State(state): State<AppState>,
    viewer: Manager<SeeSites>,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Error> {
    let site = state.sites.show(&path_id(&id)?).await?;
    let mut page = view(&state, &viewer.me, &site).await?;
    page.layout.flash = done.flash();
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `POST /admin/sites/{id}`
pub async fn save(
    State(state): State<AppState>,
    manager: Manager<ManageSites>,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let id: SiteId = path_id(&id)?;
    let seen = version(typed.get("version"))?;
    let wrong = match fields::read(&typed) {
        Ok(change) => match state.sites.update_seen(&manager.by, &id, seen, change).await {
            Ok(_) => return Ok(back(&id, "saved").into_response()),
            Err(sites::Error::ChangedMeanwhile(_)) => return changed_meanwhile(&state, &manager.me, &id, &typed).await,
            Err(error) => match wrong::site(&error) {
                Some(about) => [about].into(),
                None => return Err(error.into()),
            },
        },
        Err(wrong) => wrong,
    };
    let site = state.sites.show(&id).await?;
    let count = wrong.len();
    let parts = fields::filled_in(&typed, wrong);
    // what was typed was typed over this version, whatever came since
    let mut page = SitePage { parts, version: seen, ..view(&state, &manager.me, &site).await? };
    page.layout.flash = Some(Flash::Failed(words().say("sites-not-saved").with("count", count).to_string()));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

pub(super) fn version(typed: Option<&String>) -> Result<i64, Error> {
    let missing = || Error::no_such_choice("/version");
    typed.and_then(|text| text.parse().ok()).ok_or_else(missing)
}

/// Nothing typed is lost, and nothing of the other person's: what is stored now stands beside, and is only overwritten by
/// whoever saw it.
async fn changed_meanwhile(state: &AppState, me: &SignedIn, id: &SiteId, typed: &Typed) -> Result<Response, Error> {
    let site = state.sites.show(id).await?;
    let parts = fields::filled_in_over(typed, &site);
    let mut page = SitePage { parts, ..view(state, me, &site).await? };
    page.layout.flash = Some(Flash::Failed(words().say("sites-changed-meanwhile").to_string()));
    Ok((StatusCode::CONFLICT, (Policy::Page, render(&page)?)).into_response())
}

#[derive(Deserialize)]
pub struct DisableForm {
    /// `yes`: what lives there ends, too.
    end: Option<String>,
}

/// `POST /admin/sites/{id}/disable`
pub async fn disable(
    State(state): State<AppState>,
    manager: Manager<ManageSites>,
    Path(id): Path<String>,
    Form(form): Form<DisableForm>,
) -> Result<Redirect, Error> {
    let id: SiteId = path_id(&id)?;
    let live = if form.end.as_deref() == Some("yes") { LiveSessions::End } else { LiveSessions::GoOn };
    // first, so that nothing begins behind the last look
    state.sites.disable_and(&manager.by, &id, live).await?;
    if live == LiveSessions::GoOn {
        return Ok(back(&id, "disabled"));
    }
    let ended = state.broker.end_sessions_at(&manager.caller(), &id).await;
    let count = ended.map_err(|error| At(error, state.ops.clock.now()))?;
    Ok(back(&id, &format!("disabled&count={count}")))
}

/// `POST /admin/sites/{id}/enable`
pub async fn enable(
    State(state): State<AppState>,
    manager: Manager<ManageSites>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let id: SiteId = path_id(&id)?;
    state.sites.enable(&manager.by, &id).await?;
    Ok(back(&id, "enabled"))
}

/// The page of a site as it is stored.
pub(super) async fn view(state: &AppState, me: &SignedIn, site: &HostSite) -> Result<SitePage, Error> {
    let live = state.broker.live_at(&site.id).await.map_err(|error| At(error, state.ops.clock.now()))?;
    let public = state.site.public.to_string();
    let mask = &site.mask;
    let masked = mask.css_selectors.iter().flat_map(|list| list.covers());
    let masked = masked.chain(mask.html_attributes.iter().flat_map(|list| list.covers()));
    Ok(SitePage {
        layout: layout(&state.assets, &state.site, Some(&me.agent), Section::Sites),
        slug: site.id.as_str().to_owned(),
        name: site.name.as_str().to_owned(),
        version: site.version,
        may_manage: me.agent.role.may(Action::ManageSites),
        disabled_at: site.disabled_at,
        created_at: site.created_at,
        masking: super::masking(site),
        masked: masked.map(covered).collect(),
        opened: mask.unmask_css_selectors.iter().flat_map(|list| list.covers()).map(covered).collect(),
        parts: fields::stored(site),
        key: site.identity_key.as_ref().map(key),
        key_error: None,
        secret: None,
        live,
        snippet: assets::embed_tag(&public),
        pinned_snippet: assets::pinned_embed_tag(&public),
    })
}

/// What anybody may know of a key.
fn key(key: &IdentityKey) -> SiteKey {
    SiteKey {
        algorithm: key.algorithm().as_str(),
        fingerprint: key.fingerprint(),
        pem: key.public_pem().map(|pem| pem.trim().to_owned()),
    }
}

fn covered(covers: Covers<'_>) -> Covered {
    let (key, name, value) = match covers {
        Covers::Id(name) => ("sites-covers-id", name, ""),
        Covers::Class(name) => ("sites-covers-class", name, ""),
        Covers::Element(name) => ("sites-covers-element", name, ""),
        Covers::Attribute(name) => ("sites-covers-attribute", name, ""),
        Covers::AttributeValue(name, value) => ("sites-covers-value", name, value),
        Covers::Everything => ("sites-covers-everything", "*", ""),
        Covers::Other(name) => ("sites-covers-other", name, ""),
    };
    Covered { key, name: name.to_owned(), value: value.to_owned() }
}
