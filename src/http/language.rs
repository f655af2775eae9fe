//! The language of the page that answers a request: the person's own, else the one chosen in this browser before they
//! signed in, else the one the browser likes, else English.

use super::cookies;
use super::error::answers_in_json;
use super::extract::COOKIE;
use crate::identity::{People, SignedIn};
use crate::words::{Language, Words};
use axum::extract::{Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use std::cell::Cell;

tokio::task_local! {
    static CURRENT: Cell<Option<Language>>;
}

/// Words for whoever sent the request this task is answering; English outside of one.
pub fn words() -> Words {
    Words::new(known().unwrap_or_default())
}

/// The language they are known to like.
pub fn known() -> Option<Language> {
    CURRENT.try_with(Cell::get).ok().flatten()
}

/// From here on the answer speaks `language`: called once it is known who asks.
pub fn speak(language: Language) {
    let _ = CURRENT.try_with(|current| current.set(Some(language)));
}

/// Layer: begins with the browser's language.
pub async fn listen(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let language = Cell::new(chosen(headers).or_else(|| of_browser(headers)));
    CURRENT.scope(language, next.run(request)).await
}

/// Layer: the page of an error speaks the language of whoever is signed in, even where nothing else asked who that is.
pub async fn know_reader(State(people): State<People>, request: Request, next: Next) -> Response {
    let is_page = !answers_in_json(request.uri().path());
    let cookie =
        CookieJar::from_headers(request.headers()).get(COOKIE).filter(|_| is_page).map(|c| c.value().to_owned());
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if let Some(cookie) = cookie.filter(|_| failed) {
        // without a database the page speaks the browser's language
        if let Ok(Some(SignedIn { agent, .. })) = people.by_cookie(&cookie).await
            && let Some(language) = agent.language
        {
            speak(language);
        }
    }
    response
}

fn chosen(headers: &HeaderMap) -> Option<Language> {
    CookieJar::from_headers(headers).get(cookies::LANGUAGE).and_then(|cookie| cookie.value().parse().ok())
}

fn of_browser(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE).map(HeaderValue::to_str);
    header.and_then(Result::ok).and_then(Language::asked_for)
}
