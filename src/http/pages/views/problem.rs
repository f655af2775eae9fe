//! `/problems/{slug}`: what a problem means, and what to do about it.

use super::{Flash, Layout, Section};
use askama::Template;

/// `GET /problems/{slug}`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/problem.html")]
pub struct ProblemPage {
    /// The frame.
    pub layout: Layout,
    /// The last part of `type`.
    pub slug: String,
    /// What people read above it.
    pub title: String,
    /// What they do about it.
    pub advice: String,
    /// Statuses and titles it comes with, at least one.
    pub sorts: Vec<SortRow>,
    /// When it is answered.
    pub when: Vec<Piece>,
    /// What to do about it.
    pub cure: Vec<Piece>,
}

/// One status a problem comes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortRow {
    /// HTTP status.
    pub status: u16,
    /// What people read.
    pub title: String,
    /// Zoom's number for the same thing, where it has one.
    pub code: Option<u32>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Shown as code.
    pub is_code: bool,
    /// Plain text.
    pub text: String,
}
