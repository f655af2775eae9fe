//! What surrounds every page of cobroker itself: assets, navigation by role, the message of the last action.

use crate::words::{Said, Words};
use chrono::{DateTime, Utc};
use std::borrow::Cow;
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
    /// What the scripts of pages say, in the order of `Language::ALL`.
    pub page_words_js: [String; 6],
}

/// The frame around a page.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The reader's language.
    pub words: Words,
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

    /// The message `key` of `locales/`, in the reader's language; `.with("name", value)` fills it.
    #[must_use]
    pub fn say(&self, key: impl Into<Cow<'static, str>>) -> Said {
        self.words.say(key)
    }

    /// The value of `lang`.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.words.language().tag()
    }

    /// The value of `dir`.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        self.words.language().dir()
    }

    /// The script that gives the page's scripts their words.
    #[must_use]
    pub fn words_js(&self) -> &str {
        &self.assets.page_words_js[self.words.language() as usize]
    }

    /// A moment, as the reader's language writes it.
    #[must_use]
    pub fn moment(&self, at: &DateTime<Utc>) -> String {
        self.words.date_time(at)
    }

    /// A whole number, as the reader's language writes it.
    #[must_use]
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        self.words.number(number.try_into().unwrap_or(i64::MAX))
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

    /// The message with the word people read.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Agent => "role-agent",
            Self::Supervisor => "role-supervisor",
            Self::Admin => "role-admin",
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
    /// `/admin/subjects`
    Subjects,
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

impl Section {
    /// The message with its name in the navigation.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Home => "nav-home",
            Self::Desk => "nav-desk",
            Self::Sessions => "nav-live",
            Self::History => "nav-history",
            Self::Figures => "nav-figures",
            Self::Audit => "nav-audit",
            Self::Subjects => "nav-subjects",
            Self::Zoom => "nav-zoom",
            Self::Sites => "nav-sites",
            Self::People => "nav-people",
            Self::Keys => "nav-keys",
            Self::Webhooks => "nav-webhooks",
            Self::Settings => "nav-settings",
            Self::Doctor => "nav-doctor",
            Self::Account => "nav-account",
            Self::Docs => "nav-api",
            Self::None => "nav-console",
        }
    }
}
