//! Server-rendered pages: the handlers that fill the views.

mod account;
mod agents;
mod audit;
mod demo;
mod desk;
mod docs;
mod doctor;
mod figures;
mod history;
mod home;
mod keys;
mod language;
mod manager;
mod problems;
mod provider;
mod session;
mod sessions;
mod settings;
mod sign_in;
mod sites;
mod subjects;
pub mod views;
mod webhooks;
mod wrong;
mod zoom;

pub use docs::{Docs, docs_routes};

use crate::domain::Role;
use crate::http::assets::asset_path;
use crate::http::error::{Error, Problem};
use crate::http::language::words;
use crate::http::state::{AppState, Site};
use crate::store::Agent;
use crate::words::Language;
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use views::{Assets, Layout, Person, Section};

/// Pages anybody may see.
pub fn public_routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .route("/problems/{slug}", get(problems::problem))
        .route("/login", get(sign_in::login_page).post(sign_in::sign_in))
        .route("/logout", post(sign_in::sign_out))
        .route("/login/provider", get(provider::go))
        .route("/login/provider/callback", get(provider::come_back))
        .route("/login/provider/out", get(provider::out))
        .route("/password", get(sign_in::password_page).post(sign_in::choose_password))
        .route("/setup", get(sign_in::setup_page).post(sign_in::set_up))
        .route("/language", post(language::choose))
}

/// Pages of signed-in people. Others are sent to the sign-in first.
pub fn people_routes() -> Router<AppState> {
    Router::new()
        .route("/agent", get(desk::desk))
        .route("/admin", get(sessions::list))
        .route("/admin/history", get(history::list))
        .route("/admin/sessions/{id}", get(session::show))
        .route("/admin/agents", get(agents::list).post(agents::add))
        .route("/admin/agents/{id}/disable", post(agents::disable))
        .route("/admin/agents/{id}/enable", post(agents::enable))
        .route("/admin/agents/{id}", get(agents::show))
        .route("/admin/agents/{id}/role", post(agents::set_role))
        .route("/admin/agents/{id}/skills", post(agents::set_skills))
        .route("/admin/agents/{id}/password-link", post(agents::password_link))
        .route("/admin/agents/{id}/sign-out", post(agents::end_browsers))
        .route("/admin/agents/{id}/unlink", post(agents::unlink))
        .route("/admin/keys", get(keys::list).post(keys::add))
        .route("/admin/keys/{id}/revoke", post(keys::revoke))
        .route("/admin/doctor", get(doctor::show).post(doctor::examine))
        .route("/admin/doctor/page", post(doctor::examine_page))
        .route("/admin/figures", get(figures::show).layer(compressed()))
        .route("/admin/audit", get(audit::show))
        .route("/admin/audit/verify", post(audit::verify))
        .route("/admin/subjects", get(subjects::find))
        .route("/admin/subjects/one", get(subjects::show))
        .route("/admin/subjects/export", get(subjects::export))
        .route("/admin/subjects/erase", post(subjects::erase))
        .route("/admin/webhooks", get(webhooks::list).post(webhooks::add))
        .route("/admin/webhooks/{id}", get(webhooks::show).post(webhooks::save))
        .route("/admin/webhooks/{id}/replay", post(webhooks::replay))
        .route("/admin/webhooks/{id}/deliveries/{delivery}/retry", post(webhooks::retry))
        .route("/admin/webhooks/{id}/{what}", post(webhooks::act))
        .route("/admin/settings", get(settings::show).post(settings::save))
        .route("/admin/sites", get(sites::list).post(sites::add))
        .route("/admin/sites/{id}", get(sites::show).post(sites::save))
        .route("/admin/sites/{id}/disable", post(sites::disable))
        .route("/admin/sites/{id}/enable", post(sites::enable))
        .route("/admin/sites/{id}/key", post(sites::set_key))
        .route("/admin/sites/{id}/new-secret", post(sites::make_secret))
        .route("/admin/sites/{id}/no-key", post(sites::remove_key))
        .route("/account", get(account::account))
        .route("/account/language", post(account::choose_language))
        .route("/account/password", post(account::change_password))
        .route("/account/provider", post(account::link))
        .route("/account/provider/unlink", post(account::unlink))
        .route("/account/keys", post(account::add_key))
        .route("/account/keys/{id}/revoke", post(account::revoke_key))
        .route("/account/sessions/revoke-others", post(account::revoke_others))
        .route("/account/sessions/{id}/revoke", post(account::revoke))
        .layer(middleware::from_fn(to_sign_in))
}

/// For long pages with nothing private in them. Others are never compressed, so that their length tells nothing of what they
/// say.
fn compressed() -> CompressionLayer {
    CompressionLayer::new()
}

/// What supervisors see of Zoom, where Zoom's engine serves.
pub fn zoom_routes() -> Router<AppState> {
    Router::new()
        .route("/admin/zoom", get(zoom::show))
        .route("/admin/zoom/check", post(zoom::check))
        .route("/admin/zoom/match", post(zoom::match_by_hand))
        .layer(middleware::from_fn(to_sign_in))
}

/// The demo company's website.
pub fn demo_routes() -> Router<AppState> {
    Router::new()
        .route("/customer", get(demo::home))
        .route("/customer/quote", get(demo::quote).post(demo::quote_sent))
        .route("/customer/policies", get(demo::policies))
        .route("/customer/claims", get(demo::claims))
}

/// Who is not signed in comes back here after signing in.
async fn to_sign_in(uri: Uri, request: Request, next: Next) -> Response {
    let is_read = request.method().is_safe();
    let response = next.run(request).await;
    if response.status() != StatusCode::UNAUTHORIZED {
        return response;
    }
    let back = uri.path_and_query().filter(|_| is_read).map_or("/agent", |path| path.as_str());
    let next = percent(back);
    Redirect::to(&format!("/login?next={next}")).into_response()
}

/// A path as the value of a query parameter.
fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A rendered page.
pub fn render(page: &impl Template) -> Result<Html<String>, Error> {
    page.render().map(Html).map_err(Error::internal)
}

/// The frame around a page.
fn layout(assets: &Arc<Assets>, site: &Site, agent: Option<&Agent>, section: Section) -> Layout {
    Layout {
        words: words(),
        assets: assets.clone(),
        person: agent.map(|agent| Person { name: agent.name.as_str().to_owned(), role: view_role(agent.role) }),
        section,
        flash: None,
        demo: site.demo.is_some(),
        zoom: site.is_zoom(),
    }
}

fn view_role(role: Role) -> views::Role {
    match role {
        Role::Agent => views::Role::Agent,
        Role::Supervisor => views::Role::Supervisor,
        Role::Admin => views::Role::Admin,
    }
}

/// The page of a problem, with a way on.
pub fn error_page(assets: &Arc<Assets>, site: &Site, problem: &Problem) -> String {
    let words = words();
    let next = match problem.status() {
        StatusCode::UNAUTHORIZED => Some(("error-sign-in", "/login")),
        StatusCode::FORBIDDEN => Some(("error-to-desk", "/agent")),
        _ => None,
    };
    let (title, detail) = wrong::of_problem(words, problem);
    let page = views::ErrorPage {
        layout: layout(assets, site, None, Section::None),
        status: problem.status().as_u16(),
        title: title.clone(),
        detail,
        next: next.map(|(key, href)| (words.say(key).to_string(), href.to_owned())),
        about: Some(format!("/problems/{}", problem.kind.slug)),
        request_id: Some(problem.request_id.to_string()),
    };
    page.render().unwrap_or(title)
}

/// Addresses of the bundled assets.
pub fn assets() -> Assets {
    Assets {
        app_css: asset_path("app.css"),
        demo_css: asset_path("demo.css"),
        agent_js: asset_path("agent.js"),
        admin_js: asset_path("admin.js"),
        forms_js: asset_path("forms.js"),
        customer_js: asset_path("customer.js"),
        page_words_js: Language::ALL.map(|language| asset_path(&format!("page-words-{}.js", language.tag()))),
    }
}
