//! The customer SDK at Zoom's address (Zoom reference §3.1).

use crate::broker::Broker;
use crate::http::assets;
use crate::http::error::Error;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// `GET /static/resource/sdk/{key}/js`
pub async fn unversioned(
    State(broker): State<Broker>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if key != broker.sdk_key() {
        return Err(Error::NotFound);
    }
    assets::sdk_response(&headers)
}

/// `GET /static/resource/sdk/{key}/js/{version}`: `2.13.2` or `2.13.x`. There is one build, so every version is it.
pub async fn versioned(
    broker: State<Broker>,
    Path((key, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if !is_version(&version) {
        return Err(Error::NotFound);
    }
    unversioned(broker, Path(key), headers).await
}

pub(super) fn is_version(text: &str) -> bool {
    let number = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    match text.split('.').collect::<Vec<_>>()[..] {
        [major, minor, patch] => number(major) && number(minor) && (patch == "x" || number(patch)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_and_floating_versions_are_known() {
        assert!(["2.13.2", "2.13.x", "10.0.0"].into_iter().all(is_version));
        assert!(
            ["latest", "2", "2.13", "2.x.x", "2.13.2.1", "..", "2.13.-1"].into_iter().all(|text| !is_version(text))
        );
    }
}
