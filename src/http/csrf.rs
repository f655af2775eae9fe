//! Keeps other sites from using an agent's cookie (hardening §3).
//!
//! Stricter than `tower_http::csrf`: a request that says nothing about where it comes from is refused, and the origin
//! is compared with the public one, never with the `Host` header, which DNS rebinding chooses.

use crate::domain::Origin;
use crate::http::error::{Error, Refusal};
use crate::http::extract::origin::RequestOrigin;
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Layer for routes that a cookie can sign in to. `own` is the public origin.
pub async fn refuse_foreign(State(own): State<Arc<Origin>>, request: Request, next: Next) -> Response {
    if is_ours(request.method(), request.headers(), &own) {
        next.run(request).await
    } else {
        metrics::counter!("csrf_refusals_total").increment(1);
        Error::Forbidden(Refusal::Elsewhere).into_response()
    }
}

/// Whether a request may act for the cookie it carries.
pub fn is_ours(method: &Method, headers: &HeaderMap, own: &Origin) -> bool {
    // no other site can add this header without a preflight, and those we answer for customers only
    method.is_safe() || headers.contains_key(AUTHORIZATION) || comes_from(headers, own)
}

fn comes_from(headers: &HeaderMap, own: &Origin) -> bool {
    let origin = RequestOrigin::of(headers);
    let from_elsewhere =
        matches!(&origin, RequestOrigin::Known(other) if other != own) || origin == RequestOrigin::Malformed;
    if from_elsewhere || headers.get_all("sec-fetch-site").iter().count() > 1 {
        return false;
    }
    match text(headers, "sec-fetch-site") {
        // our forms say `Origin: null` here, because our pages say `Referrer-Policy: no-referrer`
        Some("same-origin") => true,
        // the person did it, by address bar or bookmark; a script never looks like this
        Some("none") => matches!(text(headers, "sec-fetch-mode"), None | Some("navigate")),
        Some(_) => false,
        None => matches!(origin, RequestOrigin::Known(_)),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn posted(headers: &[(&'static str, &'static str)]) -> bool {
        asked(&Method::POST, headers)
    }

    fn asked(method: &Method, headers: &[(&'static str, &'static str)]) -> bool {
        let own = "https://desk.example".parse().unwrap();
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_ours(method, &headers.collect(), &own)
    }

    #[test]
    fn our_own_scripts_and_forms_pass() {
        assert!(posted(&[("sec-fetch-site", "same-origin"), ("origin", "https://desk.example")]));
        assert!(posted(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(posted(&[("origin", "https://desk.example")]));
        assert!(posted(&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")]));
    }

    #[test]
    fn other_sites_do_not() {
        for site in ["cross-site", "same-site", "", "same-origin, cross-site"] {
            assert!(!posted(&[("sec-fetch-site", site)]), "{site}");
            assert!(!posted(&[("sec-fetch-site", site), ("origin", "https://desk.example")]), "{site}");
        }
        for origin in ["https://evil.example", "https://desk.example:8443", "http://desk.example", "null", "garbage"] {
            assert!(!posted(&[("origin", origin)]), "{origin}");
        }
        assert!(!posted(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")]));
        assert!(!posted(&[("sec-fetch-site", "none"), ("sec-fetch-mode", "cors")]));
    }

    #[test]
    fn a_request_that_says_nothing_is_refused() {
        assert!(!posted(&[]));
        assert!(!asked(&Method::DELETE, &[("cookie", "__Host-cb_sid=x")]));
    }

    #[test]
    fn reading_is_free_and_bearers_have_no_cookie_to_abuse() {
        assert!(asked(&Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(posted(&[("authorization", "Bearer cbk_x"), ("sec-fetch-site", "cross-site")]));
    }
}
