//! Proposals in a room: from the desk to the customer's eyes, and the answer back.

use super::{Members, Room, ToBoth, ToCustomer, ToDesk};
use crate::domain::AdmissionId;
use crate::relay::control::{Action, Answer, Became, Gone, Reason, What};
use crate::relay::events::{Noted, ProposalNote, Proposed};
use crate::relay::frame::Frame;
use crate::relay::notes::Notes;
use crate::relay::peer::ConnectionId;

impl Room {
    pub fn proposes(&self, admission: AdmissionId, connection: ConnectionId, n: u64, node: u32, action: &Action) {
        let mut members = self.lock();
        let Some(desk) = members.joined(admission, connection) else { return };
        let (peer, shown) = (desk.peer.clone(), desk.shown.clone());
        let opened = match () {
            () if !members.abilities.proposals => Err(Reason::Off),
            () if members.customer.is_none() => Err(Reason::NoCustomer),
            () => members.proposals.open(admission, n),
        };
        match opened {
            Ok(id) => {
                let (user_id, agent_name) = (&*shown.user_id, &*shown.user_name);
                let proposal_id = id.to_string();
                members.tell_customer(&ToCustomer::Proposal { proposal_id, user_id, agent_name, node, action });
                let about = match action {
                    Action::Click => Proposed::Click,
                    Action::Value { .. } => Proposed::Value,
                };
                self.notes.add(Noted::Proposal(admission, ProposalNote::Made(about)));
            }
            Err(reason) => peer.tell(Frame::control(&ToBoth::Refused { what: What::Propose, n: Some(n), reason })),
        }
    }

    /// The agent takes its proposal back. That it is answered already is no mistake.
    pub fn proposal_withdrawn(&self, admission: AdmissionId, connection: ConnectionId, n: u64) {
        let mut members = self.lock();
        if members.joined(admission, connection).is_some() {
            let withdrawn = members.proposals.withdraw(admission, n);
            members.proposal_dropped(&self.notes, admission, withdrawn);
        }
    }

    pub fn proposal_answered(&self, connection: ConnectionId, proposal: &str, answer: Answer) {
        let mut members = self.lock();
        let (true, Ok(id)) = (members.is_customer(connection), proposal.parse()) else { return };
        let Some((admission, n)) = members.proposals.answer(id) else { return };
        if let Some(desk) = members.desks.get(&admission) {
            desk.peer.tell(Frame::control(&ToDesk::ProposalAnswered { n, answer: Became::Answered(answer) }));
        }
        self.notes.add(Noted::Proposal(admission, ProposalNote::Answered(answer)));
    }
}

impl Members {
    /// The agent is gone, and its question with it.
    pub(super) fn stops_proposing(&mut self, notes: &Notes, admission: AdmissionId) {
        let dropped = self.proposals.leave(admission);
        self.proposal_dropped(notes, admission, dropped);
    }

    /// The customer's page is gone: nobody will answer.
    pub(super) fn proposals_lost(&mut self, notes: &Notes) {
        for (admission, n) in self.proposals.page_gone() {
            if let Some(desk) = self.desks.get(&admission) {
                desk.peer.tell(Frame::control(&ToDesk::ProposalAnswered { n, answer: Became::Gone(Gone::Gone) }));
            }
            notes.add(Noted::Proposal(admission, ProposalNote::Dropped));
        }
    }

    fn proposal_dropped(&self, notes: &Notes, admission: AdmissionId, id: Option<u64>) {
        if let Some(id) = id {
            self.tell_customer(&ToCustomer::ProposalWithdrawn { proposal_id: id.to_string() });
            notes.add(Noted::Proposal(admission, ProposalNote::Dropped));
        }
    }
}
