//! The website of the demo company. What is typed there goes nowhere.

use super::render;
use super::views::{
    Assets, CustomerClaimsPage, CustomerHomePage, CustomerPoliciesPage, CustomerQuotePage, DemoLayout, DemoSection,
};
use crate::http::error::Error;
use crate::http::security::Nonce;
use crate::http::state::{Ops, Site};
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use std::sync::Arc;

type Shared = (State<Arc<Site>>, State<Arc<Assets>>, State<Ops>);

/// `GET /customer`
pub async fn home((State(site), State(assets), State(ops)): Shared) -> Result<impl IntoResponse, Error> {
    shown(&site, &ops, &CustomerHomePage { layout: frame(assets, DemoSection::Home) })
}

/// `GET /customer/quote`
pub async fn quote((State(site), State(assets), State(ops)): Shared) -> Result<impl IntoResponse, Error> {
    shown(&site, &ops, &CustomerQuotePage { layout: frame(assets, DemoSection::Quote), received: false })
}

/// `POST /customer/quote`, where scripts are off. The body is not even read.
pub async fn quote_sent((State(site), State(assets), State(ops)): Shared) -> Result<impl IntoResponse, Error> {
    shown(&site, &ops, &CustomerQuotePage { layout: frame(assets, DemoSection::Quote), received: true })
}

/// `GET /customer/policies`
pub async fn policies((State(site), State(assets), State(ops)): Shared) -> Result<impl IntoResponse, Error> {
    shown(&site, &ops, &CustomerPoliciesPage { layout: frame(assets, DemoSection::Policies) })
}

/// `GET /customer/claims`
pub async fn claims((State(site), State(assets), State(ops)): Shared) -> Result<impl IntoResponse, Error> {
    shown(&site, &ops, &CustomerClaimsPage { layout: frame(assets, DemoSection::Claims) })
}

fn frame(assets: Arc<Assets>, section: DemoSection) -> DemoLayout {
    DemoLayout { assets, section }
}

fn shown<P: Template>(site: &Site, ops: &Ops, page: &P) -> Result<impl IntoResponse + use<P>, Error> {
    Ok((site.demo_policy(Nonce::generate(&*ops.random)), render(page)?))
}
