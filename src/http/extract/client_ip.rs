//! Whom a request is counted against.

use crate::domain::address_key;
use crate::http::error::Error;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::net::IpAddr;

/// The address a request is counted against. Set by the layers of [`crate::http::stack`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

impl ClientIp {
    /// The key of this client in a throttle: see [`address_key`].
    pub fn key(self) -> IpAddr {
        address_key(self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for ClientIp {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().copied().ok_or_else(|| Error::internal("a request without a client address"))
    }
}
