//! Who is in a room and who was asked in, as the agents inside see it.

use super::{Barging, Members, Room, Stage, ToBoth};
use crate::domain::AdmissionId;
use crate::domain::session::Mode;
use crate::relay::control::{InviteView, Present, PresentStage, ToDesk};
use crate::relay::frame::Frame;
use crate::relay::over::Over;
use bytes::Bytes;

impl Room {
    /// How the invites stand, as the broker says.
    pub fn invites_stand(&self, invites: Vec<InviteView>) {
        let mut members = self.lock();
        if members.invites != invites {
            members.invites = invites;
            members.tell_joined(&members.people_frame());
        }
    }

    /// `to` is in for those of `from`: they give control back, everybody is told, and their desks close.
    pub fn handed_over(&self, from: &[AdmissionId], to: AdmissionId) {
        let mut members = self.lock();
        let Some(next) = members.desks.get(&to).map(|desk| desk.shown.clone()) else { return };
        for admission in from {
            let Some(mut desk) = members.desks.remove(admission) else { continue };
            if desk.stage == Stage::Joined {
                members.lets_go(&self.notes, *admission, &desk);
            }
            // until the connection is closed it can look on
            desk.shown.mode = Mode::Watching;
            let frame = Frame::control(&ToBoth::HandedOver { from: &desk.shown.helping(), to: &next });
            let peer = desk.peer.clone();
            members.desks.insert(*admission, desk);
            members.tell_all_but(*admission, &frame);
            peer.close(Over::Relieved(frame));
        }
    }
}

impl Members {
    /// Tells the agents who see the page who is in, if that is another than before.
    pub(super) fn tell_people(&mut self) {
        let present = self.present();
        if self.told != present {
            self.told = present;
            self.tell_joined(&self.people_frame());
        }
    }

    pub(super) fn people_frame(&self) -> Bytes {
        Frame::control(&ToDesk::People { people: &self.present(), invites: &self.invites })
    }

    fn present(&self) -> Vec<Present> {
        let stage = |stage, barging| match (stage, barging) {
            (Stage::Joined, Barging::No) => PresentStage::In,
            (Stage::Joined, _) => PresentStage::AsksToHelp,
            (Stage::Asked | Stage::Deciding, _) => PresentStage::Asking,
            (Stage::Waiting, _) => PresentStage::Waiting,
        };
        let desks = self.desks.values();
        desks.map(|desk| Present { agent: desk.shown.clone(), stage: stage(desk.stage, desk.barging) }).collect()
    }
}
