//! `/problems/{slug}`: where the `type` of a problem leads, for whoever meets one.

use super::views::{Assets, Piece, ProblemPage, Section, SortRow};
use super::{layout, render, wrong};
use crate::http::error::{Cure, Error, Kind};
use crate::http::extract::CurrentBrowser;
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::Site;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use std::sync::Arc;

/// `GET /problems/{slug}`
pub async fn problem(
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    browser: Option<CurrentBrowser>,
    Path(slug): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let Cure { slug, when, cure } = Cure::find(&slug).ok_or(Error::NotFound)?;
    let (title, advice) = wrong::cure(words(), slug);
    let agent = browser.as_ref().map(|CurrentBrowser(signed_in)| &signed_in.agent);
    let page = ProblemPage {
        layout: layout(&assets, &site, agent, Section::None),
        title,
        advice,
        slug: slug.to_owned(),
        sorts: Kind::ALL.iter().filter(|kind| kind.slug == slug).map(sort).collect(),
        when: pieces(when),
        cure: pieces(cure),
    };
    Ok((Policy::Page, render(&page)?))
}

fn sort(kind: &Kind) -> SortRow {
    SortRow { status: kind.status.as_u16(), title: kind.title.to_owned(), code: kind.code }
}

/// A sentence of the table, whose code stands between backticks.
fn pieces(text: &str) -> Vec<Piece> {
    let parts = text.split('`').enumerate().filter(|(_, text)| !text.is_empty());
    parts.map(|(index, text)| Piece { is_code: index % 2 == 1, text: text.to_owned() }).collect()
}
