//! HTTP: the one route table, and what every route shares: headers, problems, extractors, layers.

pub mod api;
pub mod assets;
pub mod cookies;
pub mod cors;
pub mod csrf;
mod doctor;
pub mod engine;
pub mod error;
mod error_from;
pub mod extract;
mod hosts;
pub mod language;
pub mod ops;
pub mod pages;
pub mod request_id;
pub mod scopes;
pub mod security;
pub mod shields;
pub mod stack;
pub mod state;
mod zoom_webhook;

use crate::broker::Engine;
use axum::Router;
use axum::middleware::from_fn_with_state as with;
use axum::routing::{get, post};
use cors::AllowedOrigins;
use error::ErrorPage;
use pages::Docs;
use security::SecurityHeaders;
use stack::{RequestLimits, Stack};
use state::AppState;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// The description of the API, made from its routes.
pub fn description() -> OpenApi {
    let own = api::customer_routes().merge(api::people_routes()).merge(api::token_routes());
    let routes = own.merge(api::agent_page_routes()).merge(engine::rest::described());
    let mut description = routes.split_for_parts().1;
    api::description::add_security(&mut description);
    api::description::complete(&mut description);
    api::describe_events(&mut description);
    description
}

/// Every route of the service, inside its layers.
pub fn router(state: AppState) -> Router {
    let own = Arc::new(state.site.public.clone());
    let allowed = AllowedOrigins::of_host_sites(state.sites.clone());
    let shared = |routes: Router<AppState>| routes.layer(with(allowed.clone(), cors::share));
    let agent_pages = AllowedOrigins::new(state.site.public.clone(), &state.site.config.network.agent_origins);
    let guarded = |routes: Router<AppState>| routes.route_layer(with(own.clone(), csrf::refuse_foreign));

    let mut routes = Router::new()
        .merge(shared(api::customer_routes().merge(api::token_routes()).into()))
        .merge(Router::from(api::agent_page_routes()).layer(with(agent_pages, cors::share)))
        .merge(guarded(api::people_routes().into()))
        .merge(guarded(pages::people_routes()))
        .merge(guarded(pages::public_routes()))
        .merge(pages::docs_routes())
        .merge(service_routes());
    if state.site.config.network.admin_listen.is_none() {
        routes = routes.route("/metrics", get(ops::metrics));
    }
    routes = match state.broker.settings().engine {
        Engine::Builtin => routes.merge(engine::routes()).merge(engine::rest::routes(&state)),
        // Zoom's servers have no origin and no cookie: their signature stands for both
        Engine::Zoom => {
            routes.route("/webhooks/zoom", post(zoom_webhook::receive)).merge(guarded(pages::zoom_routes()))
        }
    };
    if state.site.demo.is_some() {
        routes = routes.merge(guarded(pages::demo_routes()));
    }
    let routes = routes
        .fallback(error::not_found)
        .layer(with(state.people.clone(), language::know_reader))
        .layer(with(state.site.clone(), hosts::keep_apart));
    let stack = stack_of(&state);
    stack::wrap(routes.with_state(state), stack)
}

/// What the admin listener serves: metrics and health.
pub fn admin_router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/healthz", get(ops::healthz))
        .route("/readyz", get(ops::readyz))
        .route("/metrics", get(ops::metrics))
        .fallback(error::not_found);
    let stack = stack_of(&state);
    stack::wrap(routes.with_state(state), stack)
}

/// About the service itself: nothing here depends on who asks.
fn service_routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(ops::healthz))
        .route("/readyz", get(ops::readyz))
        .route("/csp-report", post(security::csp_report))
        .route("/assets/{*file}", get(assets::asset))
        .route("/api/doctor/{word}", get(doctor::echo))
        .route("/api/doctor/{word}/socket", get(doctor::socket))
        .route("/api/doctor/{word}/events", get(doctor::events))
        .route("/embed.js", get(assets::embed))
        .route("/embed/{file}", get(assets::pinned_embed))
        .route("/embed.d.ts", get(assets::embed_types))
        .route("/embed.json", get(assets::embed_facts))
}

fn stack_of(state: &AppState) -> Stack {
    let (assets, site) = (state.assets.clone(), state.site.clone());
    Stack {
        random: state.ops.random.clone(),
        proxies: state.site.config.network.trusted_proxies.clone(),
        security: SecurityHeaders { https: state.site.public.is_secure() },
        error_page: ErrorPage::new(move |problem| pages::error_page(&assets, &site, problem)),
        limits: RequestLimits { in_flight: state.site.config.limits.in_flight, ..RequestLimits::default() },
    }
}

/// The API's description in both forms.
pub fn docs() -> Arc<Docs> {
    Arc::new(Docs::new(&description()))
}
