//! What handlers ask for in their signatures.

mod caller;
mod client_ip;
mod json;
pub mod origin;
mod reporting;
mod unique_keys;

pub use caller::{Bearer, COOKIE, CurrentAgent, CurrentBrowser};
pub use client_ip::ClientIp;
pub use json::{Fields, Json, OptionalJson, json_body};
pub use origin::RequestOrigin;
pub use reporting::{Reporting, allowed_origin};
pub use unique_keys::first_duplicate;

use crate::http::error::Error;

/// An id in a path. One that is none of ours names nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn path_id<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
