//! `/language`: the language of this browser, for whoever is not signed in. A person's own is on `/account`.

use super::sign_in::is_own_path;
use crate::http::cookies;
use crate::http::error::Error;
use crate::http::state::Site;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct LanguageForm {
    /// A tag.
    language: String,
    /// The page they were on.
    back: String,
}

/// `POST /language`
pub async fn choose(State(site): State<Arc<Site>>, Form(form): Form<LanguageForm>) -> Result<impl IntoResponse, Error> {
    let language = form.language.parse().map_err(|_| Error::no_such_choice("/language"))?;
    let back = Some(form.back.as_str()).filter(|back| is_own_path(back)).unwrap_or("/login");
    Ok((cookies::language(&site, Some(language)), Redirect::to(back)))
}
