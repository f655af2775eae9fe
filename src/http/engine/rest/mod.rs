//! The mirror of Zoom's REST API for Cobrowse, mounted under `/v2` (Zoom reference §9): four reads, so that tools written
//! for Zoom's API work here. Only where the built-in engine is on.

mod error;
mod gate;
mod paging;
mod params;
mod quota;
mod routes;
mod shapes;
mod window;

pub use error::RestError;

use crate::engine_keys::RestKeys;
use crate::http::state::AppState;
use crate::tokens::RestTokens;
use axum::Router;
use axum::middleware::from_fn_with_state as with;
use gate::Gate;
use paging::Paging;
use quota::{Label, Quotas};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Checks callers and their pages.
pub struct Rest {
    tokens: RestTokens,
    paging: Paging,
    quotas: Quotas,
}

impl Rest {
    pub fn new(keys: &RestKeys) -> Self {
        Self { tokens: RestTokens::new(keys), paging: Paging::new(keys), quotas: Quotas::default() }
    }
}

/// The routes by their rate label, without the gate: for the description.
fn by_label() -> [(Label, OpenApiRouter<AppState>); 2] {
    let light = OpenApiRouter::new()
        .routes(routes!(routes::live_sessions))
        .routes(routes!(routes::session))
        .routes(routes!(routes::session_users));
    let intensive = OpenApiRouter::new().routes(routes!(routes::past_sessions));
    [(Label::Light, light), (Label::ResourceIntensive, intensive)]
}

/// The routes as the description knows them.
pub fn described() -> OpenApiRouter<AppState> {
    by_label().into_iter().fold(OpenApiRouter::new(), |all, (_, routes)| all.merge(routes))
}

/// The routes behind their gate: first the token, then the rate, then the request itself.
pub fn routes(state: &AppState) -> Router<AppState> {
    by_label().into_iter().fold(Router::new(), |all, (label, routes)| {
        let gate = Gate { rest: state.rest.clone(), clock: state.ops.clock.clone(), label };
        all.merge(Router::from(routes).route_layer(with(gate, gate::admit)))
    })
}

/// What handlers share: a caller who came this far showed a token, so the keys are there.
fn rest_of(state: &Option<Arc<Rest>>) -> Result<&Rest, RestError> {
    state.as_deref().ok_or(RestError::Unauthorized)
}
