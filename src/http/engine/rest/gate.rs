//! Who may ask, and how often.

use super::quota::Label;
use super::{Rest, RestError};
use crate::clock::Clock;
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

#[derive(Clone)]
pub struct Gate {
    /// `None` where there are no keys; then nobody may.
    pub rest: Option<Arc<Rest>>,
    pub clock: Arc<dyn Clock>,
    pub label: Label,
}

/// Layer: a good token of the API key, then the rate. Strangers use nothing up.
pub async fn admit(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let now = gate.clock.now();
    let known =
        gate.rest.as_deref().filter(|rest| bearer(&request).is_some_and(|token| rest.tokens.check(token, now).is_ok()));
    let Some(rest) = known else { return RestError::Unauthorized.into_response() };
    let counted = rest.quotas.count(gate.label, now);
    let mut response = match counted.refused() {
        Some(message) => RestError::TooMany(message).into_response(),
        None => next.run(request).await,
    };
    counted.put(response.headers_mut());
    response
}

fn bearer(request: &Request) -> Option<&str> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
