//! The body that tells of an event.

use crate::domain::event::EventType;
use crate::store::{StoredEvent, ToldCustomer};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

/// Of what is told. It grows when a field changes its meaning or goes; fields are added without that.
pub const VERSION: u32 = 1;

/// An event as it is told and read. `customer`: for endpoints that may know who it is; `Some(None)` where that is
/// forgotten.
pub fn message(event: &StoredEvent, customer: Option<Option<&ToldCustomer>>) -> Value {
    let mut data: Map<String, Value> = serde_json::from_str(&event.data).unwrap_or_default();
    if let (Some(customer), Some(_)) = (customer, event.session) {
        data.insert("customer".into(), customer.map_or(Value::Null, customer_shape));
    }
    envelope(event.kind, &event.id, Some(event.seq), event.at, data)
}

/// A test: it has no number.
pub fn ping(id: &str, at: crate::domain::Time, webhook: crate::domain::WebhookId) -> Value {
    let data = Map::from_iter([("webhookId".to_owned(), json!(webhook))]);
    envelope(EventType::Ping, id, None, at, data)
}

fn envelope(kind: EventType, id: &str, seq: Option<i64>, at: crate::domain::Time, data: Map<String, Value>) -> Value {
    json!({
        "id": id,
        "type": kind.as_str(),
        "version": VERSION,
        "sequence": seq,
        "timestamp": at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "data": data,
    })
}

fn customer_shape(customer: &ToldCustomer) -> Value {
    let metadata: Option<Value> = customer.metadata.as_deref().and_then(|text| serde_json::from_str(text).ok());
    json!({
        "userId": customer.user_id,
        "userName": customer.user_name,
        "identified": customer.identified,
        "metadata": metadata,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, starting};

    fn event(session: bool) -> StoredEvent {
        StoredEvent {
            seq: 7,
            id: "evt_0".into(),
            kind: EventType::SessionWaiting,
            session: session.then(|| starting(1).id),
            at: NOON,
            data: r#"{"pinNumber":1}"#.into(),
        }
    }

    #[test]
    fn the_customer_is_named_only_where_that_was_asked_for() {
        let kim = ToldCustomer {
            user_id: "u".into(),
            user_name: "Kim".into(),
            identified: true,
            metadata: Some(r#"{"order":"4711"}"#.into()),
        };
        let plain = message(&event(true), None);
        assert_eq!(
            plain,
            json!({ "id": "evt_0", "type": "session.waiting", "version": 1, "sequence": 7,
                "timestamp": "2026-09-21T14:13:20.000Z", "data": { "pinNumber": 1 } })
        );
        assert_eq!(
            message(&event(true), Some(Some(&kim)))["data"]["customer"],
            json!({ "userId": "u", "userName": "Kim", "identified": true, "metadata": { "order": "4711" } })
        );
        assert_eq!(message(&event(true), Some(None))["data"]["customer"], Value::Null, "forgotten");
        assert!(message(&event(false), Some(None))["data"].get("customer").is_none(), "it is about no session");
    }
}
