//! Host sites: which websites' pages are listened to, how they are set up, and whom they vouch for (ADR 31, 32).
//!
//! The rows are the truth; [`Sites`] holds what they say in memory, so that no request reads the database for it, and
//! looks every second whether another process, the shell, has changed them. Origins of `COBROKER_ALLOWED_ORIGINS` form
//! a site without a row: its pages are listened to, and nothing more is known of it.

mod change;
mod error;
mod live;
mod manage;
mod vouch;

pub use change::SiteChange;
pub use error::Error;
pub use manage::LiveSessions;

use crate::clock::Clock;
use crate::domain::Origin;
use crate::store::Store;
use live::Live;
use std::sync::{Arc, RwLock};

/// The host sites. Cheap to clone.
#[derive(Clone)]
pub struct Sites(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    /// Our own, whose pages are always listened to.
    own: Origin,
    /// Those of the settings.
    listed: Vec<Origin>,
    live: RwLock<Arc<Live>>,
    /// Held while the rows are read, so that an older look never takes the place of a newer one.
    looking: tokio::sync::Mutex<()>,
}

impl Sites {
    /// Knows no rows before [`Self::refresh`].
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, own: Origin, listed: Vec<Origin>) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            own,
            listed,
            live: RwLock::default(),
            looking: tokio::sync::Mutex::default(),
        }))
    }

    fn live(&self) -> Arc<Live> {
        self.0.live.read().expect("no holder panics").clone()
    }
}
