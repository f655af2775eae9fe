//! Host sites, for those who run them: supervisors look, admins add and close.

use super::manager::{Manager, Task};
use super::views::{Assets, Flash, Section, SiteForm, SiteRow, SitesPage};
use super::{layout, render};
use crate::domain::role::Action;
use crate::domain::site::MaskType;
use crate::domain::{DisplayName, HostSite, Origin, SiteId};
use crate::http::assets;
use crate::http::error::{Error, Refusal};
use crate::http::extract::{CurrentBrowser, path_id};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::Site;
use crate::identity::SignedIn;
use crate::sites::{self, SiteChange, Sites};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Adding and closing sites.
pub struct ManageSites;

impl Task for ManageSites {
    const ACTION: Action = Action::ManageSites;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/sites`
pub async fn list(
    State(sites): State<Sites>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    CurrentBrowser(me): CurrentBrowser,
    Query(query): Query<Done>,
) -> Result<Response, Error> {
    if !me.agent.role.may(Action::SeeSites) {
        return Err(Error::Forbidden(Refusal::ForSupervisors));
    }
    let mut page = view(&sites, &site, &assets, &me).await?;
    let done = |key: &'static str| Flash::Done(words().say(key).to_string());
    page.layout.flash = match query.done.as_deref() {
        Some("added") => Some(done("sites-done-added")),
        Some("disabled") => Some(done("sites-done-disabled")),
        Some("enabled") => Some(done("sites-done-enabled")),
        _ => None,
    };
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct AddForm {
    slug: String,
    name: String,
    origins: String,
}

/// `POST /admin/sites`
pub async fn add(
    State(sites): State<Sites>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    manager: Manager<ManageSites>,
    Form(form): Form<AddForm>,
) -> Result<Response, Error> {
    let failed = match form.checked() {
        Ok((id, name, origins)) => {
            let change = SiteChange { origins: Some(origins), ..SiteChange::default() };
            match sites.add(&manager.by, id, name, change).await {
                Ok(_) => return Ok(Redirect::to("/admin/sites?done=added").into_response()),
                Err(error) => form.refused(error)?,
            }
        }
        Err(failed) => *failed,
    };
    let mut page = view(&sites, &site, &assets, &manager.me).await?;
    page.form = failed;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

/// `POST /admin/sites/{id}/disable`
pub async fn disable(
    State(sites): State<Sites>,
    manager: Manager<ManageSites>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    sites.disable(&manager.by, &path_id(&id)?).await?;
    Ok(Redirect::to("/admin/sites?done=disabled"))
}

/// `POST /admin/sites/{id}/enable`
pub async fn enable(
    State(sites): State<Sites>,
    manager: Manager<ManageSites>,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    sites.enable(&manager.by, &path_id(&id)?).await?;
    Ok(Redirect::to("/admin/sites?done=enabled"))
}

impl AddForm {
    /// What was typed, with nothing wrong in it yet.
    fn typed(&self) -> SiteForm {
        let (slug, name, origins) = (self.slug.clone(), self.name.clone(), self.origins.clone());
        SiteForm { slug, name, origins, ..SiteForm::default() }
    }

    /// Everything that is wrong at once, or what it says.
    fn checked(&self) -> Result<(SiteId, DisplayName, Vec<Origin>), Box<SiteForm>> {
        let slug = self.slug.trim().parse::<SiteId>().map_err(|why| why.to_string());
        let name = self.name.parse::<DisplayName>().map_err(|why| why.to_string());
        let origins = parsed_origins(&self.origins);
        match (slug, name, origins) {
            (Ok(slug), Ok(name), Ok(origins)) => Ok((slug, name, origins)),
            (slug, name, origins) => Err(Box::new(SiteForm {
                slug_error: slug.err(),
                name_error: name.err(),
                origins_error: origins.err(),
                ..self.typed()
            })),
        }
    }

    /// What the rows have against it, beside its field.
    fn refused(&self, error: sites::Error) -> Result<SiteForm, Error> {
        use sites::Error as E;
        let sentence = |error: &sites::Error| {
            let text = error.to_string();
            let mut letters = text.chars();
            letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        };
        match error {
            E::Taken(_) => Ok(SiteForm { slug_error: sentence(&error), ..self.typed() }),
            E::OriginTaken { .. } | E::NoOrigin | E::TooManyOrigins | E::OwnOrigin(_) => {
                Ok(SiteForm { origins_error: sentence(&error), ..self.typed() })
            }
            other => Err(other.into()),
        }
    }
}

fn parsed_origins(text: &str) -> Result<Vec<Origin>, String> {
    let lines = text.split([',', '\n', ' ', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let origin = |line: &str| {
        let shown: String = line.chars().take(60).collect();
        line.parse().map_err(|_| format!("{shown} is not an origin such as https://www.example.com, without a path."))
    };
    lines.map(origin).collect()
}

async fn view(sites: &Sites, site: &Site, shared: &Arc<Assets>, me: &SignedIn) -> Result<SitesPage, Error> {
    let rows = sites.list().await?;
    let is_listed_only = |origin: &&Origin| !rows.iter().any(|row| row.origins.contains(origin));
    let listed = site.config.network.allowed_origins.iter().filter(is_listed_only).map(ToString::to_string).collect();
    Ok(SitesPage {
        layout: layout(shared, site, Some(&me.agent), Section::Sites),
        listed,
        snippet: assets::embed_tag(&site.public.to_string()),
        pinned_snippet: assets::pinned_embed_tag(&site.public.to_string()),
        may_manage: me.agent.role.may(Action::ManageSites),
        form: SiteForm::default(),
        sites: rows.into_iter().map(row).collect(),
    })
}

fn row(site: HostSite) -> SiteRow {
    SiteRow {
        slug: site.id.as_str().to_owned(),
        name: site.name.as_str().to_owned(),
        origins: site.origins.iter().map(ToString::to_string).collect(),
        identity: site.identity_key.as_ref().map(|key| key.algorithm().as_str()),
        masking: match (site.mask.private_by_default, site.mask.mask_type) {
            (true, _) => "Private by default",
            (false, MaskType::AllInput) => "All inputs",
            (false, MaskType::CustomInput) => "What is listed",
        },
        disabled: !site.is_open(),
    }
}
