//! Counts connections, all of them and those of each address.

use crate::domain::address_key;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};

/// How many connections there may be.
#[derive(Debug, Clone)]
pub struct Places {
    most: usize,
    most_per_address: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One connection's place; dropping it makes room.
#[derive(Debug)]
pub struct Place {
    taken: Arc<Mutex<Taken>>,
    key: Option<IpAddr>,
}

impl Places {
    pub fn new(most: usize, most_per_address: usize) -> Self {
        Self { most, most_per_address, taken: Arc::default() }
    }

    /// A place for a connection from `address`, if there is one. A proxy's are not counted by address.
    pub fn take(&self, address: IpAddr, is_proxy: bool) -> Option<Place> {
        let mut taken = lock(&self.taken);
        if taken.all >= self.most {
            return None;
        }
        let key = (!is_proxy).then(|| address_key(address));
        if let Some(key) = key {
            let of_address = taken.by_address.entry(key).or_default();
            if *of_address >= self.most_per_address {
                return None;
            }
            *of_address += 1;
        }
        taken.all += 1;
        metrics::gauge!("connections").set(taken.all as f64);
        Some(Place { taken: Arc::clone(&self.taken), key })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.all -= 1;
        metrics::gauge!("connections").set(taken.all as f64);
        if let Some(key) = self.key
            && let Some(of_address) = taken.by_address.get_mut(&key)
        {
            *of_address -= 1;
            if *of_address == 0 {
                taken.by_address.remove(&key);
            }
        }
    }
}

fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().expect("no holder panics")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_cannot_take_everything() {
        let places = Places::new(4, 2);
        let held: Vec<_> = (0..2).map(|_| places.take(ip("203.0.113.7"), false).unwrap()).collect();
        assert!(places.take(ip("203.0.113.7"), false).is_none());
        assert!(places.take(ip("::ffff:203.0.113.7"), false).is_none(), "the same address in another dress");
        let other = places.take(ip("203.0.113.8"), false).unwrap();
        drop(held);
        assert!(places.take(ip("203.0.113.7"), false).is_some());
        drop(other);
        assert!(lock(&places.taken).by_address.is_empty(), "nothing is remembered about who left");
    }

    #[test]
    fn a_proxy_may_take_all_places_but_not_more() {
        let places = Places::new(3, 1);
        let _held: Vec<_> = (0..3).map(|_| places.take(ip("10.0.0.1"), true).unwrap()).collect();
        assert!(places.take(ip("10.0.0.1"), true).is_none());
        assert!(places.take(ip("203.0.113.7"), false).is_none());
    }
}
