//! Host sites, for those who run them: supervisors look, admins add, change and close.

mod fields;
mod key;
mod one;

pub use key::{make_secret, remove_key, set_key};
pub use one::{disable, enable, save, show};

use super::manager::{Manager, Task};
use super::views::{Assets, Section, SiteForm, SiteRow, SitesPage};
use super::wrong::{Explain, site_origins};
use super::{layout, render, wrong};
use crate::domain::role::Action;
use crate::domain::site::MaskType;
use crate::domain::{DisplayName, HostSite, Origin, SiteId};
use crate::http::assets;
use crate::http::error::{Error, Refusal};
use crate::http::security::Policy;
use crate::http::state::Site;
use crate::identity::SignedIn;
use crate::sites::{self, SiteChange, Sites};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Looking at sites.
pub struct SeeSites;

impl Task for SeeSites {
    const ACTION: Action = Action::SeeSites;
    const REFUSAL: Refusal = Refusal::ForSupervisors;
}

/// Adding, changing and closing sites.
pub struct ManageSites;

impl Task for ManageSites {
    const ACTION: Action = Action::ManageSites;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

/// `GET /admin/sites`
pub async fn list(
    State(sites): State<Sites>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    viewer: Manager<SeeSites>,
) -> Result<Response, Error> {
    let page = view(&sites, &site, &assets, &viewer.me).await?;
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct AddForm {
    slug: String,
    name: String,
    origins: String,
}

/// `POST /admin/sites`. Leads to the new site's page, where the rest is set up.
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
                Ok(added) => return Ok(Redirect::to(&format!("/admin/sites/{}?done=added", added.id)).into_response()),
                Err(error) => form.refused(error)?,
            }
        }
        Err(failed) => *failed,
    };
    let mut page = view(&sites, &site, &assets, &manager.me).await?;
    page.form = failed;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

impl AddForm {
    /// What was typed, with nothing wrong in it yet.
    fn typed(&self) -> SiteForm {
        let (slug, name, origins) = (self.slug.clone(), self.name.clone(), self.origins.clone());
        SiteForm { slug, name, origins, ..SiteForm::default() }
    }

    /// Everything that is wrong at once, or what it says.
    fn checked(&self) -> Result<(SiteId, DisplayName, Vec<Origin>), Box<SiteForm>> {
        let slug = self.slug.trim().parse::<SiteId>().map_err(|why| why.explain());
        let name = self.name.parse::<DisplayName>().map_err(|why| why.explain());
        let origins = site_origins(&self.origins);
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
        match wrong::site(&error) {
            Some(("slug", why)) => Ok(SiteForm { slug_error: Some(why), ..self.typed() }),
            Some(("origins", why)) => Ok(SiteForm { origins_error: Some(why), ..self.typed() }),
            _ => Err(error.into()),
        }
    }
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
        masking: masking(&site),
        disabled: !site.is_open(),
    }
}

/// The message that says in a few words what is masked.
fn masking(site: &HostSite) -> &'static str {
    match (site.mask.private_by_default, site.mask.mask_type) {
        (true, _) => "sites-masking-private",
        (false, MaskType::AllInput) => "sites-masking-inputs",
        (false, MaskType::CustomInput) => "sites-masking-listed",
    }
}
