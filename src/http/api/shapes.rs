//! What the API says about sessions. camelCase, times in RFC 3339 UTC; documented by the schemas made from these types.

use super::invites::InviteShape;
use crate::broker::{Desk, Engine, Seen, SpanSeen, Story};
use crate::domain::case_file::{Outcome, Rating};
use crate::domain::consent_history::Reply;
use crate::domain::session::{Admission, Session, State};
use crate::domain::timeline::Entry;
use crate::domain::{AdmissionId, AgentId, SessionId, Windows};
use crate::http::language::known;
use crate::store::StoredState;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A session as agents and supervisors see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    #[schema(value_type = String, format = Uuid)]
    pub session_id: SessionId,
    /// `starting`, `waiting`, `active`, `recovering` or `ended`.
    pub state: &'static str,
    /// Why it ended: `customer_ended`, `agent_ended`, `revoked`, `too_long`, `customer_lost`, `no_agent`, `no_customer` or `never_started`.
    pub end_reason: Option<&'static str>,
    pub customer: CustomerShape,
    /// The Support PIN, only while the session is live.
    pub pincode: Option<String>,
    /// Another live session holds the same PIN, so it admits to neither.
    pub contested: bool,
    /// `builtin` or `zoom`.
    pub engine: &'static str,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Until when the PIN admits agents.
    pub valid_until: Option<DateTime<Utc>>,
    /// When it ends by itself if the customer stays and nothing else happens.
    pub deadline: Option<DateTime<Utc>>,
    /// The page it began on, without query and fragment.
    pub start_url: Option<String>,
    /// The host site it belongs to, if that was added as one.
    pub site: Option<String>,
    /// What the host site noted at the start.
    #[schema(value_type = Option<Object>)]
    pub metadata: Option<Value>,
    /// What it is about, for the waiting list.
    pub skill: Option<String>,
    /// The reference of a ticket that an agent noted.
    pub ticket: Option<String>,
    /// How it came out: `solved`, `not_solved`, `follow_up`, `no_show` or `other`; null as long as nobody said.
    pub outcome: Option<&'static str>,
    /// How co-browsing went, 1 to 5, by whoever gave the outcome.
    pub rating: Option<u8>,
    pub agents: Vec<AgentShape>,
    pub seats: SeatsShape,
}

/// The customer of a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerShape {
    pub user_id: String,
    pub user_name: String,
    /// The host site vouched for this customer. Otherwise the name is only what somebody typed.
    pub identified: bool,
}

/// One agent let into a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentShape {
    #[schema(value_type = String, format = Uuid)]
    pub admission_id: AdmissionId,
    /// The account; null for an agent who came with a token that was made elsewhere.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub agent_id: Option<AgentId>,
    pub name: String,
    /// How the agent came in: `pin`, `waiting_list`, `invite`, or by the `role` of a supervisor who watches.
    pub via: &'static str,
    /// `helping`, on one of the seats, or `watching`: a supervisor who sees the page and can do nothing.
    pub mode: &'static str,
    pub admitted_at: DateTime<Utc>,
    /// When the customer agreed and the agent saw the page.
    pub joined_at: Option<DateTime<Utc>>,
    pub left_at: Option<DateTime<Utc>>,
}

/// Seats of a session.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct SeatsShape {
    pub taken: usize,
    pub total: usize,
}

impl SeatsShape {
    pub fn of(session: &Session) -> Self {
        Self { taken: session.helping().count(), total: Windows::SEATS }
    }
}

impl CustomerShape {
    pub fn of(session: &Session) -> Self {
        let customer = &session.customer;
        Self {
            user_id: customer.user_id.clone(),
            user_name: customer.name.as_str().to_owned(),
            identified: customer.identified,
        }
    }
}

impl AgentShape {
    fn of(admission: &Admission) -> Self {
        Self {
            admission_id: admission.id,
            agent_id: admission.agent,
            name: admission.agent_name.clone(),
            via: admission.via.as_str(),
            mode: admission.mode.as_str(),
            admitted_at: admission.admitted_at,
            joined_at: admission.joined_at,
            left_at: admission.left_at,
        }
    }
}

impl Summary {
    pub fn of(seen: &Seen, engine: Engine, windows: &Windows) -> Self {
        let session = &seen.session;
        Self {
            session_id: session.id,
            state: StoredState::of(session).as_str(),
            end_reason: session.end_reason().map(|reason| reason.as_str()),
            customer: CustomerShape::of(session),
            pincode: session.pin.as_ref().map(|held| held.pin.as_str().to_owned()),
            contested: seen.contested,
            engine: engine.as_str(),
            started_at: session.created_at,
            ended_at: match session.state {
                State::Ended { at, .. } => Some(at),
                _ => None,
            },
            valid_until: session.pin_valid_until(windows),
            deadline: session.ends_at(windows),
            start_url: session.start_url.clone(),
            site: session.site.as_ref().map(ToString::to_string),
            metadata: session.metadata.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            skill: session.skill.as_ref().map(ToString::to_string),
            ticket: session.case.ticket.as_ref().map(|ticket| ticket.as_str().to_owned()),
            outcome: session.case.outcome.map(Outcome::as_str),
            rating: session.case.rating.map(Rating::get),
            agents: session.admissions.iter().map(AgentShape::of).collect(),
            seats: SeatsShape::of(session),
        }
    }
}

/// A page of sessions, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SummaryPage {
    pub sessions: Vec<Summary>,
    /// Pass it as `cursor` for the next page.
    #[schema(value_type = Option<String>)]
    pub next_cursor: Option<SessionId>,
}

/// What happened in a session.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineShape {
    /// Oldest first.
    pub entries: Vec<EntryShape>,
    /// Who was allowed to see and do what, from when till when: read out of the entries, in the order in which it began.
    pub consent: Vec<SpanShape>,
    /// Every invite as it stands now. That nobody answered one is no entry.
    pub invites: Vec<InviteShape>,
}

/// One question to the customer, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpanShape {
    #[schema(value_type = String, format = Uuid)]
    pub admission_id: AdmissionId,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub agent_id: Option<AgentId>,
    pub name: String,
    /// `see` the page and help, `watch` it and do nothing, `help` of a supervisor who watched, or `scroll` it.
    pub right: &'static str,
    /// When it was asked first; null where nobody asked, and with Zoom's engine, which asks and does not tell.
    pub asked_at: Option<DateTime<Utc>>,
    /// `allowed`, `denied` or `not_asked` (the website switched the question off); null without an answer that is known.
    pub reply: Option<&'static str>,
    pub replied_at: Option<DateTime<Utc>>,
    pub from: Option<DateTime<Utc>>,
    /// When it ended, was refused, or the question went.
    pub until: Option<DateTime<Utc>>,
    /// `asking` or `lasting`; else how it ended: `denied`, `unanswered`, `left`, `handed_over`, `barged_in` (helps from
    /// then on), `agent_stopped`, `customer_stopped`, `page_gone` or `session_ended`.
    pub standing: &'static str,
    /// Numbers of the entries that say so.
    pub entries: Vec<i64>,
}

impl SpanShape {
    fn of(seen: SpanSeen) -> Self {
        let span = seen.span;
        Self {
            admission_id: span.admission,
            agent_id: seen.agent,
            name: seen.name,
            right: span.right.as_str(),
            asked_at: span.asked_at,
            reply: span.reply.map(Reply::as_str),
            replied_at: span.replied_at,
            from: span.from,
            until: span.until,
            standing: span.standing.as_str(),
            entries: span.entries,
        }
    }
}

impl TimelineShape {
    pub fn of(story: Story) -> Self {
        Self {
            entries: story.entries.into_iter().map(|(entry, name)| EntryShape::of(entry, name)).collect(),
            consent: story.consent.into_iter().map(SpanShape::of).collect(),
            invites: story.invites.into_iter().map(InviteShape::of).collect(),
        }
    }
}

/// One entry of the audit trail.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryShape {
    /// Its number in the trail of the whole deployment.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// What happened, such as `agent_joined`.
    pub kind: String,
    pub actor: ActorShape,
    /// Details that depend on the kind.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Who did it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActorShape {
    /// `customer`, `agent`, `supervisor`, `admin`, `stranger` or `system`.
    pub kind: String,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub id: Option<AgentId>,
    pub name: Option<String>,
}

impl EntryShape {
    pub fn of(entry: Entry, name: Option<String>) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at,
            kind: entry.kind,
            actor: ActorShape { kind: entry.actor_kind, id: entry.actor_id, name },
            data: serde_json::from_str(&entry.data).unwrap_or(Value::Null),
        }
    }
}

/// A desk that may be opened now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeskShape {
    #[schema(value_type = String, format = Uuid)]
    pub session_id: SessionId,
    #[schema(value_type = String, format = Uuid)]
    pub admission_id: AdmissionId,
    /// The agent token. It opens this session only, and only in the built-in engine is it bound to it.
    pub token: String,
    /// The desk's address with the token in it. Load it with `iframe.contentWindow.location.replace`.
    pub desk_url: String,
    pub expires_at: DateTime<Utc>,
    pub customer: CustomerShape,
    pub seats: SeatsShape,
}

impl DeskShape {
    pub fn of(desk: Desk) -> Self {
        Self {
            session_id: desk.session.id,
            admission_id: desk.admission,
            customer: CustomerShape::of(&desk.session),
            seats: SeatsShape::of(&desk.session),
            token: desk.token,
            desk_url: if desk.is_ours { in_language(desk.url) } else { desk.url },
            expires_at: desk.expires_at,
        }
    }
}

/// The desk is framed, on other sites without our cookie: its address says which language its agent reads.
fn in_language(url: String) -> String {
    known().map_or_else(|| url.clone(), |language| format!("{url}&lang={}", language.tag()))
}
