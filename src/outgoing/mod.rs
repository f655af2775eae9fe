//! Outgoing HTTP: one request, one connection, one answer (ADR 36). Webhooks, Zoom's REST API and `cobroker doctor` stand
//! on it. The rules, for all of them:
//!
//! - The name is looked up here, **every** address of it is checked against the client's [`Reach`], and the connection
//!   goes to an address that was checked.
//! - TLS by rustls, with Mozilla's list of authorities; a certificate that is not good ends the attempt.
//! - Redirects are answers. [`Client::follow`] asks again where one leads, with the same checks, and says what it went
//!   through.
//! - Proxies of the environment are not used, cookies not kept, nothing is unpacked.
//! - An answer has a time limit, from the look-up to its last byte, and a limit of bytes; its head 64 KiB.

mod address;
mod client;
mod exchange;
mod redirects;
mod request;
mod url;

pub use address::Reach;
pub use client::{Client, Trouble};
pub use exchange::{Answer, End};
pub use redirects::{Followed, Hop};
pub use request::Request;
pub use url::{InvalidUrl, Url};
