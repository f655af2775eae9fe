//! `/login`, `/setup` and the error page: the pages that need nobody signed in.

use super::{Flash, Layout, Section};
use crate::words::Language;
use askama::Template;

/// `GET /login`, and the answer to a `POST` that failed.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/login.html")]
pub struct LoginPage {
    /// The frame.
    pub layout: Layout,
    /// What was typed before, so that it need not be typed again.
    pub login: String,
    /// Where to go afterwards: a path of this site, checked by the handler.
    pub next: Option<String>,
    /// Why the last attempt failed, the same sentence for a wrong name and a wrong password.
    pub error: Option<String>,
    /// What the OpenID provider is called, where there is one.
    pub provider: Option<String>,
    /// They have just signed out here, and may sign out at the provider as well.
    pub signed_out: bool,
    /// Where choosing a language leads back to.
    pub back: String,
}

/// `GET /password?…`, and the answer to a `POST` that failed: somebody chooses a password by a link.
///
/// The form posts `token`, `password` and `password_again` to `/password`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/password.html")]
pub struct PasswordPage {
    /// The frame.
    pub layout: Layout,
    /// The one-time token of the link.
    pub token: String,
    /// Where choosing a language leads back to.
    pub back: String,
    /// Whose password it is.
    pub name: String,
    /// Their login name.
    pub login: String,
    /// Shortest password accepted, in characters.
    pub password_min: usize,
    /// What is wrong with the passwords.
    pub password_error: Option<String>,
}

/// `GET /setup?…`, and the answer to a `POST` that failed: makes the first admin.
///
/// The form posts `token`, `name`, `login`, `password` and `password_again` to `/setup`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/setup.html")]
pub struct SetupPage {
    /// The frame.
    pub layout: Layout,
    /// The one-time token of the link.
    pub token: String,
    /// Where choosing a language leads back to.
    pub back: String,
    /// Display name typed before.
    pub name: String,
    /// Login name typed before.
    pub login: String,
    /// Shortest password accepted, in characters.
    pub password_min: usize,
    /// What is wrong with the form as a whole.
    pub error: Option<String>,
    /// What is wrong with the display name.
    pub name_error: Option<String>,
    /// What is wrong with the login name.
    pub login_error: Option<String>,
    /// What is wrong with the passwords.
    pub password_error: Option<String>,
}

/// Any failure of a page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    /// The frame.
    pub layout: Layout,
    /// HTTP status.
    pub status: u16,
    /// What happened, a few words.
    pub title: String,
    /// One sentence about it.
    pub detail: String,
    /// What to do now: label and path.
    pub next: Option<(String, String)>,
    /// Where more is said about it.
    pub about: Option<String>,
    /// For the support of this site to find the log line.
    pub request_id: Option<String>,
}
