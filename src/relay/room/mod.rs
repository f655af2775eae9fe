//! One session's live half: who is connected, who was asked, and who may see the page.
//!
//! The members' lock is held for a few statements and never across an await. Lock order: registry, members, feed.

mod annotating;
mod assist;
mod assisting;
mod barging;
mod customer;
mod desk;
mod drawing;
mod people;
mod proposals;
mod proposing;
mod says;

pub(super) use customer::Arrival;
pub(super) use desk::Entered;
pub(super) use says::Manners;

use self::assist::Assist;
use self::drawing::{Author, BOUNDS, Drawing};
use self::proposals::Proposals;
use super::control::{Abilities, Agent, InviteView, Omission, Present, ToBoth, ToCustomer, ToDesk};
use super::events::InvitedBy;
use super::feed::Feed;
use super::frame::Frame;
use super::memory::{Memory, Share};
use super::notes::Notes;
use super::over::Over;
use super::peer::{ConnectionId, Peer};
use crate::domain::session::Mode;
use crate::domain::{AdmissionId, AgentId, EndReason, SessionId, Windows};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::Notify;

pub(super) struct Room {
    pub session: SessionId,
    pub feed: Feed,
    /// For the broker, told by [`notes::tell`](super::notes::tell).
    pub notes: Notes,
    memory: Memory,
    members: Mutex<Members>,
    /// How long it takes to the customer and back, in milliseconds; [`NOT_MEASURED`] before the first time.
    pub pulse: AtomicU32,
}

struct Members {
    customer: Option<Customer>,
    desks: BTreeMap<AdmissionId, Desk>,
    /// The page that is there, or was there last.
    document: Option<Document>,
    /// As the page that is there, or was there last, said.
    abilities: Abilities,
    /// What of that page is not shared.
    omitted: Vec<Omission>,
    drawing: Drawing,
    /// What the drawing takes of the node's memory.
    ink: Share,
    assist: Assist,
    proposals: Proposals,
    invites: Vec<InviteView>,
    /// As the broker said last.
    asks_customer: bool,
    /// Who is in, as the agents were told last.
    told: Vec<Present>,
}

/// One document of the customer's. Both are random texts of the page's making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub id: String,
    pub tab: String,
}

struct Customer {
    peer: Peer,
    author: Author,
    /// The customer looks at another tab.
    hidden: bool,
}

struct Desk {
    peer: Peer,
    agent: Option<AgentId>,
    shown: Agent,
    author: Author,
    phrase: String,
    invited: Option<InvitedBy>,
    stage: Stage,
    /// Watches, and would like to help.
    barging: Barging,
    /// The others see this agent's pointer.
    pointing: bool,
    /// The element this agent put a ring around.
    ring: Option<u32>,
    /// Wakes the connection to ask whether it may go on.
    recheck: Arc<Notify>,
}

/// How far somebody has come who watches and would like to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Barging {
    No,
    /// The customer sees the question.
    Asked,
    /// The answer is on its way to the broker.
    Deciding,
}

/// How far a desk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is no customer to ask.
    Waiting,
    /// The customer sees the dialog.
    Asked,
    /// The answer is on its way to the broker.
    Deciding,
    /// The broker knows of the yes: frames flow.
    Joined,
}

/// Of [`Room::pulse`].
pub(super) const NOT_MEASURED: u32 = u32::MAX;

impl Room {
    pub fn new(session: SessionId, memory: &Memory) -> Self {
        Self {
            session,
            feed: Feed::new(memory),
            notes: Notes::default(),
            memory: memory.clone(),
            members: Mutex::new(Members::new(memory)),
            pulse: AtomicU32::new(NOT_MEASURED),
        }
    }

    /// Nobody is here, and nothing waits for somebody's return. Both sides may lose their connection at once, and what
    /// is drawn stands until the session ends.
    pub fn is_forgotten(&self) -> bool {
        let members = self.lock();
        members.customer.is_none() && members.desks.is_empty() && members.drawing.bytes() == 0
    }

    /// Connected customers (0 or 1) and desks.
    pub fn count(&self) -> (usize, usize) {
        let members = self.lock();
        (usize::from(members.customer.is_some()), members.desks.len())
    }

    pub fn has_customer(&self) -> bool {
        self.lock().customer.is_some()
    }

    /// Tells everybody that the session is over, and closes them.
    pub fn end(&self, reason: EndReason) {
        let members = std::mem::replace(&mut *self.lock(), Members::new(&self.memory));
        self.feed.end();
        for peer in members.customer.iter().map(|c| &c.peer).chain(members.desks.values().map(|d| &d.peer)) {
            peer.close(Over::Ended(reason));
        }
    }

    pub fn pincode_updated(&self, pincode: &str) {
        self.lock().tell_customer(&ToCustomer::PincodeUpdated { pincode });
    }

    fn lock(&self) -> MutexGuard<'_, Members> {
        self.members.lock().expect("no holder panics")
    }
}

impl Members {
    fn new(memory: &Memory) -> Self {
        Self {
            customer: None,
            desks: BTreeMap::new(),
            document: None,
            abilities: Abilities::default(),
            omitted: Vec::new(),
            drawing: Drawing::new(BOUNDS),
            ink: memory.share(),
            assist: Assist::default(),
            proposals: Proposals::default(),
            invites: Vec::new(),
            asks_customer: true,
            told: Vec::new(),
        }
    }

    /// The desk of an agent who helps, by this connection. Whoever only watches has no hands: all that is done on the page
    /// asks here first.
    fn joined(&mut self, admission: AdmissionId, connection: ConnectionId) -> Option<&mut Desk> {
        self.seeing(admission, connection).filter(|desk| desk.shown.mode == Mode::Helping)
    }

    /// The desk of somebody who sees the page by this connection.
    fn seeing(&mut self, admission: AdmissionId, connection: ConnectionId) -> Option<&mut Desk> {
        let desk = self.desks.get_mut(&admission)?;
        (desk.peer.id == connection && desk.stage == Stage::Joined).then_some(desk)
    }

    fn is_customer(&self, connection: ConnectionId) -> bool {
        self.customer.as_ref().is_some_and(|customer| customer.peer.id == connection)
    }

    fn tell_customer(&self, message: &ToCustomer<'_>) {
        if let Some(customer) = &self.customer {
            customer.peer.tell(Frame::control(message));
        }
    }

    /// Tells the agents who see the page.
    fn tell_joined(&self, frame: &Bytes) {
        let joined = self.desks.values().filter(|desk| desk.stage == Stage::Joined);
        joined.for_each(|desk| desk.peer.tell(frame.clone()));
    }

    fn tell_desks(&self, message: &ToDesk<'_>) {
        let frame = Frame::control(message);
        self.desks.values().for_each(|desk| desk.peer.tell(frame.clone()));
    }

    fn tell_all_but(&self, admission: AdmissionId, frame: &Bytes) {
        let others = self.desks.iter().filter(|(id, _)| **id != admission).map(|(_, desk)| &desk.peer);
        self.customer.iter().map(|c| &c.peer).chain(others).for_each(|peer| peer.tell(frame.clone()));
    }

    /// Agents who see the page.
    fn agents(&self) -> Vec<&Agent> {
        self.desks.values().filter(|desk| desk.stage == Stage::Joined).map(|desk| &desk.shown).collect()
    }

    fn announce_joined(&self, admission: AdmissionId, agent: &Agent) {
        let agent_count = self.agents().len();
        self.tell_all_but(admission, &Frame::control(&ToBoth::AgentJoined { agent, agent_count }));
    }

    fn announce_left(&self, admission: AdmissionId, agent: &Agent) {
        let agent_count = self.agents().len();
        self.tell_all_but(admission, &Frame::control(&ToBoth::AgentLeft { agent, agent_count }));
    }
}

/// What is left of the recovery window when the customer has just gone, in seconds.
fn recovery_seconds() -> i64 {
    Windows::RECOVERY.num_seconds()
}
