//! The customer's part of a room.

use super::{Customer, Room, Stage, ToCustomer, ToDesk, recovery_seconds};
use crate::domain::AdmissionId;
use crate::relay::events::CustomerGrant;
use crate::relay::frame::Frame;
use crate::relay::over::Over;
use crate::relay::peer::{ConnectionId, Peer};

impl Room {
    /// Seats the customer's page in place of an older one. Returns the admissions it is asked about for the first time.
    pub fn enter_customer(&self, peer: Peer, grant: &CustomerGrant) -> Vec<AdmissionId> {
        let mut members = self.lock();
        peer.tell(Frame::control(&ToCustomer::Welcome {
            session_id: grant.session,
            resume_token: &grant.resume_token,
            pincode: grant.pincode.as_deref(),
            resumed: grant.resumed,
            agents: members.agents(),
            recovery_seconds: recovery_seconds(),
        }));
        if let Some(older) = members.customer.replace(Customer { peer: peer.clone(), hidden: false }) {
            older.peer.close(Over::Replaced);
        }
        members.tell_desks(&ToDesk::CustomerBack {
            customer_name: &grant.customer_name,
            customer_identified: grant.customer_identified,
        });
        self.feed.attach(peer.clone());
        let mut asked = Vec::new();
        for (admission, desk) in &mut members.desks {
            match desk.stage {
                Stage::Waiting => {
                    desk.ask(*admission, &peer);
                    asked.push(*admission);
                }
                // the dialog went with the older page
                Stage::Asked => peer.tell(desk.consent_request(*admission)),
                Stage::Deciding | Stage::Joined => {}
            }
        }
        asked
    }

    /// False if the page was not seated any more.
    pub fn leave_customer(&self, connection: ConnectionId) -> bool {
        let mut members = self.lock();
        if members.customer.take_if(|customer| customer.peer.id == connection).is_none() {
            return false;
        }
        self.feed.detach(connection);
        for desk in members.desks.values_mut().filter(|desk| desk.stage == Stage::Asked) {
            desk.stage = Stage::Waiting;
        }
        members.tell_desks(&ToDesk::CustomerLost { deadline_seconds: recovery_seconds() });
        true
    }

    /// The customer's tab became hidden or visible. Only agents who see the page are told.
    pub fn away(&self, connection: ConnectionId, hidden: bool) {
        let mut members = self.lock();
        let Some(customer) = members.customer.as_mut().filter(|customer| customer.peer.id == connection) else {
            return;
        };
        customer.hidden = hidden;
        let frame = Frame::control(&ToDesk::Away { hidden });
        members
            .desks
            .values()
            .filter(|desk| desk.stage == Stage::Joined)
            .for_each(|desk| desk.peer.tell(frame.clone()));
    }

    /// Whether this answers a question that is open. A late answer is no mistake: the agent may just have gone.
    pub fn answered(&self, connection: ConnectionId, admission: AdmissionId) -> bool {
        let mut members = self.lock();
        if members.customer.as_ref().is_none_or(|customer| customer.peer.id != connection) {
            return false;
        }
        match members.desks.get_mut(&admission) {
            Some(desk) if desk.stage == Stage::Asked => {
                desk.stage = Stage::Deciding;
                true
            }
            _ => false,
        }
    }
}
