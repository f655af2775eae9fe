//! Events for programs that listen (ADR 49): which entries of the audit trail are told to the outside, and what is said.
//!
//! Derived from the trail, like the trail from what changed, so nothing can happen that is written down and not told.
//! Nothing in an event names a customer or holds a PIN.

use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{SiteId, Time};
use serde_json::{Map, Value, json};
use std::str::FromStr;

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident = $text:literal $about:literal),+ $(,)?) => {
        /// What sort of event it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventType { $($(#[$doc])* $name),+ }

        impl EventType {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in the database, the API and what is told.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// When it is told, in a sentence for integrators.
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about),+ }
            }
        }
    };
}

types! {
    SessionStarted = "session.started" "A session began: a customer asked for help, or an agent opened one for a customer to come.",
    SessionWaiting = "session.waiting" "The customer has a Support PIN, a first one or another one, and waits for an agent.",
    ConsentGiven = "session.consent_given" "The customer agreed that an agent sees the page.",
    ConsentRefused = "session.consent_refused" "The customer did not agree that an agent sees the page.",
    AgentJoined = "session.agent_joined" "An agent is in the session and sees the page.",
    AgentLeft = "session.agent_left" "An agent gave up the seat, also one who never joined.",
    SessionRecovering = "session.recovering" "The customer's page went away and may come back.",
    SessionRecovered = "session.recovered" "The customer's page is back.",
    SessionEnded = "session.ended" "The session is over.",
    OutcomeSet = "session.outcome_set" "An agent said how the session came out; the last word counts.",
    HandedOver = "session.handed_over" "An agent gave up the seat to a colleague who came in for that; no session.agent_left is told of it.",
    Watched = "session.watched" "A supervisor began to watch the session.",
    InviteSent = "invite.sent" "An agent asked a colleague into the session.",
    InviteAccepted = "invite.accepted" "The colleague said yes; session.agent_joined follows once the customer agreed.",
    InviteDeclined = "invite.declined" "The colleague said no.",
    /// Hourly: a head kept elsewhere shows that nobody wrote the trail anew.
    AuditHead = "audit.head" "Once an hour: the number and the hash of the last entry of the audit trail.",
    /// Told to one endpoint that somebody tries. It has no number.
    Ping = "endpoint.ping" "Somebody tries the endpoint. It has no number and is in no log of events.",
}

impl FromStr for EventType {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name).ok_or(())
    }
}

impl EventType {
    /// Those that happen; a ping is asked for.
    pub fn numbered() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Ping)
    }

    /// What an entry of the audit trail is to the outside, if it is anything.
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::SessionCreated | Kind::SessionExpected => Some(Self::SessionStarted),
            Kind::PinReported => Some(Self::SessionWaiting),
            Kind::ConsentGiven => Some(Self::ConsentGiven),
            Kind::ConsentDenied => Some(Self::ConsentRefused),
            Kind::AgentJoined => Some(Self::AgentJoined),
            Kind::AgentLeft => Some(Self::AgentLeft),
            Kind::CustomerLost => Some(Self::SessionRecovering),
            Kind::CustomerBack => Some(Self::SessionRecovered),
            Kind::SessionEnded => Some(Self::SessionEnded),
            Kind::OutcomeSet => Some(Self::OutcomeSet),
            Kind::HandedOver => Some(Self::HandedOver),
            Kind::WatchStarted => Some(Self::Watched),
            Kind::InviteSent => Some(Self::InviteSent),
            Kind::InviteAccepted => Some(Self::InviteAccepted),
            Kind::InviteDeclined => Some(Self::InviteDeclined),
            _ => None,
        }
    }
}

/// What an event says of its session besides what the entry has.
#[derive(Debug, Clone)]
pub struct About {
    pub site: Option<SiteId>,
    pub started_at: Time,
}

/// The `data` of the event that tells of an entry.
pub fn data(kind: EventType, entry: &NewEntry, about: Option<&About>) -> Map<String, Value> {
    let mut data = Map::new();
    if let Some(session) = entry.session {
        data.insert("sessionId".into(), json!(session));
        data.insert("site".into(), json!(about.and_then(|about| about.site.as_ref())));
    }
    let of_entry = |name: &str| entry.data.get(name).cloned().unwrap_or(Value::Null);
    match kind {
        EventType::SessionStarted => {
            let by = if entry.kind == Kind::SessionExpected { "agent" } else { "customer" };
            data.insert("startedBy".into(), json!(by));
            data.insert("identified".into(), json!(of_entry("identified") == Value::Bool(true)));
        }
        EventType::SessionWaiting => {
            data.insert("pinNumber".into(), of_entry("number"));
        }
        EventType::ConsentGiven
        | EventType::ConsentRefused
        | EventType::AgentJoined
        | EventType::AgentLeft
        | EventType::Watched => {
            data.insert("admissionId".into(), of_entry("admissionId"));
            data.insert("agentId".into(), of_entry("agentId"));
        }
        EventType::HandedOver => {
            data.insert("admissionId".into(), of_entry("admissionId"));
            data.insert("agentId".into(), of_entry("agentId"));
            let to = of_entry("to");
            data.insert("toAdmissionId".into(), to["admissionId"].clone());
            data.insert("toAgentId".into(), to["agentId"].clone());
        }
        // what they said to each other stays between them
        EventType::InviteSent | EventType::InviteAccepted | EventType::InviteDeclined => {
            data.insert("inviteId".into(), of_entry("inviteId"));
            data.insert("admissionId".into(), of_entry("admissionId"));
            data.insert("toAgentId".into(), of_entry("to"));
            data.insert("handOver".into(), of_entry("handOver"));
        }
        EventType::SessionEnded => {
            data.insert("reason".into(), of_entry("reason"));
            data.insert("endedBy".into(), json!(ended_by(entry.actor)));
            let lasted = about.map_or(0, |about| (entry.at - about.started_at).num_seconds().max(0));
            data.insert("durationSeconds".into(), json!(lasted));
        }
        EventType::OutcomeSet => {
            data.insert("agentId".into(), json!(entry.actor.id()));
            data.insert("outcome".into(), of_entry("outcome"));
            data.insert("rating".into(), of_entry("rating"));
        }
        EventType::SessionRecovering | EventType::SessionRecovered | EventType::AuditHead | EventType::Ping => {}
    }
    data
}

/// `customer`, `agent`, `supervisor`, `admin`, or `system` for time and for whoever is not signed in.
fn ended_by(actor: Actor) -> &'static str {
    match actor {
        Actor::Stranger => Actor::System.kind(),
        actor => actor.kind(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds, starting};
    use crate::domain::{AgentId, Role};
    use crate::random::SeededRandom;

    fn told(kind: Kind, actor: Actor, data: Value) -> Value {
        let Value::Object(data) = data else { panic!("an object") };
        let entry = NewEntry { session: Some(starting(1).id), at: NOON + seconds(90), kind, actor, data, ip: None };
        let about = About { site: Some("shop".parse().unwrap()), started_at: NOON };
        let kind = EventType::of(kind).expect("it is told");
        Value::Object(super::data(kind, &entry, Some(&about)))
    }

    fn with_session(mut more: Value) -> Value {
        more["sessionId"] = json!(starting(1).id);
        more["site"] = json!("shop");
        more
    }

    #[test]
    fn each_event_says_this_and_no_more() {
        let agent = AgentId::new(NOON, &SeededRandom::new(1));
        let person = Actor::Person(agent, Role::Supervisor);
        let seat = json!({ "admissionId": "a", "agentId": agent, "via": "pin" });
        let invite = json!({ "inviteId": "i", "admissionId": "a", "to": agent, "handOver": true });
        let invite_told = json!({ "inviteId": "i", "admissionId": "a", "toAgentId": agent, "handOver": true });
        let table = [
            (
                Kind::SessionCreated,
                Actor::Customer,
                json!({ "identified": true }),
                json!({ "startedBy": "customer", "identified": true }),
            ),
            (Kind::SessionExpected, Actor::TokenAgent, json!({}), json!({ "startedBy": "agent", "identified": false })),
            (Kind::PinReported, Actor::Customer, json!({ "number": 2 }), json!({ "pinNumber": 2 })),
            (Kind::ConsentGiven, Actor::Customer, seat.clone(), json!({ "admissionId": "a", "agentId": agent })),
            (Kind::ConsentDenied, Actor::Customer, seat.clone(), json!({ "admissionId": "a", "agentId": agent })),
            (Kind::AgentJoined, person, seat.clone(), json!({ "admissionId": "a", "agentId": agent })),
            (
                Kind::AgentLeft,
                person,
                json!({ "admissionId": "a", "tokenUser": "x" }),
                json!({ "admissionId": "a", "agentId": null }),
            ),
            (
                Kind::OutcomeSet,
                person,
                json!({ "outcome": "solved", "rating": null }),
                json!({ "agentId": agent, "outcome": "solved", "rating": null }),
            ),
            (
                Kind::HandedOver,
                Actor::Customer,
                json!({ "admissionId": "a", "agentId": agent, "to": { "admissionId": "b", "agentId": null } }),
                json!({ "admissionId": "a", "agentId": agent, "toAdmissionId": "b", "toAgentId": null }),
            ),
            (Kind::WatchStarted, person, seat.clone(), json!({ "admissionId": "a", "agentId": agent })),
            (Kind::InviteSent, person, invite.clone(), invite_told.clone()),
            (Kind::InviteAccepted, person, invite.clone(), invite_told.clone()),
            (Kind::InviteDeclined, person, invite, invite_told),
            (Kind::CustomerLost, Actor::System, json!({}), json!({})),
            (Kind::CustomerBack, Actor::Customer, json!({}), json!({})),
            (
                Kind::SessionEnded,
                person,
                json!({ "reason": "revoked", "note": "he said his name is Kim" }),
                json!({ "reason": "revoked", "endedBy": "supervisor", "durationSeconds": 90 }),
            ),
            (
                Kind::SessionEnded,
                Actor::Stranger,
                json!({ "reason": "revoked" }),
                json!({ "reason": "revoked", "endedBy": "system", "durationSeconds": 90 }),
            ),
        ];
        for (kind, actor, entry, expected) in table {
            assert_eq!(told(kind, actor, entry), with_session(expected), "{kind:?}");
        }
    }

    #[test]
    fn what_is_for_the_house_stays_in_the_house() {
        for kind in [
            Kind::PinRefused,
            Kind::PinContested,
            Kind::LoginFailed,
            Kind::ClickProposed,
            Kind::ApiKeyAdded,
            Kind::InviteWithdrawn,
            Kind::WatchAsked,
        ] {
            assert_eq!(EventType::of(kind), None, "{kind:?}");
        }
        for kind in EventType::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert!(kind.as_str().split_once('.').is_some() && kind.about().ends_with('.'), "{kind:?}");
        }
        assert!(!EventType::numbered().any(|kind| kind == EventType::Ping));
    }
}
