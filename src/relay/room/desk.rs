//! The desks' part of a room.

use super::drawing::Author;
use super::{Agent, Barging, Desk, Members, Room, Stage, ToBoth, ToCustomer, ToDesk};
use crate::domain::session::Mode;
use crate::domain::{AdmissionId, AgentId};
use crate::relay::control::Invited;
use crate::relay::events::{DeskGrant, Stopper};
use crate::relay::frame::Frame;
use crate::relay::notes::Notes;
use crate::relay::over::Over;
use crate::relay::peer::{ConnectionId, Peer};
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::Notify;

/// What is to be done for a desk that has just come in.
pub(in crate::relay) struct Entered {
    /// The customer was asked now.
    pub asked: bool,
    /// The customer need not be asked; the broker is to be told of the yes.
    pub decide: bool,
    /// Wakes the connection to ask whether it may go on.
    pub recheck: Arc<Notify>,
}

impl Desk {
    pub(super) fn consent_request(&self, admission_id: AdmissionId) -> Bytes {
        let watches = self.barging != Barging::No;
        let invited = self.invited.as_ref();
        Frame::control(&ToCustomer::ConsentRequest {
            admission_id,
            agent_name: &self.shown.user_name,
            phrase: &self.phrase,
            mode: if watches { Mode::Helping } else { self.shown.mode },
            watches,
            invited_by: invited.map(|invited| invited.name.as_str()),
            hand_over: invited.is_some_and(|invited| invited.hand_over),
        })
    }

    pub(super) fn ask(&mut self, admission: AdmissionId, customer: &Peer) {
        customer.tell(self.consent_request(admission));
        self.peer.tell(Frame::control(&ToDesk::Asking));
        self.stage = Stage::Asked;
    }
}

impl Room {
    /// Seats a desk, in place of an older connection of the same admission, which hands over how far it has come.
    pub fn enter_desk(&self, peer: Peer, grant: &DeskGrant) -> Entered {
        let mut members = self.lock();
        let older = members.desks.remove(&grant.admission);
        if let Some(older) = older.as_ref().filter(|older| older.stage == Stage::Joined) {
            members.lets_go(&self.notes, grant.admission, older);
        }
        let carried = older.as_ref().map(|desk| desk.stage);
        let stage = match carried {
            Some(Stage::Joined) => Stage::Joined,
            _ if grant.consented => Stage::Joined,
            None if !grant.consent_needed => Stage::Deciding,
            other => other.unwrap_or(Stage::Waiting),
        };
        peer.tell(members.welcome(grant, stage == Stage::Joined));
        members.invites = grant.invites.clone();
        members.asks_customer = grant.consent_needed;
        let mut desk = Desk {
            peer: peer.clone(),
            agent: grant.agent,
            shown: Agent { user_id: grant.user_id.clone(), user_name: grant.user_name.clone(), mode: grant.mode },
            author: Author { by: grant.user_id.as_str().into(), name: grant.user_name.as_str().into() },
            phrase: grant.phrase.clone(),
            invited: grant.invited.clone(),
            stage,
            barging: older.as_ref().map_or(Barging::No, |older| older.barging),
            pointing: false,
            ring: None,
            recheck: Arc::default(),
        };
        let mut entered = Entered {
            asked: false,
            decide: carried.is_none() && stage == Stage::Deciding,
            recheck: desk.recheck.clone(),
        };
        match (stage, &members.customer) {
            (Stage::Waiting, Some(customer)) => {
                desk.ask(grant.admission, &customer.peer);
                entered.asked = true;
            }
            (Stage::Asked, _) => peer.tell(Frame::control(&ToDesk::Asking)),
            _ => {}
        }
        members.desks.insert(grant.admission, desk);
        if stage == Stage::Joined {
            if carried != Some(Stage::Joined) {
                members.announce_joined(grant.admission, &members.desks[&grant.admission].shown);
            }
            self.let_in(&members, grant.admission);
            members.told.clear();
        }
        if let Some(older) = older {
            older.peer.close(Over::Replaced);
            // after the newer one watches, so that the page does not rest in between
            self.feed.unwatch(older.peer.id);
        }
        members.tell_people();
        entered
    }

    /// The broker knows of the customer's yes. False if the desk has gone meanwhile.
    pub fn join(&self, admission: AdmissionId, mode: Mode) -> bool {
        let mut members = self.lock();
        let Some(desk) = members.desks.get_mut(&admission) else { return false };
        let (stage, before) = (desk.stage, desk.shown.mode);
        desk.stage = Stage::Joined;
        desk.shown.mode = mode;
        desk.barging = Barging::No;
        if stage != Stage::Joined {
            members.announce_joined(admission, &members.desks[&admission].shown);
            self.let_in(&members, admission);
            members.told.clear();
        } else if before != mode {
            // told again, to this agent as well: what they may do is another
            let (shown, agent_count) = (&members.desks[&admission].shown, members.agents().len());
            let frame = Frame::control(&ToBoth::AgentJoined { agent: shown, agent_count });
            members.tell_all_but(admission, &frame);
            members.desks[&admission].peer.tell(frame);
        }
        members.tell_people();
        true
    }

    /// False if that connection was not seated any more.
    pub fn leave_desk(&self, admission: AdmissionId, connection: ConnectionId) -> bool {
        let mut members = self.lock();
        if members.desks.get(&admission).is_none_or(|desk| desk.peer.id != connection) {
            return false;
        }
        let Some(desk) = members.desks.remove(&admission) else { return false };
        match (desk.stage, &members.customer) {
            (Stage::Joined, _) => {
                if desk.barging == Barging::Asked {
                    members.withdraw_barge_in(&self.notes, admission);
                }
                members.lets_go(&self.notes, admission, &desk);
                members.announce_left(admission, &desk.shown);
                self.feed.unwatch(connection);
            }
            (Stage::Asked, Some(customer)) => {
                customer.peer.tell(Frame::control(&ToCustomer::ConsentWithdrawn { admission_id: admission }));
            }
            _ => {}
        }
        members.tell_people();
        true
    }

    /// Whether this agent sees the page, by this connection.
    pub fn is_joined(&self, admission: AdmissionId, connection: ConnectionId) -> bool {
        let members = self.lock();
        members.desks.get(&admission).is_some_and(|desk| desk.peer.id == connection && desk.stage == Stage::Joined)
    }

    /// Tells one connection of an agent who sees the page.
    pub(super) fn tell_desk(&self, admission: AdmissionId, connection: ConnectionId, frame: impl FnOnce() -> Bytes) {
        if let Some(desk) = self.lock().joined(admission, connection) {
            desk.peer.tell(frame());
        }
    }

    /// The same of somebody who helps or watches.
    pub fn tell_seeing(&self, admission: AdmissionId, connection: ConnectionId, frame: impl FnOnce() -> Bytes) {
        if let Some(desk) = self.lock().seeing(admission, connection) {
            desk.peer.tell(frame());
        }
    }

    /// Whether this agent sees the page and helps, by this connection.
    pub fn is_helping(&self, admission: AdmissionId, connection: ConnectionId) -> bool {
        self.lock().joined(admission, connection).is_some()
    }

    /// Closes the desk of one admission, if it is there.
    pub fn close_desk(&self, admission: AdmissionId, over: Over) {
        if let Some(desk) = self.lock().desks.get(&admission) {
            desk.peer.close(over);
        }
    }

    pub fn recheck(&self, agent: AgentId) {
        for desk in self.lock().desks.values().filter(|desk| desk.agent == Some(agent)) {
            desk.recheck.notify_one();
        }
    }

    /// `joined` goes into the outbox before the feed opens, so it is read before the first frame.
    fn let_in(&self, members: &Members, admission: AdmissionId) {
        let peer = &members.desks[&admission].peer;
        peer.tell(Frame::control(&ToDesk::Joined));
        peer.tell(Frame::control(&ToDesk::Abilities(&members.abilities)));
        if members.customer.as_ref().is_some_and(|customer| customer.hidden) {
            peer.tell(Frame::control(&ToDesk::Away { hidden: true }));
        }
        if !members.omitted.is_empty() {
            peer.tell(Frame::control(&ToDesk::Omitted { items: &members.omitted }));
        }
        let drawing = members.whole_drawing(peer.id);
        drawing.into_iter().chain(members.assist_frame_for(admission)).for_each(|frame| peer.tell(frame));
        self.feed.watch(peer.clone());
    }
}

impl Members {
    /// The connection of an agent who saw the page is gone, and with it all that the agent was about to do.
    pub(super) fn lets_go(&mut self, notes: &Notes, admission: AdmissionId, desk: &Desk) {
        self.takes_hands_off(&desk.shown, desk.pointing, desk.ring);
        self.stops_drawing(&desk.author);
        self.stops_proposing(notes, admission);
        self.assisting(notes, |assist| (assist.stop(admission, Stopper::Gone), ()));
    }

    fn welcome(&self, grant: &DeskGrant, consented: bool) -> Bytes {
        Frame::control(&ToDesk::Welcome {
            session_id: grant.session,
            admission_id: grant.admission,
            user_id: &grant.user_id,
            user_name: &grant.user_name,
            customer_name: &grant.customer_name,
            customer_identified: grant.customer_identified,
            phrase: &grant.phrase,
            mode: grant.mode,
            invited: grant.invited.as_ref().map(|invited| Invited {
                by: &invited.name,
                text: invited.text.as_deref(),
                hand_over: invited.hand_over,
            }),
            customer_present: self.customer.is_some(),
            consented,
            agents: self.agents(),
            seat: grant.seat.as_deref(),
            customer_seconds: grant.customer_seconds,
        })
    }
}
