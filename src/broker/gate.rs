//! How often sessions may be started by people nobody knows.

use std::net::IpAddr;
use std::time::Duration;

/// Whoever counts the starts of strangers. The broker asks for those that no HTTP handler has counted already.
pub trait StartGate: Send + Sync {
    /// # Errors
    /// How long to wait before another session may be started from this address or for this site.
    fn start(&self, ip: Option<IpAddr>, site: &str) -> Result<(), Duration>;
}
