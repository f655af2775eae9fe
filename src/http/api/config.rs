use crate::broker::{Broker, Engine};
use crate::domain::{Pin, Windows};
use crate::http::state::Site;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a page may know about this service. Flags, no secrets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigShape {
    /// `builtin` or `zoom`.
    engine: &'static str,
    /// Where the SDK and the desk are loaded from.
    base_url: String,
    /// Public.
    sdk_key: String,
    /// A version to put at the end of the SDK's address.
    sdk_version: Option<String>,
    /// `auto`: the engine makes the PIN. `custom`: the broker does.
    pin_mode: &'static str,
    /// Whether customers are asked before an agent sees their page. Built-in engine only.
    asks_consent: bool,
    has_sdk_secret: bool,
    has_api_credentials: bool,
    has_webhook_secret: bool,
    limits: LimitsShape,
}

/// Limits a page may want to explain.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LimitsShape {
    /// Digits of an automatic PIN.
    pin_digits: usize,
    /// Characters of any PIN.
    pin_max_length: usize,
    pin_window_seconds: i64,
    recovery_window_seconds: i64,
    max_session_seconds: i64,
    agents_per_session: usize,
}

/// What is set up here
///
/// For pages that load the SDK, and for a first look at a new installation.
#[utoipa::path(get, path = "/api/config", tag = "service", responses((status = 200, body = ConfigShape)))]
pub async fn config(State(broker): State<Broker>, State(site): State<Arc<Site>>) -> Json<ConfigShape> {
    let settings = broker.settings();
    Json(ConfigShape {
        engine: settings.engine.as_str(),
        base_url: settings.base_url.clone(),
        sdk_key: broker.sdk_key().to_owned(),
        sdk_version: site.config.engine.sdk_version.clone(),
        pin_mode: settings.pin_mode.as_str(),
        asks_consent: settings.engine == Engine::Builtin && settings.ask_consent,
        // the built-in engine makes its own; without one the service does not start
        has_sdk_secret: true,
        has_api_credentials: site.config.engine.api_credentials.is_some(),
        has_webhook_secret: site.config.engine.webhook_secret.is_some(),
        limits: LimitsShape {
            pin_digits: settings.pin_digits,
            pin_max_length: Pin::MAX_LENGTH,
            pin_window_seconds: settings.windows.pin.num_seconds(),
            recovery_window_seconds: Windows::RECOVERY.num_seconds(),
            max_session_seconds: settings.windows.longest.num_seconds(),
            agents_per_session: Windows::SEATS,
        },
    })
}
