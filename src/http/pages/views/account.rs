//! `/account`: one's own password and browsers.

use super::values::iso;
use super::{Flash, KeyForm, KeyRow, KeyState, Layout, Role, Section};
use crate::words::Language;
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /account`, and the answer to a `POST` that failed.
///
/// Forms: `POST /account/password` (`current_password`, `password`, `password_again`) and
/// `POST /account/sessions/{id}/revoke`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/account.html")]
pub struct AccountPage {
    /// The frame.
    pub layout: Layout,
    /// Own display name.
    pub name: String,
    /// Own login name.
    pub login: String,
    /// Own role.
    pub role: Role,
    /// The language they chose, if they did.
    pub language: Option<Language>,
    /// Shortest password accepted, in characters.
    pub password_min: usize,
    /// What is wrong with the present password.
    pub current_password_error: Option<String>,
    /// What is wrong with the new one.
    pub password_error: Option<String>,
    /// Where one is signed in, the present browser first.
    pub web_sessions: Vec<WebSessionRow>,
    /// Whether there is a password to change.
    pub has_password: bool,
    /// The OpenID provider, where there is one.
    pub sign_on: Option<AccountSignOn>,
    /// One's own API keys, the newest first.
    pub keys: Vec<KeyRow>,
    /// For a new one.
    pub form: KeyForm,
}

/// One's own single sign-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSignOn {
    /// What the provider is called.
    pub label: String,
    pub linked: bool,
    /// Where to go on to, to link it.
    pub go_on: Option<String>,
}

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSessionRow {
    /// Id, in the address of the revoke form.
    pub id: String,
    /// Browser and system in words, such as `Firefox on Linux`.
    pub browser: String,
    /// Address it was last seen from.
    pub address: String,
    /// When it signed in.
    pub signed_in_at: DateTime<Utc>,
    /// When it was last seen.
    pub last_seen: DateTime<Utc>,
    /// Whether it is the one that looks at this page.
    pub is_current: bool,
}
