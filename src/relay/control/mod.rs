//! The control frames of `docs/wire.md`, one type per direction, so that a type of the wrong role does not parse.

pub mod drawing;
mod from;
mod to;

pub use from::*;
pub use to::*;

use super::frame::Frame;
use crate::domain::EndReason;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The version of the protocol this relay speaks.
pub const VERSION: u32 = 1;

/// Reads a control frame of a customer; `None` if its type or its fields are not those of the list.
pub fn read_customer(message: Map<String, Value>) -> Option<FromCustomer> {
    read(message).filter(FromCustomer::is_well_formed)
}

/// The same of a desk.
pub fn read_desk(message: Map<String, Value>) -> Option<FromDesk> {
    read(message).filter(FromDesk::is_well_formed)
}

fn read<'de, T: Deserialize<'de>>(message: Map<String, Value>) -> Option<T> {
    T::deserialize(Value::Object(message)).ok()
}

/// The last frame before a session's sockets close.
pub fn session_ended(reason: EndReason) -> Bytes {
    Frame::control(&ToBoth::SessionEnded { reason: reason.as_str(), end_reason: reason.zoom_text() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::Mode;
    use serde_json::json;

    fn parse<T: for<'de> Deserialize<'de>>(value: Value) -> Option<T> {
        read(value.as_object().expect("an object").clone())
    }

    #[test]
    fn each_role_has_its_own_list() {
        assert!(matches!(parse(json!({"type": "leaving"})), Some(FromCustomer::Leaving)));
        assert!(matches!(parse(json!({"type": "leave"})), Some(FromDesk::Leave)));
        assert!(parse::<FromCustomer>(json!({"type": "leave"})).is_none());
        assert!(parse::<FromDesk>(json!({"type": "leaving"})).is_none());
        assert!(parse::<FromDesk>(json!({"type": "away", "hidden": true})).is_none());
        assert!(parse::<FromCustomer>(json!({"type": "away", "hidden": "yes"})).is_none());
    }

    #[test]
    fn a_field_that_is_not_known_yet_does_no_harm() {
        let hello = json!({"type": "hello", "version": 1, "token": "t", "later": [1, 2]});
        assert!(matches!(parse(hello), Some(FromDesk::Hello { version: 1, .. })));
    }

    #[test]
    fn names_on_the_wire_are_those_of_the_page() {
        let agent = Agent { user_id: "u1".into(), user_name: "Ada".into(), mode: Mode::Helping };
        let joined = serde_json::to_value(ToBoth::AgentJoined { agent: &agent, agent_count: 2 }).expect("plain data");
        assert_eq!(joined, json!({"type": "agent_joined", "userId": "u1", "userName": "Ada", "agentCount": 2}));
        let lost = serde_json::to_value(ToDesk::CustomerLost { deadline_seconds: 120 }).expect("plain data");
        assert_eq!(lost, json!({"type": "customer_lost", "deadlineSeconds": 120}));
        let ended = session_ended(EndReason::CustomerLost);
        let text = r#"C{"type":"session_ended","reason":"customer_lost","endReason":"Network connection error"}"#;
        assert_eq!(ended, text.as_bytes());
    }
}
