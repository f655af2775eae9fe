//! What handlers ask for in their signatures.

mod client_ip;
mod json;
pub mod origin;
mod unique_keys;

pub use client_ip::{ClientIp, PeerAddr, TrustedProxies, address_key};
pub use json::{Fields, Json};
pub use origin::Origin;
