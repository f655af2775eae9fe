//! What each server-rendered page shows: one askama struct per page, filled by the handlers of `http/pages`.
//!
//! The structs hold plain values that are ready to be shown; they know no store, no broker and no request. Text is
//! escaped by askama, and no template uses `|safe`, so any string may come from anybody.

mod account;
mod agent;
mod audit;
mod chart;
mod demo;
mod docs;
mod doctor;
mod figures;
mod history;
mod home;
mod keys;
mod layout;
mod navigation;
mod people;
mod problem;
mod session;
mod sessions;
mod settings;
mod sign_in;
mod sites;
mod subjects;
mod values;
mod webhooks;
mod zoom;

pub use account::{AccountPage, AccountSignOn, WebSessionRow};
pub use agent::{AgentPage, PinEntry};
pub use audit::{AuditEntry, AuditForm, AuditPage, AuditRow, TrailState, TrailVerdict, kind_words};
pub use chart::{Chart, ChartKind};
pub use demo::{
    CustomerClaimsPage, CustomerHomePage, CustomerPoliciesPage, CustomerQuotePage, DemoLayout, DemoSection,
};
pub use docs::{DocsPage, Operation, OperationGroup, Parameter, ResponseRow};
pub use doctor::{DoctorPage, DoctorReport, FieldRow, FindingGroup, FindingRow};
pub use figures::{FiguresForm, FiguresPage, Picture};
pub(super) use history::percent;
pub use history::{HistoryForm, HistoryPage, HistoryRow};
pub use home::{DemoDoors, HomePage};
pub use keys::{KeyForm, KeyRow, KeyState, KeysPage, NewKey, ScopeChoice};
pub use layout::{Assets, Flash, Layout, Person, Role, Section};
pub use navigation::{CONSOLE, NavEntry, NavGroup};
pub use people::{AgentsPage, NewLink, PersonPage, PersonRow};
pub use problem::{Piece, ProblemPage, SortRow};
pub use session::{AdmissionRow, CaseView, InviteRow, NoteRow, SessionPage, SpanRow, TimelineRow, ZoomFact};
pub use sessions::{AgentInSession, SessionFilter, SessionRow, SessionsPage, ViewLink};
pub use settings::{ConfigGroup, ConfigRow, ConfigSource, ConfigValue, SettingsForm, SettingsPage, Shortened};
pub use sign_in::{ErrorPage, LoginPage, PasswordPage, SetupPage};
pub use sites::{Covered, SiteField, SiteFieldKind, SiteForm, SiteKey, SitePage, SitePart, SiteRow, SitesPage};
pub use subjects::{SubjectPage, SubjectRow, SubjectSession, SubjectsPage};
pub use values::{EndReason, SessionState, actor_name, grouped_pin, timeline_sentence};
pub use webhooks::{AttemptRow, Tested, TypeChoice, WebhookForm, WebhookPage, WebhookRow, WebhooksPage};
pub use zoom::{OursOption, ZoomDriftRow, ZoomEventRow, ZoomMatchedBy, ZoomPage, ZoomSessionRow};

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
