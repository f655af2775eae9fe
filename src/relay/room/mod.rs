//! One session's live half: who is connected, who was asked, and who may see the page.
//!
//! The members' lock is held for a few statements and never across an await. Lock order: registry, members, feed.

mod customer;
mod desk;

pub(super) use desk::Entered;

use super::control::{Agent, ToBoth, ToCustomer, ToDesk};
use super::feed::Feed;
use super::frame::Frame;
use super::memory::Memory;
use super::over::Over;
use super::peer::Peer;
use crate::domain::{AdmissionId, AgentId, EndReason, SessionId, Windows};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::Notify;

pub(super) struct Room {
    pub session: SessionId,
    pub feed: Feed,
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
    customer: Option<Customer>,
    desks: BTreeMap<AdmissionId, Desk>,
}

struct Customer {
    peer: Peer,
    /// The customer looks at another tab.
    hidden: bool,
}

struct Desk {
    peer: Peer,
    agent: Option<AgentId>,
    shown: Agent,
    phrase: String,
    stage: Stage,
    /// Wakes the connection to ask whether it may go on.
    recheck: Arc<Notify>,
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

impl Room {
    pub fn new(session: SessionId, memory: &Memory) -> Self {
        Self { session, feed: Feed::new(memory), members: Mutex::default() }
    }

    pub fn is_empty(&self) -> bool {
        let members = self.lock();
        members.customer.is_none() && members.desks.is_empty()
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
        let members = std::mem::take(&mut *self.lock());
        self.feed.end();
        for peer in members.customer.iter().map(|c| &c.peer).chain(members.desks.values().map(|d| &d.peer)) {
            peer.close(Over::Ended(reason));
        }
    }

    pub fn pincode_updated(&self, pincode: &str) {
        if let Some(customer) = &self.lock().customer {
            customer.peer.tell(Frame::control(&ToCustomer::PincodeUpdated { pincode }));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Members> {
        self.members.lock().expect("no holder panics")
    }
}

impl Members {
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
