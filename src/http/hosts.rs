//! Keeps the viewer's origin apart: what a customer's page might do there must find nothing of ours.

use crate::http::error::Error;
use crate::http::state::Site;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Layer: on the viewer's origin there is the viewer, its script and nothing else; elsewhere there is no viewer.
pub async fn keep_apart(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let on_viewer = site.viewer != site.public && host == Some(site.viewer.authority().as_str());
    let path = request.uri().path();
    let allowed = match path {
        "/healthz" | "/readyz" => true,
        "/viewer" => on_viewer || site.viewer == site.public,
        path if path.starts_with("/assets/") => true,
        _ => !on_viewer,
    };
    if allowed { next.run(request).await } else { Error::NotFound.into_response() }
}
