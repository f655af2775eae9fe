//! A supervisor who watches would like to help: the customer is asked, as for everybody who comes in.

use super::annotating::refusal;
use super::{Barging, Room, Stage, ToCustomer};
use crate::domain::AdmissionId;
use crate::domain::session::Mode;
use crate::relay::control::{Reason, What};
use crate::relay::events::{BargeInNote, Noted};
use crate::relay::frame::Frame;
use crate::relay::notes::Notes;

impl Room {
    /// True if nobody has to be asked: the broker is to be told of the yes.
    pub fn asks_to_help(&self, admission: AdmissionId) -> bool {
        let mut members = self.lock();
        let customer = members.customer.as_ref().map(|customer| customer.peer.clone());
        let asks_customer = members.asks_customer;
        let Some(desk) = members.desks.get_mut(&admission) else { return false };
        if desk.stage != Stage::Joined || desk.shown.mode != Mode::Watching {
            return false;
        }
        let refused = match customer {
            None => Some(Reason::NoCustomer),
            Some(_) if desk.barging != Barging::No => Some(Reason::AlreadyOpen),
            Some(_) if !asks_customer => {
                desk.barging = Barging::Deciding;
                members.tell_people();
                return true;
            }
            Some(customer) => {
                desk.barging = Barging::Asked;
                customer.tell(desk.consent_request(admission));
                self.notes.add(Noted::BargeIn(admission, BargeInNote::Asked));
                None
            }
        };
        if let Some(reason) = refused {
            desk.peer.tell(refusal(What::BargeIn, reason));
        }
        members.tell_people();
        false
    }

    /// The answer was no, or it was yes and could not be done. False if it was about coming in.
    pub fn goes_on_watching(&self, admission: AdmissionId, reason: Reason) -> bool {
        let mut members = self.lock();
        let Some(desk) = members.desks.get_mut(&admission).filter(|desk| desk.barging != Barging::No) else {
            return false;
        };
        desk.barging = Barging::No;
        desk.peer.tell(refusal(What::BargeIn, reason));
        members.tell_people();
        true
    }
}

impl super::Members {
    /// The customer's page is gone, and the questions with it.
    pub(super) fn barging_lost(&mut self, notes: &Notes) {
        for (admission, desk) in self.desks.iter_mut().filter(|(_, desk)| desk.barging == Barging::Asked) {
            desk.barging = Barging::No;
            notes.add(Noted::BargeIn(*admission, BargeInNote::Withdrawn));
            desk.peer.tell(refusal(What::BargeIn, Reason::NoCustomer));
        }
    }

    /// The question is not open any more.
    pub(super) fn withdraw_barge_in(&self, notes: &Notes, admission_id: AdmissionId) {
        notes.add(Noted::BargeIn(admission_id, BargeInNote::Withdrawn));
        if let Some(customer) = &self.customer {
            customer.peer.tell(Frame::control(&ToCustomer::ConsentWithdrawn { admission_id }));
        }
    }
}
