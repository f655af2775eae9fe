//! The customer's part of a room.

use super::assist::Terms;
use super::drawing::{Author, CUSTOMER};
use super::{Barging, Customer, Document, Members, Room, Stage, ToCustomer, ToDesk, recovery_seconds};
use crate::domain::AdmissionId;
use crate::relay::control::{Abilities, Omission};
use crate::relay::events::{CustomerGrant, Noted};
use crate::relay::frame::Frame;
use crate::relay::over::Over;
use crate::relay::peer::{ConnectionId, Peer};

/// What a page says of itself when it comes.
pub(in crate::relay) struct Arrival {
    pub document: Document,
    pub abilities: Abilities,
}

impl Room {
    /// Seats the customer's page in place of an older one. Returns the admissions it is asked about for the first time.
    pub fn enter_customer(&self, peer: Peer, grant: &CustomerGrant, arrival: Arrival) -> Vec<AdmissionId> {
        let mut members = self.lock();
        peer.tell(Frame::control(&ToCustomer::Welcome {
            session_id: grant.session,
            resume_token: &grant.resume_token,
            pincode: grant.pincode.as_deref(),
            resumed: grant.resumed,
            agents: members.agents(),
            recovery_seconds: recovery_seconds(),
            assets: self.feed.assets(),
        }));
        let author = Author { by: CUSTOMER.into(), name: grant.customer_name.as_str().into() };
        let customer = Customer { peer: peer.clone(), author, hidden: false };
        if let Some(older) = members.customer.replace(customer) {
            older.peer.close(Over::Replaced);
            members.stops_drawing(&older.author);
        }
        members.proposals_lost(&self.notes);
        let Arrival { document, abilities } = arrival;
        if members.is_transfer(&document) {
            members.tell_joined(&Frame::control(&ToDesk::CustomerTransferred));
            self.notes.add(Noted::Transferred);
        }
        members.tell_desks(&ToDesk::CustomerBack {
            customer_name: &grant.customer_name,
            customer_identified: grant.customer_identified,
        });
        members.shows(document, &peer);
        members.allows(abilities);
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
                Stage::Joined if desk.barging == Barging::Asked => peer.tell(desk.consent_request(*admission)),
                Stage::Deciding | Stage::Joined => {}
            }
        }
        let terms = Terms { allowed: abilities.remote_assist, consent: abilities.assist_consent };
        members.assisting(&self.notes, |assist| (assist.page(terms), ()));
        members.tell_people();
        asked
    }

    /// False if the page was not seated any more.
    pub fn leave_customer(&self, connection: ConnectionId) -> bool {
        let mut members = self.lock();
        let Some(gone) = members.customer.take_if(|customer| customer.peer.id == connection) else { return false };
        self.feed.detach(connection);
        for desk in members.desks.values_mut().filter(|desk| desk.stage == Stage::Asked) {
            desk.stage = Stage::Waiting;
        }
        members.barging_lost(&self.notes);
        members.tell_desks(&ToDesk::CustomerLost { deadline_seconds: recovery_seconds() });
        members.stops_drawing(&gone.author);
        members.proposals_lost(&self.notes);
        members.assisting(&self.notes, |assist| (assist.page_gone(), ()));
        members.tell_people();
        true
    }

    /// The customer's tab became hidden or visible. Only agents who see the page are told.
    pub fn away(&self, connection: ConnectionId, hidden: bool) {
        let mut members = self.lock();
        let Some(customer) = members.customer.as_mut().filter(|customer| customer.peer.id == connection) else {
            return;
        };
        customer.hidden = hidden;
        members.tell_joined(&Frame::control(&ToDesk::Away { hidden }));
    }

    /// What of the page is not shared.
    pub fn omitted(&self, connection: ConnectionId, items: Vec<Omission>) {
        let mut members = self.lock();
        if members.is_customer(connection) {
            members.omits(items);
        }
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
            Some(desk) if desk.barging == Barging::Asked => {
                desk.barging = Barging::Deciding;
                true
            }
            _ => false,
        }
    }
}

impl Members {
    /// Whether the customer goes on in another tab with this. A page that names none is no proof.
    fn is_transfer(&self, next: &Document) -> bool {
        let before = self.document.as_ref().map_or("", |document| &document.tab);
        !before.is_empty() && !next.tab.is_empty() && before != next.tab
    }

    /// The page of this connection is there. If it is the one from before, it gets what was drawn on it.
    fn shows(&mut self, document: Document, peer: &Peer) {
        let is_same = !document.id.is_empty() && self.document.as_ref().is_some_and(|before| before.id == document.id);
        if is_same {
            self.whole_drawing(peer.id).into_iter().for_each(|frame| peer.tell(frame));
        } else if self.document.is_some() {
            self.wipe();
            self.tell_joined(&self.drawing_frame());
            self.omits(Vec::new());
        }
        self.document = Some(document);
    }

    fn allows(&mut self, abilities: Abilities) {
        if self.abilities != abilities {
            self.abilities = abilities;
            self.tell_joined(&Frame::control(&ToDesk::Abilities(&abilities)));
        }
    }

    fn omits(&mut self, items: Vec<Omission>) {
        if self.omitted != items {
            self.tell_joined(&Frame::control(&ToDesk::Omitted { items: &items }));
            self.omitted = items;
        }
    }
}
