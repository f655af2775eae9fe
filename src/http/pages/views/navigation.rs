//! Which pages the navigation leads to, for whom: one table. A new page of the console is one more line of it.

use super::{Layout, Role, Section};

/// A link of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavEntry {
    pub section: Section,
    pub href: &'static str,
    pub group: NavGroup,
    /// Whoever may open the page: this role and those above.
    pub from: Role,
    /// Only where Zoom's engine serves.
    pub zoom: bool,
}

impl NavEntry {
    pub(super) fn is_current(&self, layout: &Layout) -> bool {
        layout.is_at(self.section)
    }
}

/// A heading of the side navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavGroup {
    /// What happens.
    Watch,
    /// What is set up.
    Manage,
}

impl NavGroup {
    const ALL: [Self; 2] = [Self::Watch, Self::Manage];

    /// The message with its heading.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Watch => "nav-sessions",
            Self::Manage => "nav-manage",
        }
    }
}

/// The side navigation, in order.
pub const CONSOLE: &[NavEntry] = &[
    entry(Section::Sessions, "/admin", NavGroup::Watch, Role::Supervisor),
    entry(Section::History, "/admin/history", NavGroup::Watch, Role::Supervisor),
    entry(Section::Figures, "/admin/figures", NavGroup::Watch, Role::Supervisor),
    entry(Section::Audit, "/admin/audit", NavGroup::Watch, Role::Supervisor),
    entry(Section::People, "/admin/agents", NavGroup::Manage, Role::Admin),
    entry(Section::Sites, "/admin/sites", NavGroup::Manage, Role::Supervisor),
    entry(Section::Keys, "/admin/keys", NavGroup::Manage, Role::Admin),
    entry(Section::Webhooks, "/admin/webhooks", NavGroup::Manage, Role::Admin),
    entry(Section::Subjects, "/admin/subjects", NavGroup::Manage, Role::Admin),
    entry(Section::Settings, "/admin/settings", NavGroup::Manage, Role::Admin),
    entry(Section::Doctor, "/admin/doctor", NavGroup::Manage, Role::Supervisor),
    NavEntry { zoom: true, ..entry(Section::Zoom, "/admin/zoom", NavGroup::Manage, Role::Supervisor) },
];

const fn entry(section: Section, href: &'static str, group: NavGroup, from: Role) -> NavEntry {
    NavEntry { section, href, group, from, zoom: false }
}

impl Layout {
    /// Whether this is a page of the console, with the side navigation beside it.
    #[must_use]
    pub fn is_console(&self) -> bool {
        let supervises = self.person.as_ref().is_some_and(|person| person.role.supervises());
        supervises && CONSOLE.iter().any(|entry| entry.section == self.section)
    }

    /// The groups of the side navigation that have something for this person.
    pub(super) fn nav_groups(&self) -> Vec<(NavGroup, Vec<NavEntry>)> {
        let groups = NavGroup::ALL.map(|group| (group, self.nav_of(group)));
        groups.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
    }

    fn nav_of(&self, group: NavGroup) -> Vec<NavEntry> {
        let Some(person) = &self.person else { return Vec::new() };
        let is_for_them =
            |entry: &&NavEntry| entry.group == group && person.role >= entry.from && (!entry.zoom || self.zoom);
        CONSOLE.iter().filter(is_for_them).copied().collect()
    }
}
