//! `/admin/keys`, and the part of `/account` about one's own keys.

use super::values::iso;
use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/keys`, and the answer to a `POST`.
///
/// Forms: `POST /admin/keys` (`owner`, `name`, `days`, `everything` or a box for each scope), `POST
/// /admin/keys/{id}/revoke`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/keys.html")]
pub struct KeysPage {
    /// The frame.
    pub layout: Layout,
    /// Everybody's, the newest first.
    pub keys: Vec<KeyRow>,
    /// For a new one.
    pub form: KeyForm,
}

/// One key of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Address of the form that revokes it.
    pub revoke: String,
    /// What it is for.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// What it may do; empty: whatever its person may.
    pub scopes: Vec<&'static str>,
    pub created: DateTime<Utc>,
    pub last_used: Option<DateTime<Utc>>,
    pub expires: Option<DateTime<Utc>>,
    pub state: KeyState,
}

/// Whether a key opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    Good,
    Expired,
    Revoked,
}

impl KeyState {
    /// The message with the word people read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "keys-state-good",
            Self::Expired => "keys-state-expired",
            Self::Revoked => "keys-state-revoked",
        }
    }
}

/// A form for a new key.
#[derive(Debug, Clone)]
pub struct KeyForm {
    /// Where it posts to.
    pub action: &'static str,
    /// Whose it may be: id and name. Empty: one's own.
    pub owners: Vec<(String, String)>,
    /// Who was chosen before.
    pub owner: String,
    /// What was typed before.
    pub name: String,
    /// For whatever its person may.
    pub everything: bool,
    pub scopes: Vec<ScopeChoice>,
    /// How long it may be good.
    pub days: Vec<i64>,
    /// What is wrong with the form.
    pub error: Option<String>,
    /// A key that was just made. Shown in this one answer and never again.
    pub made: Option<NewKey>,
}

/// A box of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeChoice {
    /// `sessions:read`
    pub name: &'static str,
    pub chosen: bool,
}

impl ScopeChoice {
    /// The message that says what it stands for.
    pub(super) fn key(&self) -> String {
        format!("scope-{}", self.name.replace(':', "-"))
    }
}

/// A key that was just made.
#[derive(Clone, PartialEq, Eq)]
pub struct NewKey {
    pub name: String,
    /// The key in clear.
    pub secret: String,
}

impl std::fmt::Debug for NewKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewKey").field("name", &self.name).finish_non_exhaustive()
    }
}
