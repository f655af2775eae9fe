//! cobroker's own events and who is told of them (ADR 49): numbered, signed as Standard Webhooks has it, tried again,
//! told again from any number.

mod dispatch;
mod error;
mod manage;
mod message;
mod read;
mod route;
mod send;

pub use error::Error;
pub use manage::{EndpointChange, Who};
pub use message::message;
pub use send::{Attempt, explain};

use crate::clock::Clock;
use crate::outgoing::Client;
use crate::random::Random;
use crate::store::Store;
use std::sync::Arc;
use tokio::sync::watch;

/// Events and their endpoints. Cheap to clone.
#[derive(Clone)]
pub struct Webhooks(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    client: Client,
    allow_local: bool,
    /// Endpoints were changed, or something is to be told again.
    changed: watch::Sender<()>,
}

impl Webhooks {
    /// `allow_local`: this machine may be told as well.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, random: Arc<dyn Random>, allow_local: bool) -> Self {
        let client = Client::new(super::reach(allow_local));
        Self(Arc::new(Inner { store, clock, random, client, allow_local, changed: watch::Sender::new(()) }))
    }
}
