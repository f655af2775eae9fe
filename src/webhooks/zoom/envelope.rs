//! The bodies of the four events, field by field as Zoom documents them (Zoom reference §§10.1-10.4).

use crate::domain::presence::User;
use crate::domain::zoom;
use crate::store::{Delivery, News};
use serde::Serialize;

#[derive(Serialize)]
struct Envelope<'a> {
    event: &'static str,
    /// Milliseconds since 1970, when it happened.
    event_ts: i64,
    payload: Payload<'a>,
}

#[derive(Serialize)]
struct Payload<'a> {
    account_id: &'a str,
    object: Object<'a>,
}

/// Every field of every event; those an event does not have are left out.
#[derive(Default, Serialize)]
struct Object<'a> {
    session_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_connection_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    join_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave_reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_reason: Option<&'static str>,
}

/// The body that tells of it. The same delivery always gives the same bytes.
pub fn body(delivery: &Delivery, account_id: &str) -> String {
    let object = object(delivery);
    let payload = Payload { account_id, object };
    let envelope = Envelope { event: event(&delivery.news), event_ts: delivery.at.timestamp_millis(), payload };
    serde_json::to_string(&envelope).expect("texts and numbers are JSON")
}

fn event(news: &News) -> &'static str {
    match news {
        News::SessionStarted { .. } => "cobrowse.session_started",
        News::UserJoined => "cobrowse.session_user_joined",
        News::UserLeft(_) => "cobrowse.session_user_left",
        News::SessionEnded(_) => "cobrowse.session_ended",
    }
}

fn object(delivery: &Delivery) -> Object<'_> {
    let user = delivery.join.as_ref().map(|join| &join.user);
    let about = Object {
        session_id: delivery.session.short(),
        user_id: user.map(|user| user.id.as_str()),
        user_name: user.map(|user| user.name.as_str()),
        role_type: user.map(|User { party, .. }| party.as_str()),
        ..Object::default()
    };
    let (at, connection) = (Some(zoom::time(delivery.at)), delivery.join.as_ref().map(|join| join.id.short()));
    match &delivery.news {
        News::SessionStarted { start_url } => Object { start_time: at, start_url: start_url.as_deref(), ..about },
        News::UserJoined => Object { user_connection_id: connection, join_time: at, ..about },
        News::UserLeft(reason) => {
            Object { user_connection_id: connection, leave_time: at, leave_reason: Some(reason.as_str()), ..about }
        }
        // the PIN was forgotten with the end; the field is optional
        News::SessionEnded(reason) => Object {
            end_time: at,
            start_time: Some(zoom::time(delivery.started_at)),
            end_reason: Some(reason.zoom_text()),
            ..about
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::presence::{LeaveReason, Party};
    use crate::domain::session::samples::{NOON, seconds};
    use crate::domain::{EndReason, JoinId, SessionId};
    use crate::store::{DeliveryId, Join};
    use serde_json::{Value, json};

    fn told(news: News, with_user: bool) -> Value {
        let user = User { party: Party::Agent, id: "a-1".into(), name: "Ada".into() };
        let join = Join { id: JoinId::from_bytes([2; 16]), user, joined_at: NOON, left_at: None };
        let delivery = Delivery {
            id: DeliveryId(1),
            session: SessionId::from_bytes([1; 16]),
            attempts: 0,
            at: NOON + seconds(90),
            started_at: NOON,
            join: with_user.then_some(join),
            news,
        };
        serde_json::from_str(&body(&delivery, "acct1")).unwrap()
    }

    fn envelope(event: &str, object: Value) -> Value {
        let payload = json!({ "account_id": "acct1", "object": object });
        json!({ "event": event, "event_ts": 1_790_000_090_000_i64, "payload": payload })
    }

    const SESSION: &str = "AQEBAQEBAQEBAQEBAQEBAQ";
    const CONNECTION: &str = "AgICAgICAgICAgICAgICAg";

    #[test]
    fn each_event_has_its_fields_and_no_others() {
        let started = told(News::SessionStarted { start_url: Some("https://shop.example/".into()) }, true);
        let object = json!({
            "session_id": SESSION, "start_time": "2026-09-21T14:14:50Z", "start_url": "https://shop.example/",
            "user_id": "a-1", "user_name": "Ada", "role_type": "agent",
        });
        assert_eq!(started, envelope("cobrowse.session_started", object));
        let joined = json!({
            "session_id": SESSION, "user_connection_id": CONNECTION, "join_time": "2026-09-21T14:14:50Z",
            "user_id": "a-1", "user_name": "Ada", "role_type": "agent",
        });
        assert_eq!(told(News::UserJoined, true), envelope("cobrowse.session_user_joined", joined));
        let left = json!({
            "session_id": SESSION, "user_connection_id": CONNECTION, "leave_time": "2026-09-21T14:14:50Z",
            "user_id": "a-1", "user_name": "Ada", "role_type": "agent", "leave_reason": "Left the session",
        });
        assert_eq!(told(News::UserLeft(LeaveReason::Left), true), envelope("cobrowse.session_user_left", left));
        let ended = json!({
            "session_id": SESSION, "start_time": "2026-09-21T14:13:20Z", "end_time": "2026-09-21T14:14:50Z",
            "end_reason": "Network connection error",
        });
        let news = News::SessionEnded(EndReason::CustomerLost);
        assert_eq!(told(news, false), envelope("cobrowse.session_ended", ended));
    }
}
