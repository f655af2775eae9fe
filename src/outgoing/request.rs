//! What is asked.

use super::Url;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use bytes::Bytes;
use std::fmt;
use std::time::Duration;

/// One request. `Host` and `Connection` are the client's.
#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub url: Url,
    /// `User-Agent` is `cobroker/` and the version, unless it is given.
    pub headers: HeaderMap,
    pub body: Bytes,
    /// From the look-up of the name to the end of the answer; where redirects are followed, for all of them.
    pub patience: Duration,
    /// Bytes of the answer's body that are read.
    pub most: usize,
}

/// Reads of pages: as long as a person waits, as much as a page has.
const PATIENCE: Duration = Duration::from_secs(10);
const MOST: usize = 1024 * 1024;

impl Request {
    /// A read with 10 seconds of patience that takes 1 MiB.
    pub fn get(url: Url) -> Self {
        let (headers, body) = (HeaderMap::new(), Bytes::new());
        Self { method: Method::GET, url, headers, body, patience: PATIENCE, most: MOST }
    }

    pub fn post(url: Url, body: impl Into<Bytes>) -> Self {
        Self { method: Method::POST, body: body.into(), ..Self::get(url) }
    }

    /// With this header in place of an earlier one.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    #[must_use]
    pub fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// The same read of another address. What is meant for one origin stays there: credentials and whatever else was put
    /// in, but what any browser says to everybody.
    pub(super) fn towards(&self, url: Url) -> Self {
        let mut next = Self { url, ..self.clone() };
        if !next.url.same_origin(&self.url) {
            next.headers = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::USER_AGENT]
                .into_iter()
                .filter_map(|name| self.headers.get(&name).map(|value| (name, value.clone())))
                .collect();
        }
        next
    }
}

/// Without headers, body and query, which may hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.target.split('?').next().unwrap_or_default();
        write!(f, "Request({} {}://{}{path})", self.method, self.url.scheme(), self.url.authority)
    }
}
