//! What the relay tells whoever keeps the sessions, and what it asks: the only seam between sockets and rules.

pub use super::control::{Answer, InviteView, Person};
use super::control::{Asked, Reason};
use crate::domain::session::Mode;
use crate::domain::{AdmissionId, AgentId, InviteId, SessionId};
use async_trait::async_trait;
use std::fmt;
use std::net::IpAddr;

/// Why a peer is not let in, or not any more. `code` is a number of the Zoom reference §6.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    pub code: u16,
    /// A sentence for the person in front of the screen.
    pub message: String,
    /// The close code of `docs/wire.md`.
    pub close: u16,
}

/// Where a customer's socket came from.
#[derive(Debug, Clone)]
pub struct Whence {
    /// As the browser sent it, checked already.
    pub origin: String,
    /// For the throttles; `None` if nobody knows.
    pub ip: Option<IpAddr>,
}

/// What the customer's first frame asks for.
#[derive(Clone)]
pub enum CustomerHello {
    Start { token: String, custom_pin: Option<String> },
    Resume { session: SessionId, resume_token: String },
}

/// What a desk's first frame shows.
#[derive(Clone)]
pub enum DeskHello {
    Token {
        token: String,
        /// Only with a token that was made elsewhere.
        pincode: Option<String>,
    },
    /// A ticket from the desk's address, or what an earlier welcome gave.
    Seat(String),
}

/// A customer's page that was let in.
#[derive(Clone)]
pub struct CustomerGrant {
    pub session: SessionId,
    /// For the next connection; good once.
    pub resume_token: String,
    /// `None` once the PIN admits nobody any more.
    pub pincode: Option<String>,
    pub resumed: bool,
    /// As the agents see it, beside what the customer draws; one who was there before the customer learns it now.
    pub customer_name: String,
    pub customer_identified: bool,
}

// tokens and PINs stay out of logs
impl fmt::Debug for CustomerHello {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start { .. } => f.write_str("Start(******)"),
            Self::Resume { session, .. } => write!(f, "Resume({session})"),
        }
    }
}

impl fmt::Debug for DeskHello {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token { .. } => "Token(******)",
            Self::Seat(_) => "Seat(******)",
        })
    }
}

impl fmt::Debug for CustomerGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerGrant")
            .field("session", &self.session)
            .field("resumed", &self.resumed)
            .finish_non_exhaustive()
    }
}

/// A desk that was let in.
#[derive(Clone)]
pub struct DeskGrant {
    pub session: SessionId,
    pub admission: AdmissionId,
    /// Whose desk it is, for [`Registry::recheck`](super::Registry::recheck); `None` without an account.
    pub agent: Option<AgentId>,
    /// What the desk shows to come back, where its token does not do.
    pub seat: Option<String>,
    /// How long agents still wait for a customer who was never there, in seconds.
    pub customer_seconds: Option<i64>,
    pub user_id: String,
    pub user_name: String,
    pub customer_name: String,
    pub customer_identified: bool,
    pub mode: Mode,
    /// By whose invite this agent came, and what that said.
    pub invited: Option<InvitedBy>,
    /// All invites of the session as they stand.
    pub invites: Vec<InviteView>,
    /// Two words, shown to both sides.
    pub phrase: String,
    /// The customer agreed to this admission before; it is not asked again.
    pub consented: bool,
    /// The customer need not be asked, because the integrator switched the question off.
    pub consent_needed: bool,
}

/// Who asked an agent in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedBy {
    pub name: String,
    /// For the agent who came, not for the customer.
    pub text: Option<String>,
    pub hand_over: bool,
}

/// What came of a customer's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// What the admission is in the session as from now on.
    pub mode: Mode,
    /// Seats that were freed with it, because their agent handed over.
    pub handed_over: Vec<AdmissionId>,
}

impl fmt::Debug for DeskGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeskGrant")
            .field("session", &self.session)
            .field("admission", &self.admission)
            .finish_non_exhaustive()
    }
}

/// Why a desk went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskGone {
    /// The agent left on purpose.
    Left,
    /// The customer said no.
    Denied,
    /// The connection broke; it may come back.
    Lost,
}

/// A supervisor who watches and would like to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BargeInNote {
    /// The customer is asked.
    Asked,
    Denied,
    /// The question went with a page or a desk.
    Withdrawn,
}

/// Who ended an agent's control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopper {
    Agent,
    Customer,
    /// The page or the desk went away.
    Gone,
}

/// Remote assist of one agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssistNote {
    /// The customer is asked.
    Asked,
    Allowed,
    Denied,
    /// The question is not open any more, and was not answered.
    Withdrawn,
    /// The agent may scroll from now on.
    Started,
    Stopped(Stopper),
}

/// What a proposal is about; never the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposed {
    Click,
    Value,
}

/// A proposal of one agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalNote {
    Made(Proposed),
    Answered(Answer),
    /// The agent took it back, or the page or the desk went away before an answer.
    Dropped,
}

/// Something the two sides did together, for the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// The customer went on in another tab.
    Transferred,
    Assist(AdmissionId, AssistNote),
    Proposal(AdmissionId, ProposalNote),
    BargeIn(AdmissionId, BargeInNote),
}

/// Answers the relay's questions and is told what it saw. Implemented by the broker; a test has its own.
#[async_trait]
pub trait SessionEvents: Send + Sync + 'static {
    /// A customer's page said hello. `page` is its address without query.
    async fn customer_hello(
        &self,
        hello: CustomerHello,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied>;
    /// The customer's page has `resume_token`: what it showed for it is worth nothing any more.
    async fn customer_kept(&self, session: SessionId, resume_token: &str);
    /// The customer's page is still there; called about every 15 seconds.
    async fn customer_seen(&self, session: SessionId);
    /// The connection to the customer's page broke.
    async fn customer_lost(&self, session: SessionId);
    async fn customer_ended(&self, session: SessionId);

    /// A desk said hello.
    async fn desk_hello(&self, hello: DeskHello, ip: Option<IpAddr>) -> Result<DeskGrant, Denied>;
    /// The customer is asked about this admission now.
    async fn consent_asked(&self, session: SessionId, admission: AdmissionId);
    /// The customer answered. On yes the agent has joined, or who watched helps, once this returns; `Err` if that is not
    /// possible any more.
    async fn consent_answered(
        &self,
        session: SessionId,
        admission: AdmissionId,
        allowed: bool,
    ) -> Result<Consented, Denied>;
    async fn desk_gone(&self, session: SessionId, admission: AdmissionId, how: DeskGone);
    /// Takes note of something that nobody can refuse any more. One call at a time for a session, in the order in
    /// which things happened.
    async fn noted(&self, session: SessionId, note: Noted);
    async fn agent_ended(&self, session: SessionId, admission: AdmissionId);
    /// People whom the agent of this seat may ask in.
    async fn colleagues(&self, session: SessionId, admission: AdmissionId, text: &str) -> Vec<Person>;
    /// The agent of this seat asks somebody in. How the invite stands is told by `Registry::told`.
    async fn invite(&self, session: SessionId, admission: AdmissionId, asked: Asked) -> Result<InviteId, Reason>;
    /// The agent of this seat takes an invite back.
    async fn invite_withdrawn(&self, session: SessionId, admission: AdmissionId, invite: InviteId);
    /// Whether this desk may go on; asked every 60 seconds and when people change.
    async fn desk_still_allowed(&self, session: SessionId, admission: AdmissionId) -> bool;
}
