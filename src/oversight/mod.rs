//! What those see who answer for it all: figures, the audit trail and whether it is whole, what is held about a customer
//! and its erasure, and the settings that may change while we run. Each who asks is checked where the answer is made.

mod figures;
mod live;
mod subjects;
mod trail;

pub use figures::{Figures, FiguresQuery};
pub use live::{SettingsSaved, read as live_settings};
pub use trail::{Verification, Verified};

use crate::clock::Clock;
use crate::domain::Time;
use crate::store::Store;
use std::sync::{Arc, RwLock};

/// Cheap to clone.
#[derive(Clone)]
pub struct Oversight(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    verification: RwLock<Verification>,
}

impl Oversight {
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { store, clock, verification: RwLock::default() }))
    }

    pub fn now(&self) -> Time {
        self.0.clock.now()
    }
}
