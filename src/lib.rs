//! cobroker: a session broker with a PIN registry for co-browsing support, and a built-in co-browse engine.

pub mod broker;
pub mod clock;
pub mod config;
pub mod domain;
pub mod http;
pub mod identity;
pub mod random;
pub mod relay;
pub mod serve;
pub mod store;
pub mod tokens;
