//! `/admin/sites`: the websites that embed us, and the page of each.

use super::values::iso;
use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/sites`, and the answer to a `POST` that failed.
///
/// Form, for admins: `POST /admin/sites` (`slug`, `name`, `origins`).
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
    /// Also in the address of its page.
    pub slug: String,
    pub name: String,
    pub origins: Vec<String>,
    /// `EdDSA`, `ES256` or `HS256`; `None` where every customer is anonymous.
    pub identity: Option<&'static str>,
    /// The message that says in a few words what is masked unless the page says otherwise.
    pub masking: &'static str,
    /// Whether its pages are refused.
    pub disabled: bool,
}

/// `GET /admin/sites/{id}`, and the answers to `POST`s that failed or show a secret.
///
/// Forms, for admins: `POST /admin/sites/{id}` (the fields, `version`), `…/disable` (`end`), `…/enable`,
/// `…/key` (`key`, `version`), `…/new-secret` and `…/no-key` (`version`).
#[derive(Clone, Template)]
#[template(path = "pages/site.html")]
pub struct SitePage {
    /// The frame.
    pub layout: Layout,
    pub slug: String,
    pub name: String,
    /// What the form was filled in over.
    pub version: i64,
    /// Whether the person may change it; others read.
    pub may_manage: bool,
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// The message that says in a few words what is masked.
    pub masking: &'static str,
    /// What the lists mask, one by one.
    pub masked: Vec<Covered>,
    /// What alone may be seen of a site that is private by default.
    pub opened: Vec<Covered>,
    /// The form.
    pub parts: Vec<SitePart>,
    pub key: Option<SiteKey>,
    /// What is wrong with the key that was given.
    pub key_error: Option<String>,
    /// A secret that was made just now; shown this once.
    pub secret: Option<String>,
    /// Its live sessions.
    pub live: usize,
    /// The script tag for every page of it.
    pub snippet: String,
    /// The same for those who pin what they load (ADR 33).
    pub pinned_snippet: String,
}

/// What an item of a list is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The message, which takes both.
    pub key: &'static str,
    pub name: String,
    pub value: String,
}

/// Fields under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePart {
    /// The message with its heading.
    pub key: &'static str,
    pub fields: Vec<SiteField>,
}

/// One field. Its messages are `sites-field-` and its name, and the same with `-hint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteField {
    pub name: &'static str,
    pub kind: SiteFieldKind,
    /// As it is stored, or as somebody typed it.
    pub value: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// The first one that something is wrong with.
    pub focus: bool,
    /// What somebody else stored meanwhile, where it is not the same.
    pub now: Option<String>,
}

/// What one types into, or chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteFieldKind {
    /// Words of `most` characters.
    Line { most: usize },
    /// The same for machines: left to right in every language, and no spelling to check.
    Code { most: usize },
    /// Several lines for machines.
    Lines { rows: usize },
    /// Ticked or not.
    Flag,
    /// One of these. Each has a message `sites-choice-`.
    Choice { values: &'static [&'static str] },
}

impl SiteField {
    fn is_flag(&self) -> bool {
        self.kind == SiteFieldKind::Flag
    }

    /// Of CSS, which the reader's browser can check.
    fn is_selectors(&self) -> bool {
        self.name.ends_with("css-selectors")
    }

    fn is_choice(&self) -> bool {
        matches!(self.kind, SiteFieldKind::Choice { .. })
    }

    /// Its label.
    #[must_use]
    pub fn label(&self) -> String {
        format!("sites-field-{}", self.name)
    }

    /// The sentence under it.
    #[must_use]
    pub fn hint(&self) -> String {
        format!("sites-field-{}-hint", self.name)
    }

    /// The message of one of its choices.
    #[must_use]
    pub fn choice(&self, value: &str) -> String {
        let name = if value.is_empty() { "none".to_owned() } else { value.replace('_', "-") };
        format!("sites-choice-{name}")
    }

    /// The ids of what describes it.
    #[must_use]
    pub fn described_by(&self) -> String {
        let mut ids = vec![format!("{}-hint", self.name)];
        ids.extend(self.now.as_ref().map(|_| format!("{}-now", self.name)));
        ids.extend(self.problem.as_ref().map(|_| format!("{}-error", self.name)));
        ids.join(" ")
    }

    /// A value of a colour, to be shown beside it.
    #[must_use]
    pub fn colour(&self) -> Option<&str> {
        let digits = self.value.strip_prefix('#').filter(|_| self.name == "accent")?;
        let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        is_colour.then_some(self.value.as_str())
    }
}

/// What anybody may know of the key that checks a site's assertions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteKey {
    /// `EdDSA`, `ES256` or `HS256`.
    pub algorithm: &'static str,
    /// Of a public key.
    pub fingerprint: Option<String>,
    /// The public key itself.
    pub pem: Option<String>,
}
