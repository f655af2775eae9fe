//! `/admin/figures`: pictures, and the numbers in them.

use super::{Chart, Flash, Layout, Section};
use askama::Template;

/// `GET /admin/figures`
#[derive(Debug, Clone, Template)]
#[template(path = "pages/figures.html")]
pub struct FiguresPage {
    /// The frame.
    pub layout: Layout,
    pub asked: FiguresForm,
    /// Every time zone there is.
    pub zones: Vec<&'static str>,
    /// Ids of sites.
    pub sites: Vec<String>,
    /// The days that are shown, in words; nothing where the question was wrong.
    pub period: Option<String>,
    /// What matters most: a word and a number.
    pub facts: Vec<(String, String)>,
    pub pictures: Vec<Picture>,
    /// Where the same is as CSV.
    pub csv: String,
}

/// What was asked for, as it stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiguresForm {
    pub period: String,
    pub from: String,
    pub to: String,
    pub zone: String,
    pub site: String,
    pub dates_error: Option<String>,
    pub zone_error: Option<String>,
    pub site_error: Option<String>,
}

/// A chart and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub chart: Chart,
    /// The names of the series, in their order; nothing where there is one.
    pub legend: Vec<String>,
    /// Of the table: the word and its kind.
    pub heads: Vec<(String, &'static str)>,
    /// The first cell is what the row is about.
    pub rows: Vec<Vec<String>>,
}
