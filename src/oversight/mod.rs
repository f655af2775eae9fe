//! What those see who answer for it all: figures, the audit trail and whether it is whole, what is held about a customer
//! and its erasure, and the settings that may change while we run. Each who asks is checked where the answer is made.

mod figures;
mod live;
mod subjects;
mod trail;
mod verification;

pub use figures::{Figures, FiguresQuery};
pub use live::{SettingsSaved, read as live_settings};
pub use subjects::MOST_FOUND;
pub use trail::{TrailExport, TrailPage, TrailRow};
pub use verification::{Verification, Verified};

use crate::clock::Clock;
use crate::domain::Time;
use crate::store::Store;
use std::sync::Arc;
use tokio::sync::watch;

/// Cheap to clone.
#[derive(Clone)]
pub struct Oversight(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    verification: watch::Sender<Verification>,
}

impl Oversight {
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { store, clock, verification: watch::Sender::default() }))
    }

    pub fn now(&self) -> Time {
        self.0.clock.now()
    }
}
