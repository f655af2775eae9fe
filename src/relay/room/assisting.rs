//! Remote assist in a room: carries out what `assist.rs` decides.

use super::annotating::refusal;
use super::assist::{Happened, Turn};
use super::{Agent, Members, Room, Stage, ToBoth, ToCustomer};
use crate::domain::AdmissionId;
use crate::relay::control::{Controller, Reason, Scroll, What};
use crate::relay::events::{AssistNote, Noted, Stopper};
use crate::relay::frame::Frame;
use crate::relay::notes::Notes;
use crate::relay::peer::ConnectionId;
use bytes::Bytes;

/// The only type of remote assist there is.
const TYPES: [&str; 1] = ["scroll_page"];

impl Room {
    pub fn assist_requested(&self, admission: AdmissionId, connection: ConnectionId) {
        let mut members = self.lock();
        let Some(peer) = members.joined(admission, connection).map(|desk| desk.peer.clone()) else { return };
        let requested = members.assisting(&self.notes, |assist| match assist.request(admission) {
            Ok(happened) => (happened, None),
            Err(reason) => (Vec::new(), Some(reason)),
        });
        if let Some(reason) = requested {
            peer.tell(refusal(What::Assist, reason));
        }
    }

    /// An agent gives up control, or its place in the queue.
    pub fn assist_given_up(&self, admission: AdmissionId, connection: ConnectionId) {
        let mut members = self.lock();
        if members.joined(admission, connection).is_some() {
            members.assisting(&self.notes, |assist| (assist.stop(admission, Stopper::Agent), ()));
        }
    }

    pub fn assist_answered(&self, connection: ConnectionId, grant: &str, allow: bool) {
        let mut members = self.lock();
        if let (true, Ok(grant)) = (members.is_customer(connection), grant.parse()) {
            members.assisting(&self.notes, |assist| (assist.answer(grant, allow), ()));
        }
    }

    /// The customer takes control back.
    pub fn assist_stopped(&self, connection: ConnectionId) {
        let mut members = self.lock();
        if members.is_customer(connection) {
            members.assisting(&self.notes, |assist| (assist.customer_stops(), ()));
        }
    }

    /// Passes an agent's scroll on, if that agent has control by this grant.
    pub fn scrolls(&self, admission: AdmissionId, connection: ConnectionId, scroll: &Scroll) {
        let mut members = self.lock();
        let Some(peer) = members.joined(admission, connection).map(|desk| desk.peer.clone()) else { return };
        let in_control = matches!(members.assist.turn(),
            Turn::Control(who, grant) if who == admission && grant.to_string() == scroll.grant_id);
        match &members.customer {
            _ if !members.abilities.remote_assist => peer.tell(refusal(What::Scroll, Reason::Off)),
            // a page too slow for it is not scrolled on behind the agent's back
            Some(customer) if in_control => _ = customer.peer.offer(Frame::control(&ToCustomer::Scroll(scroll))),
            _ => peer.tell(refusal(What::Scroll, Reason::NotController)),
        }
    }
}

impl Members {
    /// Takes a step of remote assist and tells everybody what came of it.
    pub(super) fn assisting<T>(
        &mut self,
        notes: &Notes,
        step: impl FnOnce(&mut super::assist::Assist) -> (Vec<Happened>, T),
    ) -> T {
        let standing = |members: &Self| (members.assist.turn(), members.assist.queue().collect::<Vec<_>>());
        let before = standing(self);
        let (happened, result) = step(&mut self.assist);
        happened.into_iter().for_each(|happened| self.assist_happened(notes, happened));
        if standing(self) != before {
            self.tell_assist();
        }
        result
    }

    /// How it stands, for an agent who has just come in. Nothing, where nobody has control or wants it.
    pub(super) fn assist_frame_for(&self, admission: AdmissionId) -> Option<Bytes> {
        (!self.assist.is_idle()).then(|| self.assist_frame(Some(admission)))
    }

    fn assist_happened(&self, notes: &Notes, happened: Happened) {
        let refused = |who, reason| {
            if let Some(desk) = self.desks.get(&who) {
                desk.peer.tell(refusal(What::Assist, reason));
            }
        };
        let note = match happened {
            Happened::Asked(who, grant) => {
                self.ask_for_control(who, grant);
                Some((who, AssistNote::Asked))
            }
            Happened::Withdrawn(who, grant) => {
                self.tell_customer(&ToCustomer::AssistWithdrawn { grant_id: grant.to_string() });
                Some((who, AssistNote::Withdrawn))
            }
            Happened::Allowed(who) => Some((who, AssistNote::Allowed)),
            Happened::Denied(who) => {
                refused(who, Reason::Denied);
                Some((who, AssistNote::Denied))
            }
            Happened::Started(who) => Some((who, AssistNote::Started)),
            Happened::Stopped(who, by) => Some((who, AssistNote::Stopped(by))),
            Happened::SwitchedOff(who) => {
                refused(who, Reason::Off);
                None
            }
        };
        if let Some((who, note)) = note {
            notes.add(Noted::Assist(who, note));
        }
    }

    fn ask_for_control(&self, who: AdmissionId, grant: u64) {
        if let Some(Agent { user_id, user_name, .. }) = self.desks.get(&who).map(|desk| &desk.shown) {
            let grant_id = grant.to_string();
            self.tell_customer(&ToCustomer::AssistQuestion { grant_id, user_id, agent_name: user_name, types: TYPES });
        }
    }

    fn tell_assist(&self) {
        if let Some(customer) = &self.customer {
            customer.peer.tell(self.assist_frame(None));
        }
        for (admission, desk) in self.desks.iter().filter(|(_, desk)| desk.stage == Stage::Joined) {
            desk.peer.tell(self.assist_frame(Some(*admission)));
        }
    }

    /// How it stands. The customer (`None`) and the agent in control also see the grant.
    fn assist_frame(&self, reader: Option<AdmissionId>) -> Bytes {
        let shown = |who: AdmissionId| self.desks.get(&who).map(|desk| &desk.shown);
        let (controller, asking) = match self.assist.turn() {
            Turn::Nobody => (None, None),
            Turn::Asking(who, _) => (None, shown(who)),
            Turn::Control(who, grant) => {
                let grant_id = reader.is_none_or(|reader| reader == who).then(|| grant.to_string());
                (shown(who).map(|agent| Controller { agent, grant_id }), None)
            }
        };
        let queue = self.assist.queue().filter_map(shown).collect();
        Frame::control(&ToBoth::Assist { controller, asking, queue })
    }
}
