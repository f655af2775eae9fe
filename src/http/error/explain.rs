//! Gives every failed request a body its reader understands: problem+json for programs, a page for people.

use super::{Error, Kind, Problem};
use crate::http::security::Policy;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Draws the page of a problem. The pages module gives the real one; the default needs no template.
#[derive(Clone)]
pub struct ErrorPage(Arc<dyn Fn(&Problem) -> String + Send + Sync>);

impl ErrorPage {
    pub fn new(draw: impl Fn(&Problem) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(draw))
    }
}

impl Default for ErrorPage {
    fn default() -> Self {
        Self::new(plain_page)
    }
}

/// Addresses that programs call; everywhere else a person reads the answer.
const FOR_PROGRAMS: [&str; 10] =
    ["/api", "/sdkapi", "/static", "/webhooks", "/v2", "/assets", "/healthz", "/readyz", "/metrics", "/csp-report"];

/// Whether problems under this path are answered in JSON.
pub fn answers_in_json(path: &str) -> bool {
    FOR_PROGRAMS
        .iter()
        .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Layer: rewrites failed answers that say nothing yet, and turns problems into pages where people look.
pub async fn explain(State(page): State<ErrorPage>, request: Request, next: Next) -> Response {
    let for_program = answers_in_json(request.uri().path());
    let mut response = next.run(request).await;
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response;
    }
    let told = response.extensions_mut().remove::<Problem>();
    match told {
        Some(_) if for_program => response,
        Some(problem) => as_page(&page, &problem, response.headers()),
        None if says_something(response.headers()) => response,
        None => {
            let problem = of_bare(&response);
            if for_program {
                as_json(problem, response.headers())
            } else {
                as_page(&page, &problem, response.headers())
            }
        }
    }
}

/// The fallback of the router: an address nobody serves.
pub async fn not_found(_: Uri) -> Error {
    Error::NotFound
}

/// Plain text is what axum and tower-http answer with when they refuse something themselves.
fn says_something(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| !value.as_bytes().starts_with(b"text/plain"))
}

fn of_bare(response: &Response) -> Problem {
    let kind = Kind::of_status(response.status());
    let usual = [
        Error::NotFound,
        Error::MethodNotAllowed,
        Error::RequestTimeout,
        Error::UriTooLong,
        Error::UnsupportedMediaType,
    ];
    let detail =
        usual.into_iter().map(Error::problem).find(|problem| problem.kind == kind).map(|problem| problem.detail);
    Problem::new(kind, detail.unwrap_or_else(|| format!("{}.", kind.title).into()))
}

fn as_json(problem: Problem, earlier: &HeaderMap) -> Response {
    let mut response = problem.into_response();
    keep(earlier, response.headers_mut());
    response
}

fn as_page(page: &ErrorPage, problem: &Problem, earlier: &HeaderMap) -> Response {
    let mut response = (problem.status(), Body::from((page.0)(problem))).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.extensions_mut().insert(Policy::Page);
    keep(earlier, response.headers_mut());
    response
}

/// `Allow`, `Retry-After`, cookies and the like still hold; what described the old body does not.
fn keep(earlier: &HeaderMap, headers: &mut HeaderMap) {
    let own: Vec<_> = headers.keys().cloned().chain([CONTENT_TYPE, CONTENT_LENGTH]).collect();
    for (name, value) in earlier.iter().filter(|(name, _)| !own.contains(name)) {
        headers.append(name, value.clone());
    }
}

fn plain_page(problem: &Problem) -> String {
    let Problem { kind, detail, request_id, .. } = problem;
    let (title, detail) = (escape(kind.title), escape(detail));
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\n\
         <h1>{title}</h1>\n<p>{detail}</p>\n<p>Request {request_id}</p>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::StatusCode;
    use axum::http::header::ALLOW;
    use axum::routing::{get, post};
    use axum::{Router, middleware};
    use tower::ServiceExt;

    async fn ask(method: &str, path: &str) -> (StatusCode, HeaderMap, String) {
        let app = Router::new()
            .route("/api/thing", post(async || "ok"))
            .route("/thing", get(async || Error::Unreadable("not <you>")))
            .route("/api/given", get(async || (StatusCode::CONFLICT, [(CONTENT_TYPE, "application/json")], "{}")))
            .fallback(not_found)
            .layer(middleware::from_fn_with_state(ErrorPage::default(), explain));
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 16).await.unwrap();
        (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn programs_get_json_and_people_get_a_page() {
        for path in ["/api", "/api/nothing", "/sdkapi/x", "/static/x", "/webhooks/x", "/v2/x"] {
            let (status, headers, body) = ask("GET", path).await;
            assert_eq!(
                (status, headers[CONTENT_TYPE].to_str().unwrap()),
                (StatusCode::NOT_FOUND, "application/problem+json"),
                "{path}"
            );
            assert!(body.contains("/problems/not-found"), "{path}");
        }
        for path in ["/nothing", "/apiary", "/problems/not-found"] {
            let (status, headers, _) = ask("GET", path).await;
            assert_eq!(
                (status, headers[CONTENT_TYPE].to_str().unwrap()),
                (StatusCode::NOT_FOUND, "text/html; charset=utf-8"),
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn a_wrong_method_is_told_the_right_ones() {
        let (status, headers, body) = ask("GET", "/api/thing").await;
        assert_eq!((status, headers[ALLOW].to_str().unwrap()), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
        assert!(body.contains("/problems/method-not-allowed"));
    }

    #[tokio::test]
    async fn a_page_shows_the_sentence_escaped() {
        let (status, _, body) = ask("GET", "/thing").await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(body.contains("makes no sense: not &lt;you&gt;."), "{body}");
    }

    #[tokio::test]
    async fn an_answer_with_a_body_of_its_own_is_left_alone() {
        assert_eq!(ask("GET", "/api/given").await.2, "{}");
    }
}
