//! `POST /csp-report`: browsers tell when a page tried what its policy forbids.

use axum::body::Bytes;
use axum::http::StatusCode;
use serde::Deserialize;

/// Bytes of a report; browsers send one to two thousand.
const LIMIT: usize = 8 * 1024;

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "csp-report")]
    body: Violation,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Violation {
    effective_directive: Option<String>,
    violated_directive: Option<String>,
}

/// Counts the report (`csp_reports_total`) and logs the directive. The rest, addresses above all, is the sender's claim
/// and may hold anything, so it goes nowhere.
pub async fn csp_report(body: Bytes) -> StatusCode {
    if body.len() > LIMIT {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let directive = directive(&body);
    metrics::counter!("csp_reports_total").increment(1);
    tracing::warn!(csp.directive = directive, "a page broke its content security policy: {directive}");
    StatusCode::NO_CONTENT
}

/// The directive's name, if it looks like one.
fn directive(body: &[u8]) -> String {
    let told = serde_json::from_slice(body)
        .ok()
        .and_then(|Report { body }| body.effective_directive.or(body.violated_directive));
    let name = told.as_deref().and_then(|text| text.split_ascii_whitespace().next()).unwrap_or_default();
    let fits = (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if fits { name.to_owned() } else { "unknown".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_directive_gets_into_the_log() {
        assert_eq!(
            directive(br#"{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://x/?token=1"}}"#),
            "img-src"
        );
        assert_eq!(directive(br#"{"csp-report":{"violated-directive":"script-src 'self'"}}"#), "script-src");
        for odd in
            [r#"{"csp-report":{"effective-directive":"a\nb=1"}}"#, r#"{"csp-report":{}}"#, "[]", "", "\u{1b}[31m"]
        {
            assert_eq!(directive(odd.as_bytes()), if odd.contains("a\\n") { "a" } else { "unknown" }, "{odd}");
        }
    }

    #[tokio::test]
    async fn a_report_is_taken_and_a_flood_in_one_body_is_not() {
        assert_eq!(csp_report(Bytes::from_static(b"{}")).await, StatusCode::NO_CONTENT);
        assert_eq!(csp_report(Bytes::from(vec![b' '; LIMIT + 1])).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
