//! `/admin/agents`: who may sign in.

use super::values::iso;
use super::{Flash, Layout, Role, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/agents`, and the answer to a `POST` that failed.
///
/// Forms: `POST /admin/agents` (`name`, `login`, `role`), `POST /admin/agents/{id}/disable`, `/enable`,
/// `/reset-password` and `/role` (`role`).
#[derive(Debug, Clone, Template)]
#[template(path = "pages/agents.html")]
pub struct AgentsPage {
    /// The frame.
    pub layout: Layout,
    /// Everyone, by name.
    pub people: Vec<PersonRow>,
    /// A password that was just made. Shown in this one answer and never again.
    pub new_password: Option<NewPassword>,
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

/// One person of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Id, in the addresses of the row's forms.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Login name.
    pub login: String,
    /// Role.
    pub role: Role,
    /// Whether sign-in is refused.
    pub disabled: bool,
    /// Last request seen, if ever.
    pub last_seen: Option<DateTime<Utc>>,
    /// Whether this is the person who looks: they can neither disable nor demote themselves here.
    pub is_self: bool,
}

/// A password that the server made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// Display name of whom it is for.
    pub name: String,
    /// Their login name.
    pub login: String,
    /// The password in clear.
    pub password: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").field("login", &self.login).finish_non_exhaustive()
    }
}
