//! The desk at Zoom's address, and the viewer it keeps the customer's page in.

use crate::http::assets::asset_path;
use crate::http::error::Error;
use crate::http::language;
use crate::http::pages::render;
use crate::http::security::Nonce;
use crate::http::state::{Ops, Site};
use crate::words::Words;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

/// What the address says beside the token.
#[derive(Deserialize)]
pub struct Asked {
    /// The reader's language; without it the browser's counts. No cookie comes with a frame on another site.
    lang: Option<String>,
}

impl Asked {
    fn words(&self) -> Words {
        let asked = self.lang.as_deref().and_then(|tag| tag.parse().ok());
        asked.map_or_else(language::words, Words::new)
    }
}

#[derive(Template)]
#[template(path = "pages/desk.html")]
struct DeskPage {
    words: Words,
    asset_desk_js: String,
    asset_desk_words: String,
    asset_desk_css: String,
    viewer_origin: String,
    /// Separated by spaces.
    parent_origins: String,
    open_tokens: bool,
}

#[derive(Template)]
#[template(path = "pages/viewer.html")]
struct ViewerPage {
    words: Words,
    asset_viewer_js: String,
    asset_viewer_words: String,
    nonce: String,
    desk_origin: String,
}

/// `GET /sdkapi/zcb/frame-templates/desk?access_token=…`: the page reads the token itself and wipes it from its address.
pub async fn desk(State(site): State<Arc<Site>>, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let words = asked.words();
    let parents = std::iter::once(&site.public).chain(&site.config.network.agent_origins);
    let page = DeskPage {
        words,
        asset_desk_js: asset_path("desk.js"),
        asset_desk_words: asset_path(&format!("desk-words-{}.js", words.language().tag())),
        asset_desk_css: asset_path("desk.css"),
        viewer_origin: site.viewer.to_string(),
        parent_origins: parents.map(ToString::to_string).collect::<Vec<_>>().join(" "),
        open_tokens: site.config.engine.open_tokens,
    };
    Ok((site.engine_desk_policy(), render(&page)?).into_response())
}

/// `GET /viewer`, on an origin of its own.
pub async fn viewer(
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let words = asked.words();
    let nonce = Nonce::generate(&*ops.random);
    let page = ViewerPage {
        words,
        asset_viewer_js: asset_path("viewer.js"),
        asset_viewer_words: asset_path(&format!("viewer-words-{}.js", words.language().tag())),
        nonce: nonce.to_string(),
        desk_origin: site.public.to_string(),
    };
    Ok((site.viewer_policy(nonce), render(&page)?).into_response())
}
