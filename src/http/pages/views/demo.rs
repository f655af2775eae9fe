//! `/customer…`: the website of Harbor & Pine Insurance, a company that exists only to try things on.

use super::Assets;
use askama::Template;
use std::sync::Arc;

/// The frame around the company's pages.
#[derive(Debug, Clone)]
pub struct DemoLayout {
    /// One set for the whole process.
    pub assets: Arc<Assets>,
    /// The present page.
    pub section: DemoSection,
}

impl DemoLayout {
    fn is_at(&self, section: DemoSection) -> bool {
        self.section == section
    }
}

/// A page of the company's site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoSection {
    /// `/customer`
    Home,
    /// `/customer/quote`
    Quote,
    /// `/customer/policies`
    Policies,
    /// `/customer/claims`
    Claims,
}

/// `GET /customer`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/customer/home.html")]
pub struct CustomerHomePage {
    /// The frame.
    pub layout: DemoLayout,
}

/// `GET /customer/quote`, and the answer to its `POST` where scripts are off. Nothing typed there is kept or sent back.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/customer/quote.html")]
pub struct CustomerQuotePage {
    /// The frame.
    pub layout: DemoLayout,
    /// Whether this answers a posted form.
    pub received: bool,
}

/// `GET /customer/policies`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/customer/policies.html")]
pub struct CustomerPoliciesPage {
    /// The frame.
    pub layout: DemoLayout,
}

/// `GET /customer/claims`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/customer/claims.html")]
pub struct CustomerClaimsPage {
    /// The frame.
    pub layout: DemoLayout,
}
