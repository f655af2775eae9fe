//! cobroker: a session broker with a PIN registry for co-browsing support, and a built-in co-browse engine.

pub mod clock;
pub mod domain;
pub mod random;
pub mod relay;
pub mod store;
