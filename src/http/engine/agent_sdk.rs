//! The agent SDK, for the agents' own pages (`docs/agent-sdk.md`). Zoom ships its own as a package only; the addresses
//! are ours, in the manner of the customer SDK's.

use super::sdk::is_version;
use crate::broker::Broker;
use crate::http::assets;
use crate::http::error::Error;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

const MODULE: &str = "agent-sdk.js";
const CLASSIC: &str = "agent-sdk-umd.js";

/// `GET /static/resource/agent-sdk/{key}/js`: an ES module that exports `ZoomCobrowseAgentSDK`.
pub async fn module(
    State(broker): State<Broker>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    script(&broker, MODULE, &key, None, &headers)
}

/// `GET /static/resource/agent-sdk/{key}/js/{version}`
pub async fn versioned_module(
    State(broker): State<Broker>,
    Path((key, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    script(&broker, MODULE, &key, Some(&version), &headers)
}

/// `GET /static/resource/agent-sdk/{key}/umd`: a classic script that makes the global `ZoomCobrowseAgentSDK`.
pub async fn classic(
    State(broker): State<Broker>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    script(&broker, CLASSIC, &key, None, &headers)
}

/// `GET /static/resource/agent-sdk/{key}/umd/{version}`
pub async fn versioned_classic(
    State(broker): State<Broker>,
    Path((key, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    script(&broker, CLASSIC, &key, Some(&version), &headers)
}

/// There is one build, so every version is it.
fn script(
    broker: &Broker,
    name: &str,
    key: &str,
    version: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    if key != broker.sdk_key() || version.is_some_and(|version| !is_version(version)) {
        return Err(Error::NotFound);
    }
    assets::shared_script(name, headers)
}
