//! Control frames that the relay writes.

use super::drawing::{Op, StrokeView};
use super::from::{Abilities, Action, Answer, Omission, Pointer, Scroll};
use crate::domain::session::{InviteState, Mode};
use crate::domain::{AdmissionId, AgentId, InviteId, SessionId};
use serde::{Serialize, Serializer};

/// An agent who is in, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    pub user_id: String,
    pub user_name: String,
    /// Said of who only watches.
    #[serde(skip_serializing_if = "is_helping", serialize_with = "by_name")]
    pub mode: Mode,
}

impl Agent {
    /// The same, before it could only watch.
    pub fn helping(&self) -> Self {
        Self { mode: Mode::Helping, ..self.clone() }
    }
}

fn is_helping(mode: &Mode) -> bool {
    *mode == Mode::Helping
}

fn by_name<S: Serializer>(mode: &Mode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(mode.as_str())
}

/// Somebody who may be asked in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub id: AgentId,
    pub name: String,
}

/// An invite as the agents inside see it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteView {
    pub invite_id: InviteId,
    pub by_name: String,
    pub to_name: String,
    pub hand_over: bool,
    #[serde(serialize_with = "by_state")]
    pub state: InviteState,
    /// Until it is too old.
    pub seconds: i64,
    /// What the colleague said to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

impl PartialEq for InviteView {
    /// Time that passes makes no other invite.
    fn eq(&self, other: &Self) -> bool {
        (self.invite_id, self.state) == (other.invite_id, other.state)
    }
}

fn by_state<S: Serializer>(state: &InviteState, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.as_str())
}

/// Somebody who is in, or about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Present {
    #[serde(flatten)]
    pub agent: Agent,
    pub stage: PresentStage,
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PresentStage {
    In,
    /// The customer is asked about them.
    Asking,
    /// There is no customer to ask.
    Waiting,
    /// Watches, and the customer is asked to let them help.
    AsksToHelp,
}

/// The agent who has control; only itself and the customer know the grant.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Controller<'a> {
    #[serde(flatten)]
    pub agent: &'a Agent,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant_id: Option<String>,
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
        assets: Vec<String>,
    },
    Record,
    Rest,
    ConsentRequest {
        admission_id: AdmissionId,
        agent_name: &'a str,
        phrase: &'a str,
        #[serde(skip_serializing_if = "is_helping", serialize_with = "by_name")]
        mode: Mode,
        /// Watches already, and would like to help.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        watches: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        invited_by: Option<&'a str>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        hand_over: bool,
    },
    ConsentWithdrawn {
        admission_id: AdmissionId,
    },
    PincodeUpdated {
        pincode: &'a str,
    },
    AssistQuestion {
        grant_id: String,
        user_id: &'a str,
        agent_name: &'a str,
        types: [&'static str; 1],
    },
    AssistWithdrawn {
        grant_id: String,
    },
    Scroll(&'a Scroll),
    Proposal {
        proposal_id: String,
        user_id: &'a str,
        agent_name: &'a str,
        node: u32,
        action: &'a Action,
    },
    ProposalWithdrawn {
        proposal_id: String,
    },
    WantAssets {
        urls: &'a [String],
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
        #[serde(serialize_with = "by_name", skip_serializing_if = "is_helping")]
        mode: Mode,
        #[serde(skip_serializing_if = "Option::is_none")]
        invited: Option<Invited<'a>>,
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
    CustomerTransferred,
    Away {
        hidden: bool,
    },
    /// Milliseconds from here to each and back; the customer's once it was measured.
    Pulse {
        desk_ms: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        customer_ms: Option<u32>,
    },
    Abilities(&'a Abilities),
    Omitted {
        items: &'a [Omission],
    },
    ProposalAnswered {
        n: u64,
        answer: Became,
    },
    /// Everybody who is in or about to be, and the invites: the whole of it at each change.
    People {
        people: &'a [Present],
        invites: &'a [InviteView],
    },
    Colleagues {
        n: u64,
        people: &'a [Person],
    },
    Invited {
        n: u64,
        invite_id: InviteId,
    },
}

/// By whom this agent was asked in, and what was said to it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invited<'a> {
    pub by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    pub hand_over: bool,
}

/// What became of a proposal, for the desk that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Became {
    Answered(Answer),
    Gone(Gone),
}

/// The page went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    Gone,
}

/// What was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Draw,
    Pointer,
    Highlight,
    Assist,
    Scroll,
    Propose,
    Invite,
    BargeIn,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The customer's page does not let this be done.
    Off,
    /// No room for more, or too often.
    Full,
    Denied,
    NotController,
    AlreadyOpen,
    NoCustomer,
    /// Whoever watches does nothing.
    Watching,
    /// This person is in already.
    Inside,
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
    Drawing {
        strokes: Vec<StrokeView<'a>>,
    },
    Draw {
        by: &'a str,
        by_name: &'a str,
        ops: &'a [Op],
    },
    Pointer {
        user_id: &'a str,
        user_name: &'a str,
        #[serde(flatten)]
        pointer: &'a Pointer,
    },
    Highlight {
        user_id: &'a str,
        user_name: &'a str,
        node: Option<u32>,
    },
    Assist {
        controller: Option<Controller<'a>>,
        asking: Option<&'a Agent>,
        queue: Vec<&'a Agent>,
    },
    Refused {
        what: What,
        #[serde(skip_serializing_if = "Option::is_none")]
        n: Option<u64>,
        reason: Reason,
    },
    /// `from` leaves, because `to` is in for them.
    HandedOver {
        from: &'a Agent,
        to: &'a Agent,
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
