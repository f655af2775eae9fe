//! `/admin/doctor`: what is wrong, and what to do.

use super::{Flash, Layout, Section};
use askama::Template;

/// `GET /admin/doctor`, and the answers to its forms.
///
/// Forms: `POST /admin/doctor`, `POST /admin/doctor/page` (`url`, `mask_selectors`).
#[derive(Debug, Clone, Template)]
#[template(path = "pages/doctor.html")]
pub struct DoctorPage {
    /// The frame.
    pub layout: Layout,
    /// What was just found; nothing before the first question.
    pub report: Option<DoctorReport>,
    /// Site of the page the report is about; `None`: it is about the installation.
    pub about: Option<String>,
    /// Address typed before.
    pub url: String,
    /// Selectors typed before.
    pub mask_selectors: String,
    /// What is wrong with the address.
    pub url_error: Option<String>,
    /// Pages inside the network are for the program at the shell.
    pub only_public: bool,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoctorReport {
    /// How many of what, each in words.
    pub counts: Vec<String>,
    /// The worst first; none is empty.
    pub groups: Vec<FindingGroup>,
    /// Fields of the page's forms.
    pub fields: Vec<FieldRow>,
    /// What is in order.
    pub passed: Vec<String>,
    /// What was not looked at, and why.
    pub unchecked: Vec<String>,
}

/// Findings of one severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingGroup {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    pub findings: Vec<FindingRow>,
}

impl FindingGroup {
    /// The message with their heading.
    fn key(&self) -> &'static str {
        match self.severity {
            "error" => "doctor-errors",
            "warning" => "doctor-warnings",
            _ => "doctor-notes",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// Counts through the report, for ids.
    pub number: usize,
    pub slug: String,
    pub title: String,
    pub saw: String,
    pub why: String,
    pub cure: String,
    /// What to copy.
    pub paste: Option<String>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    pub field: String,
    /// Empty if it has none.
    pub label: String,
    /// `always-masked`, `masked-by-settings` or `visible`.
    pub seen: String,
    /// Empty if nothing is guessed.
    pub may_hold: String,
}

impl FieldRow {
    /// The message with the verdict.
    fn key(&self) -> &'static str {
        match self.seen.as_str() {
            "always-masked" => "doctor-always-masked",
            "masked-by-settings" => "doctor-masked-by-settings",
            _ => "doctor-visible",
        }
    }

    fn is_visible(&self) -> bool {
        self.seen == "visible"
    }
}
