//! Lets the pages of host sites call the customer routes, and nobody else's (hardening §5). Which sites there are is asked
//! anew by every request.

use crate::domain::Origin;
use crate::http::error::Error;
use crate::http::extract::origin::RequestOrigin;
use crate::sites::Sites;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Which exact origins may, as things stand when the request comes; our own is among them.
#[derive(Clone)]
pub struct AllowedOrigins(Arc<dyn Fn(&Origin) -> bool + Send + Sync>);

impl AllowedOrigins {
    /// These, for as long as the server runs.
    pub fn new(own: Origin, others: &[Origin]) -> Self {
        let all: Vec<_> = [own].iter().chain(others).cloned().collect();
        Self(Arc::new(move |origin| all.contains(origin)))
    }

    /// Those of host sites that are open now.
    pub fn of_host_sites(sites: Sites) -> Self {
        Self(Arc::new(move |origin| sites.admits(origin)))
    }

    pub fn contains(&self, origin: &Origin) -> bool {
        (self.0)(origin)
    }

    /// Whether a request with this header may change anything. Without the header it is no other site's page: a server
    /// or a tool, which could write there what it likes anyway.
    pub fn admits(&self, origin: &RequestOrigin) -> bool {
        match origin {
            RequestOrigin::Absent => true,
            RequestOrigin::Known(origin) => self.contains(origin),
            RequestOrigin::Null | RequestOrigin::Malformed => false,
        }
    }
}

/// Layer for the customer routes: answers preflights, refuses unsafe requests of other sites, marks the answers.
pub async fn share(State(allowed): State<AllowedOrigins>, request: Request, next: Next) -> Response {
    let origin = RequestOrigin::of(request.headers());
    let admitted = allowed.admits(&origin);
    let is_preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match (admitted, request.method()) {
        (true, _) if is_preflight => preflight(),
        (false, method) if is_preflight || !method.is_safe() => Error::OriginNotAllowed.into_response(),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_name(ORIGIN));
    if let (true, RequestOrigin::Known(origin)) = (admitted, &origin) {
        let echo = HeaderValue::from_str(&origin.to_string()).expect("an origin is ASCII");
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, echo);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
    }
    response
}

fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, "POST, GET"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::HeaderMap;
    use axum::routing::post;
    use axum::{Router, middleware};
    use tower::ServiceExt;

    async fn ask(method: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap) {
        let sites = ["https://shop.example".parse().unwrap(), "http://localhost:3000".parse().unwrap()];
        let allowed = AllowedOrigins::new("https://desk.example".parse().unwrap(), &sites);
        let app = Router::new()
            .route("/", post(async || "done").get(async || "read"))
            .layer(middleware::from_fn_with_state(allowed, share));
        let request = headers
            .iter()
            .fold(Request::builder().method(method), |request, (name, value)| request.header(*name, *value));
        let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        (response.status(), response.headers().clone())
    }

    #[tokio::test]
    async fn a_listed_site_is_echoed_without_credentials() {
        for origin in ["https://shop.example", "http://localhost:3000", "https://desk.example"] {
            let (status, headers) = ask("POST", &[("origin", origin)]).await;
            assert_eq!((status, headers["access-control-allow-origin"].to_str().unwrap()), (StatusCode::OK, origin));
            assert_eq!(headers["vary"], "origin");
            assert!(!headers.contains_key("access-control-allow-credentials"));
        }
    }

    #[tokio::test]
    async fn a_preflight_names_what_is_allowed() {
        let asked = [("origin", "https://shop.example"), ("access-control-request-method", "POST")];
        let (status, headers) = ask("OPTIONS", &asked).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        assert_eq!(headers["access-control-allow-origin"], "https://shop.example");
        assert_eq!(headers["access-control-allow-methods"], "POST, GET");
        assert_eq!(headers["access-control-allow-headers"], "authorization, content-type");
        assert_eq!(headers["access-control-max-age"], "600");
    }

    #[tokio::test]
    async fn everybody_else_is_refused_before_the_handler_runs() {
        for origin in [
            "https://shop.example.evil.test",
            "http://shop.example",
            "https://shop.example:8443",
            "null",
            "*",
            "file://",
        ] {
            let (status, headers) = ask("POST", &[("origin", origin)]).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{origin}");
            assert!(!headers.contains_key("access-control-allow-origin") && headers["vary"] == "origin", "{origin}");
            let asked = [("origin", origin), ("access-control-request-method", "POST")];
            let (status, headers) = ask("OPTIONS", &asked).await;
            assert!(
                status == StatusCode::FORBIDDEN && !headers.contains_key("access-control-allow-origin"),
                "{origin}"
            );
        }
    }

    #[tokio::test]
    async fn a_caller_that_is_no_browser_needs_no_origin_and_foreign_readers_learn_nothing() {
        assert_eq!(ask("POST", &[]).await.0, StatusCode::OK);
        let (status, headers) = ask("GET", &[("origin", "https://evil.example")]).await;
        assert!(status == StatusCode::OK && !headers.contains_key("access-control-allow-origin"));
    }
}
