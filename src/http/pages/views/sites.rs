//! `/admin/sites`: the websites that embed us.

use super::{Flash, Layout, Section};
use askama::Template;

/// `GET /admin/sites`, and the answer to a `POST` that failed.
///
/// Forms, for admins: `POST /admin/sites` (`slug`, `name`, `origins`), `POST /admin/sites/{id}/disable` and `/enable`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/sites.html")]
pub struct SitesPage {
    /// The frame.
    pub layout: Layout,
    /// Every site, by its slug.
    pub sites: Vec<SiteRow>,
    /// Origins of `COBROKER_ALLOWED_ORIGINS` that no site has.
    pub listed: Vec<String>,
    /// The script tag for every page of every site.
    pub snippet: String,
    /// The same for those who pin what they load (ADR 33).
    pub pinned_snippet: String,
    /// Whether the person may add and close sites.
    pub may_manage: bool,
    /// What was typed before, when the form failed, and what is wrong with it.
    pub form: SiteForm,
}

/// The form that adds a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteForm {
    pub slug: String,
    pub name: String,
    /// One a line.
    pub origins: String,
    pub slug_error: Option<String>,
    pub name_error: Option<String>,
    pub origins_error: Option<String>,
}

/// One site of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRow {
    /// Also in the addresses of the row's forms.
    pub slug: String,
    pub name: String,
    pub origins: Vec<String>,
    /// `EdDSA`, `ES256` or `HS256`; `None` where every customer is anonymous.
    pub identity: Option<&'static str>,
    /// What is masked unless the page says otherwise, in a few words.
    pub masking: &'static str,
    /// Whether its pages are refused.
    pub disabled: bool,
}
