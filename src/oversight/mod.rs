//! What those see who answer for it all: figures, the audit trail and whether it is whole, what is held about a customer
//! and its erasure, and the settings that may change while we run. Each who asks is checked where the answer is made.

mod figures;

pub use figures::{Figures, FiguresQuery};

use crate::clock::Clock;
use crate::domain::Time;
use crate::store::Store;
use std::sync::Arc;

/// Cheap to clone.
#[derive(Clone)]
pub struct Oversight(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

impl Oversight {
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { store, clock }))
    }

    pub fn now(&self) -> Time {
        self.0.clock.now()
    }
}
