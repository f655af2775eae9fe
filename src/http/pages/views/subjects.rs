//! `/admin/subjects`: what is held about a customer, and forgetting them.

use super::values::iso;
use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/subjects`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/subjects.html")]
pub struct SubjectsPage {
    /// The frame.
    pub layout: Layout,
    /// What is looked for; empty: nothing was asked.
    pub text: String,
    pub found: Vec<SubjectRow>,
    /// There may be more than are shown.
    pub more: bool,
}

/// A customer of whom something is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectRow {
    /// Where everything about them is.
    pub href: String,
    pub user_id: String,
    /// The site's name.
    pub site: Option<String>,
    pub name: String,
    /// A site vouched for the name, in every session.
    pub identified: bool,
    pub sessions: u64,
    /// Of these, not over yet.
    pub live: u64,
    pub first: DateTime<Utc>,
    pub latest: DateTime<Utc>,
}

/// `GET /admin/subjects/one`, and the answer to an erasure that was not done.
///
/// Form: `POST /admin/subjects/erase` (`site`, `id`, `typed`).
#[derive(Debug, Clone, Template)]
#[template(path = "pages/subject.html")]
pub struct SubjectPage {
    /// The frame.
    pub layout: Layout,
    pub row: SubjectRow,
    /// The site's slug; empty for none.
    pub site: String,
    /// The latest of their sessions.
    pub sessions: Vec<SubjectSession>,
    /// Sorts of things that are held, by message, and how many of each.
    pub counts: Vec<(&'static str, u64)>,
    /// Where it is all in one file.
    pub export: String,
    /// What was typed before, and what is wrong with it.
    pub typed: String,
    pub typed_error: Option<String>,
}

/// One of somebody's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectSession {
    pub id: String,
    pub started: DateTime<Utc>,
    pub live: bool,
}
