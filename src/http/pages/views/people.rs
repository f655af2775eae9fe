//! `/admin/agents`: who may sign in, and `/admin/agents/{id}`: one of them.

use super::values::iso;
use super::{Flash, KeyRow, KeyState, Layout, Role, Section, WebSessionRow};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/agents?q=…`, and the answer to a `POST`.
///
/// Form: `POST /admin/agents` (`name`, `login`, `role`).
#[derive(Debug, Clone, Template)]
#[template(path = "pages/agents.html")]
pub struct AgentsPage {
    /// The frame.
    pub layout: Layout,
    /// Part of a name, login or skill; empty: everyone.
    pub text: String,
    /// Those who are meant, by name.
    pub people: Vec<PersonRow>,
    /// What the OpenID provider is called, where there is one.
    pub provider: Option<String>,
    /// A link for a password that was just made. Shown in this one answer and never again.
    pub new_link: Option<NewLink>,
    /// Display name typed before, when the form failed.
    pub name: String,
    /// Login name typed before.
    pub login: String,
    /// Role chosen before.
    pub role: Role,
    /// What is wrong with the display name.
    pub name_error: Option<String>,
    /// What is wrong with the login name.
    pub login_error: Option<String>,
}

impl AgentsPage {
    /// Where everybody is shown, if not here.
    pub(super) fn clear(&self) -> &'static str {
        if self.text.is_empty() { "" } else { "/admin/agents" }
    }
}

/// One person of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Id, in the address of their page.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Login name.
    pub login: String,
    /// Role.
    pub role: Role,
    /// Sorted.
    pub skills: Vec<String>,
    /// Signs in at the provider.
    pub at_provider: bool,
    /// Signs in with a password.
    pub has_password: bool,
    /// Whether sign-in is refused.
    pub disabled: bool,
    /// Last request seen, if ever.
    pub last_seen: Option<DateTime<Utc>>,
    /// Whether this is the person who looks.
    pub is_self: bool,
}

/// `GET /admin/agents/{id}`, and the answer to some `POST`s.
///
/// Forms, all `POST /admin/agents/{id}/…`: `role` (`role`), `skills` (`skills`), `password-link`, `sign-out`, `unlink`,
/// `disable`, `enable`. Who looks at themselves has skills alone.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/person.html")]
pub struct PersonPage {
    /// The frame.
    pub layout: Layout,
    /// Id, in the addresses of the forms.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Login name.
    pub login: String,
    /// Role.
    pub role: Role,
    /// Whether sign-in is refused.
    pub disabled: bool,
    /// Whether this is the person who looks.
    pub is_self: bool,
    /// Since when they are known.
    pub created: DateTime<Utc>,
    /// Last request seen, if ever.
    pub last_seen: Option<DateTime<Utc>>,
    /// What the OpenID provider is called, where there is one.
    pub provider: Option<String>,
    /// Signs in at the provider; then the role comes from there.
    pub at_provider: bool,
    /// Signs in with a password.
    pub has_password: bool,
    /// Skills between commas, or what was typed before.
    pub skills: String,
    /// What is wrong with them.
    pub skills_error: Option<String>,
    /// Where they are signed in.
    pub browsers: Vec<WebSessionRow>,
    /// Their keys that are good.
    pub keys: Vec<KeyRow>,
    /// A link for a password that was just made. Shown in this one answer and never again.
    pub new_link: Option<NewLink>,
}

impl PersonPage {
    /// Whether the provider says what they are.
    pub(super) fn role_from_provider(&self) -> bool {
        self.at_provider && self.provider.is_some()
    }
}

/// A link with which somebody chooses a password.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLink {
    /// Display name of whom it is for.
    pub name: String,
    /// The whole address.
    pub link: String,
}

impl std::fmt::Debug for NewLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLink").field("name", &self.name).finish_non_exhaustive()
    }
}
