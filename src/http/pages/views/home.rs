//! `/`

use super::{Flash, Layout, Section};
use askama::Template;

/// What this is, and where to go.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    /// The frame.
    pub layout: Layout,
    /// Set in demo mode: three doors to try the whole path.
    pub doors: Option<DemoDoors>,
}

/// Who to sign in as behind the demo's doors. Passwords are printed in the terminal, never on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoDoors {
    /// Login names of the agents.
    pub agent_logins: Vec<String>,
    /// Login name of the supervisor.
    pub supervisor_login: String,
}
