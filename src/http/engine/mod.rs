//! The wire surface of the built-in engine: Zoom's addresses, served from our own origin (Zoom reference §14).

mod agent_sdk;
mod desk;
pub mod rest;
mod sdk;
mod ws;

use crate::http::state::AppState;
use axum::Router;
use axum::routing::get;

/// Zoom's addresses, and the viewer. Only where the built-in engine is on.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/static/resource/sdk/{key}/js", get(sdk::unversioned))
        .route("/static/resource/sdk/{key}/js/{version}", get(sdk::versioned))
        .route("/static/resource/agent-sdk/{key}/js", get(agent_sdk::module))
        .route("/static/resource/agent-sdk/{key}/js/{version}", get(agent_sdk::versioned_module))
        .route("/static/resource/agent-sdk/{key}/umd", get(agent_sdk::classic))
        .route("/static/resource/agent-sdk/{key}/umd/{version}", get(agent_sdk::versioned_classic))
        .route("/sdkapi/zcb/frame-templates/desk", get(desk::desk))
        .route("/sdkapi/zcb/socket/customer", get(ws::customer))
        .route("/sdkapi/zcb/socket/desk", get(ws::desk))
        .route("/viewer", get(desk::viewer))
}
