//! What events look like, for programs that read the description: one schema for each type.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

/// A page of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPage {
    #[schema(value_type = Vec<Event>)]
    pub events: Vec<Value>,
    /// The number to pass as `after` for the next page.
    pub next: i64,
    /// The number of the oldest event that is kept; 0 before the first one.
    pub oldest: i64,
    /// The number of the newest event; 0 before the first one.
    pub newest: i64,
}

/// One of the types below; described beside this, in `described.rs`.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it has the name of what is described")]
pub struct Event(Value);

/// The customer, for endpoints that were set up to know.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "described here, written by webhooks/events/message.rs")]
pub struct EventCustomer {
    user_id: String,
    user_name: String,
    /// The host site vouched for this customer. Otherwise the name is only what somebody typed.
    identified: bool,
    /// What the host site noted at the start.
    #[schema(required)]
    metadata: Option<BTreeMap<String, String>>,
}

/// Who began a session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "described here, written by domain/event.rs")]
pub enum StartedBy {
    Customer,
    Agent,
}

/// Who ended a session; `system` for time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "described here, written by domain/event.rs")]
pub enum EndedBy {
    Customer,
    Agent,
    Supervisor,
    Admin,
    System,
}

/// Why a session ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "described here, written by domain/session/end_reason.rs")]
pub enum SessionEndReason {
    NeverStarted,
    NoAgent,
    NoCustomer,
    CustomerEnded,
    AgentEnded,
    Revoked,
    TooLong,
    CustomerLost,
}

/// How a session came out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "described here, written by domain/case_file.rs")]
pub enum SessionOutcome {
    Solved,
    NotSolved,
    /// Somebody gets back to the customer.
    FollowUp,
    /// The customer did not come, or did not answer.
    NoShow,
    Other,
}

macro_rules! session_data {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Serialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        #[allow(dead_code, reason = "described here, written by domain/event.rs")]
        pub struct $name {
            session_id: Uuid,
            /// The host site it belongs to, if that was added as one.
            #[schema(required)]
            site: Option<String>,
            $($(#[$field_doc])* $field: $type,)*
            /// Only at endpoints with `includeCustomer`; null once it is forgotten.
            customer: Option<EventCustomer>,
        }
    )+};
}

session_data! {
    /// A session that began.
    SessionStarted {
        started_by: StartedBy,
        /// The host site vouched for the customer.
        identified: bool,
    }
    /// A session whose customer has a Support PIN. The PIN is not told.
    SessionWaiting {
        /// 1 for the first PIN of the session, 2 for the one after it.
        pin_number: u32,
    }
    /// An agent in a session.
    SessionAgent {
        /// One agent let in once; whoever comes in again has another one.
        admission_id: Uuid,
        /// The account; null for an agent who came with a token that was made elsewhere.
        #[schema(required)]
        agent_id: Option<Uuid>,
    }
    /// A session, and nothing more to say of it.
    SessionPlain {}
    /// A session of which somebody said how it came out.
    SessionOutcomeSet {
        /// Who said so.
        #[schema(required)]
        agent_id: Option<Uuid>,
        outcome: SessionOutcome,
        /// How co-browsing went, 1 (badly) to 5 (very well).
        #[schema(required, minimum = 1, maximum = 5)]
        rating: Option<u8>,
    }
    /// A session whose agent made room for a colleague.
    SessionHandedOver {
        /// The seat that was given up.
        admission_id: Uuid,
        /// Who gave it up; null for an agent who came with a token that was made elsewhere.
        #[schema(required)]
        agent_id: Option<Uuid>,
        /// The seat of whoever goes on.
        to_admission_id: Uuid,
        #[schema(required)]
        to_agent_id: Option<Uuid>,
    }
    /// A session into which an agent asked a colleague. What they said to each other is not told.
    SessionInvite {
        invite_id: Uuid,
        /// The seat of whoever asked.
        admission_id: Uuid,
        /// The colleague.
        to_agent_id: Uuid,
        /// Whoever asked leaves once the colleague is in.
        hand_over: bool,
    }
    /// A session that is over.
    SessionEnded {
        reason: SessionEndReason,
        ended_by: EndedBy,
        /// From its start to its end.
        duration_seconds: u64,
    }
}

/// The end of the audit trail. Keep it: a trail that was written anew does not have it.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "described here, written by store/sqlite/events.rs")]
pub struct AuditHead {
    /// The number of the last entry.
    entry: i64,
    /// Its hash, 64 hexadecimal digits.
    hash: String,
}

/// A test.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "described here, written by webhooks/events/message.rs")]
pub struct Ping {
    webhook_id: Uuid,
}

/// The schema of an event, whose `type` is this and no other.
fn of_one_type(mut schema: RefOr<Schema>, kind: &str) -> RefOr<Schema> {
    if let RefOr::T(Schema::Object(object)) = &mut schema {
        let only = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind]));
        object.properties.insert("type".into(), only.into());
    }
    schema
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $text:literal $data:ty, $sequence:ty;)+) => {
        $(
            $(#[$doc])*
            #[derive(Serialize, ToSchema)]
            #[allow(dead_code, reason = "described here, written by webhooks/events/message.rs")]
            pub struct $name {
                /// The same at every attempt, as in `webhook-id`: take each event once.
                id: String,
                r#type: String,
                /// Of the shape: fields are added without a new number, so pass over those you do not know.
                version: u32,
                /// 1, 2, 3, … without gaps, over all events of the installation; null for a test.
                #[schema(required)]
                sequence: $sequence,
                /// When it happened.
                timestamp: DateTime<Utc>,
                data: $data,
            }
        )+

        /// The name in `components/schemas`, for each type.
        pub const SCHEMAS: &[(&str, &str)] = &[$(($text, stringify!($name))),+];

        /// The schemas, by their names.
        pub fn schemas() -> Vec<(String, RefOr<Schema>)> {
            let mut all = vec![$((stringify!($name).to_owned(), of_one_type(<$name>::schema(), $text))),+];
            $(<$name>::schemas(&mut all);)+
            all
        }
    };
}

events! {
    SessionStartedEvent = "session.started" SessionStarted, i64;
    SessionWaitingEvent = "session.waiting" SessionWaiting, i64;
    ConsentGivenEvent = "session.consent_given" SessionAgent, i64;
    ConsentRefusedEvent = "session.consent_refused" SessionAgent, i64;
    AgentJoinedEvent = "session.agent_joined" SessionAgent, i64;
    AgentLeftEvent = "session.agent_left" SessionAgent, i64;
    SessionRecoveringEvent = "session.recovering" SessionPlain, i64;
    SessionRecoveredEvent = "session.recovered" SessionPlain, i64;
    SessionEndedEvent = "session.ended" SessionEnded, i64;
    OutcomeSetEvent = "session.outcome_set" SessionOutcomeSet, i64;
    HandedOverEvent = "session.handed_over" SessionHandedOver, i64;
    SessionWatchedEvent = "session.watched" SessionAgent, i64;
    InviteSentEvent = "invite.sent" SessionInvite, i64;
    InviteAcceptedEvent = "invite.accepted" SessionInvite, i64;
    InviteDeclinedEvent = "invite.declined" SessionInvite, i64;
    AuditHeadEvent = "audit.head" AuditHead, i64;
    PingEvent = "endpoint.ping" Ping, Option<i64>;
}
