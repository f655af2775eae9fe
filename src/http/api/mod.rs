//! The JSON API of design §4.

mod agent;
mod audit;
mod case_file;
mod cells;
mod config;
mod customer;
pub mod description;
mod desk_ticket;
mod end_many;
mod events;
mod export;
mod figures;
mod file;
mod history;
mod invites;
mod live;
mod parameters;
mod people;
mod report;
mod sessions;
mod shapes;
mod signals;
mod stream;
mod token;
mod views;
mod waiting;
mod watch;
mod webhooks;

pub use audit::{AuditParams, asked as audit_asked};
pub use events::describe as describe_events;
pub use figures::{FiguresParams, asked as figures_asked};
pub use history::{HistoryParams, filter_of, mark_text};
pub use sessions::{ListParams, query_of};
pub use shapes::{EntryShape, Summary};

use crate::http::state::AppState;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The description of the API, made from the code.
#[derive(OpenApi)]
#[openapi(
    info(title = "cobroker", description = "Session broker with a PIN registry for co-browsing support."),
    tags(
        (name = "customer", description = "Called by the page of the customer, on the website that embeds cobroker."),
        (name = "agent", description = "Called by an agent's page, or by a machine with an agent's API key."),
        (name = "together", description = "Several people in one session: asking a colleague in, handing over, watching and barging in."),
        (name = "sessions", description = "Seeing and ending sessions: one's own as an agent, everyone's as a supervisor."),
        (name = "oversight", description = "What supervisors and admins see of it all: figures and the audit trail."),
        (name = "events", description = "What happened, numbered without gaps: read from any number, and told to webhooks."),
        (name = "webhooks", description = "Endpoints that are told of events: set up, tried, told again. For admins."),
        (name = "zoom", description = "The mirror of Zoom's REST API for Cobrowse, where the built-in engine is on. Called with a JWT of the REST API key (HS256; `iss`, `iat`, `exp`); `cobroker api-key rest` shows key and secret."),
        (name = "people", description = "Who may sign in. For admins, and their keys with `people:manage`."),
        (name = "service", description = "About the service itself."),
    )
)]
struct Api;

/// Routes of the customer's page, on other origins than ours: CORS, no cookies.
pub fn customer_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(customer::start))
        .routes(routes!(report::report_pin))
        .routes(routes!(report::report_event))
        .routes(routes!(signals::signals))
        .routes(routes!(config::config))
}

/// Routes of people and their machines: a cookie or an API key.
pub fn people_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(agent::connect))
        .routes(routes!(waiting::waiting_list))
        .routes(routes!(waiting::take_waiting))
        .routes(routes!(agent::reopen_desk))
        .routes(routes!(agent::desk_presence))
        .routes(routes!(agent::leave))
        .routes(routes!(invites::colleagues))
        .routes(routes!(invites::invite))
        .routes(routes!(invites::invites))
        .routes(routes!(invites::accept))
        .routes(routes!(invites::decline))
        .routes(routes!(invites::withdraw))
        .routes(routes!(watch::watch))
        .routes(routes!(watch::barge_in))
        .routes(routes!(sessions::revoke))
        .routes(routes!(sessions::list))
        .routes(routes!(stream::stream))
        .routes(routes!(live::live))
        .routes(routes!(history::history))
        .routes(routes!(export::export))
        .routes(routes!(end_many::end_many))
        .routes(routes!(views::views, views::save_view))
        .routes(routes!(views::delete_view))
        .routes(routes!(sessions::show))
        .routes(routes!(sessions::timeline))
        .routes(routes!(people::list_people))
        .routes(routes!(people::keep_out))
        .routes(routes!(people::let_in))
        .routes(routes!(figures::figures))
        .routes(routes!(figures::figures_csv))
        .routes(routes!(audit::audit))
        .routes(routes!(audit::export_audit))
        .routes(routes!(audit::audit_verification))
        .routes(routes!(case_file::see_case))
        .routes(routes!(case_file::save_note))
        .routes(routes!(case_file::set_ticket))
        .routes(routes!(case_file::set_outcome))
        .routes(routes!(events::read))
        .routes(routes!(webhooks::list, webhooks::add))
        .routes(routes!(webhooks::show, webhooks::change, webhooks::remove))
        .routes(routes!(webhooks::rotate))
        .routes(routes!(webhooks::test))
        .routes(routes!(webhooks::replay))
        .routes(routes!(webhooks::attempts))
        .routes(routes!(webhooks::retry))
}

/// Routes of the agents' own pages, on other origins than ours: CORS, an agent token, no cookies.
pub fn agent_page_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(desk_ticket::ticket))
}

/// `POST /api/token` is for both: role 1 as a customer's site, role 2 as an agent.
pub fn token_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(token::token))
}
