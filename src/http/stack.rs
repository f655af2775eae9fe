//! The layers around the whole route table, in their one right order, and the limits they keep (hardening §7).

use crate::http::error::{Error, ErrorPage, explain};
use crate::http::extract::ClientIp;
use crate::http::language::listen;
use crate::http::request_id::{RequestId, name_request};
use crate::http::security::{SecurityHeaders, protect};
use crate::random::Random;
use crate::serve::{PeerAddr, TrustedProxies};
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state as with};
use axum::response::{IntoResponse, Response};
use axum::{BoxError, Router};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

/// Bytes of a body, unless its route has a limit of its own.
pub const BODY_LIMIT: usize = 16 * 1024;
/// Bytes of path and query together.
const URI_LIMIT: usize = 4 * 1024;
/// Bytes of the bodies that customers' pages send over and over.
const SMALL_BODY_LIMIT: usize = 1024;
const SMALL_BODIES: [&str; 2] = ["/api/sessions/{id}/pin", "/api/sessions/{id}/events"];
/// Bytes of a form with two lists of 2000 characters, each nine bytes there at worst, and twenty origins.
const LARGE_BODY_LIMIT: usize = 64 * 1024;
const LARGE_BODIES: [&str; 1] = ["/admin/sites/{id}"];

/// How long each part of a request may take, and how many run at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestLimits {
    /// Between two pieces of a body. Default 5 s.
    pub body_idle: Duration,
    /// The whole body. Default 15 s.
    pub body_total: Duration,
    /// From the whole body to the head of the answer; sockets and event streams go on after it. Default 10 s.
    pub handler: Duration,
    /// Handlers running at once; the next request gets 503. Default 1,024.
    pub in_flight: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            body_idle: Duration::from_secs(5),
            body_total: Duration::from_secs(15),
            handler: Duration::from_secs(10),
            in_flight: 1024,
        }
    }
}

/// What the layers need.
#[derive(Clone)]
pub struct Stack {
    pub random: Arc<dyn Random>,
    pub proxies: TrustedProxies,
    pub security: SecurityHeaders,
    pub error_page: ErrorPage,
    pub limits: RequestLimits,
}

/// Puts the layers around a finished router. Nothing is added to it afterwards: it would stand outside.
pub fn wrap(router: Router, stack: Stack) -> Router {
    let gate = Gate { limits: stack.limits, running: Arc::new(Semaphore::new(stack.limits.in_flight)) };
    // the first layer sees a request first and its answer last
    router.layer(
        ServiceBuilder::new()
            .layer(with(stack.random, name_request))
            .layer(from_fn(listen))
            .layer(with(Arc::new(stack.proxies), find_client))
            .layer(from_fn(log_access))
            .layer(with(stack.security, protect))
            .layer(with(stack.error_page, explain))
            .layer(CatchPanicLayer::custom(after_panic))
            .layer(with(gate.limits, receive))
            .layer(with(gate, run)),
    )
}

/// Tells handlers whom a request is counted against.
async fn find_client(State(proxies): State<Arc<TrustedProxies>>, mut request: Request, next: Next) -> Response {
    if let Some(PeerAddr(peer)) = request.extensions().get().copied() {
        let client = proxies.client_ip(peer.ip(), request.headers());
        request.extensions_mut().insert(ClientIp(client));
    }
    next.run(request).await
}

/// One line for each request: the route, never the address, so no id and no token gets into it.
async fn log_access(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-".into(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    tracing::info!(request.id = %RequestId::current(), http.method = %method, http.route = route, http.status = status, http.ms = ms, "{method} {route} {status}");
    metrics::counter!("http_requests_total", "route" => route, "status" => status.to_string()).increment(1);
    response
}

/// A bug in a handler: its request fails, the server does not.
fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let text =
        panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    metrics::counter!("http_panics_total").increment(1);
    Error::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
}

/// Takes in the whole body, so that a slow sender never holds a handler.
async fn receive(State(limits): State<RequestLimits>, request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > URI_LIMIT) {
        return Error::UriTooLong.into_response();
    }
    let limit = body_limit(&request);
    let (parts, body) = request.into_parts();
    match timeout(limits.body_total, read(body, limit, limits.body_idle)).await.unwrap_or(Err(Error::RequestTimeout)) {
        Ok(body) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(error) => error.into_response(),
    }
}

fn body_limit(request: &Request) -> usize {
    match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        Some(route) if SMALL_BODIES.contains(&route) => SMALL_BODY_LIMIT,
        Some(route) if LARGE_BODIES.contains(&route) => LARGE_BODY_LIMIT,
        _ => BODY_LIMIT,
    }
}

async fn read(body: Body, limit: usize, idle: Duration) -> Result<Bytes, Error> {
    let mut body = Limited::new(body, limit);
    let mut whole = Vec::new();
    while let Some(frame) = timeout(idle, body.frame()).await.map_err(|_| Error::RequestTimeout)? {
        let frame = frame.map_err(|error| broken(&error, limit))?;
        whole.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
    }
    Ok(whole.into())
}

fn broken(error: &BoxError, limit: usize) -> Error {
    if error.is::<LengthLimitError>() { Error::TooLarge { limit } } else { Error::NotJson }
}

#[derive(Clone)]
struct Gate {
    limits: RequestLimits,
    running: Arc<Semaphore>,
}

/// Runs the handler, if there is room, for as long as it may.
async fn run(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let Ok(_running) = gate.running.try_acquire() else {
        metrics::counter!("http_overload_total").increment(1);
        return Error::Unavailable { retry_after: 1 }.into_response();
    };
    let answer = timeout(gate.limits.handler, next.run(request)).await;
    answer.unwrap_or_else(|_| Error::Unavailable { retry_after: 5 }.into_response())
}

#[cfg(test)]
mod tests;
