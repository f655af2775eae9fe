//! A name for each request, made here and never taken from outside, so that logs cannot be forged with it.

use crate::random::{self, Random};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::fmt;
use std::sync::Arc;

/// 128 random bits, written as 32 hexadecimal digits: the same length every time.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId([u8; 16]);

/// The response header that carries it.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: RequestId;
}

impl RequestId {
    pub fn generate(random: &dyn Random) -> Self {
        Self(random::bytes(random))
    }

    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The id of the request this task is answering; all zeros outside of one.
    pub fn current() -> Self {
        CURRENT.try_with(|id| *id).unwrap_or(Self([0; 16]))
    }

    /// Runs `work` as the answer to this request.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestId({self})")
    }
}

/// Layer: names the request, and tells the name in [`HEADER`].
pub async fn name_request(State(random): State<Arc<dyn Random>>, request: Request, next: Next) -> Response {
    let id = RequestId::generate(random.as_ref());
    let mut response = id.scope(next.run(request)).await;
    let value = HeaderValue::from_str(&id.to_string()).expect("hexadecimal digits fit a header");
    response.headers_mut().insert(HEADER, value);
    response
}
