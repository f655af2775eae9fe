//! Outgoing webhooks. One machine, the [`courier`], in two shapes:
//!
//! - [`zoom`]: Zoom's own four webhooks (Zoom reference §10), told to the endpoints of the configuration, so that tools
//!   written for Zoom go on to work (ADR 21).
//! - [`events`]: cobroker's own events, told to the endpoints that admins add (ADR 49).
//!
//! What is to be told stands in the store, written with the change it is about. One courier for each endpoint takes it from
//! there: at least once, in the order of each session as far as repeated attempts allow.

mod address;
mod courier;
pub mod events;
pub mod zoom;

pub use address::{Unfit, check_address};
pub use events::Webhooks;
pub use zoom::{Office, keyed_hash, question, sign, signature};

use crate::outgoing::Reach;
use std::time::Duration;

/// How far webhooks reach. `allow_local`: to this machine as well.
fn reach(allow_local: bool) -> Reach {
    if allow_local { Reach::PublicAndLoopback } else { Reach::Public }
}

/// A database that did not answer is asked again after this.
const PAUSE: Duration = Duration::from_secs(2);
