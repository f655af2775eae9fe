//! What is Zoom's own when Zoom's engine serves: its REST API as we read it, its webhooks as they reach us.
//!
//! Facts about Zoom carry the label of their source in `\[…\]`, as the Zoom reference §16 lists them.

pub mod api;
pub mod rest;
pub mod webhook;

pub use api::{ApiError, ApiSession, ApiUser, SessionKind, ZoomApi};
pub use rest::ZoomRest;
