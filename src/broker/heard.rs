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
    pub(super) fn knows(&self, session: SessionId, event: &str) -> bool {
        self.0.lock().expect("no holder panics").known.contains(&(session, event.to_owned()))
    }

    /// To be called once the report was acted on: one that failed must be heard when it is repeated.
    pub(super) fn remember(&self, session: SessionId, event: &str) {
        let mut recent = self.0.lock().expect("no holder panics");
        let key = (session, event.to_owned());
        if !recent.known.insert(key.clone()) {
            return;
        }
        recent.order.push_back(key);
        if recent.order.len() > REMEMBERED {
            let oldest = recent.order.pop_front().expect("it is longer than nothing");
            recent.known.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::starting;

    #[test]
    fn an_event_is_known_in_its_own_session_once_it_was_acted_on() {
        let (heard, one, other) = (Heard::default(), starting(1).id, starting(2).id);
        assert!(!heard.knows(one, "e1"));
        assert!(!heard.knows(one, "e1"), "asking is not acting");
        heard.remember(one, "e1");
        assert!(heard.knows(one, "e1"));
        assert!(!heard.knows(other, "e1") && !heard.knows(one, "e2"));
    }
}
