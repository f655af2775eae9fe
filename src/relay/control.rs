//! The control frames of `docs/wire.md`, one type per direction, so that a type of the wrong role does not parse.

use super::frame::Frame;
use crate::domain::{AdmissionId, EndReason, SessionId};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The version of the protocol this relay speaks.
pub const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FromCustomer {
    Hello(Box<HelloCustomer>),
    Consent { admission_id: AdmissionId, allow: bool },
    Away { hidden: bool },
    Leaving,
    End,
}

/// The first frame of a customer. The SDK key it also names is in the token, where it is signed.
#[derive(Deserialize)]
pub struct HelloCustomer {
    pub version: u32,
    pub page: Option<Page>,
    pub start: Option<Start>,
    pub resume: Option<Resume>,
}

#[derive(Deserialize)]
pub struct Page {
    pub url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    pub token: String,
    pub custom_pin_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resume {
    pub session_id: SessionId,
    pub resume_token: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromDesk {
    Hello { version: u32, token: Option<String>, pincode: Option<String>, seat: Option<String> },
    Leave,
    End,
}

/// An agent who is in, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    pub user_id: String,
    pub user_name: String,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ToCustomer<'a> {
    Welcome {
        session_id: SessionId,
        resume_token: &'a str,
        pincode: Option<&'a str>,
        resumed: bool,
        agents: Vec<&'a Agent>,
        recovery_seconds: i64,
    },
    Record,
    Rest,
    ConsentRequest {
        admission_id: AdmissionId,
        agent_name: &'a str,
        phrase: &'a str,
    },
    ConsentWithdrawn {
        admission_id: AdmissionId,
    },
    PincodeUpdated {
        pincode: &'a str,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ToDesk<'a> {
    Welcome {
        session_id: SessionId,
        admission_id: AdmissionId,
        user_id: &'a str,
        user_name: &'a str,
        customer_name: &'a str,
        customer_identified: bool,
        phrase: &'a str,
        customer_present: bool,
        consented: bool,
        agents: Vec<&'a Agent>,
        #[serde(skip_serializing_if = "Option::is_none")]
        seat: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        customer_seconds: Option<i64>,
    },
    Asking,
    Joined,
    CustomerLost {
        deadline_seconds: i64,
    },
    CustomerBack {
        customer_name: &'a str,
        customer_identified: bool,
    },
    Away {
        hidden: bool,
    },
}

/// What both sides are told.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ToBoth<'a> {
    AgentJoined {
        #[serde(flatten)]
        agent: &'a Agent,
        agent_count: usize,
    },
    AgentLeft {
        #[serde(flatten)]
        agent: &'a Agent,
        agent_count: usize,
    },
    Denied,
    SessionEnded {
        reason: &'static str,
        end_reason: &'static str,
    },
    Error {
        code: u16,
        error_msg: &'a str,
    },
}

/// Reads a control frame of one direction; `None` if its type or its fields are not in the list.
pub fn read<'de, T: Deserialize<'de>>(message: Map<String, Value>) -> Option<T> {
    T::deserialize(Value::Object(message)).ok()
}

/// The last frame before a session's sockets close.
pub fn session_ended(reason: EndReason) -> Bytes {
    Frame::control(&ToBoth::SessionEnded { reason: reason.as_str(), end_reason: reason.zoom_text() })
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let agent = Agent { user_id: "u1".into(), user_name: "Ada".into() };
        let joined = serde_json::to_value(ToBoth::AgentJoined { agent: &agent, agent_count: 2 }).expect("plain data");
        assert_eq!(joined, json!({"type": "agent_joined", "userId": "u1", "userName": "Ada", "agentCount": 2}));
        let lost = serde_json::to_value(ToDesk::CustomerLost { deadline_seconds: 120 }).expect("plain data");
        assert_eq!(lost, json!({"type": "customer_lost", "deadlineSeconds": 120}));
        let ended = session_ended(EndReason::CustomerLost);
        let text = r#"C{"type":"session_ended","reason":"customer_lost","endReason":"Network connection error"}"#;
        assert_eq!(ended, text.as_bytes());
    }
}
