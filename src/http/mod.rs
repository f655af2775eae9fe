//! HTTP: what every route shares. Headers, problems, extractors, and the layers around the route table.

pub mod assets;
pub mod cors;
pub mod csrf;
pub mod error;
pub mod extract;
pub mod request_id;
pub mod security;
pub mod stack;
