//! Which reports were heard already, so that a repeated one changes nothing.

use crate::domain::SessionId;
use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

/// Reports remembered: a page repeats one within seconds, and this is minutes of a busy node.
const REMEMBERED: usize = 20_000;

/// The reports heard last. In memory: forgetting one costs nothing but a repeated `customer lost`.
#[derive(Default)]
pub(super) struct Heard(Mutex<Recent>);

#[derive(Default)]
struct Recent {
    known: HashSet<(SessionId, String)>,
    order: VecDeque<(SessionId, String)>,
}

impl Heard {
    /// Whether this is the first time; from now on it is not.
    pub(super) fn is_new(&self, session: SessionId, event: &str) -> bool {
        let mut recent = self.0.lock().expect("no holder panics");
        let key = (session, event.to_owned());
        if !recent.known.insert(key.clone()) {
            return false;
        }
        recent.order.push_back(key);
        if recent.order.len() > REMEMBERED {
            let oldest = recent.order.pop_front().expect("it is longer than nothing");
            recent.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::starting;

    #[test]
    fn an_event_is_new_once_in_each_session() {
        let (heard, one, other) = (Heard::default(), starting(1).id, starting(2).id);
        assert!(heard.is_new(one, "e1") && heard.is_new(other, "e1") && heard.is_new(one, "e2"));
        assert!(!heard.is_new(one, "e1"));
    }
}
