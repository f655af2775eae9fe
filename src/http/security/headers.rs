//! The headers every response carries, whoever made it.

use super::Policy;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SERVER, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// What the headers depend on.
#[derive(Debug, Clone, Copy)]
pub struct SecurityHeaders {
    /// The public URL is https: browsers are told to stay with it for two years.
    pub https: bool,
}

/// A handler may say otherwise for these, such as the SDK, which other sites load.
const UNLESS_SET: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Layer, the outermost but one: sets the headers of hardening §5.
pub async fn protect(State(settings): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = response.extensions_mut().remove::<Policy>().unwrap_or_default();
    set(response.headers_mut(), &policy, settings);
    response
}

fn set(headers: &mut HeaderMap, policy: &Policy, settings: SecurityHeaders) {
    for (name, value) in UNLESS_SET {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    let permissions = HeaderValue::from_str(&policy.permissions()).expect("features and origins are ASCII");
    headers.entry("permissions-policy").or_insert(permissions);
    let csp = HeaderValue::from_str(&policy.header()).expect("origins and nonces are ASCII");
    headers.insert(CONTENT_SECURITY_POLICY, csp);
    if !policy.is_framed() {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if settings.https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if is_private(headers) {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    headers.remove(SERVER);
}

/// Pages and data are somebody's; an answer without a type (a redirect, 204) is not kept either.
fn is_private(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return true };
    ["text/html", "text/plain", "application/json", "application/problem+json"]
        .iter()
        .any(|private| kind.starts_with(private))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::{Html, IntoResponse};
    use axum::routing::get;
    use axum::{Router, body::Body, middleware};
    use tower::ServiceExt;

    async fn headers(https: bool, response: impl IntoResponse + Clone + Send + Sync + 'static) -> HeaderMap {
        let app = Router::new()
            .route("/", get(move || std::future::ready(response.clone())))
            .layer(middleware::from_fn_with_state(SecurityHeaders { https }, protect));
        app.oneshot(Request::new(Body::empty())).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn an_answer_nobody_thought_about_is_locked_up() {
        let headers = headers(false, ([("server", "x")], "hello")).await;
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert_eq!(headers["x-frame-options"], "DENY");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["content-security-policy"], Policy::Data.header());
        assert!(headers["permissions-policy"].to_str().unwrap().contains("display-capture=()"));
        assert!(!headers.contains_key("server") && !headers.contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn a_page_brings_its_policy() {
        let headers = headers(true, (Policy::Page, Html("<p>hi"))).await;
        assert_eq!(headers["content-security-policy"], Policy::Page.header());
        assert_eq!(headers["strict-transport-security"], "max-age=63072000; includeSubDomains");
    }

    #[tokio::test]
    async fn a_framed_page_has_no_x_frame_options() {
        let origin: crate::domain::Origin = "https://desk.example".parse().unwrap();
        let policy = Policy::EngineDesk { viewer: origin.clone(), own: origin, embedders: vec![] };
        assert!(!headers(false, (policy, Html(""))).await.contains_key("x-frame-options"));
    }

    #[tokio::test]
    async fn what_a_handler_set_for_caching_and_sharing_stays() {
        let given = [("cache-control", "public, max-age=300"), ("cross-origin-resource-policy", "cross-origin")];
        let headers = headers(false, (given, "x")).await;
        assert_eq!(headers["cache-control"], "public, max-age=300");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    }
}
