//! What surrounds every page of cobroker itself: assets, navigation by role, the message of the last action.

use std::sync::Arc;

/// Addresses of the bundled assets, such as `/assets/app-0123456789ab.css`, from the bundler's `manifest.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// Style of cobroker's own pages.
    pub app_css: String,
    /// Style of the demo company's site.
    pub demo_css: String,
    /// Script of `/agent`.
    pub agent_js: String,
    /// Script of `/admin` and `/admin/sessions/{id}`.
    pub admin_js: String,
    /// Script of every page with forms only.
    pub forms_js: String,
    /// Script of the demo company's site.
    pub customer_js: String,
}

/// The frame around a page.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// One set for the whole process.
    pub assets: Arc<Assets>,
    /// Who is signed in; nobody on the public pages.
    pub person: Option<Person>,
    /// The entry of the navigation that this page belongs to.
    pub section: Section,
    /// What the last action did, shown once after its redirect.
    pub flash: Option<Flash>,
    /// Whether the demo company's site is served, so that the pages may link to it.
    pub demo: bool,
    /// Whether Zoom's engine serves, so that there is a page about it.
    pub zoom: bool,
}

impl Layout {
    /// Whether `section` is the current one; for `aria-current`.
    #[must_use]
    pub fn is_at(&self, section: Section) -> bool {
        self.section == section
    }
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Display name.
    pub name: String,
    /// Decides which links are shown; what is allowed is decided elsewhere.
    pub role: Role,
}

/// What a person may do, as the pages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Connects to customers.
    Agent,
    /// Also sees and ends everyone's sessions.
    Supervisor,
    /// Also manages people.
    Admin,
}

impl Role {
    /// All roles, from least to most.
    pub const ALL: [Self; 3] = [Self::Agent, Self::Supervisor, Self::Admin];

    /// The value in forms and in the API.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Agent => "Agent",
            Self::Supervisor => "Supervisor",
            Self::Admin => "Admin",
        }
    }

    /// Whether the session list is for this role.
    #[must_use]
    pub fn supervises(self) -> bool {
        self != Self::Agent
    }

    /// Whether the list of people is for this role.
    #[must_use]
    pub fn administers(self) -> bool {
        self == Self::Admin
    }
}

/// An entry of the navigation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    /// `/`
    Home,
    /// `/agent`
    Desk,
    /// `/admin`: sessions that live.
    Sessions,
    /// `/admin/history` and the pages of single sessions.
    History,
    /// `/admin/figures`
    Figures,
    /// `/admin/audit`
    Audit,
    /// `/admin/zoom`
    Zoom,
    /// `/admin/sites`
    Sites,
    /// `/admin/agents`
    People,
    /// `/admin/keys`
    Keys,
    /// `/admin/webhooks`
    Webhooks,
    /// `/admin/settings`
    Settings,
    /// `/admin/doctor`
    Doctor,
    /// `/account`
    Account,
    /// `/docs`
    Docs,
    /// Login, set-up, errors.
    #[default]
    None,
}

/// One sentence about what the last action did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flash {
    /// It worked.
    Done(String),
    /// It did not.
    Failed(String),
}
