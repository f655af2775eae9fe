//! `/docs`: the API, for people.

use super::{Flash, Layout, Section};
use askama::Template;

/// `GET /docs`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/docs.html")]
pub struct DocsPage {
    /// The frame.
    pub layout: Layout,
    /// Version of the API's description.
    pub version: String,
    /// Address of the machine-readable description.
    pub openapi_url: String,
    /// Operations by subject.
    pub groups: Vec<OperationGroup>,
}

/// Operations about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationGroup {
    /// Part of the address after `#`.
    pub slug: String,
    /// Heading.
    pub title: String,
    /// A sentence or two; empty for none.
    pub description: String,
    /// In reading order.
    pub operations: Vec<Operation>,
}

/// One method on one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Part of the address after `#`, unique on the page.
    pub slug: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// Path with `{names}`.
    pub path: String,
    /// One line.
    pub summary: String,
    /// Paragraphs.
    pub description: Vec<String>,
    /// Who may call it; empty where anyone may.
    pub who: String,
    /// Parameters in path, query and headers.
    pub parameters: Vec<Parameter>,
    /// Schema or example of the request body as pretty text.
    pub request: Option<String>,
    /// Schema or example of the successful answer.
    pub response: Option<String>,
    /// One row per status.
    pub responses: Vec<ResponseRow>,
}

impl Operation {
    fn method_class(&self) -> String {
        self.method.to_ascii_lowercase()
    }
}

/// One parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    /// Type in words.
    pub kind: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it means.
    pub description: String,
}

/// One status an operation may answer with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseRow {
    /// HTTP status.
    pub status: String,
    /// When.
    pub description: String,
}
