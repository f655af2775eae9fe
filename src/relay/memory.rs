//! Counts the bytes that logs, assets and drawings hold, each room's and all together.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The bytes that all rooms of this node hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory(Arc<AtomicUsize>);

impl Memory {
    pub fn held(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// An empty share, given back when dropped.
    pub fn share(&self) -> Share {
        Share { memory: self.clone(), held: 0 }
    }
}

/// One holder's part of [`Memory`].
#[derive(Debug)]
pub(super) struct Share {
    memory: Memory,
    held: usize,
}

impl Share {
    pub fn held(&self) -> usize {
        self.held
    }

    pub fn add(&mut self, bytes: usize) {
        self.held += bytes;
        self.memory.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Holds `bytes` from now on, instead of what it held.
    pub fn set(&mut self, bytes: usize) {
        self.give_back_all();
        self.add(bytes);
    }

    /// Takes all of `other`'s bytes over.
    pub fn take_over(&mut self, mut other: Share) {
        self.held += std::mem::take(&mut other.held);
    }

    pub fn give_back_all(&mut self) {
        self.memory.0.fetch_sub(std::mem::take(&mut self.held), Ordering::Relaxed);
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.give_back_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_share_held_is_given_back_once() {
        let memory = Memory::default();
        let mut log = memory.share();
        log.add(10);
        let mut pending = memory.share();
        pending.add(5);
        assert_eq!(memory.held(), 15);
        log.give_back_all();
        log.take_over(pending);
        assert_eq!((memory.held(), log.held()), (5, 5));
        drop(log);
        assert_eq!(memory.held(), 0);
    }
}
