//! The language of the page that answers a request: the person's own, else the one the browser likes, else English.

use crate::words::{Language, Words};
use axum::extract::Request;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
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
    let language = Cell::new(of_browser(request.headers()));
    CURRENT.scope(language, next.run(request)).await
}

fn of_browser(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE).map(HeaderValue::to_str);
    header.and_then(Result::ok).and_then(Language::asked_for)
}
