//! Drawing and pointing in a room: who may, and who is told.

use super::drawing::Author;
use super::{Agent, Members, Room, Stage, ToBoth};
use crate::domain::AdmissionId;
use crate::relay::control::drawing::Op;
use crate::relay::control::{Pointer, Reason, What};
use crate::relay::frame::Frame;
use crate::relay::peer::{ConnectionId, Peer};
use bytes::Bytes;
use tokio::time::Instant;

impl Room {
    /// An agent draws.
    pub fn agent_draws(&self, admission: AdmissionId, connection: ConnectionId, ops: Vec<Op>, now: Instant) {
        let mut members = self.lock();
        let Some(desk) = members.joined(admission, connection) else { return };
        let (peer, author) = (desk.peer.clone(), desk.author.clone());
        let refused = match () {
            () if !members.abilities.agent_annotation => Some(Reason::Off),
            () if members.customer.is_none() => Some(Reason::NoCustomer),
            () => members.draw(&author, ops, now),
        };
        if let Some(reason) = refused {
            peer.tell(refusal(What::Draw, reason));
        }
    }

    /// The customer draws. Without the ability nothing comes of it, but for hiding: that takes something away from the
    /// customer's own page, and the page itself does so when it becomes another one.
    pub fn customer_draws(&self, connection: ConnectionId, mut ops: Vec<Op>, now: Instant) {
        let mut members = self.lock();
        let Some(customer) = members.customer.as_ref().filter(|customer| customer.peer.id == connection) else {
            return;
        };
        let (peer, author) = (customer.peer.clone(), customer.author.clone());
        if !members.abilities.customer_annotation {
            ops.retain(|op| matches!(op, Op::Hide { .. }));
        }
        if let Some(reason) = members.draw(&author, ops, now) {
            peer.tell(refusal(What::Draw, reason));
        }
    }

    /// An agent points, or does not any more. Without a page to point at, nobody is told.
    pub fn points(&self, admission: AdmissionId, connection: ConnectionId, pointer: &Pointer) {
        let mut members = self.lock();
        let allowed = members.abilities.agent_annotation;
        let is_page = members.customer.is_some();
        let Some(desk) = members.joined(admission, connection) else { return };
        let pointing = matches!(pointer, Pointer::At { .. });
        if pointing && !allowed {
            return desk.peer.tell(refusal(What::Pointer, Reason::Off));
        }
        if !is_page || !(pointing || desk.pointing) {
            return;
        }
        desk.pointing = pointing;
        let shown = desk.shown.clone();
        let frame = pointer_frame(&shown, pointer);
        let others = members.sharers_but(&shown.user_id);
        if pointing {
            others.for_each(|peer| _ = peer.offer(frame.clone()));
        } else {
            // one that is lost, or overtakes another, leaves the pointer standing there
            others.for_each(|peer| peer.sketch_behind(frame.clone()));
        }
    }

    /// An agent puts a ring around an element, or takes it away.
    pub fn highlights(&self, admission: AdmissionId, connection: ConnectionId, node: Option<u32>) {
        let mut members = self.lock();
        let allowed = members.abilities.agent_annotation;
        let is_page = members.customer.is_some();
        let Some(desk) = members.joined(admission, connection) else { return };
        let reason = match node {
            Some(_) if !allowed => Reason::Off,
            Some(_) if !is_page => Reason::NoCustomer,
            _ if desk.ring == node => return,
            _ => {
                desk.ring = node;
                let shown = desk.shown.clone();
                let frame = ring_frame(&shown, node);
                return members.sharers_but(&shown.user_id).for_each(|peer| peer.sketch(frame.clone()));
            }
        };
        desk.peer.tell(refusal(What::Highlight, reason));
    }

    /// Gives a peer that was too slow for parts of the drawing the whole of it.
    pub fn catch_up(&self, peer: &Peer) {
        let members = self.lock();
        peer.caught_up(|| {
            let mut frames = vec![members.drawing_frame()];
            frames.extend(members.ring_frames(peer.id));
            frames
        });
    }
}

impl Members {
    /// Does what of `ops` can be done and tells the others; the first reason why something could not.
    fn draw(&mut self, author: &Author, ops: Vec<Op>, now: Instant) -> Option<Reason> {
        let mut refused = None;
        let mut done = Vec::with_capacity(ops.len());
        for op in ops {
            match self.drawing.apply(op, author, now) {
                Ok(op) => done.extend(op),
                Err(reason) => refused = refused.or(Some(reason)),
            }
        }
        self.drawn(author, &done);
        refused
    }

    /// Nothing more comes from this author's connection.
    pub(super) fn stops_drawing(&mut self, author: &Author) {
        let finished = self.drawing.finish_all(author, Instant::now());
        self.drawn(author, &finished);
    }

    /// An agent's connection is gone, and its pointer and ring with it. Its strokes stay.
    pub(super) fn takes_hands_off(&self, shown: &Agent, pointing: bool, ring: Option<u32>) {
        if pointing {
            let frame = pointer_frame(shown, &Pointer::Gone { gone: true });
            self.sharers_but(&shown.user_id).for_each(|peer| peer.sketch_behind(frame.clone()));
        }
        if ring.is_some() {
            let frame = ring_frame(shown, None);
            self.sharers_but(&shown.user_id).for_each(|peer| peer.sketch(frame.clone()));
        }
    }

    /// The page became another one: all that was drawn on the old one is void.
    pub(super) fn wipe(&mut self) {
        self.drawing.clear();
        self.ink.set(0);
        for desk in self.desks.values_mut() {
            (desk.pointing, desk.ring) = (false, None);
        }
    }

    pub(super) fn drawing_frame(&self) -> Bytes {
        Frame::control(&ToBoth::Drawing { strokes: self.drawing.view() })
    }

    /// What somebody who comes now has to be told: nothing, where there is nothing.
    pub(super) fn whole_drawing(&self, but: ConnectionId) -> Vec<Bytes> {
        let drawing = (!self.drawing.view().is_empty()).then(|| self.drawing_frame());
        drawing.into_iter().chain(self.ring_frames(but)).collect()
    }

    fn ring_frames(&self, but: ConnectionId) -> Vec<Bytes> {
        let others = self.desks.values().filter(|desk| desk.peer.id != but && desk.ring.is_some());
        others.map(|desk| ring_frame(&desk.shown, desk.ring)).collect()
    }

    fn drawn(&mut self, author: &Author, ops: &[Op]) {
        self.ink.set(self.drawing.bytes());
        if !ops.is_empty() {
            let frame = Frame::control(&ToBoth::Draw { by: &author.by, by_name: &author.name, ops });
            self.sharers_but(&author.by).for_each(|peer| peer.sketch(frame.clone()));
        }
    }

    /// The customer and the agents who see the page, without the one named.
    fn sharers_but(&self, by: &str) -> impl Iterator<Item = &Peer> {
        let customer = self.customer.iter().filter(move |customer| *customer.author.by != *by);
        let desks = self.desks.values().filter(move |desk| desk.stage == Stage::Joined && *desk.author.by != *by);
        customer.map(|customer| &customer.peer).chain(desks.map(|desk| &desk.peer))
    }
}

/// A frame that says that something was not done.
pub(super) fn refusal(what: What, reason: Reason) -> Bytes {
    Frame::control(&ToBoth::Refused { what, n: None, reason })
}

fn pointer_frame(agent: &Agent, pointer: &Pointer) -> Bytes {
    Frame::control(&ToBoth::Pointer { user_id: &agent.user_id, user_name: &agent.user_name, pointer })
}

fn ring_frame(agent: &Agent, node: Option<u32>) -> Bytes {
    Frame::control(&ToBoth::Highlight { user_id: &agent.user_id, user_name: &agent.user_name, node })
}
