use super::views::{DemoDoors, HomePage, Section};
use super::{layout, render};
use crate::http::error::Error;
use crate::http::extract::CurrentBrowser;
use crate::http::pages::views::Assets;
use crate::http::security::Policy;
use crate::http::state::Site;
use axum::extract::State;
use axum::response::IntoResponse;
use std::sync::Arc;

/// `GET /`
pub async fn home(
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    browser: Option<CurrentBrowser>,
) -> Result<impl IntoResponse, Error> {
    let agent = browser.as_ref().map(|CurrentBrowser(signed_in)| &signed_in.agent);
    let doors = site
        .demo
        .as_ref()
        .map(|people| DemoDoors { agent_logins: people.agents.clone(), supervisor_login: people.supervisor.clone() });
    let page = HomePage { layout: layout(&assets, &site, agent, Section::Home), doors };
    Ok((Policy::Page, render(&page)?))
}
