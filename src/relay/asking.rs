//! A desk looks for colleagues and asks one in. The broker decides; each question is a task of its own, because a
//! database may be slow and the desk has more to say meanwhile.

use super::control::{Asked, Reason, ToBoth, ToDesk, What};
use super::frame::Frame;
use super::peer::ConnectionId;
use super::registry::Registry;
use super::room::Room;
use super::seat::Seat;
use crate::domain::{AdmissionId, InviteId, SessionId};

pub(super) fn search(registry: &Registry, seat: &Seat, id: ConnectionId, who: AdmissionId, n: u64, text: String) {
    let (events, room) = (registry.events().clone(), seat.room.clone());
    tokio::spawn(async move {
        let people = events.colleagues(room.session, who, &text).await;
        room.tell_seeing(who, id, || Frame::control(&ToDesk::Colleagues { n, people: &people }));
    });
}

pub(super) fn invite(registry: &Registry, seat: &Seat, id: ConnectionId, who: AdmissionId, n: u64, asked: Asked) {
    let (events, room) = (registry.events().clone(), seat.room.clone());
    tokio::spawn(async move {
        match events.invite(room.session, who, asked).await {
            Ok(invite_id) => room.tell_seeing(who, id, || Frame::control(&ToDesk::Invited { n, invite_id })),
            Err(reason) => refuse(&room, who, id, n, reason),
        }
    });
}

pub(super) fn refuse(room: &Room, who: AdmissionId, id: ConnectionId, n: u64, reason: Reason) {
    let refused = ToBoth::Refused { what: What::Invite, n: Some(n), reason };
    room.tell_seeing(who, id, || Frame::control(&refused));
}

pub(super) fn withdraw(registry: &Registry, session: SessionId, who: AdmissionId, invite: InviteId) {
    let events = registry.events().clone();
    tokio::spawn(async move { events.invite_withdrawn(session, who, invite).await });
}
